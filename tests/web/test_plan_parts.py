"""The parts of a plan on the screens: targets, reports owed, who answers, the year, the paper."""

from __future__ import annotations

import pytest

from keng.planning.actions import TaskGiven, add_task
from keng.planning.models import Body, Duty, Measurement, Target
from planning_cast import Plans, some_plans
from web_cast import NOW, Office


@pytest.fixture
def plans(office: Office) -> Plans:
    return some_plans(office)


def _target(plans: Plans, n: int = 2) -> Target:
    return Target.objects.get(plan=plans.one, n=n)


def test_how_a_target_stands_is_written_down_and_forecast(plans: Plans) -> None:
    target, browser = _target(plans), plans.office.browser("clerk")
    form = {"value": "3", "day": "2024-08-31", "source": "Sổ theo dõi"}

    answer = browser.post(f"/ke-hoach/chi-tieu/{target.pk}/do/", form)
    page = browser.get(f"/ke-hoach/chi-tieu/{target.pk}/").content.decode()

    assert answer.status_code == 302
    assert Measurement.objects.get().value == 3
    assert "giữ nhịp này thì đến cuối năm được" in page
    assert "Sổ theo dõi" in page


def test_a_result_with_too_many_decimals_is_refused_beside_its_form(plans: Plans) -> None:
    target = _target(plans)

    answer = plans.office.browser("clerk").post(
        f"/ke-hoach/chi-tieu/{target.pk}/do/", {"value": "3,5", "day": "2024-08-31"}
    )

    assert answer.status_code == 422
    assert "chữ số thập phân" in answer.content.decode()
    assert not Measurement.objects.exists()


def test_a_day_to_come_is_refused_beside_its_form(plans: Plans) -> None:
    answer = plans.office.browser("clerk").post(
        f"/ke-hoach/chi-tieu/{_target(plans).pk}/do/", {"value": "3", "day": "2024-12-31"}
    )

    assert answer.status_code == 422
    assert "ngày không ở tương lai" in answer.content.decode()


def test_a_target_is_changed_and_dropped(plans: Plans) -> None:
    target, browser = _target(plans), plans.office.browser("clerk")
    where = f"/ke-hoach/chi-tieu/{target.pk}"
    form = {"ct-what": "Xây dựng 06 mô hình", "ct-aim": "at_least", "ct-value": "6"}

    browser.post(f"{where}/sua/", form | {"ct-measure": "mô hình", "revision": 1})
    second = browser.post(f"{where}/sua/", form | {"revision": 1})
    browser.post(f"{where}/bo/", {"reason": "Trùng", "revision": 2})

    assert second.status_code == 409
    stored = _target(plans)
    assert (stored.value, stored.drop_reason) == (6, "Trùng")
    assert "Lý do bỏ" in browser.get(f"/ke-hoach/{plans.one.pk}/").content.decode()


def test_a_report_owed_is_changed_and_dropped(plans: Plans) -> None:
    duty, browser = Duty.objects.get(plan=plans.one), plans.office.browser("clerk")
    where = f"/ke-hoach/bao-cao/{duty.pk}"

    browser.post(f"{where}/sua/", {"bc-what": "Báo cáo 6 tháng", "revision": 1})
    browser.post(f"{where}/bo/", {"reason": "Không còn", "revision": 2})
    empty = browser.post(f"{where}/sua/", {"bc-what": "Lại", "revision": 3})

    duty.refresh_from_db()
    assert (duty.what, duty.drop_reason) == ("Báo cáo 6 tháng", "Không còn")
    assert empty.status_code == 422


def test_the_unit_that_answers_for_a_body_is_named_and_taken_back(plans: Plans) -> None:
    browser, where = plans.office.browser("clerk"), f"/ke-hoach/{plans.one.pk}/co-quan/"
    body = Body.objects.get(unit_id=plans.office.one, name="Công an xã")

    browser.post(where, {"body": body.pk, "unit": "thôn Đông"})
    named = Body.objects.get(pk=body.pk).answers_id
    browser.post(where, {"body": body.pk, "unit": ""})

    assert named == plans.village
    assert Body.objects.get(pk=body.pk).answers_id is None


def test_a_unit_elsewhere_answers_for_nothing(plans: Plans) -> None:
    browser, where = plans.office.browser("clerk"), f"/ke-hoach/{plans.one.pk}/co-quan/"
    body = Body.objects.get(unit_id=plans.office.one, name="Công an xã")

    answer = browser.post(where, {"body": body.pk, "unit": "xã Hai"})

    assert answer.status_code == 422
    assert "phải thuộc đơn vị của kế hoạch" in answer.content.decode()
    assert 'value="xã Hai"' in answer.content.decode()


def test_the_year_is_a_picture_and_the_same_as_a_table(plans: Plans) -> None:
    page = plans.office.browser("clerk").get(f"/ke-hoach/{plans.one.pk}/?xem=nam").content.decode()

    assert '<svg class="plan-year"' in page
    assert "tháng 8: 0/1 việc đã xong, 1 quá hạn" in page
    assert "Báo cáo phải gửi" in page


def test_a_long_column_leads_to_its_list(plans: Plans) -> None:
    clerk = plans.office.actor("clerk")
    for n in range(26):
        add_task(plans.one.pk, TaskGiven(f"Việc {n}", quarter=4), actor=clerk, at=NOW)
    browser, where = plans.office.browser("clerk"), f"/ke-hoach/{plans.one.pk}/"

    board = browser.get(f"{where}?xem=bang").content.decode()
    column = browser.get(f"{where}?quy=4").content.decode()

    assert "và 1 việc nữa" in board
    assert "Việc 25" in column
    assert "Mở lớp chữa cháy" not in column


def test_a_part_of_a_long_agenda_is_seen_page_by_page(plans: Plans) -> None:
    clerk = plans.office.actor("clerk")
    for n in range(30):
        given = TaskGiven(f"Việc {n}", lead="Công an xã", quarter=1)
        add_task(plans.one.pk, given, actor=clerk, at=NOW)
    browser = plans.office.browser("clerk")

    first = browser.get("/ke-hoach/viec/").content.decode()
    whole = browser.get("/ke-hoach/viec/?phan=qua-han").content.decode()

    assert "Xem cả 31 việc" in first
    assert "Việc 29" not in first
    assert "Việc 29" in whole


def test_the_plan_goes_out_as_a_word_file(plans: Plans) -> None:
    answer = plans.office.browser("clerk").get(f"/ke-hoach/{plans.one.pk}.docx")

    assert answer.status_code == 200
    assert answer.content[:2] == b"PK"
    stranger = plans.office.browser("other.clerk").get(f"/ke-hoach/{plans.one.pk}.docx")
    assert stranger.status_code == 403
