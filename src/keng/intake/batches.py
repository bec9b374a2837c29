"""Many workbooks at once: put into the queue to be looked at, then to be saved."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from keng.intake.personal import Decisions, asked_of
from keng.intake.reading import READ_AS, ByMap
from keng.intake.tasks import FORMS, LOOK, SAVE
from keng.intake.workbooks import SavePolicy
from keng.jobs import actions
from keng.jobs.actions import NewStep
from keng.jobs.models import Job
from keng.jobs.queries import job_view
from keng.jobs.vocabulary import State, StepState
from keng.kernel.actors import Actor
from keng.kernel.errors import WrongState
from keng.kernel.moments import local_day
from keng.orgunits.queries import UnitView

UNDECIDED: Final = Decisions()
"""Nothing is decided about personal data: notes that hold some are left out and listed."""


def look_at(
    given: Sequence[tuple[str, bytes]],
    *,
    by_map: ByMap | None = None,
    unit_id: int | None,
    actor: Actor,
    at: datetime,
) -> Job:
    """Ask that each file (name, content) be looked at; nothing is saved.

    With `by_map` they are tables of another office, else our own forms. The caller has refused
    unfit files. Of the same file given twice one is looked at.
    """
    # The name of a table of another office may say whose it is: two that are alike are two.
    told = [
        (name.encode() if by_map is not None else b"", name, content) for name, content in given
    ]
    steps = {
        hashlib.sha256(as_named + content).hexdigest(): (name, content)
        for as_named, name, content in reversed(told)
    }
    return actions.ask(
        LOOK,
        [NewStep(digest, name, content) for digest, (name, content) in reversed(steps.items())],
        unit_id=unit_id,
        actor=actor,
        at=at,
        arguments=by_map.facts() if by_map is not None else {},
    )


def save_looked_at(
    job_id: int,
    policy: SavePolicy,
    *,
    decisions: Decisions = UNDECIDED,
    page: str = "",
    actor: Actor,
    at: datetime,
) -> Job:
    """Ask that the workbooks of a job that looked at them be saved, each read again.

    Of a job that saved, those with notes that it left out can be saved again; `decisions` are about
    the personal data in such notes, made on `page`. ALL_OR_NOTHING holds for each file. Raises
    NotFound, NotAllowed, BadInput (a reason that will not do, or there is nothing to save) and
    WrongState (the job is another's or of another kind, is not done, or its files are gone).
    """
    looked = job_view(job_id, actor=actor, at=at)
    is_fit = looked.kind in (LOOK, SAVE) and looked.state == State.DONE and looked.is_own
    if not is_fit or looked.files_gone:
        raise WrongState(
            "Chỉ lưu được khi các tệp đã xem thử xong và còn trên máy chủ.",
            message_en="Files can be saved once they have been looked at and are still kept.",
        )
    checked = decisions.checked(asked_of(looked))
    steps = [
        NewStep(one.subject, one.name, taken_from=(job_id, one.n))
        for one in looked.steps
        if one.state == StepState.DONE and (one.result.get("changes") or one.result.get("personal"))
    ]
    read_as = {name: looked.arguments[name] for name in READ_AS if name in looked.arguments}
    began = {"began": at.isoformat()} if read_as else {}
    arguments = {"policy": policy.value, "looked_at": job_id, "page": page, **read_as, **began}
    return actions.ask(
        SAVE,
        steps,
        unit_id=looked.unit_id,
        actor=actor,
        at=at,
        arguments=arguments,
        answers=checked.to_bytes(),
    )


def write_forms(
    submissions: Sequence[tuple[int, str]],
    *,
    unit: UnitView,
    file: str,
    actor: Actor,
    at: datetime,
) -> Job:
    """Ask for the forms of many submissions (id, name of the unit), a workbook each.

    Raises NotAllowed without "view" of the unit; each form is asked for again when it is written.
    """
    actor.require("view", unit_id=unit.id, on=local_day(at))
    steps = [NewStep(str(pk), name) for pk, name in submissions]
    arguments = {"file": file}
    return actions.ask(FORMS, steps, unit_id=unit.id, actor=actor, at=at, arguments=arguments)
