"""What the level above does while it reviews: looks, keeps its usual reasons, accepts many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from keng.db.locks import for_update
from keng.journal.actions import record
from keng.journal.rows import ROWS, stated
from keng.kernel.actors import Actor
from keng.kernel.errors import DomainError, NotFound, WrongState
from keng.kernel.moments import local_day
from keng.orgunits.actions import hold
from keng.reporting.actions._hold import (
    journal,
    permit,
    submission_for_update,
    written_reason,
)
from keng.reporting.actions.passing import accept, reopen
from keng.reporting.models import Look, ReasonTemplate, Submission
from keng.reporting.queries.sheets import sheet_of, submission_of
from keng.reporting.queries.withholding import require_near


@dataclass(frozen=True)
class Outcome:
    """What became of one submission of many: None, or why it was refused."""

    submission_id: int
    refusal: DomainError | None = None


@transaction.atomic
def look(submission_id: int, *, actor: Actor, at: datetime) -> bool:
    """Note that the actor has seen the submission as it stands; whether that is new.

    Only an account looks; the operator of the machine leaves no look. Looking again at the same
    revision writes nothing. Raises NotFound, NotAllowed (the verb is return).
    """
    submission = submission_for_update(submission_id)
    permit(actor, "return", submission, on=local_day(at))
    if actor.account_id is None:
        return False
    seen, made = Look.objects.get_or_create(
        submission=submission,
        account_id=actor.account_id,
        revision=submission.revision,
        defaults={"at": at},
    )
    if made:
        journal(submission, "look", {}, actor=actor, at=at, rows=[seen])
    return made


@transaction.atomic
def keep_reason(unit_id: int, text: str, *, actor: Actor, at: datetime) -> ReasonTemplate:
    """Keep a sentence that the office often gives when it returns a submission.

    Raises NotAllowed (the verb is manage_rounds at the office itself), BadInput (no words, or a
    secrecy mark).
    """
    actor.require("manage_rounds", unit_id=unit_id, on=local_day(at))
    hold(unit_id)
    made = ReasonTemplate.objects.create(
        unit_id=unit_id, text=written_reason(text), at=at, account_id=actor.account_id
    )
    _tell_of_template("keep_reason", made, actor=actor, at=at)
    return made


@transaction.atomic
def drop_reason(template_id: int, *, actor: Actor, at: datetime) -> None:
    """Offer a kept sentence no longer; where it was given it stays. Raises NotFound, NotAllowed."""
    found = for_update(ReasonTemplate.objects.filter(pk=template_id, ended_at=None)).first()
    if found is None:
        raise NotFound("Mẫu lý do này không còn.", message_en="This sentence is no longer kept.")
    actor.require("manage_rounds", unit_id=found.unit_id, on=local_day(at))
    hold(found.unit_id)
    found.ended_at = at
    found.save(update_fields=["ended_at"])
    _tell_of_template("drop_reason", found, actor=actor, at=at)


def accept_many(seen: Mapping[int, int], *, actor: Actor, at: datetime) -> list[Outcome]:
    """Take over many submissions in one act, each at the revision that was seen.

    Each is accepted or refused by itself (`accept`), and one with a block or an unexplained
    warning is refused here: that one is to be looked at. Nothing of a refused one is changed.
    """
    return [_one(pk, revision, actor=actor, at=at) for pk, revision in seen.items()]


def reopen_many(
    submission_ids: list[int], reason: str, *, actor: Actor, at: datetime
) -> list[Outcome]:
    """Open many accepted submissions again with one reason; each by itself as in `reopen`."""
    outcomes = []
    for pk in submission_ids:
        try:
            reopen(pk, reason, actor=actor, at=at)
        except DomainError as refusal:
            outcomes.append(Outcome(pk, refusal))
        else:
            outcomes.append(Outcome(pk))
    return outcomes


def _one(submission_id: int, revision: int, *, actor: Actor, at: datetime) -> Outcome:
    try:
        with transaction.atomic():
            accept(submission_id, revision=revision, actor=actor, at=at)
            found = submission_of(submission_id)
            require_near(found, sheet_of(found), actor=actor, on=local_day(at))
            _refuse_open_findings(found)
    except DomainError as refusal:
        return Outcome(submission_id, refusal)
    return Outcome(submission_id)


def _refuse_open_findings(submission: Submission) -> None:
    if submission.blocks_open or submission.warnings_open:
        raise WrongState(
            "Biểu còn lỗi hoặc cảnh báo chưa giải trình; hãy mở biểu ra xem rồi tiếp nhận riêng.",
            message_en="It has a block or an unexplained warning; open it and accept it by itself.",
            code="open_findings",
        )


def _tell_of_template(verb: str, row: ReasonTemplate, *, actor: Actor, at: datetime) -> None:
    facts = {"unit": row.unit_id, ROWS: stated(row)}
    record(f"unit:{row.unit_id}", f"reporting.{verb}", actor=actor, at=at, facts=facts)
