"""Asking that old reports be read: a whole folder goes into the queue, unfit files are refused."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from keng.documents.reading import read
from keng.documents.reading.kinds import sort_of
from keng.intake.reports.originals.preparing import Keeping
from keng.intake.tasks import READ
from keng.jobs import actions
from keng.jobs.actions import NewStep
from keng.jobs.models import Job
from keng.kernel.actors import Actor
from keng.kernel.errors import NotAllowed
from keng.kernel.moments import local_day
from keng.reporting.queries.duties import own_units

LARGEST: Final = 50 * 1024 * 1024
"""Bytes of one file; no report and no scan of one is larger."""
_READ_AT_ONCE: Final = frozenset({"txt", "docx", "xlsx"})


def ask_to_read(
    given: Sequence[tuple[str, bytes]],
    *,
    office_id: int,
    actor: Actor,
    at: datetime,
    keeping: Keeping = Keeping.MASKED,
) -> Job:
    """Ask that old reports (name, content) be read for an office; of a file given twice, one.

    The caller has called `refuse_unfit` on each. Raises NotAllowed (the verb is enter at the
    office; an original is kept only for the office at which the actor works), BadInput without a
    file, and WrongState where the actor has too many open jobs.
    """
    actor.require("enter", unit_id=office_id, on=local_day(at))
    if keeping is Keeping.ORIGINAL and office_id not in (own_units(actor, on=local_day(at)) or ()):
        raise NotAllowed(
            "Bản gốc chỉ giữ cho chính cơ quan của bạn; hãy bỏ đánh dấu giữ bản gốc.",
            message_en="An original is kept for your own office only; leave the box empty.",
        )
    steps: dict[str, NewStep] = {}
    for name, content in given:
        digest = hashlib.sha256(content).hexdigest()
        steps.setdefault(digest, NewStep(digest, name, content))
    return actions.ask(
        READ,
        list(steps.values()),
        unit_id=office_id,
        actor=actor,
        at=at,
        arguments={"office": office_id, "keeping": keeping.value},
    )


def refuse_unfit(content: bytes, name: str) -> None:
    """Refuse a file that cannot be read or bears a mark of secrecy, before it waits on the disk.

    What is typed is read at once. Of a PDF, a picture or an old Word file only the kind is looked
    at: whether a scan bears a stamp is known once it is recognised, and then it is removed.
    """
    if is_read_at_once(content, name):
        read(content, name=name)


def is_read_at_once(content: bytes, name: str) -> bool:
    """Whether a file holds typed text, which is read in a moment."""
    return sort_of(content, name=name) in _READ_AT_ONCE
