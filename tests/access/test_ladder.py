"""Climbing from a unit to those who answer for it, and the same way down."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from keng.access.ladder import LOOKING, WORKING, Hold, Ladder, Rung
from keng.access.roles import Scope

# 1 province, 2 commune, 3 village; 4 was a commune, passed whole to 2; 5 passed in part to 2;
# 6 was a village of 4.
LADDER = Ladder(
    [
        Rung(2, 1, Hold.UNDER),
        Rung(3, 2, Hold.UNDER),
        Rung(4, 2, Hold.PASSED),
        Rung(5, 2, Hold.PASSED_IN_PART),
        Rung(6, 4, Hold.UNDER),
    ]
)
rungs = st.lists(
    st.builds(Rung, st.integers(1, 7), st.integers(1, 7), st.sampled_from(Hold)), max_size=14
)


def test_own_is_the_unit_and_what_passed_whole_to_it() -> None:
    assert LADDER.reached(2, scope=Scope.OWN, over=WORKING) == {2, 4}


def test_what_passed_in_part_may_only_be_looked_at() -> None:
    assert LADDER.reached(2, scope=Scope.OWN, over=LOOKING) == {2, 4, 5}
    assert 5 not in LADDER.reached(1, scope=Scope.SUBTREE, over=WORKING)


def test_below_leaves_out_the_unit_and_its_predecessors() -> None:
    assert LADDER.reached(2, scope=Scope.BELOW, over=WORKING) == {3, 6}
    assert LADDER.reached(1, scope=Scope.BELOW, over=WORKING) == {2, 3, 4, 6}


def test_the_subtree_is_both() -> None:
    assert LADDER.reached(2, scope=Scope.SUBTREE, over=LOOKING) == {2, 3, 4, 5, 6}


def test_nothing_leads_upwards_or_sideways() -> None:
    assert LADDER.reached(3, scope=Scope.SUBTREE, over=LOOKING) == {3}
    assert LADDER.holders(2, scope=Scope.SUBTREE, over=LOOKING) == {2, 1}


@given(rungs, st.integers(1, 7), st.integers(1, 7), st.sampled_from(Scope))
def test_up_and_down_always_agree_even_in_circles(
    drawn: list[Rung], unit: int, holder: int, scope: Scope
) -> None:
    ladder = Ladder(drawn)

    for over in (WORKING, LOOKING):
        up = holder in ladder.holders(unit, scope=scope, over=over)
        down = unit in ladder.reached(holder, scope=scope, over=over)
        assert up == down


@given(rungs, st.integers(1, 7), st.sampled_from(Scope))
def test_who_may_work_may_also_look(drawn: list[Rung], holder: int, scope: Scope) -> None:
    ladder = Ladder(drawn)

    working = ladder.reached(holder, scope=scope, over=WORKING)

    assert working <= ladder.reached(holder, scope=scope, over=LOOKING)
