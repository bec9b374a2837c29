"""What was found in a workbook that was brought in, and in a text that was proofread."""

from __future__ import annotations

from ninja import Schema


class ProblemOut(Schema):
    """What is wrong with one place of an imported file."""

    file: str
    sheet: str
    cell: str
    code: str
    message: str
    message_en: str


class ImportOut(Schema):
    """What an import did, or would do: cells saved, cells that it would change, problems."""

    saved: int
    changes: int
    unchanged: int
    problems: list[ProblemOut]


class FoundPlaceOut(Schema):
    """Another place that a finding of the proofreader rests on; lines are counted from 1."""

    line: int
    end_line: int
    text: str


class ProofFindingOut(Schema):
    """A contradiction or slip in a text; `text` is withheld where it holds a person's data."""

    code: str
    severity: str
    line: int
    end_line: int
    message: str
    message_en: str
    text: str
    values: list[int | float]
    related: list[FoundPlaceOut]
    expected: str | None


class ProofreadOut(Schema):
    """What the proofreader found in a file, in the order of its lines."""

    findings: list[ProofFindingOut]
