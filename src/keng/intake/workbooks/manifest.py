"""The hidden record of what a workbook was made from: written with the form, read back. Pure.

For each submission it keeps what stood in the cells when the form was fetched. An import compares
three things: what stood then, what the file says, what stands now. A cell that the person did not
touch is never a conflict and never written, whatever happened to it on the server.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from keng.documents.workbooks import Sheet

VERSION: Final = 1
_BOOK, _SUBMISSION = "keng", "submission"


@dataclass(frozen=True)
class FetchedCell:
    """A cell as it stood when the form was fetched: texts as shown, "" where it was empty."""

    revision: int = 0
    value: str = ""
    status: str = ""
    note: str = ""
    previous: str = ""


@dataclass(frozen=True)
class FetchedSubmission:
    """One submission of the workbook: on which sheet (token), whose, for what, and its cells."""

    token: str
    unit: str
    unit_name: str
    form: str
    period: str
    pack: str
    pack_version: str
    cells: Mapping[str, FetchedCell] = field(default_factory=dict)


class ManifestBroken(Exception):
    """The hidden sheet cannot be read or is of another version."""


def written(submissions: Iterable[FetchedSubmission]) -> list[tuple[str, str]]:
    """The records for the hidden sheet."""
    records = [(_BOOK, _dumped({"version": VERSION}))]
    for one in submissions:
        cells = {
            key: [c.revision, c.value, c.status, c.note, c.previous] for key, c in one.cells.items()
        }
        facts = {
            "token": one.token,
            "unit": one.unit,
            "unit_name": one.unit_name,
            "form": one.form,
            "period": one.period,
            "pack": one.pack,
            "pack_version": one.pack_version,
            "cells": cells,
        }
        records.append((_SUBMISSION, _dumped(facts)))
    return records


def read_manifest(sheet: Sheet) -> list[FetchedSubmission]:
    """The submissions of a workbook from its hidden sheet; ManifestBroken if unreadable."""
    records = [(row[0].text, "".join(cell.text for cell in row[1:])) for row in sheet.rows]
    try:
        kind, text = records[0]
        if kind != _BOOK or json.loads(text)["version"] != VERSION:
            raise ManifestBroken
        return [_submission(json.loads(text)) for kind, text in records if kind == _SUBMISSION]
    except (IndexError, KeyError, TypeError, ValueError, RecursionError) as broken:
        raise ManifestBroken from broken


def _submission(facts: dict[str, object]) -> FetchedSubmission:
    cells = facts.pop("cells")
    if not isinstance(cells, dict) or not all(isinstance(text, str) for text in facts.values()):
        raise ManifestBroken
    fetched = {str(key): _cell(values) for key, values in cells.items()}
    return FetchedSubmission(**{k: str(v) for k, v in facts.items()}, cells=fetched)


def _cell(values: list[object]) -> FetchedCell:
    revision, *texts = values
    if not isinstance(revision, int) or len(texts) != 4:
        raise ManifestBroken
    value, status, note, previous = (str(text) for text in texts)
    return FetchedCell(revision, value, status, note, previous)


def _dumped(facts: Mapping[str, object]) -> str:
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
