"""The list of users: filters, last sign-in, pages; and the posts that nobody has."""

from __future__ import annotations

from typing import Any

import pytest

from keng.access import actions as access
from keng.access.models import Account
from keng.kernel.actors import OPERATOR
from web_cast import NOW, SETUP, Office


def listed(office: Office, query: str = "", login: str = "keeper") -> Any:
    return office.browser(login).get(f"/nguoi-dung/?{query}").context


def logins(context: Any) -> list[str]:
    return [one.login for one in context["accounts"]]


def signed_in(office: Office, *names: str) -> None:
    for name in names:
        Account.objects.filter(pk=office.accounts[name].pk).update(last_login=NOW)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=nguoi+other", ["other.clerk"]),
        ("role=clerk", ["clerk", "other.clerk"]),
        ("unit=xa+mot", ["clerk", "leader", "stranger"]),
        ("unit=huyen+bac&role=officer", ["officer"]),
        ("unit=xa+hai&role=leader", []),
    ],
)
def test_users_are_found_by_text_role_and_unit_below(
    office: Office, query: str, found: list[str]
) -> None:
    context = listed(office, query)

    assert logins(context) == found
    assert context["page"].all == len(found)


def test_closed_users_and_those_who_never_signed_in_are_found(office: Office) -> None:
    signed_in(office, "clerk", "leader", "officer", "auditor", "keeper")
    access.close_account(office.accounts["leader"].pk, actor=OPERATOR, at=NOW)

    assert logins(listed(office, "state=closed")) == ["leader"]
    assert logins(listed(office, "state=never")) == ["other.clerk", "stranger"]
    assert "leader" not in logins(listed(office, "state=open"))


def test_the_day_of_the_last_sign_in_and_the_roles_are_shown(office: Office) -> None:
    signed_in(office, "clerk")

    shown = {one.login: one for one in listed(office)["accounts"]}

    assert shown["clerk"].signed_in == NOW.date()
    assert shown["stranger"].signed_in is None
    assert (shown["clerk"].roles, shown["stranger"].roles) == ("cán bộ lập báo cáo", "")


def test_the_page_of_a_user_tells_the_last_sign_in_by_its_day(office: Office) -> None:
    signed_in(office, "clerk")
    keeper, accounts = office.browser("keeper"), office.accounts

    shown = keeper.get(f"/nguoi-dung/{accounts['clerk'].pk}/").content.decode()
    assert "Đăng nhập gần nhất 02/09/2024" in shown
    shown = keeper.get(f"/nguoi-dung/{accounts['stranger'].pk}/").content.decode()
    assert "chưa đăng nhập lần nào" in shown


def test_a_long_list_comes_page_by_page_with_its_total(office: Office) -> None:
    for number in range(100):
        access.create_account(
            f"a{number:03}", "Người thêm", unit_id=office.two, actor=OPERATOR, at=SETUP
        )

    first = listed(office, "q=nguoi")["page"]
    second = listed(office, "q=nguoi&trang=2")["page"]

    assert (first.first, first.last, first.all) == (1, 100, 107)
    assert (first.earlier, first.later) == ("", "?q=nguoi&trang=2")
    assert (second.first, second.last, second.later) == (101, 107, "")


def test_a_unit_that_is_none_is_told_beside_the_filters(office: Office) -> None:
    response = office.browser("keeper").get("/nguoi-dung/?unit=xã+Không+Có")

    assert response.status_code == 422
    assert "Không Có" in response.content.decode()


def test_users_of_other_units_are_not_listed(office: Office) -> None:
    access.grant(
        office.accounts["stranger"].pk,
        "administrator",
        unit_id=office.two,
        actor=OPERATOR,
        at=NOW,
    )

    assert logins(listed(office, login="stranger")) == ["other.clerk"]
    assert office.browser("officer").get("/nguoi-dung/").status_code == 403
    assert office.browser("officer").get("/nguoi-dung/thieu/").status_code == 403


def test_units_without_a_leader_or_clerk_are_told_with_a_way_to_fill_the_post(
    office: Office,
) -> None:
    keeper = office.browser("keeper")
    context = listed(office)
    # Xã Hai has a clerk and no leader; huyện Bắc reports by its officer and approves nothing.
    assert (context["without_clerk"], context["without_leader"]) == (0, 1)

    access.close_account(office.accounts["other.clerk"].pk, actor=OPERATOR, at=NOW)
    (lack,) = keeper.get("/nguoi-dung/thieu/").context["lacking"]
    assert lack.unit == "xã Hai, huyện Bắc, tỉnh Đông"
    assert [role for role, _word in lack.posts] == ["clerk", "leader"]

    form = keeper.get("/nguoi-dung/them/?unit=xã+Hai&role=leader").context["form"]
    assert (form["unit"].value(), form["role"].value()) == ("xã Hai", "leader")


def test_the_empty_posts_are_filtered_by_role(office: Office) -> None:
    keeper = office.browser("keeper")

    assert keeper.get("/nguoi-dung/thieu/?role=clerk").context["lacking"] == []
    assert len(keeper.get("/nguoi-dung/thieu/?role=leader").context["lacking"]) == 1
