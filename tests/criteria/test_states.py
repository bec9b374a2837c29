"""The state table: one test for each cell, and what a refusal says."""

from __future__ import annotations

from pathlib import Path

import pytest

from keng.criteria.states import TABLE, Act, State, next_state, open_acts
from keng.kernel.errors import WrongState

CELLS = [(state, act) for state in State for act in Act]


@pytest.mark.parametrize(("state", "act"), CELLS)
def test_each_cell_leads_where_the_table_says_or_is_refused(state: State, act: Act) -> None:
    if (state, act) in TABLE:
        assert next_state(state, act) is TABLE[state, act]
        return
    with pytest.raises(WrongState) as refusal:
        next_state(state, act)

    assert "có thể:" in refusal.value.message
    assert act not in open_acts(state)


def test_what_was_decided_only_another_decision_reopens() -> None:
    assert open_acts(State.DECIDED) == (Act.REOPEN,)


def test_every_state_can_be_reached_from_the_first() -> None:
    reached = {State.DRAFT}
    for _ in State:
        reached |= {after for (before, _), after in TABLE.items() if before in reached}

    assert reached == set(State)


def test_the_page_about_the_run_shows_the_table() -> None:
    page = Path(__file__).parents[2] / "docs" / "mechanisms" / "criteria-run.md"
    lines = page.read_text("utf-8").splitlines()
    names = {state.value for state in State}
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]

    shown = {row[0]: row[1:] for row in rows if row[0] in names and len(row) == len(Act) + 1}

    assert shown == {
        state.value: [TABLE[state, act].value if (state, act) in TABLE else "–" for act in Act]
        for state in State
    }
