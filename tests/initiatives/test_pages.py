"""The register page by page: every group stands on one page, in one order, read by few rows."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groups_cast import a_group
from keng.initiatives import actions, queries
from keng.initiatives.models import Group
from keng.initiatives.queries import Wanted
from keng.initiatives.standing import Standing

from .conftest import AT, TODAY, Cast

SIZE = 3


@pytest.fixture
def ten(cast: Cast) -> Cast:
    """Ten groups, found in no order of their names; two units have one of the same name."""
    for place in range(9):
        home, clerk = ((cast.one, cast.clerk), (cast.two, cast.other_clerk))[place % 2]
        actions.found_group(a_group(home, f"Tổ {place * 7 % 9}"), actor=clerk, at=AT)
    actions.found_group(a_group(cast.village, "Tổ 4"), actor=cast.head, at=AT)
    return cast


@pytest.mark.parametrize("wanted", [Wanted(), Wanted(standing=Standing.UNDECIDED)])
def test_pages_one_after_another_hold_every_group_once(ten: Cast, wanted: Wanted) -> None:
    register = queries.register_for(ten.officer, wanted, on=TODAY)

    paged = [row.id for start in range(0, 12, SIZE) for row in register[start : start + SIZE]]

    assert paged == list(Group.objects.order_by("folded", "pk").values_list("pk", flat=True))
    assert len(register) == len(paged)
    assert [register[place].id for place in (0, 9)] == [paged[0], paged[-1]]


def test_a_late_page_reads_its_own_rows_only(ten: Cast) -> None:
    register = queries.register_for(ten.officer, Wanted(), on=TODAY)

    with CaptureQueriesContext(connection) as asked:
        assert len(register[6 : 6 + SIZE]) == SIZE

    (question,) = [one["sql"] for one in asked if "initiatives_group" in one["sql"]]
    whole, _, inside = question.partition(" IN (SELECT ")
    assert '"name"' in whole
    assert '"name"' not in inside
    assert f"LIMIT {SIZE} OFFSET 6" in inside
