"""The calendar of rounds on screen, and a series that is looked at before it is opened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from jobs_cast import worked_off
from keng.jobs.models import Job
from keng.kernel.errors import NotAllowed
from keng.kernel.periods import parse_period
from keng.reporting import actions, batches
from keng.reporting.models import Round
from reporting_cast import cells
from web_cast import NOW, Office

ASKED = {"unit": "huyen bac", "form": "commune", "year": "2024"}


def page(response: Any) -> str:
    return str(response.content.decode())


def look(office: Office, login: str = "officer", **more: object) -> Any:
    return office.browser(login).post("/dot/lich/mo/", {**ASKED, "do": "look", **more})


def confirm(office: Office, seen: Any, **more: object) -> Any:
    body = {**ASKED, "do": "open", "seen": seen.context["mark"], **more}
    return office.browser("officer").post("/dot/lich/mo/", body)


def lines(response: Any) -> Mapping[str, Any]:
    months = response.context["months"]
    return {line.period.code: line for month in months for line in month.lines}


def test_the_year_is_listed_by_month_with_what_is_open_and_how_far_it_is(office: Office) -> None:
    actions.enter(office.draft.pk, cells(fires=1), actor=office.actor("clerk"), at=NOW)
    actions.submit(office.draft.pk, actor=office.actor("clerk"), at=NOW)

    response = office.browser("officer").get("/dot/lich/")

    assert [month.number for month in response.context["months"]] == list(range(1, 13))
    august = lines(response)["2024-08"]
    assert [(one.handed_in, one.expected) for one in august.rounds] == [(1, 2)]
    assert (august.open_url, august.unasked) == ("", 0)
    assert lines(response)["2024-07"].open_url
    assert "đã nộp 1/2" in page(response)
    assert "Điều 1" in page(response)


def test_a_line_leads_to_opening_just_its_round(office: Office) -> None:
    browser = office.browser("officer")
    july = lines(browser.get("/dot/lich/"))["2024-07"]

    rows = browser.get(july.open_url).context["rows"]

    assert [row.code for row in rows if row.is_chosen] == ["2024-07"]


def test_another_year_is_a_click_away_and_a_wrong_one_is_refused(office: Office) -> None:
    browser = office.browser("officer")

    assert "2023-07" in lines(browser.get("/dot/lich/?nam=2023"))
    assert browser.get("/dot/lich/?nam=xyz").status_code == 422


def test_a_series_is_looked_at_and_opened_in_one_act(office: Office) -> None:
    chosen = {"period": ["2024-06", "2024-07"]}
    seen = look(office, **chosen)
    assert [(row.plan.units, str(row.plan.due_on)) for row in seen.context["seen"]] == [
        (2, "2024-07-05"),
        (2, "2024-08-05"),
    ]
    assert Round.objects.count() == 1

    done = confirm(office, seen, **chosen)

    assert done.headers["Location"] == "/dot/lich/?nam=2024"
    assert Round.objects.count() == 3


def test_what_was_changed_after_the_look_is_looked_at_again(office: Office) -> None:
    seen = look(office, period=["2024-06"])

    again = confirm(office, seen, period=["2024-06", "2024-07"])

    assert again.status_code == 200
    assert Round.objects.count() == 1


def test_a_silent_programme_asks_for_the_day(office: Office) -> None:
    seen = look(office, period=["2024-07", "2024Q2"])

    assert not seen.context["ready"]
    assert "hãy nhập hạn theo văn bản giao" in page(seen)
    assert confirm(office, seen, period=["2024-07", "2024Q2"]).status_code == 422
    assert Round.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "days"),
    [
        ({"due-2024Q2": "2024-07-09"}, ["2024-07-09"]),
        ({"day": "10"}, ["2024-07-10"]),
        ({"day": "31", "due-2024Q2": "2024-07-09"}, ["2024-07-09"]),
    ],
)
def test_the_day_of_the_order_is_typed_for_one_period_or_for_all(
    given: dict[str, str], days: list[str], office: Office
) -> None:
    seen = look(office, period=["2024Q2"], **given)

    assert [str(row.plan.due_on) for row in seen.context["seen"]] == days
    assert seen.context["ready"]
    confirm(office, seen, period=["2024Q2"], **given)
    assert str(Round.objects.latest("pk").due_on) == days[0]


def test_a_day_for_all_leaves_the_days_of_the_programme_alone(office: Office) -> None:
    seen = look(office, period=["2024-01", "2024Q4"], day="31")

    assert [str(row.plan.due_on) for row in seen.context["seen"]] == ["2024-02-05", "2025-01-31"]


def test_a_due_day_on_a_day_off_is_said_and_not_moved(office: Office) -> None:
    seen = look(office, period=["2024-09"])  # 5 October 2024 is a Saturday

    (row,) = seen.context["seen"]
    assert str(row.plan.due_on) == "2024-10-05"
    assert row.is_day_off
    assert "rơi vào ngày nghỉ" in page(seen)


def test_what_is_open_already_is_not_offered(office: Office) -> None:
    rows = office.browser("officer").get("/dot/lich/mo/", ASKED).context["rows"]

    assert [row.plan.opened for row in rows if row.code == "2024-08"] == [office.round_id]
    seen = look(office, period=["2024-08"])
    assert not seen.context["ready"]


def test_a_large_series_is_opened_by_a_job(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "MOST_AT_ONCE", 3)
    chosen = {"period": ["2024-06", "2024Q2"], "day": "10"}  # two communes twice: four forms
    browser = office.browser("officer")

    done = confirm(office, look(office, **chosen), **chosen)
    job = Job.objects.get()
    assert done.headers["Location"] == f"/viec/{job.pk}/"
    assert Round.objects.count() == 1

    worked_off()
    assert "Đã mở 2 đợt" in page(browser.get(f"/viec/{job.pk}/"))
    days = Round.objects.exclude(pk=office.round_id).values_list("due_on", flat=True)
    assert {day.isoformat() for day in days} == {"2024-07-05", "2024-07-10"}


def test_a_job_that_cannot_open_one_opens_none_and_says_which(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "MOST_AT_ONCE", 3)
    chosen = {"period": ["2024-06", "2024-07"]}
    confirm(office, look(office, **chosen), **chosen)
    actions.open_round(
        "commune",
        parse_period("2024-07"),
        owner_unit_id=office.north,
        actor=office.actor("officer"),
        at=NOW,
    )

    worked_off()

    job = Job.objects.get()
    assert job.state == "failed"
    assert "tháng 7/2024" in page(office.browser("officer").get(f"/viec/{job.pk}/"))
    assert Round.objects.count() == 2  # that of the office, and July


def test_a_job_for_a_unit_above_is_refused_before_it_is_queued(office: Office) -> None:
    with pytest.raises(NotAllowed):
        batches.open_rounds_later(
            "commune", [], owner_unit_id=office.province, actor=office.actor("officer"), at=NOW
        )

    assert not Job.objects.exists()


def test_choosing_nothing_opens_nothing(office: Office) -> None:
    seen = look(office)

    assert "Chưa chọn kỳ nào" in page(seen)
    assert confirm(office, seen).status_code == 422
    assert Round.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"period": "tháng tám"}, "Không hiểu kỳ báo cáo"),
        ({"period": "2024-07", "due-2024-07": "ngày mai"}, "không phải là ngày"),
        ({"period": "2024-07", "unit": "không có đâu"}, "không có đâu"),
        ({"period": "2024-07", "day": "32"}, "field-wrong"),
    ],
)
def test_what_is_not_understood_is_named_and_nothing_is_opened(
    wrong: dict[str, str], words: str, office: Office
) -> None:
    response = look(office, **wrong)

    assert response.status_code in {404, 422}
    assert words in page(response)
    assert Round.objects.count() == 1


def test_only_who_manages_rounds_sees_the_calendar(office: Office) -> None:
    for address in ("/dot/lich/", "/dot/lich/mo/"):
        assert office.browser("clerk").get(address).status_code == 403
    assert "/dot/lich/" not in page(office.browser("clerk").get("/dot/"))
    assert "/dot/lich/" in page(office.browser("officer").get("/dot/"))


def test_a_series_for_a_unit_above_is_refused(office: Office) -> None:
    response = look(office, unit="tỉnh Đông", period="2024-07")

    assert response.status_code == 403
    assert Round.objects.count() == 1
