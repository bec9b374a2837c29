from __future__ import annotations

from datetime import date
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from keng.orgunits.succession import Step, Successions
from keng.orgunits.vocabulary import Extent

EARLY, JULY = date(2024, 12, 1), date(2025, 7, 1)
Y2023, Y2024, Y2026 = date(2023, 12, 31), date(2024, 12, 31), date(2026, 12, 31)
W, P = Extent.WHOLE, Extent.PART

# Letters for hand-made cases: 1 and 2 merged early into 10; in July 10 and 3 became 20,
# 4 was cut: a part to 20, a part to 21; 5 and 6 became 22; 7 is untouched.
STEPS = [
    Step(EARLY, 1, 10, W),
    Step(EARLY, 2, 10, W),
    Step(JULY, 10, 20, W),
    Step(JULY, 3, 20, W),
    Step(JULY, 4, 20, P),
    Step(JULY, 4, 21, P),
    Step(JULY, 5, 22, W),
    Step(JULY, 6, 22, W),
]
KNOWN = Successions(STEPS)


def test_a_whole_merger_is_compared_with_the_sum_of_its_predecessors() -> None:
    found = KNOWN.counterpart([22], shown_on=Y2026, other=Y2024)

    assert found.units == {5, 6}
    assert found.is_closed


def test_a_unit_that_got_part_of_another_cannot_be_compared_and_the_split_is_named() -> None:
    found = KNOWN.counterpart([20], shown_on=Y2026, other=Y2024)

    assert found.units == {10, 3, 4}
    assert not found.is_closed
    assert found.splits == (Step(JULY, 4, 21, P),)


def test_the_same_units_can_be_compared_where_both_parts_are_shown() -> None:
    found = KNOWN.counterpart([20, 21], shown_on=Y2026, other=Y2024)

    assert found.units == {10, 3, 4}
    assert found.is_closed


def test_a_chain_over_two_days_leads_back_to_the_oldest_units() -> None:
    found = KNOWN.counterpart([20, 21], shown_on=Y2026, other=Y2023)

    assert found.units == {1, 2, 3, 4}
    assert found.is_closed


def test_forwards_a_commune_alone_stands_for_more_than_itself() -> None:
    found = KNOWN.counterpart([5], shown_on=Y2024, other=Y2026)

    assert found.units == {22}
    assert found.leaks == (Step(JULY, 6, 22, W),)


def test_an_untouched_unit_stands_for_itself() -> None:
    found = KNOWN.counterpart([7], shown_on=Y2026, other=Y2023)

    assert found.units == {7}
    assert found.is_closed


def test_the_day_of_the_change_already_belongs_to_the_new_map() -> None:
    assert KNOWN.counterpart([22], shown_on=JULY, other=Y2026).units == {22}
    assert KNOWN.counterpart([22], shown_on=JULY, other=date(2025, 6, 30)).units == {5, 6}


def test_a_group_holds_both_sides() -> None:
    group = KNOWN.group_of(4, Y2024, Y2026)

    assert group.before == {10, 3, 4}
    assert group.after == {20, 21}


def test_forward_steps_follow_only_the_unit_itself() -> None:
    assert KNOWN.later(1) == [Step(EARLY, 1, 10, W), Step(JULY, 10, 20, W)]
    assert {step.successor for step in KNOWN.later(4)} == {20, 21}
    assert KNOWN.later(20) == []


def test_backward_steps_list_the_newest_first() -> None:
    assert [step.predecessor for step in KNOWN.earlier(10)] == [2, 1]
    assert KNOWN.earlier(20)[-1] == Step(EARLY, 1, 10, W)


def test_the_order_of_steps_and_of_units_does_not_matter() -> None:
    answers = {
        Successions(order).counterpart(shown, shown_on=Y2026, other=Y2023)
        for order in (STEPS, STEPS[::-1], STEPS[3:] + STEPS[:3])
        for shown in permutations([20, 21, 22])
    }

    assert len(answers) == 1


@st.composite
def _reorganisations(draw: st.DrawFn) -> tuple[list[Step], int]:
    """Some of n units pass in July: each whole to one of m new ones, or in parts to two."""
    old = draw(st.integers(1, 12))
    new = draw(st.integers(2, 6))
    steps = []
    for unit in range(old):
        targets = draw(st.lists(st.integers(0, new - 1), max_size=2, unique=True))
        extent = W if len(targets) == 1 else P
        steps += [Step(JULY, unit, 100 + target, extent) for target in targets]
    return steps, old


@given(_reorganisations())
def test_over_the_whole_country_every_total_can_be_compared(
    case: tuple[list[Step], int],
) -> None:
    steps, old = case
    passed = {step.predecessor for step in steps}
    now = {step.successor for step in steps} | (set(range(old)) - passed)

    found = Successions(steps).counterpart(now, shown_on=Y2026, other=Y2024)

    assert found.is_closed
    assert found.units == set(range(old))


@given(_reorganisations())
def test_closed_groups_cut_the_country_into_pieces_that_do_not_meet(
    case: tuple[list[Step], int],
) -> None:
    steps, old = case
    known = Successions(steps)
    groups = {known.group_of(unit, Y2024, Y2026) for unit in range(old)}

    assert sorted(unit for group in groups for unit in group.before) == list(range(old))
    after = [unit for group in groups for unit in group.after]
    assert len(after) == len(set(after))
