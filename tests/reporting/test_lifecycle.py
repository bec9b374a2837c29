"""Every cell of the table of states and acts, typed by hand (semantics 18)."""

from __future__ import annotations

import itertools

import pytest

from keng.kernel.errors import WrongState
from keng.reporting.lifecycle import COUNTED, EDITABLE, TABLE, Act, State, next_state, open_acts

#            enter      submit      return     accept     lock     reopen     adjust     post
EXPECTED = """
draft        draft      submitted   -          -          -        -          -          draft
submitted    -          -           returned   accepted   -        -          -          submitted
returned     returned   submitted   -          -          -        -          -          returned
accepted     -          -           -          -          locked   reopened   accepted   accepted
locked       -          -           -          -          -        reopened   locked     -
reopened     reopened   submitted   -          -          -        -          -          reopened
"""
ACTS = ("enter", "submit", "return", "accept", "lock", "reopen", "adjust", "post")
CELLS = [
    (line.split()[0], act, after)
    for line in EXPECTED.strip().splitlines()
    for act, after in zip(ACTS, line.split()[1:], strict=True)
]


def test_the_table_typed_here_has_a_cell_for_every_state_and_act() -> None:
    assert {(state, act) for state, act, _ in CELLS} == set(
        itertools.product([state.value for state in State], [act.value for act in Act])
    )


@pytest.mark.parametrize(("state", "act", "after"), CELLS)
def test_each_act_in_each_state_leads_where_the_table_says(
    state: str, act: str, after: str
) -> None:
    if after == "-":
        with pytest.raises(WrongState):
            next_state(state, act)
        return

    assert next_state(state, act) == State(after)


def test_a_refused_act_names_the_state_the_wish_and_what_can_be_done() -> None:
    with pytest.raises(WrongState) as refusal:
        next_state(State.LOCKED, Act.ENTER)

    assert refusal.value.message == (
        "Biểu số liệu đã chốt nên không thể sửa số liệu. Việc làm được: mở lại, điều chỉnh."
    )
    assert refusal.value.message_en == (
        "The submission is locked: cannot change figures. What can be done: reopen, adjust."
    )


def test_only_drafts_returned_and_reopened_ones_can_be_edited() -> None:
    assert {State.DRAFT, State.RETURNED, State.REOPENED} == EDITABLE
    assert {state for state in State if (state, Act.ENTER) in TABLE} == EDITABLE


def test_figures_count_only_while_accepted_or_locked() -> None:
    assert {State.ACCEPTED, State.LOCKED} == COUNTED


def test_the_open_acts_of_a_submitted_one_are_to_return_and_to_accept_it() -> None:
    assert open_acts("submitted") == (Act.RETURN, Act.ACCEPT, Act.POST)
