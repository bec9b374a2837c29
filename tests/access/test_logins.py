"""Logins proposed from the names of units."""

from __future__ import annotations

import pytest

from keng.access.logins import LONGEST, proposed
from keng.access.roles import Role

WAY = ("Tứ Kỳ", "Hải Phòng")


@pytest.mark.parametrize(
    ("way", "role", "taken", "login"),
    [
        (WAY, Role.CLERK, (), "tuky"),
        (WAY, Role.LEADER, (), "lanhdao.tuky"),
        (WAY, Role.CLERK, ("tuky",), "tuky.haiphong"),
        (WAY, Role.CLERK, ("tuky", "tuky.haiphong"), "tuky.haiphong2"),
        (WAY, Role.CLERK, ("tuky", "tuky.haiphong", "tuky.haiphong2"), "tuky.haiphong3"),
        (("Đắk R'Lấp", "Lâm Đồng"), Role.CLERK, (), "dakrlap"),
        (("Ô", "Hà Nội"), Role.CLERK, (), "o.hanoi"),  # one letter is no login
        (("thôn 1", "Tứ Kỳ", "Hải Phòng"), Role.CLERK, ("thon1",), "thon1.tuky"),
        ((), Role.CLERK, (), "donvi"),
    ],
)
def test_a_login_is_the_name_with_more_behind_it_where_it_is_taken(
    way: tuple[str, ...], role: Role, taken: tuple[str, ...], login: str
) -> None:
    assert proposed(way, role, taken=taken) == login


def test_a_long_name_gives_a_login_that_may_be_stored() -> None:
    long = proposed(("Trường " + "dài " * 40,), Role.LEADER, taken=())

    assert len(long) == LONGEST
    assert len(proposed(("Trường " + "dài " * 40,), Role.LEADER, taken={long})) == LONGEST
