"""Consolidated figures, their parts, the report and the journal through the API."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from access_cast import AT, Country
from api.conftest import Caller, body_of, error_of
from intake.conftest import Desk
from keng.kernel.actors import OPERATOR
from keng.kernel.figures import CellKey
from keng.packs import installed
from keng.reporting import actions
from keng.reporting.cells import CellInput
from keng.reporting.models import Submission
from pack_cast import PROGRAMMES

DISTRICT = {"unit": "huyện Tứ Kỳ", "period": "2024"}


@pytest.fixture
def accepted(desk: Desk) -> Desk:
    """xã Quang Khải has 5 fires and 664.49 ha, and they are accepted."""
    cells = {"fires": 5, "area_ha": 66449}
    inputs = [CellInput(CellKey(key), value) for key, value in cells.items()]
    actions.enter(desk.submission, inputs, actor=desk.clerk, at=AT)
    actions.submit(desk.submission, actor=desk.clerk, at=AT)
    revision = Submission.objects.get(pk=desk.submission).revision
    actions.accept(desk.submission, revision=revision, actor=OPERATOR, at=AT)
    return desk


@pytest.mark.usefixtures("accepted")
def test_the_table_of_a_district(officer: Caller) -> None:
    table = body_of(officer.get("/consolidated", **DISTRICT, compare="same_period"))

    rows = {row["cell"]: row for row in table["rows"]}
    assert table["period"] == "2024"
    assert rows["fires"]["value"] == "5"
    assert rows["area_ha"]["value"] == "664.49"
    assert rows["fires"]["coverage"]["accepted"] == 1


def test_each_figure_opens_to_its_parts(accepted: Desk, officer: Caller) -> None:
    parts = body_of(officer.get("/consolidated/parts", **DISTRICT, cell="fires"))

    [part] = [one for one in parts if one["value"] == "5"]
    assert part["counts"]
    assert "Quang Khải" in part["unit"]
    assert part["submission"] in {accepted.submission, None}


def test_a_stranger_sees_no_table(desk: Desk, caller: Callable[[str, int], Caller]) -> None:
    stranger = caller("clerk", desk.country.quang_ninh)

    assert error_of(stranger.get("/consolidated", **DISTRICT), 403)["code"] == "not_allowed"


def test_a_period_that_cannot_be_read_is_told(officer: Caller) -> None:
    refused = error_of(officer.get("/consolidated", unit="huyện Tứ Kỳ", period="năm nay"), 422)

    assert refused["code"] == "bad_input"


def test_an_unknown_outline_is_not_found(officer: Caller) -> None:
    refused = error_of(officer.get("/reports/docx", **DISTRICT, outline="no_such"), 404)

    assert refused["code"] == "not_found"


def test_an_auditor_reads_what_was_done(
    accepted: Desk, caller: Callable[[str, int], Caller]
) -> None:
    auditor = caller("auditor", accepted.country.tu_ky)
    path = f"/journal/submissions/{accepted.submission}"

    entries = body_of(auditor.get(path))
    later = body_of(auditor.get(path, after=entries[0]["n"], limit=1))

    assert [one["verb"] for one in entries] == [
        "reporting.open",
        "reporting.enter",
        "reporting.submit",
        "reporting.accept",
    ]
    assert later[0]["previous"] == entries[0]["hash"]
    assert len(later) == 1


def test_an_auditor_of_the_province_reads_the_steps_of_a_form_with_small_totals(
    accepted: Desk, caller: Callable[[str, int], Caller]
) -> None:
    auditor = caller("auditor", accepted.country.hai_duong)

    entries = body_of(auditor.get(f"/journal/submissions/{accepted.submission}"))

    assert [(one["verb"], bool(one["facts"])) for one in entries] == [
        ("reporting.open", False),
        ("reporting.worked", False),
        ("reporting.submit", True),
        ("reporting.accept", True),
    ]


def test_the_journal_is_for_auditors(accepted: Desk, clerk: Caller) -> None:
    refused = error_of(clerk.get(f"/journal/submissions/{accepted.submission}"), 403)

    assert refused["code"] == "not_allowed"


def test_the_journal_of_units_and_rounds(desk: Desk, caller: Callable[[str, int], Caller]) -> None:
    auditor = caller("auditor", desk.country.nation)

    assert body_of(auditor.get("/journal/units/qk")) == []
    assert error_of(auditor.get("/journal/rounds/999"), 404)["code"] == "not_found"


def test_the_report_comes_as_a_word_file(
    country: Country, caller_at: Callable[[str, int], Caller]
) -> None:
    installed.install(PROGRAMMES / "antq", actor=OPERATOR, at=AT)
    officer = caller_at("officer", country.tu_ky_district)
    [outline] = [
        one.code
        for one in installed.current().outlines.values()
        if "district" in one.unit_levels and "year" in one.periods
    ][:1]

    response = officer.get("/reports/docx", **DISTRICT, outline=outline)

    assert response.status_code == 200
    assert response.content.startswith(b"PK")
    assert response.headers["Content-Disposition"] == 'attachment; filename="bao-cao.docx"'


@pytest.mark.usefixtures("accepted")
def test_a_moment_of_knowledge_may_bear_any_zone_that_iso_knows(officer: Caller) -> None:
    before = "0631-12-15T19:37:11+19:16"  # a database knows no zone that is so far away
    table = body_of(officer.get("/consolidated", **DISTRICT, known_at=before))
    refused = officer.get("/consolidated", **DISTRICT, known_at="0001-01-01T00:00:00+14:00")

    assert [row for row in table["rows"] if row["value"] is not None] == []
    assert "ngoài lịch" in error_of(refused, 422)["message"]
