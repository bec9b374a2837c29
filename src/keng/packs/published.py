"""Where the figures of published reports go: a cell of the programme, or the reason why none.

The files under `published/` of a pack are for people who retype old reports. They are checked with
the pack and are no part of it: an installed version does not hold them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Self

from pydantic import ValidationError, model_validator

from keng.packs.assembly import Assembly
from keng.packs.problems import PackError, Problem
from keng.packs.references import cell_problem
from keng.packs.schema import Pack, Part
from keng.packs.schema.texts import Line, refusal
from keng.packs.yamltext import Fields, locate, plain


class PublishedFigure(Part):
    """One figure of the published reports.

    `measure` tells apart figures of one concept that are counted in different units; `adds_up`
    means that several figures together fill the cell; `unit` is set where the figure belongs to
    another unit than the one that published it.
    """

    concept: Line
    dimension: Line | None = None
    measure: Line | None = None
    cell: Line | None = None
    adds_up: bool = False
    unit: Line | None = None
    reason: Line | None = None

    @model_validator(mode="after")
    def _decided(self) -> Self:
        if self.cell is None and self.reason is None:
            raise refusal("cần “cell” hoặc “reason”", "give a `cell` or a `reason`")
        return self


class PublishedFigures(Part):
    """One file of them."""

    figures: tuple[PublishedFigure, ...]


def published_problems(pack: Pack, extra: dict[str, Fields]) -> list[Problem]:
    """What is wrong with the files: shape, unknown cells, a figure decided twice."""
    problems: list[Problem] = []
    seen: set[tuple[str | None, ...]] = set()
    for node in extra.values():
        try:
            read = PublishedFigures.model_validate(plain(node))
        except ValidationError as error:
            problems.extend(
                Problem(locate(node, found["loc"]), found["msg"], found["msg"])
                for found in error.errors()
            )
            continue
        problems.extend(_wrong_figures(read, pack, node, seen))
    return problems


def _wrong_figures(
    read: PublishedFigures, pack: Pack, node: Fields, seen: set[tuple[str | None, ...]]
) -> Iterator[Problem]:
    for number, figure in enumerate(read.figures):
        path = ("figures", number)
        name = (figure.concept, figure.dimension, figure.measure)
        if name in seen:
            yield Problem(
                locate(node, path),
                f"“{figure.concept}” đã được xếp ở trên; hãy bỏ một",
                f"{figure.concept!r} is decided above; remove one",
            )
        seen.add(name)
        if figure.cell is not None and (found := cell_problem(pack, path, figure.cell)):
            yield Problem(locate(node, (*path, "cell")), found[1], found[2])


def published_figures(folder: Path) -> list[PublishedFigure]:
    """The published figures of a pack's folder with their cells; PackError if they are broken."""
    assembly = Assembly(folder)
    assembly.read()
    if assembly.problems:
        raise PackError(str(folder), assembly.problems)
    files = [PublishedFigures.model_validate(plain(node)) for node in assembly.extra.values()]
    return [figure for file in files for figure in file.figures]
