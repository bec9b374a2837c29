"""The same through the doors of reporting and of the command line, nothing written by hand."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Unpack

import pytest

from consolidation_cast import FIRES, HOUSES, TODAY, Country, a_country, period
from keng.consolidation.queries import consolidate, problems
from keng.consolidation.shapes import Drafts, View
from keng.documents.workbooks import open_workbook
from keng.kernel.actors import OPERATOR
from keng.kernel.figures import CellKey
from keng.ops.main import main
from keng.reporting import actions
from keng.reporting.cells import CellInput
from keng.reporting.models import Submission

pytestmark = pytest.mark.django_db
MORNING = datetime(2025, 1, 6, 2, 0, tzinfo=UTC)
NOON = datetime(2025, 1, 6, 5, 0, tzinfo=UTC)
EVENING = datetime(2025, 1, 6, 11, 0, tzinfo=UTC)
NIGHT = datetime(2025, 1, 6, 14, 0, tzinfo=UTC)


def handed_in(country: Country, path: str, at: datetime, **values: int) -> Submission:
    submission = actions.ensure_submission(
        country.ids[path], "commune", period("2024"), actor=OPERATOR, at=at
    )
    return entered_and_submitted(submission, at, **values)


def entered_and_submitted(submission: Submission, at: datetime, **values: int) -> Submission:
    inputs = [CellInput(CellKey(code), value) for code, value in values.items()]
    actions.enter(submission.pk, inputs, actor=OPERATOR, at=at)
    return actions.submit(submission.pk, actor=OPERATOR, at=at)


def fires(country: Country, path: str, **view: Unpack[View]) -> int | None:
    found = consolidate(country.ids[path], period("2024"), actor=OPERATOR, on=TODAY, **view)
    row = found.row(FIRES)
    return row.value if row is not None else None


def test_a_report_counts_from_its_acceptance_until_it_is_reopened() -> None:
    country = a_country()
    submission = handed_in(country, "A/a", MORNING, fires=3)
    assert fires(country, "A") is None
    assert fires(country, "A", drafts=Drafts.INCLUDED) == 3

    actions.accept(submission.pk, revision=submission.revision, actor=OPERATOR, at=NOON)
    assert fires(country, "A") == 3

    actions.reopen(submission.pk, "sai số liệu", actor=OPERATOR, at=EVENING)
    assert fires(country, "A") is None
    assert list(problems()) == []


def test_a_correction_is_told_from_what_was_known_before_it() -> None:
    country = a_country()
    submission = handed_in(country, "A/a", MORNING, fires=3)
    actions.accept(submission.pk, revision=submission.revision, actor=OPERATOR, at=MORNING)
    actions.reopen(submission.pk, "sai số liệu", actor=OPERATOR, at=NOON)
    again = entered_and_submitted(submission, EVENING, fires=5)
    actions.accept(submission.pk, revision=again.revision, actor=OPERATOR, at=EVENING)

    assert fires(country, "A") == 5
    assert fires(country, "A", known_at=NOON.replace(hour=4)) == 3
    assert fires(country, "A", known_at=NOON.replace(hour=6)) is None
    assert fires(country, "A", known_at=NIGHT) == 5


def test_an_adjustment_made_through_its_action_is_used_above() -> None:
    country = a_country()
    submission = handed_in(country, "A/a", MORNING, fires=3)
    actions.accept(submission.pk, revision=submission.revision, actor=OPERATOR, at=MORNING)
    assert fires(country, "A") == 3

    adjustment = actions.adjust(
        submission.pk,
        FIRES,
        7,
        "theo biên bản",
        adjuster_unit_id=country.ids["A"],
        actor=OPERATOR,
        at=NOON,
    )

    assert (fires(country, "A"), fires(country, "A/a")) == (7, 3)
    actions.answer_adjustment(adjustment.pk, "agreed", "", actor=OPERATOR, at=EVENING)
    assert (fires(country, "A"), fires(country, "A/a")) == (7, 7)


# The command --------------------------------------------------------------------------------------


@pytest.fixture
def country(monkeypatch: pytest.MonkeyPatch) -> Country:
    """Two communes with figures of two years; Django runs already."""
    monkeypatch.setattr("keng.ops.commands.consolidate.start_django", lambda _: None)
    made = a_country()
    made.ask(["A/a", "A/b"], "2024")
    made.report("A/a", "2023", fires=4)
    made.report("A/a", "2024", fires=3, houses=120)
    return made


def test_json_has_the_shape_of_the_contract(
    country: Country, capsys: pytest.CaptureFixture[str]
) -> None:
    told = main(["consolidate", "--unit", "tinh a", "--period", "2024", "--compare", *_JSON])
    found = json.loads(capsys.readouterr().out)

    assert told == 0
    assert (found["unit"], found["period"]) == ("tỉnh A", "2024")
    assert (found["map"], found["known_at"]) == ("2024-12-31", None)
    assert found["missing"] == [{"unit": "xã b", "state": "owing"}]
    (row,) = (one for one in found["rows"] if one["indicator"] == "fires")
    assert row["note"]
    assert row | {"note": ""} == {
        "indicator": "fires",
        "by": "",
        "value": "3",
        "status": "official",
        "previous": "4",
        "change": "-1",
        "change_pct": "-25.0",
        "coverage": {"accepted": 1, "expected": 2},
        "note": "",
    }
    assert country.ids


_JSON = ["--format", "json"]


def test_a_unit_may_be_named_by_its_key(
    country: Country, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["consolidate", "--unit", "u2", "--period", "2024", *_JSON]) == 0
    assert json.loads(capsys.readouterr().out)["unit"] == "xã a, tỉnh A"
    assert country.ids


def test_csv_and_workbook_hold_the_same_rows(country: Country, tmp_path: Path) -> None:
    for kind in ("csv", "xlsx"):
        arguments = ["consolidate", "--unit", "tinh a", "--period", "2024", "--format", kind]
        assert main([*arguments, "-o", str(tmp_path / f"out.{kind}")]) == 0

    rows = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text("utf-8-sig"))))
    assert {row["indicator"]: row["value"] for row in rows}[str(HOUSES)] == "120"
    book = open_workbook((tmp_path / "out.xlsx").read_bytes(), name="out.xlsx")
    assert book.sheets
    assert country.ids


def test_the_table_is_for_reading(country: Country, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["consolidate", "--unit", "tinh a", "--period", "2024", "--compare"]) == 0

    told = capsys.readouterr().out
    assert told.startswith("tỉnh A, năm 2024\n")
    assert "-25%" in told
    assert "- xã b: owing (commune)" in told
    assert country.ids


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--unit", "tinh a", "--period", "20x4"], 2, "20x4"),
        (["--unit", "xã không có", "--period", "2024"], 1, "xã không có"),
    ],
)
def test_what_cannot_be_read_or_found_is_told(
    country: Country,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    code: int,
    words: str,
) -> None:
    assert main(["consolidate", *arguments]) == code
    assert words in capsys.readouterr().err
    assert country.ids
