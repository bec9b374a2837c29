"""The numbers of people in what left the house: read out of JSON, CSV and figures of Word files."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from keng.documents import word
from keng.kernel.figures import CellKey
from keng.kernel.periods import parse_period
from keng.orgunits.queries import unit_by_key, unit_named
from leaving_cast import Answers
from web_cast import NOW

Told = tuple[int, str, CellKey, str]
"""Unit, period, cell and what stands there: a number, "<5", "…" or nothing."""
_WORD: Final = frozenset({"/reports/docx", "report_file"})
_UNIT, _PERIOD, _INDICATOR, _BY, _VALUE = 1, 2, 4, 5, 8  # columns of the long CSV


def told_in(answers: Answers) -> Iterator[Told]:
    """Every figure in what can be read cell by cell."""
    for label, answer in answers.items():
        name, _, where = label.partition(" ")
        if answer.status != 200:
            continue
        if name == "/consolidated":
            yield from _of_a_table(where, json.loads(answer.body))
        elif name == "/consolidated/parts":
            yield from _of_parts(where, json.loads(answer.body))
        elif name == "numbers_file" and "/csv/" in where and "drafts=" not in where:
            yield from _of_lines(answer.body)
        elif name in _WORD and answer.body.startswith(b"PK"):
            yield from _of_word(answer.body)


def _asked(where: str) -> tuple[int, str]:
    query = parse_qs(urlsplit(where).query)
    (unit,), (period,) = query["unit"], query["period"]
    return unit_named(unit, on=NOW.date()).id, period


def _of_a_table(where: str, table: Mapping[str, Any]) -> Iterator[Told]:
    if table["map"] is not None or table["is_draft"]:
        return
    unit, period = _asked(where)
    before = parse_period(period).previous_year().code
    for row in table["rows"]:
        key = CellKey.parse(row["cell"])
        yield unit, period, key, row["shown"] or row["value"] or ""
        yield unit, before, key, row["previous_shown"] or row["previous"] or ""


def _of_parts(where: str, parts: Sequence[Mapping[str, Any]]) -> Iterator[Told]:
    _, period = _asked(where)
    key = CellKey.parse(parse_qs(urlsplit(where).query)["cell"][0])
    for part in parts:
        if part["kind"] == "child":
            unit = unit_named(part["unit"], on=NOW.date()).id
            yield unit, period, key, part["shown"] or part["value"] or ""


def _of_lines(content: bytes) -> Iterator[Told]:
    for line in csv.reader(io.StringIO(content.decode("utf-8-sig"))):
        if len(line) > _VALUE and line[_UNIT].isdigit():
            key = CellKey(line[_INDICATOR], line[_BY])
            yield int(line[_UNIT]), line[_PERIOD], key, line[_VALUE]


def _of_word(content: bytes) -> Iterator[Told]:
    for field in word.read_fields(content):
        source = field.source
        if source is not None and source.view in {"value", "previous"}:
            period = parse_period(source.period)
            period = period.previous_year() if source.view == "previous" else period
            unit = unit_by_key(source.unit, on=NOW.date()).id
            held = next((one for one in ("<5", "…") if one in field.text), "")
            yield unit, period.code, CellKey(source.indicator, source.by), source.exact or held
