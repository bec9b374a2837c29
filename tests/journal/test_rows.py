"""Rows that the journal vouches for; the tables of access serve as an example."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.db import connection

from journal_cast import AT, CLERK
from keng.journal import actions
from keng.journal.rows import ROWS, gone, problems, stated

pytestmark = pytest.mark.django_db


def a_row(key: str = "one") -> Session:
    """A row with text and a moment, written and stated as an action would."""
    row = Session.objects.create(session_key=key, session_data="x", expire_date=AT)
    state("example.made", stated(row))
    return row


def state(verb: str, rows: dict[str, object]) -> None:
    actions.record("example:1", verb, actor=CLERK, at=AT, facts={ROWS: rows})


def by_hand(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def found() -> list[tuple[str, str]]:
    return [(problem.table, problem.id) for problem in problems(Session)]


def test_rows_written_and_stated_are_no_problem() -> None:
    row = a_row()
    row.session_data = "y"
    row.save()
    state("example.changed", stated(row))

    assert found() == []


def test_a_change_that_was_not_stated_is_found() -> None:
    a_row()

    by_hand("UPDATE django_session SET session_data = 'z'")

    assert found() == [("django_session", "one")]


def test_a_moment_changed_by_hand_is_found() -> None:
    a_row()

    Session.objects.update(expire_date=datetime(2030, 1, 1, tzinfo=UTC))

    assert found() == [("django_session", "one")]


def test_a_row_set_back_to_what_it_once_was_is_found() -> None:
    row = a_row()
    row.session_data = "y"
    row.save()
    state("example.changed", stated(row))

    by_hand("UPDATE django_session SET session_data = 'x'")

    assert found() == [("django_session", "one")]


def test_rows_added_and_removed_by_hand_are_found() -> None:
    a_row("one")
    a_row("two")

    by_hand("DELETE FROM django_session WHERE session_key = 'one'")
    Session.objects.create(session_key="three", session_data="", expire_date=AT)

    assert sorted(found()) == [("django_session", "one"), ("django_session", "three")]


def test_a_row_that_an_action_removed_is_no_problem() -> None:
    row = a_row()
    told = gone(row)
    row.delete()
    state("example.removed", told)

    assert found() == []


def test_a_statement_says_nothing_about_the_row_and_fits_no_other() -> None:
    one, two = a_row("one"), a_row("two")

    assert len(set(stated(one, two).values())) == 2
    assert all(len(str(mark)) == 32 for mark in stated(one, two).values())


def test_tables_are_asked_for_one_by_one() -> None:
    Group.objects.create(name="by hand")

    assert found() == []
    assert [problem.table for problem in problems(Group, Session)] == ["auth_group"]
