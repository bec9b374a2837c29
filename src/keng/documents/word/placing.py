"""On which extracted line each figure of a Word file stands."""

from __future__ import annotations

from keng.documents.reading.wordplaces import placed_lines
from keng.documents.word._xml import Element, qn
from keng.documents.word.reading import ReadField, controls_of, read_fields


def placed_fields(content: bytes) -> list[tuple[int, ReadField]]:
    """The figures of the text and its notes, each with the 1-based line of its paragraph.

    Lines are those of `documents.reading`; figures in heads and feet of pages stand on none and
    are left out. Raises BadDocument for a file that is no .docx.
    """
    fields = read_fields(content)
    placed = placed_lines(content)
    found = []
    for path, root in {placed.part: placed.root, **placed.notes}.items():
        part = path.removeprefix("word/").removesuffix(".xml")
        controls = (control for control, _ in controls_of(root))
        of_part = (field for field in fields if field.part == part)
        for control, field in zip(controls, of_part, strict=True):
            line = placed.first_lines.get(_paragraph_of(control))
            if line is not None:
                found.append((line, field))
    return found


def _paragraph_of(control: Element) -> Element:
    """The paragraph around a control, or the first one inside it."""
    around = next(control.iterancestors(qn("p")), None)
    return around if around is not None else next(control.iter(qn("p")), control)
