"""A run over the whole database: what it holds, what it finds, and that it is remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from jobs_cast import later, worked_off
from keng.jobs import actions as jobs
from keng.jobs.models import Job
from keng.jobs.queries import job_view
from keng.journal.actions import seal
from keng.journal.models import Entry
from keng.journal.queries import entries_of
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import NotAllowed, WrongState
from keng.kernel.problems import Problem
from keng.verifying import queries, rooms
from keng.verifying.actions import Held, held_now, record_check
from keng.verifying.batches import ask_for_check
from keng.verifying.models import FullCheck
from web_cast import NOW, Office

TOOK = timedelta(seconds=2)


def recorded(problems: int = 0, *, days_ago: int = 0, job_id: int | None = None) -> FullCheck:
    at = NOW - timedelta(days=days_ago)
    return record_check(held_now(at), problems, took=TOOK, actor=OPERATOR, at=at, job_id=job_id)


def tampered() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE access_account SET is_active = NOT is_active WHERE login = 'clerk'")


def test_a_job_asks_every_room_and_writes_down_what_it_held(office: Office) -> None:
    seal(NOW)
    before = Entry.objects.count()
    auditor = office.actor("auditor")

    job = ask_for_check(actor=auditor, at=NOW)
    worked_off(at=later(minutes=1))

    view = job_view(job.pk, actor=auditor, at=NOW)
    assert (view.state, view.done, view.total) == ("done", len(rooms.ROOMS), len(rooms.ROOMS))
    (check,) = queries.latest_checks()
    assert (check.account_id, check.job_id) == (auditor.account_id, job.pk)
    assert (check.first_seal, check.last_seal, check.problems) == (1, 1, 0)
    assert check.entries == before + 1  # that the job was asked for is an entry too
    assert check.at == later(minutes=1)


def test_what_was_changed_by_hand_is_counted_and_shown_to_who_asked(office: Office) -> None:
    tampered()
    keeper = office.actor("keeper")

    job = ask_for_check(actor=keeper, at=NOW)
    worked_off()

    assert [check.problems for check in queries.latest_checks()] == [1]
    own = job_view(job.pk, actor=keeper, at=NOW)
    (found,) = (one for step in own.steps for one in step.result["problems"])
    assert (found["sheet"], found["cell"]) == (
        "access_account",
        str(office.accounts["clerk"].pk),
    )
    with pytest.raises(NotAllowed):
        job_view(job.pk, actor=office.actor("officer"), at=NOW)


def test_a_run_that_was_stopped_is_no_run(office: Office) -> None:
    auditor = office.actor("auditor")
    job = ask_for_check(actor=auditor, at=NOW)

    jobs.stop(job.pk, actor=auditor, at=NOW)
    worked_off()

    assert queries.latest_checks() == []


def test_a_run_that_ended_twice_is_written_down_once(office: Office) -> None:
    del office

    first, again = recorded(job_id=7), recorded(job_id=7)

    assert first.pk == again.pk
    assert FullCheck.objects.count() == 1


@pytest.mark.parametrize("login", ["clerk", "officer", "leader", "stranger"])
def test_only_who_audits_or_keeps_may_ask(login: str, office: Office) -> None:
    with pytest.raises(NotAllowed):
        ask_for_check(actor=office.actor(login), at=NOW)

    assert not Job.objects.exists()


def test_one_run_at_a_time(office: Office) -> None:
    ask_for_check(actor=office.actor("auditor"), at=NOW)

    with pytest.raises(WrongState) as refusal:
        ask_for_check(actor=office.actor("keeper"), at=NOW)

    assert refusal.value.code == "check_runs"
    assert Job.objects.count() == 1


def test_each_run_is_in_the_journal_and_vouched_for(office: Office) -> None:
    del office
    check = recorded(problems=3)

    (entry,) = entries_of(f"check:{check.pk}")
    assert entry.verb == "verifying.checked"
    assert entry.facts["problems"] == 3
    assert list(queries.problems()) == []


def test_a_run_cannot_be_made_better_afterwards(office: Office) -> None:
    del office
    check = recorded(problems=3)

    with pytest.raises(DatabaseError), transaction.atomic():
        FullCheck.objects.update(problems=0)
    with pytest.raises(DatabaseError), transaction.atomic():
        check.delete()

    assert FullCheck.objects.get().problems == 3


def test_a_run_that_nobody_made_is_found(office: Office) -> None:
    del office
    made = FullCheck.objects.create(at=NOW, took_ms=1, entries=9, problems=0)

    (problem,) = queries.problems()

    assert (problem.table, problem.id) == ("verifying_fullcheck", str(made.pk))


def test_the_latest_run_is_the_one_that_began_last(office: Office) -> None:
    del office
    recorded(days_ago=8)
    recorded(problems=1, days_ago=1)

    last, before = queries.latest_checks(5)

    assert (last.problems, before.problems) == (1, 0)
    assert before.is_older_than(7, at=NOW)
    assert not last.is_older_than(7, at=NOW)
    assert last.took == TOOK


def test_what_is_written_between_two_readings_is_no_problem(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = iter([[Problem("t", "1", "x"), Problem("t", "2", "y")], [Problem("t", "2", "y")]])
    monkeypatch.setitem(_rooms(), "keng.db.integrity", lambda: next(told))

    assert rooms.problems_in("keng.db.integrity") == [Problem("t", "2", "y")]


def test_a_room_that_cannot_be_read_is_a_problem_and_keeps_what_it_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stumbling() -> Iterator[Problem]:
        yield Problem("t", "1", "x")
        raise TypeError("a float")

    monkeypatch.setitem(_rooms(), "keng.db.integrity", stumbling)

    first, second = rooms.problems_in("keng.db.integrity")
    assert "không đọc nổi" in first.what
    assert second == Problem("t", "1", "x")


def test_every_room_has_its_name() -> None:
    assert list(rooms.NAMES) == list(rooms.ROOMS)


def test_before_the_first_seal_there_is_none_to_name(office: Office) -> None:
    del office

    assert held_now(NOW) == Held(NOW, None, None, Entry.objects.count())


def _rooms() -> dict[str, Callable[[], object]]:
    assert isinstance(rooms.ROOMS, dict)
    return rooms.ROOMS
