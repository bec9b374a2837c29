"""Rounds on the screen: who owes, who is late; opening, extending, closing."""

from __future__ import annotations

from typing import Any

import pytest

from keng.kernel.periods import parse_period
from keng.reporting import actions
from keng.reporting.models import Round, Submission
from keng.web import clock
from reporting_cast import cells
from web_cast import NOW, Office


def page(response: Any) -> str:
    return str(response.content.decode())


def rows(response: Any) -> list[str]:
    return [row.unit_name for row in response.context["rows"]]


def test_the_list_shows_how_far_each_round_has_come(office: Office) -> None:
    actions.enter(office.draft.pk, cells(fires=1), actor=office.actor("clerk"), at=NOW)
    actions.submit(office.draft.pk, actor=office.actor("clerk"), at=NOW)

    shown = office.browser("officer").get("/dot/").context["rounds"]

    assert [(one.handed_in, one.accepted, one.expected, one.late) for one in shown] == [
        (1, 0, 2, 0)
    ]


def test_a_clerk_sees_only_the_own_unit_in_the_round(office: Office) -> None:
    response = office.browser("clerk").get(f"/dot/{office.round_id}/")

    assert rows(response) == ["xã Một"]


def test_late_units_are_named(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW.replace(day=8))

    response = office.browser("officer").get(f"/dot/{office.round_id}/?state=late")

    assert rows(response) == ["xã Hai", "xã Một"]
    assert "quá hạn 03 ngày" in page(response)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=mot", ["xã Một"]),
        ("state=submitted", ["xã Một"]),
        ("state=owing", ["xã Hai"]),
        ("state=returned", []),
        ("sort=state", ["xã Hai", "xã Một"]),
        ("sort=due", ["xã Hai", "xã Một"]),
        ("sort=warnings", ["xã Hai", "xã Một"]),
    ],
)
def test_the_round_is_filtered_and_sorted(query: str, found: list[str], office: Office) -> None:
    actions.enter(office.draft.pk, cells(fires=1), actor=office.actor("clerk"), at=NOW)
    actions.submit(office.draft.pk, actor=office.actor("clerk"), at=NOW)

    assert rows(office.browser("officer").get(f"/dot/{office.round_id}/?{query}")) == found


def test_a_round_is_opened_for_all_units_below(office: Office) -> None:
    response = office.browser("officer").post(
        "/dot/mo/",
        {"unit": "huyen bac", "form": "commune", "period": "2024-07", "due_on": "2024-09-10"},
    )

    made = Round.objects.latest("pk")
    assert response.headers["Location"] == f"/dot/{made.pk}/"
    assert Submission.objects.filter(round=made).count() == 2


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"unit": "huyện Bắc", "period": "2024-08"}, "đã được mở"),
        ({"unit": "không có đâu", "period": "2024-07"}, "không có đâu"),
        ({"unit": "huyện Bắc", "period": "tháng tám"}, "Không hiểu kỳ báo cáo"),
    ],
)
def test_a_round_that_cannot_be_opened_says_why(
    asked: dict[str, str], words: str, office: Office
) -> None:
    response = office.browser("officer").post(
        "/dot/mo/", {"form": "commune", "due_on": "2024-09-10", **asked}
    )

    assert response.status_code == 422
    assert words in page(response)
    assert Round.objects.count() == 1


def test_the_due_day_of_a_round_is_extended_with_a_reason(office: Office) -> None:
    browser = office.browser("officer")

    refused = browser.post(f"/dot/{office.round_id}/gia-han/", {"due_on": "2024-09-09"})
    done = browser.post(
        f"/dot/{office.round_id}/gia-han/", {"due_on": "2024-09-09", "reason": "bão"}
    )

    assert (refused.status_code, done.status_code) == (422, 302)
    assert str(Submission.objects.get(pk=office.draft.pk).due_on) == "2024-09-09"


def test_one_unit_gets_a_later_day(office: Office) -> None:
    office.browser("officer").post(
        f"/bieu/{office.draft.pk}/gia-han/", {"due_on": "2024-09-09", "reason": "lũ"}
    )

    days = dict(Submission.objects.values_list("pk", "due_on"))
    assert str(days[office.draft.pk]) == "2024-09-09"
    assert str(days[office.other_draft.pk]) == "2024-09-05"


def test_a_closed_round_takes_nothing_until_it_is_opened_again(office: Office) -> None:
    officer, clerk = office.browser("officer"), office.browser("clerk")
    officer.post(f"/dot/{office.round_id}/dong/", {"reason": "xong"})

    assert "Chỉ đọc" in page(clerk.get(f"/bieu/{office.draft.pk}/nhap/"))

    officer.post(f"/dot/{office.round_id}/mo-lai/")
    assert "Chỉ đọc" not in page(clerk.get(f"/bieu/{office.draft.pk}/nhap/"))


def test_a_clerk_may_not_manage_rounds(office: Office) -> None:
    browser = office.browser("clerk")

    for act in ("gia-han", "dong", "mo-lai", "chuyen-bieu"):
        assert browser.post(f"/dot/{office.round_id}/{act}/").status_code == 403
    assert Round.objects.get().closed_at is None


def test_a_year_that_is_open_does_not_crowd_out_what_is_due_now(office: Office) -> None:
    months = [parse_period(f"2024-{month}") for month in (10, 11, 12)]
    wanted = [actions.WantedRound(month) for month in months]
    actions.open_rounds(
        "commune", wanted, owner_unit_id=office.north, actor=office.actor("officer"), at=NOW
    )

    clerk = office.browser("clerk").get("/").context
    officer = office.browser("officer").get("/").context

    assert [line.id for line in clerk["owing"]] == [office.draft.pk]
    assert [line.period for line in clerk["coming"]] == months
    assert [tile.count for tile in clerk["tiles"]] == ["01"]
    assert [one.id for one in officer["rounds"]] == [office.round_id]
    assert "3 biểu của kỳ chưa bắt đầu" in page(office.browser("clerk").get("/"))


def test_home_tells_the_clerk_what_is_due_and_the_officer_what_waits(office: Office) -> None:
    assert "còn 03 ngày" in page(office.browser("clerk").get("/"))

    actions.enter(office.draft.pk, cells(fires=1), actor=office.actor("clerk"), at=NOW)
    actions.submit(office.draft.pk, actor=office.actor("clerk"), at=NOW)

    assert "Không còn biểu nào phải nộp" in page(office.browser("clerk").get("/"))
    waiting = office.browser("officer").get("/").context["waiting"]
    assert [line.unit_name for line in waiting] == ["xã Một"]
