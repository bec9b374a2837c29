"""The page of numbers in words: what may be chosen, and each figure of the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from keng.consolidation.catalogue import catalogue
from keng.consolidation.shapes import Drafts
from keng.kernel.figures import CellKey
from keng.packs import installed
from keng.publishing.pivots import Pivot, PivotCell
from keng.web import wording
from keng.web.tables import charts
from keng.web.tables.exploring import Question


@dataclass(frozen=True)
class Choice:
    """An indicator that may be chosen; `find` is how a search finds it."""

    code: str
    label: str
    find: str
    chosen: bool
    is_part: bool


@dataclass(frozen=True)
class ChoiceGroup:
    """Indicators under one heading."""

    label: str
    choices: tuple[Choice, ...]
    chosen: int


@dataclass(frozen=True)
class ShownCell:
    """One figure in words; `drill` opens what it consists of."""

    said: str
    coverage: str
    is_whole: bool
    remarks: tuple[int, ...]
    drill: str
    anchor: str


def tables_of(pivot: Pivot, question: Question) -> list[dict[str, object]]:
    """The groups of the table in words."""
    several = len(pivot.groups) > 1
    return [
        {
            "label": group.label,
            "is_headed": several or bool(group.label),
            "rows": [
                {
                    "label": row.label,
                    "measure": row.measure,
                    "cells": list(
                        zip(
                            pivot.headings,
                            (_cell(one, question) for one in row.cells),
                            strict=True,
                        )
                    ),
                }
                for row in group.rows
            ],
        }
        for group in pivot.groups
    ]


def _cell(one: PivotCell, question: Question) -> ShownCell:
    row = one.cell.row
    drill = ""
    if not one.cell.reason:
        wanted = {
            "unit": question.seen[one.unit].key,
            "period": one.column.period.code,
            "key": str(one.key),
        }
        if one.column.map_on:
            wanted["map_on"] = one.column.map_on.isoformat()
        if question.drafts is Drafts.INCLUDED:
            wanted["drafts"] = "on"
        drill = f"{reverse('web:drill')}?{urlencode(wanted)}"
    return ShownCell(
        said=charts.said_of(row),
        coverage=f"{row.accepted}/{row.expected}",
        is_whole=row.coverage.is_whole,
        remarks=one.remarks,
        drill=drill,
        anchor=f"{one.unit}-{one.column.period.code}-{one.key}",
    )


def choices_of(chosen: Sequence[CellKey]) -> list[ChoiceGroup]:
    """All indicators of the programme by group, the chosen ones ticked."""
    pack, known = installed.current(), catalogue()
    found = []
    for code, group in pack.groups.items():
        keys = [key for key in known.order if pack.indicator_of(key).group == code]
        choices = tuple(_choice(key, chosen=key in chosen) for key in keys)
        if choices:
            label = group.label.of(wording.language())
            found.append(ChoiceGroup(label, choices, sum(one.chosen for one in choices)))
    return found


def _choice(key: CellKey, *, chosen: bool) -> Choice:
    pack = installed.current()
    label = pack.cell_label(key, wording.language())
    is_part = bool(key.by) or pack.indicator_of(key).part_of is not None
    return Choice(str(key), label, f"{label} {key.indicator}", chosen, is_part)
