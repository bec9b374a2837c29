"""No row of a run is altered by hand unseen, and no decision can be changed afterwards."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from django.db import connection

from keng.criteria import actions, queries
from keng.criteria.evidence import store
from keng.criteria.models import Decision
from keng.db.dialects import guards_lifted

from .conftest import AT, Cast, decided, village


@pytest.fixture
def decision(cast: Cast) -> Iterator[Decision]:
    """A decision on one village, with the guards taken off."""
    connection.check_constraints()  # PostgreSQL lets no guard be moved before that
    with guards_lifted():
        yield decided(cast)
        connection.check_constraints()


def by_hand(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def tables() -> set[str]:
    return {problem.table for problem in queries.problems()}


@pytest.mark.usefixtures("decision")
def test_a_run_as_written_is_no_problem() -> None:
    assert tables() == set()


@pytest.mark.usefixtures("decision")
@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("criteria_run", "decisions = 9"),
        ("criteria_assessment", "state = 'draft'"),
        ("criteria_claim", "claim = 'not_met' WHERE criterion = 'K1'"),
        ("criteria_claimrevision", "note = 'khac'"),
        ("criteria_passing", "reason = 'khac'"),
        ("criteria_reading", "value = 5"),
        ("criteria_decision", "authority = 'khac'"),
        ("criteria_decisionline", "years = 5"),
    ],
)
def test_a_row_changed_by_hand_is_found(table: str, change: str) -> None:
    by_hand(f"UPDATE {table} SET {change}")

    assert tables() == {table}


def test_a_snapshot_changed_by_hand_is_found(decision: Decision) -> None:
    changed = {**decision.snapshot, "year": 2023}
    with connection.cursor() as cursor:
        cursor.execute("UPDATE criteria_decision SET snapshot = %s", [json.dumps(changed)])

    told = [problem.what for problem in queries.problems()]

    assert any("ảnh chụp" in what for what in told)


def test_a_result_turned_round_by_hand_is_found_twice(decision: Decision) -> None:
    by_hand("UPDATE criteria_decisionline SET outcome = 'not_recognised'")

    assert tables() == {"criteria_decisionline", "criteria_decision"}
    assert decision.lines.count() == 1


def test_a_file_that_is_gone_is_found(cast: Cast) -> None:
    found = village(cast)
    made = actions.attach_file(found.pk, "K1", b"mot ban", "a.txt", actor=cast.clerk, at=AT)
    assert tables() == set()

    (store().root / made.sha256[:2] / made.sha256).unlink()

    assert tables() == {"criteria_evidence"}
