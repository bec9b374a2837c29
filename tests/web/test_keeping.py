"""Units, users and the journal on the screen."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from keng.access.actions import grant
from keng.access.models import Account, Grant
from keng.access.queries import duties_of
from keng.kernel.actors import OPERATOR
from keng.reporting import actions
from reporting_cast import cells
from web_cast import NOW, Office


def page(response: Any) -> str:
    return str(response.content.decode())


def test_units_are_found_without_diacritics(office: Office) -> None:
    found = office.browser("clerk").get("/don-vi/?q=xa mot").context["found"]

    assert [(one.full_name, one.path) for one in found] == [("xã Một", "huyện Bắc, tỉnh Đông")]


def test_a_name_that_nobody_bears_is_said_with_the_day(office: Office) -> None:
    assert "bản đồ ngày 01/05/2024" in page(
        office.browser("clerk").get("/don-vi/?q=zzz&on=2024-05-01")
    )


def test_a_unit_shows_where_it_stands_and_what_it_holds(office: Office) -> None:
    shown = page(office.browser("clerk").get(f"/don-vi/{office.north}/"))

    assert "tỉnh Đông" in shown
    assert "xã Hai" in shown
    assert "NQ 1" in shown


def test_the_tree_opens_branch_by_branch(office: Office) -> None:
    browser = office.browser("clerk")

    assert "tỉnh Đông" in page(browser.get("/don-vi/cay/"))
    assert "huyện Bắc" in page(browser.get(f"/don-vi/cay/{office.province}/"))


def test_a_day_that_is_none_is_refused(office: Office) -> None:
    assert office.browser("clerk").get("/don-vi/?q=mot&on=hôm-nay").status_code == 422


def test_a_user_is_made_with_a_duty_and_a_password_shown_once(office: Office) -> None:
    keeper = office.browser("keeper")

    response = keeper.post(
        "/nguoi-dung/them/",
        {"login": "an.xa", "full_name": "Nguyễn An", "unit": "xa hai", "role": "clerk"},
        follow=True,
    )

    made = Account.objects.get(login="an.xa")
    assert [duty.unit_id for duty in duties_of(made.pk, on=NOW.date())] == [office.two]
    told = page(response)
    password = told.split("Mật khẩu tạm thời: ")[1].split(".")[0]
    assert "Mật khẩu tạm thời" not in page(keeper.get(f"/nguoi-dung/{made.pk}/"))
    signed_in = Client().post("/dang-nhap/", {"login": "an.xa", "password": password})
    assert signed_in.status_code == 302


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"login": "clerk"}, "đã có người dùng"),
        ({"login": "Có Dấu"}, "không hợp lệ"),
        ({"unit": "xã Không Có"}, "Không Có"),
    ],
)
def test_a_user_that_cannot_be_made_says_why(
    asked: dict[str, str], words: str, office: Office
) -> None:
    before = Account.objects.count()
    wanted = {"login": "an.xa", "full_name": "An", "unit": "xã Hai", "role": "", **asked}

    response = office.browser("keeper").post("/nguoi-dung/them/", wanted)

    assert response.status_code == 422
    assert words in page(response)
    assert Account.objects.count() == before


def test_a_duty_is_given_and_taken_away(office: Office) -> None:
    keeper, account = office.browser("keeper"), office.accounts["stranger"]

    keeper.post(
        f"/nguoi-dung/{account.pk}/giao-viec/",
        {"role": "clerk", "unit": "xã Hai", "first": "", "last": "2024-12-31"},
    )
    grant = Grant.objects.get(account=account)
    assert str(grant.valid_until) == "2025-01-01"

    keeper.post(f"/nguoi-dung/{account.pk}/quyen/{grant.pk}/thu-lai/")
    assert not duties_of(account.pk, on=NOW.date())


def test_a_duty_that_cannot_be_given_is_refused_beside_its_form(office: Office) -> None:
    account = office.accounts["stranger"]

    response = office.browser("keeper").post(
        f"/nguoi-dung/{account.pk}/giao-viec/",
        {"role": "clerk", "unit": "xã Hai", "first": "2020-01-01"},
    )

    assert response.status_code == 422
    assert "đã qua" in page(response)
    assert not Grant.objects.filter(account=account).exists()


def test_a_substitute_and_a_handover_take_one_act_each(office: Office) -> None:
    keeper, clerk = office.browser("keeper"), office.accounts["clerk"]
    stranger = office.accounts["stranger"]

    keeper.post(
        f"/nguoi-dung/{clerk.pk}/lam-thay/",
        {"stands_in": "stranger", "unit": "xã Một", "first": "2024-09-02", "last": "2024-09-03"},
    )
    assert [duty.in_place_of for duty in duties_of(stranger.pk, on=NOW.date())] == [clerk.pk]

    keeper.post(
        f"/nguoi-dung/{clerk.pk}/ban-giao/",
        {"successor": "stranger", "unit": "xã Một", "on": "2024-09-02", "do": "confirm"},
    )
    assert not duties_of(clerk.pk, on=NOW.date())
    assert office.one in {duty.unit_id for duty in duties_of(stranger.pk, on=NOW.date())}


def test_what_passes_with_a_post_is_shown_before_it_does(office: Office) -> None:
    keeper, clerk = office.browser("keeper"), office.accounts["clerk"]
    asked = {"successor": "stranger", "unit": "xã Một", "on": "2024-09-02"}

    passing = keeper.post(f"/nguoi-dung/{clerk.pk}/ban-giao/", asked).context["passing"]

    assert (passing.leaver, passing.successor) == ("Người clerk", "Người stranger")
    assert passing.roles == ("cán bộ lập báo cáo",)
    assert [one.submission_id for one in passing.owed] == [office.draft.pk]
    assert passing.stays == ()
    assert duties_of(clerk.pk, on=NOW.date())


@pytest.mark.parametrize("wrong", [{"successor": "khong.co"}, {"on": "2024-09-01"}])
def test_a_handover_that_cannot_be_done_says_why(wrong: dict[str, str], office: Office) -> None:
    clerk = office.accounts["clerk"]
    asked = {"successor": "stranger", "unit": "xã Một", "on": "2024-09-02", **wrong}

    response = office.browser("keeper").post(f"/nguoi-dung/{clerk.pk}/ban-giao/", asked)

    assert response.status_code == 422
    assert duties_of(clerk.pk, on=NOW.date())


def test_a_name_is_corrected_and_a_user_moved_to_another_unit(office: Office) -> None:
    keeper, account = office.browser("keeper"), office.accounts["stranger"]

    keeper.post(f"/nguoi-dung/{account.pk}/sua/", {"full_name": "Trần An", "unit": "xã Hai"})
    account.refresh_from_db()
    assert (account.full_name, account.unit_id) == ("Trần An", office.two)

    wrong = keeper.post(
        f"/nguoi-dung/{account.pk}/sua/", {"full_name": "Khác", "unit": "xã Không Có"}
    )
    assert wrong.status_code == 422
    account.refresh_from_db()
    assert account.full_name == "Trần An"


def test_a_closed_account_is_thrown_out_and_may_come_back(office: Office) -> None:
    keeper, clerk = office.browser("keeper"), office.accounts["clerk"]
    browser = office.browser("clerk")

    keeper.post(f"/nguoi-dung/{clerk.pk}/ngung/")
    assert browser.get("/").status_code == 302

    keeper.post(f"/nguoi-dung/{clerk.pk}/mo-lai/")
    assert office.browser("clerk").get("/").status_code == 200


def test_the_person_of_a_closed_account_is_erased_once_the_login_was_typed_again(
    office: Office,
) -> None:
    keeper, clerk = office.browser("keeper"), office.accounts["clerk"]
    keeper.post(f"/nguoi-dung/{clerk.pk}/ngung/")
    place = f"/nguoi-dung/{clerk.pk}/xoa-ten/"

    assert keeper.post(place, {"login": "other.clerk"}).status_code == 422
    assert office.browser("officer").post(place, {"login": "clerk"}).status_code == 403
    assert "Người clerk" in page(keeper.get(f"/nguoi-dung/{clerk.pk}/"))
    keeper.post(place, {"login": "Clerk"})

    shown = page(keeper.get(f"/nguoi-dung/{clerk.pk}/"))
    assert "Tài khoản đã xóa tên" in shown
    assert "Người clerk" not in shown
    assert "Mở lại tài khoản" not in shown
    assert "tài khoản đã xóa tên" in page(keeper.get("/nguoi-dung/"))


def test_nobody_keeps_the_users_of_other_units(office: Office) -> None:
    clerk = office.accounts["clerk"]

    assert office.browser("officer").get(f"/nguoi-dung/{clerk.pk}/").status_code == 403
    assert office.browser("keeper").get("/nguoi-dung/99999/").status_code == 404


def test_the_auditor_reads_who_did_what_but_no_words_of_it(office: Office) -> None:
    """What was done is told near the unit; far away, of a form about people, that it was done."""
    actions.enter(office.draft.pk, cells(fires=2), actor=office.actor("clerk"), at=NOW)
    where = f"/nhat-ky/?stream=submission:{office.draft.pk}"

    far = page(office.browser("auditor").get(where))
    auditor = office.accounts["auditor"]
    grant(auditor.pk, "auditor", unit_id=office.north, actor=OPERATOR, at=NOW)
    near = page(office.browser("auditor").get(where))

    assert "reporting.enter" in near
    assert "reporting.enter" not in far
    assert "làm việc trên biểu" in far
    for shown in (near, far):
        assert "Người clerk" in shown


def test_the_journal_is_filtered_by_account_and_act(office: Office) -> None:
    actions.enter(office.draft.pk, cells(fires=2), actor=office.actor("clerk"), at=NOW)
    auditor = office.browser("auditor")

    by_clerk = auditor.get("/nhat-ky/?login=clerk").context["entries"]
    by_nobody = auditor.get("/nhat-ky/?login=khong.co").context["entries"]

    assert {entry.who for entry in by_clerk} == {"Người clerk"}
    assert by_nobody == []


def test_the_chain_is_checked_on_demand(office: Office) -> None:
    response = office.browser("auditor").post("/nhat-ky/kiem-tra/")

    assert response.context["proof"]["ok"] is True
    assert "nguyên vẹn" in page(response)
