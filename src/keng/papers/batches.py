"""Folders of files and lists of papers: put into the queue."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from keng.documents.reading import read
from keng.documents.reading.kinds import sort_of
from keng.documents.workbooks import open_workbook
from keng.jobs import actions
from keng.jobs.actions import NewStep
from keng.jobs.models import Job
from keng.jobs.queries import job_view
from keng.jobs.vocabulary import State, StepState
from keng.kernel.actors import Actor
from keng.kernel.errors import WrongState
from keng.kernel.moments import local_day
from keng.papers.actions.listing import Policy
from keng.papers.lists import LIMITS
from keng.papers.tasks import LOOK, READ, SAVE, digest_of
from keng.papers.vocabulary import Direction

READ_AT_ONCE: Final = frozenset({"txt", "docx"})
"""Sorts of files that are read while the person waits; a PDF may be a scan of 300 pages."""


def refuse_unfit(content: bytes, name: str) -> None:
    """Refuse a typed file that cannot be read or bears a mark of secrecy, before it is stored.

    Of a PDF, a picture or an old Word file only the kind is looked at: whether a scan bears a stamp
    is known once it is recognised, and then the copy of the job is removed.
    """
    if sort_of(content, name=name) in READ_AT_ONCE:
        read(content, name=name)


def refuse_unfit_list(content: bytes, name: str) -> None:
    """Refuse a file that is no workbook or bears a mark of secrecy, before it is stored."""
    open_workbook(content, name=name, limits=LIMITS)


def read_files(
    given: Sequence[tuple[str, bytes]],
    unit_id: int,
    direction: Direction,
    *,
    actor: Actor,
    at: datetime,
) -> Job:
    """Ask that files (name, content) be read into the register of a unit; of two equal ones, one.

    The caller has called `refuse_unfit` on each. Raises NotAllowed (the verb is enter), BadInput
    without a file, WrongState where the actor has too many open jobs.
    """
    return _asked(READ, given, unit_id, direction, actor=actor, at=at)


def look_at_lists(
    given: Sequence[tuple[str, bytes]],
    unit_id: int,
    direction: Direction,
    *,
    actor: Actor,
    at: datetime,
) -> Job:
    """Ask what lists (name, content) would add to the register. Raises as `read_files`."""
    return _asked(LOOK, given, unit_id, direction, actor=actor, at=at)


def save_looked_at(job_id: int, policy: Policy, *, actor: Actor, at: datetime) -> Job:
    """Ask that the lists of a job of `look_at_lists` be saved.

    Raises NotFound, WrongState where that job is not done, not the actor's, or its files are gone.
    """
    looked = job_view(job_id, actor=actor, at=at)
    if looked.kind != LOOK or looked.state != State.DONE or looked.files_gone or not looked.is_own:
        raise WrongState(
            "Chỉ lưu được khi danh sách đã xem thử xong và còn trên máy chủ.",
            message_en="A list can be saved once it has been looked at and is still kept.",
        )
    steps = [
        NewStep(one.subject, one.name, taken_from=(job_id, one.n))
        for one in looked.steps
        if one.state == StepState.DONE and one.result["changes"]
    ]
    arguments = {
        "policy": policy.value,
        "looked_at": job_id,
        "unit": looked.arguments["unit"],
        "direction": looked.arguments["direction"],
    }
    return actions.ask(SAVE, steps, unit_id=looked.unit_id, actor=actor, at=at, arguments=arguments)


def _asked(
    kind: str,
    given: Sequence[tuple[str, bytes]],
    unit_id: int,
    direction: Direction,
    *,
    actor: Actor,
    at: datetime,
) -> Job:
    actor.require("enter", unit_id=unit_id, on=local_day(at))
    steps: dict[str, NewStep] = {}
    for name, content in given:
        steps.setdefault(digest_of(content), NewStep(digest_of(content), name, content))
    arguments = {"unit": unit_id, "direction": direction.value}
    return actions.ask(
        kind, list(steps.values()), unit_id=unit_id, actor=actor, at=at, arguments=arguments
    )
