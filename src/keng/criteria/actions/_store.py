"""What every act on an assessment shares: the row lock, the state, the journal line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Model

from keng.criteria.models import Assessment, Passing, Run
from keng.criteria.states import Act, State, next_state
from keng.db.locks import for_update
from keng.journal.actions import record
from keng.journal.rows import ROWS, stated
from keng.kernel.actors import Actor
from keng.kernel.errors import NotFound


def assessment_for_update(assessment_id: int) -> Assessment:
    """The assessment, locked; NotFound if there is none."""
    rows = for_update(Assessment.objects.filter(pk=assessment_id)).select_related("run")
    found = rows.first()
    if found is None:
        raise NotFound(
            f"Không có hồ sơ xét công nhận số {assessment_id}.",
            message_en=f"There is no assessment {assessment_id}.",
        )
    return found


def run_for_update(run_id: int) -> Run:
    """The run, locked; NotFound if there is none."""
    found = for_update(Run.objects.filter(pk=run_id)).first()
    if found is None:
        raise NotFound(f"Không có đợt xét số {run_id}.", message_en=f"There is no run {run_id}.")
    return found


def moved(
    assessment: Assessment,
    act: Act,
    facts: Mapping[str, object],
    *,
    actor: Actor,
    at: datetime,
    reason: str = "",
    rows: tuple[Model, ...] = (),
) -> None:
    """Move the assessment by an act, keep the act with its reason, write the journal.

    Raises WrongState; nothing is changed then.
    """
    before = State(assessment.state)
    assessment.state = next_state(before, act).value
    assessment.revision += 1
    assessment.save()
    passing = Passing.objects.create(
        assessment=assessment,
        act=act.value,
        before=before.value,
        after=assessment.state,
        revision=assessment.revision,
        reason=reason,
        at=at,
        account_id=actor.account_id,
    )
    told(assessment, act.value, facts, actor=actor, at=at, rows=(passing, *rows))


def touched(
    assessment: Assessment,
    verb: str,
    facts: Mapping[str, object],
    *,
    actor: Actor,
    at: datetime,
    rows: tuple[Model, ...] = (),
) -> None:
    """What the assessment holds changed, its state did not: next revision and journal line."""
    assessment.revision += 1
    assessment.save(update_fields=["revision"])
    told(assessment, verb, facts, actor=actor, at=at, rows=rows)


def told(
    assessment: Assessment,
    verb: str,
    facts: Mapping[str, object],
    *,
    actor: Actor,
    at: datetime,
    rows: tuple[Model, ...] = (),
) -> None:
    """One journal line in the stream of the assessment, with how its rows now stand."""
    said = {
        "state": assessment.state,
        "revision": assessment.revision,
        **facts,
        ROWS: stated(assessment, *rows),
    }
    record(f"assessment:{assessment.pk}", f"criteria.{verb}", actor=actor, at=at, facts=said)


def run_told(
    run: Run,
    verb: str,
    facts: Mapping[str, object],
    *,
    actor: Actor,
    at: datetime,
    rows: tuple[Model, ...] = (),
) -> None:
    """One journal line in the stream of the run, with how its rows now stand."""
    said = {**facts, ROWS: stated(run, *rows)}
    record(f"run:{run.pk}", f"criteria.{verb}", actor=actor, at=at, facts=said)


def require_open(assessment: Assessment, act: Act) -> None:
    """WrongState unless the act is possible in the state of the assessment."""
    next_state(State(assessment.state), act)
