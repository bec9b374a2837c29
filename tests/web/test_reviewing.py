"""Reviewing on the screen: the next one, many at once, usual reasons, follow-ups, odd figures."""

from __future__ import annotations

from typing import Any

import pytest

from keng.kernel.actors import OPERATOR
from keng.reporting import actions
from keng.reporting.models import FollowUp, Look, Return, Submission
from reporting_cast import cells
from web_cast import NOW, Office


def page(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture
def both(office: Office) -> Office:
    """The office with the forms of both communes handed in."""
    for one in (office.draft, office.other_draft):
        actions.enter(one.pk, cells(fires=1, cases=3), actor=OPERATOR, at=NOW)
        actions.submit(one.pk, actor=OPERATOR, at=NOW)
    return office


def test_the_review_leads_to_the_next_and_accepting_goes_on_there(both: Office) -> None:
    browser = both.browser("officer")
    first, second = sorted((both.draft.pk, both.other_draft.pk))
    shown = browser.get(f"/bieu/{first}/")
    revision = Submission.objects.get(pk=first).revision

    done = browser.post(
        f"/bieu/{first}/tiep-nhan/", {"revision": revision, "then": f"/bieu/{second}/"}
    )

    assert shown.context["waiting"].place == "1/2"
    assert f'href="/bieu/{second}/" rel="next"' in page(shown)
    assert done.headers["Location"] == f"/bieu/{second}/"
    elsewhere = browser.post(
        f"/bieu/{second}/tra-lai/",
        {"message": "xem", "due_on": "2024-09-04", "then": "https://example.org/"},
    )
    assert elsewhere.headers["Location"] == f"/bieu/{second}/"


def test_opening_a_review_notes_the_look_of_the_officer_only(both: Office) -> None:
    for login in ("clerk", "keeper", "officer", "officer"):
        both.browser(login).get(f"/bieu/{both.draft.pk}/")

    looks = Look.objects.values_list("account_id", flat=True)
    assert list(looks) == [both.accounts["officer"].pk]


def test_many_are_shown_before_and_after_and_can_be_opened_again(both: Office) -> None:
    Submission.objects.filter(pk=both.other_draft.pk).update(warnings_open=1)
    browser, address = both.browser("officer"), f"/dot/{both.round_id}/tiep-nhan/"
    shown = browser.get(address)
    revision = Submission.objects.get(pk=both.draft.pk).revision

    done = browser.post(address, {"accept": [f"{both.draft.pk}:{revision}"]})
    back = browser.post(
        f"/dot/{both.round_id}/mo-lai-bieu/", {"reopen": [both.draft.pk], "reason": "nhầm"}
    )

    told = {one.unit_name: one.why_not for one in shown.context["candidates"]}
    assert told == {"xã Một": "", "xã Hai": "còn cảnh báo chưa giải trình"}
    assert [one.unit_name for one in done.context["done"]] == ["xã Một"]
    assert "Tiếp nhận không xóa đi được" in page(done)
    assert [one.unit_name for one in back.context["done"]] == ["xã Một"]


def test_one_that_changed_meanwhile_is_left_out_with_the_reason(both: Office) -> None:
    done = both.browser("officer").post(
        f"/dot/{both.round_id}/tiep-nhan/", {"accept": [f"{both.draft.pk}:0"]}
    )

    assert [one.unit_name for one in done.context["refused"]] == ["xã Một"]
    assert "Biểu đã thay đổi" in page(done)


def test_nothing_ticked_is_said(both: Office) -> None:
    assert both.browser("officer").post(f"/dot/{both.round_id}/tiep-nhan/").status_code == 422


@pytest.mark.parametrize("act", ["tiep-nhan", "mo-lai-bieu"])
def test_a_clerk_accepts_and_opens_none_of_many(act: str, both: Office) -> None:
    assert both.browser("clerk").post(f"/dot/{both.round_id}/{act}/").status_code == 403


def test_usual_reasons_are_offered_in_the_return(both: Office) -> None:
    browser = both.browser("officer")
    browser.post("/dot/mau-ly-do/", {"unit": both.north, "text": "Thiếu thuyết minh"})

    assert '<option value="Thiếu thuyết minh">' in page(browser.get(f"/bieu/{both.draft.pk}/"))
    kept = browser.get("/dot/mau-ly-do/").context["templates"]
    browser.post("/dot/mau-ly-do/", {"drop": kept[0].id})
    assert browser.get("/dot/mau-ly-do/").context["templates"] == []


def test_many_cells_are_returned_with_a_reason_each(both: Office) -> None:
    both.browser("officer").post(
        f"/bieu/{both.draft.pk}/tra-lai/",
        {"cell": ["fires", "cases", ""], "reason": ["a", "b", ""], "due_on": "2024-09-04"},
    )

    assert Return.objects.get().reasons.count() == 2


def test_a_follow_up_is_given_seen_answered_and_done(both: Office) -> None:
    officer, clerk = both.browser("officer"), both.browser("clerk")
    officer.post(
        f"/bieu/{both.draft.pk}/theo-doi/",
        {"text": "Đối chiếu", "cell": "fires", "assignee": f"post:{both.one}:clerk",
         "due_on": "2024-09-03"},
    )  # fmt: skip
    made = FollowUp.objects.get()

    assert "Đối chiếu" in page(clerk.get("/theo-doi/"))
    assert "còn 01 ngày" in page(clerk.get(f"/bieu/{both.draft.pk}/"))
    clerk.post(f"/theo-doi/{made.pk}/", {"what": "done", "text": "đã khớp"})
    assert "Đối chiếu" not in page(clerk.get("/theo-doi/"))
    assert "đã khớp" in page(officer.get("/theo-doi/?done=1"))


def test_a_follow_up_for_nobody_is_refused(both: Office) -> None:
    response = both.browser("officer").post(
        f"/bieu/{both.draft.pk}/theo-doi/", {"text": "Đối chiếu", "assignee": "post:x"}
    )

    assert response.status_code == 422
    assert not FollowUp.objects.exists()


def test_odd_figures_come_as_a_part_and_as_a_page(both: Office) -> None:
    browser, address = both.browser("officer"), f"/bieu/{both.draft.pk}/bat-thuong/"

    part = page(browser.get(address, headers={"HX-Request": "true"}))

    assert "<html" not in part
    assert "Không có số nào khác thường" in part
    assert "<html" in page(browser.get(address))
