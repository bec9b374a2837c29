"""The matrix of units and periods: signs, shares, groups, pieces, filters, the workbook."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keng.kernel.actors import OPERATOR
from keng.kernel.periods import parse_period
from keng.orgunits.actions import Naming, NewUnit, create_unit
from keng.orgunits.queries import units_below, views
from keng.reporting import actions
from keng.reporting.models import Round, Submission
from keng.web import clock
from keng.web.tables import matrix
from reporting_cast import cells
from web_cast import NOW, SETUP, START, Office

LATER = NOW.replace(day=8)  # August was due on the 5th
MAX_PIECE = 60 * 1024


def get(office: Office, query: str = "", login: str = "officer", **headers: str) -> Any:
    return office.browser(login).get(f"/dot/bang/?{query}", **headers)


def names(response: Any) -> list[str]:
    return [line.name for line in response.context["lines"]]


def signs(response: Any) -> dict[str, list[str]]:
    return {
        line.name: [f"{cell.sign}{cell.late}" for cell in line.cells]
        for line in response.context["lines"]
        if not line.is_group
    }


def hand_in(submission: Submission, at: datetime) -> None:
    actions.enter(submission.pk, cells(fires=1), actor=OPERATOR, at=at)
    actions.submit(submission.pk, actor=OPERATOR, at=at)


def another_round(office: Office, period: str, due_on: date) -> dict[int, Submission]:
    made = actions.open_round(
        "commune",
        parse_period(period),
        owner_unit_id=office.north,
        due_on=due_on,
        actor=OPERATOR,
        at=NOW,
    )
    return {one.unit_id: one for one in made.submissions.all()}


def test_each_state_has_its_sign_and_its_days_late(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    july = another_round(office, "2024-07", date(2024, 9, 1))
    hand_in(july[office.one], NOW)  # on the 2nd: one day late
    actions.accept(
        july[office.one].pk,
        revision=Submission.objects.get(pk=july[office.one].pk).revision,
        actor=OPERATOR,
        at=NOW,
    )
    hand_in(office.draft, NOW)
    monkeypatch.setattr(clock, "now", lambda: LATER)

    found = signs(get(office))

    assert found == {"xã Hai": ["!7", "!3"], "xã Một": ["T1", "N"]}


def test_punctual_is_the_first_complete_submission_and_a_return_takes_nothing_away(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(office.draft, NOW)
    actions.return_for_correction(
        office.draft.pk, {}, "xem lại", due_on=date(2024, 9, 6), actor=OPERATOR, at=NOW
    )
    monkeypatch.setattr(clock, "now", lambda: LATER)

    response = get(office)

    one = next(line for line in response.context["lines"] if line.name == "xã Một")
    assert (one.punctual.shown, one.complete.shown) == ("100%", "0%")
    assert [f"{cell.sign}{cell.late}" for cell in one.cells] == ["↩2"]
    assert [row["whole"].shown for row in response.context["trends"]] == ["50%", "0%"]


def test_a_unit_that_was_not_asked_has_no_link(office: Office) -> None:
    another_round(office, "2024-07", date(2024, 9, 1))
    Submission.objects.filter(unit_id=office.two, last=date(2024, 7, 31)).delete()

    assert signs(get(office))["xã Hai"] == ["·", "…"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("pick=late", ["xã Hai"]),
        ("pick=missing", ["xã Hai"]),
        ("pick=submitted", ["xã Một"]),
        ("pick=returned", []),
        ("q=mot", ["xã Một"]),
        ("kind=xa", ["xã Hai", "xã Một"]),
        ("kind=phuong", []),
        ("group=kxa", ["xã Hai", "xã Một"]),
        ("pick=no-such&span=7&n=3&from=x&until=never", ["xã Hai", "xã Một"]),
    ],
)
def test_units_are_picked_by_state_kind_and_name(
    query: str, found: list[str], office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(office.draft, NOW)
    monkeypatch.setattr(clock, "now", lambda: LATER)

    assert names(get(office, query)) == found


def test_a_clerk_sees_only_the_own_unit(office: Office) -> None:
    assert names(get(office, login="clerk")) == ["xã Một"]


def test_who_may_see_nothing_is_refused(office: Office) -> None:
    assert get(office, login="stranger").status_code == 403


def test_columns_are_the_last_periods_of_one_length_and_lead_further_back(office: Office) -> None:
    for month in range(1, 8):
        another_round(office, f"2024-{month:02}", date(2024, 9, 20))
    another_round(office, "2024Q1", date(2024, 9, 20))

    response = get(office, "n=6")
    earlier = office.browser("officer").get(response.context["earlier"])

    assert [short for short, _long in response.context["heads"]] == [
        "3/24", "4/24", "5/24", "6/24", "7/24", "8/24"
    ]  # fmt: skip
    assert [short for short, _long in earlier.context["heads"]] == ["1/24", "2/24"]
    assert [short for short, _ in get(office, "span=3").context["heads"]] == ["1–3/24"]


def test_many_units_come_by_groups_and_a_group_opens_to_its_units(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    grown(office, 3, 2)
    monkeypatch.setattr(matrix, "_MANY", 4)

    response = get(office, login="keeper")

    assert [line.is_group for line in response.context["lines"]] == [True] * 4
    assert names(response) == ["huyện Bắc", "huyện Số 0", "huyện Số 1", "huyện Số 2"]
    group = response.context["lines"][1].key
    opened = get(office, f"view=units&group={group}", login="keeper")
    assert names(opened) == ["xã 0.0", "xã 0.1"]


def test_the_rest_comes_piece_by_piece_and_nothing_twice(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    grown(office, 4, 5)
    monkeypatch.setattr(matrix, "CELLS_IN_A_PIECE", 1)  # eight lines at a time

    response = get(office, "view=units", login="keeper")
    seen = [line.name for line in response.context["lines"] if not line.is_group]
    while more := response.context["more"]:
        response = office.browser("keeper").get(more, headers={"HX-Request": "true"})
        assert "<html" not in response.content.decode()
        seen += [line.name for line in response.context["lines"] if not line.is_group]

    assert len(seen) == len(set(seen)) == 2 + 4 * 5


def test_a_piece_of_a_large_country_stays_small_and_asks_a_fixed_number_of_questions(
    office: Office,
) -> None:
    grown(office, 30, 12)
    for month in range(1, 8):
        nation_round(office, f"2024-{month:02}")
    browser = office.browser("keeper")
    asked = {}
    for query in ("view=groups", "view=units", "view=units&n=24", "view=units&from=40&n=24"):
        browser.get(f"/dot/bang/?{query}")
        with CaptureQueriesContext(connection) as questions:
            response = browser.get(f"/dot/bang/?{query}")
        assert len(response.content) <= MAX_PIECE, query
        asked[query] = len(questions)

    assert max(asked.values()) <= 32, asked


def test_units_that_are_gone_ask_no_question_each(office: Office) -> None:
    grown(office, 2, 4)
    ids = list(Submission.objects.values_list("unit_id", flat=True).distinct())
    views(ids, on=START)
    with CaptureQueriesContext(connection) as questions:
        found = views(ids, on=date(2019, 1, 1))  # before any of them began

    assert not any(one.exists for one in found.values())
    assert len(questions) <= 8


def test_the_workbook_holds_every_line(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    hand_in(office.draft, NOW)
    monkeypatch.setattr(clock, "now", lambda: LATER)

    response = office.browser("officer").get("/dot/bang.xlsx?form=commune")

    sheet = openpyxl.load_workbook(BytesIO(response.content)).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=5)]
    assert [row[1:3] for row in rows] == [["xã Hai", "! 3"], ["xã Một", "N"]]
    assert office.browser("officer").get("/dot/bang.xlsx?form=x").status_code == 422


def grown(office: Office, districts: int, communes: int) -> None:
    """More districts with communes, and the round of August for them."""
    for n in range(districts):
        new = NewUnit(Naming("huyen", f"Số {n}"), office.province)
        above = create_unit(new, on=START, basis="NQ 1", actor=OPERATOR, at=SETUP).pk
        for m in range(communes):
            below = NewUnit(Naming("xa", f"{n}.{m}"), above)
            create_unit(below, on=START, basis="NQ 1", actor=OPERATOR, at=SETUP)
    nation_round(office, "2024-08")


def nation_round(office: Office, period: str) -> None:
    """A round of all communes, written at once: only how it is shown is tested."""
    span = parse_period(period)
    days = {"regime": span.regime, "first": span.first, "last": span.last}
    asked = {"form": "commune", "pack_version_id": office.draft.pack_version_id, **days}
    made = Round.objects.create(
        **asked,
        cutoff_on=span.last,
        due_on=date(2024, 9, 5),
        owner_unit_id=office.province,
        title=period,
        opened_at=SETUP,
    )
    done = set(Submission.objects.filter(**days).values_list("unit_id", flat=True))
    Submission.objects.bulk_create(
        Submission(unit_id=one.id, round=made, opened_at=SETUP, due_on=made.due_on, **asked)
        for one in units_below(office.province, on=NOW.date(), levels={"commune"})
        if one.id not in done
    )
