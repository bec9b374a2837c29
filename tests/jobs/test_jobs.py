"""A job is worked off once, by one worker, as the person who asked for it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jobs_cast import Killed, Tracing, asked, later, pass_by, worked_off
from keng.jobs import actions, files
from keng.jobs.actions import MOST_OPEN, NewStep
from keng.jobs.models import Job
from keng.jobs.queries import StepView, job_view, jobs_below, jobs_of
from keng.jobs.running import beat, claim
from keng.jobs.vocabulary import State
from keng.journal.models import Entry
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import BadInput, NotAllowed, NotFound, WrongState
from meanwhile import meanwhile
from web_cast import NOW, Office


def state(job: Job) -> str:
    job.refresh_from_db()
    return job.state


def test_a_job_is_done_step_by_step_as_who_asked_for_it(office: Office, task: Tracing) -> None:
    clerk = office.actor("clerk")
    job = asked(clerk, unit_id=office.one)

    assert worked_off() == job.pk

    view = job_view(job.pk, actor=clerk, at=NOW)
    assert (view.state, view.done, view.total, view.result) == ("done", 3, 3, {"steps": 3})
    assert task.worked == ["a", "b", "c"]
    assert {step.result["as"] for step in view.steps} == {clerk.account_id}
    assert worked_off() is None


def test_who_asked_for_what_and_how_it_ended_is_journalled(office: Office, task: Tracing) -> None:
    del task
    job = asked(office.actor("clerk"), unit_id=office.one)
    worked_off()

    entries = Entry.objects.filter(stream=f"job:{job.pk}").order_by("n")
    assert [one.verb for one in entries] == ["jobs.asked", "jobs.ended"]
    assert entries[0].facts == {"kind": "tests.trace", "unit": office.one, "steps": 3}
    assert entries[1].facts == {"state": "done", "done": 3, "failed": 0}


@pytest.mark.django_db
def test_two_workers_never_hold_the_same_job(task: Tracing) -> None:
    del task
    job = asked()

    first, second = claim("w1", at=NOW), claim("w2", at=NOW)

    assert first is not None
    assert first.pk == job.pk
    assert second is None


@pytest.mark.django_db
@pytest.mark.parametrize("moment", ["before", "inside"])
def test_a_job_of_a_dead_worker_goes_on_after_its_lease_and_doubles_nothing(
    task: Tracing, moment: str
) -> None:
    def die(step: StepView) -> None:
        if step.subject == "b":
            raise Killed

    job = asked()
    setattr(task, moment, die)
    with pytest.raises(Killed):
        worked_off("w1")
    setattr(task, moment, pass_by)

    assert state(job) == "running"
    assert worked_off("w2", at=later(seconds=59)) is None
    assert worked_off("w2", at=later(seconds=61)) == job.pk
    assert (state(job), job.done, job.deaths) == ("done", 3, 0)
    assert task.worked == ["a", "b", "c"]


@pytest.mark.django_db
def test_a_worker_that_was_thought_dead_writes_nothing_any_more(task: Tracing) -> None:
    job = asked()

    def sleep_through_the_lease(step: StepView) -> None:
        task.before = pass_by
        del step
        assert worked_off("w2", at=later(minutes=2)) == job.pk

    task.before = sleep_through_the_lease
    worked_off("w1")

    assert (state(job), job.done) == ("done", 3)
    assert task.worked == ["a", "b", "c"]


@pytest.mark.django_db
def test_a_sign_of_life_keeps_the_job(task: Tracing) -> None:
    del task
    asked()
    claim("w1", at=NOW)
    beat("w1", at=later(seconds=50))

    assert claim("w2", at=later(seconds=100)) is None
    assert claim("w2", at=later(seconds=111)) is not None


@pytest.mark.django_db
def test_a_step_at_which_three_workers_died_is_given_up(task: Tracing) -> None:
    def die(step: StepView) -> None:
        raise Killed(step)

    job = asked()
    task.before = die
    for minutes in (0, 2, 4):
        with pytest.raises(Killed):
            worked_off(at=later(minutes=minutes))

    assert worked_off(at=later(minutes=6)) is None
    assert state(job) == "failed"
    assert "3 lần" in job.error["vi"]


@pytest.mark.django_db
def test_a_worker_that_ends_in_order_hands_the_job_back(task: Tracing) -> None:
    job = asked()
    worked_off("w1", stopping=lambda: len(task.worked) == 1)

    assert (state(job), job.done) == ("waiting", 1)
    assert worked_off("w2") == job.pk
    assert task.worked == ["a", "b", "c"]


@pytest.mark.django_db
def test_a_refused_step_is_listed_and_the_others_are_done(task: Tracing) -> None:
    def refuse(step: StepView) -> None:
        if step.subject == "b":
            raise BadInput("Tệp hỏng.", message_en="Broken file.", where="b.xlsx")

    job = asked()
    task.before = refuse
    worked_off()

    view = job_view(job.pk, actor=OPERATOR, at=NOW)
    assert (view.state, view.done, view.failed, view.may_resume) == ("done", 2, 1, True)
    assert view.steps[1].result["error"] == {
        "vi": "b.xlsx: Tệp hỏng.",
        "en": "b.xlsx: Broken file.",
    }

    task.before = pass_by
    actions.resume(job.pk, actor=OPERATOR, at=NOW)
    worked_off()
    assert (state(job), job.done) == ("done", 3)
    assert task.worked == ["a", "c", "b"]


@pytest.mark.django_db
def test_a_bug_fails_the_job_with_what_to_do_and_it_can_be_resumed(task: Tracing) -> None:
    def trip(step: StepView) -> None:
        raise ZeroDivisionError(step)

    job = asked()
    task.before = trip
    worked_off()

    assert state(job) == "failed"
    assert "Làm tiếp" in job.error["vi"]
    task.before = pass_by
    actions.resume(job.pk, actor=OPERATOR, at=NOW)
    worked_off()
    assert state(job) == "done"


def test_a_right_that_is_taken_meanwhile_is_gone_for_the_job(office: Office, task: Tracing) -> None:
    def need_a_right(step: StepView) -> None:
        del step
        actor = office.actor("stranger")
        actor.require("enter", unit_id=office.one, on=NOW.date())

    job = asked(office.actor("stranger"), unit_id=office.one)
    task.before = need_a_right
    worked_off()

    assert state(job) == "failed"
    assert job.done == 0


def test_its_owner_stops_a_waiting_job_at_once(office: Office, task: Tracing) -> None:
    clerk = office.actor("clerk")
    job = asked(clerk)

    actions.stop(job.pk, actor=clerk, at=NOW)

    assert state(job) == "stopped"
    assert worked_off() is None
    assert task.worked == []
    with pytest.raises(WrongState):
        actions.stop(job.pk, actor=clerk, at=NOW)


def test_a_running_job_stops_after_its_step_and_is_resumed_there(
    office: Office, task: Tracing
) -> None:
    clerk = office.actor("clerk")
    job = asked(clerk)

    def stop_at_b(step: StepView) -> None:
        if step.subject == "b":
            actions.stop(job.pk, actor=clerk, at=NOW)

    task.before = stop_at_b
    worked_off()
    assert (state(job), job.done) == ("stopped", 2)

    task.before = pass_by
    actions.resume(job.pk, actor=clerk, at=NOW)
    worked_off()
    assert (state(job), job.done) == ("done", 3)
    assert task.worked == ["a", "b", "c"]
    with pytest.raises(WrongState):
        actions.resume(job.pk, actor=clerk, at=NOW)


def test_a_silent_job_is_stopped_at_once(office: Office, task: Tracing) -> None:
    del task
    clerk = office.actor("clerk")
    job = asked(clerk)
    claim("w1", at=NOW)

    actions.stop(job.pk, actor=clerk, at=later(minutes=2))

    assert state(job) == "stopped"


@pytest.mark.parametrize("act", [actions.stop, actions.resume])
def test_nobody_stops_or_resumes_the_job_of_another(
    office: Office, act: Callable[..., Job], task: Tracing
) -> None:
    del task
    job = asked(office.actor("clerk"), unit_id=office.one)

    for login in ("leader", "keeper", "auditor"):
        with pytest.raises(NotAllowed):
            act(job.pk, actor=office.actor(login), at=NOW)
    with pytest.raises(NotFound):
        act(999, actor=office.actor("clerk"), at=NOW)


def test_only_the_owner_the_administrator_and_the_auditor_see_a_job(
    office: Office, task: Tracing
) -> None:
    del task
    job = asked(office.actor("clerk"), unit_id=office.one)
    worked_off()

    for login in ("keeper", "auditor"):
        view = job_view(job.pk, actor=office.actor(login), at=NOW)
        assert (view.done, view.steps, view.result, view.is_own) == (3, (), {}, False)
        assert [one.id for one in jobs_below(office.actor(login), at=NOW)] == [job.pk]
    for login in ("leader", "other.clerk", "officer", "stranger"):
        with pytest.raises(NotAllowed):
            job_view(job.pk, actor=office.actor(login), at=NOW)
        assert jobs_below(office.actor(login), at=NOW) == []
        assert jobs_of(office.actor(login), at=NOW) == []


@pytest.mark.django_db
def test_a_queue_cannot_be_filled_by_pressing_again(task: Tracing) -> None:
    del task
    for _ in range(MOST_OPEN):
        asked()
    with pytest.raises(WrongState):
        asked()


@pytest.mark.django_db(transaction=True)
def test_two_that_are_asked_for_at_once_are_both_counted(task: Tracing) -> None:
    del task
    for _ in range(MOST_OPEN - 1):
        asked()

    refusal = meanwhile(asked, asked)

    assert isinstance(refusal, WrongState)
    assert Job.objects.count() == MOST_OPEN


@pytest.mark.django_db
def test_a_job_without_a_step_is_refused() -> None:
    with pytest.raises(BadInput):
        asked(steps="")


@pytest.mark.django_db
def test_files_go_seven_days_after_the_end_and_the_row_stays(task: Tracing) -> None:
    del task
    job = actions.ask(
        Tracing.kind,
        [NewStep("a", "a.xlsx", b"content")],
        unit_id=None,
        actor=OPERATOR,
        at=NOW,
    )
    worked_off()

    assert actions.clean_up(at=later(days=6)) == 0
    assert files.read(job.pk, files.given(1)) == b"content"
    assert actions.clean_up(at=later(days=8)) == 1
    with pytest.raises(NotFound):
        files.read(job.pk, files.given(1))
    job.refresh_from_db()
    assert job.state == State.DONE
    assert job.files_gone_at == later(days=8)


@pytest.mark.django_db
def test_a_job_whose_worker_died_while_the_clock_stood_ahead_is_taken_up(task: Tracing) -> None:
    def die(step: StepView) -> None:
        raise Killed(step)

    job = asked()
    task.before = die
    with pytest.raises(Killed):
        worked_off("w1", at=later(days=365))
    task.before = pass_by

    assert worked_off("w2") == job.pk
    assert (state(job), job.done) == ("done", 3)
