"""The hand-written parts of a report, kept with the submission and with all their versions."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from keng.journal.commitments import digest, new_salt
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, Conflict
from keng.kernel.moments import local_day
from keng.reporting.actions._hold import held, journal
from keng.reporting.commitments import text_facts
from keng.reporting.lifecycle import Act
from keng.reporting.models import Submission, TextBlock, TextRevision
from keng.reporting.queries.sheets import sheet_of
from keng.reporting.queries.texts import text_slots
from keng.reporting.queries.withholding import require_near
from keng.reporting.storable import refuse_unstorable


@transaction.atomic
def write_text(
    submission_id: int,
    slot: str,
    text: str,
    *,
    expected_revision: int | None = None,
    actor: Actor,
    at: datetime,
) -> TextBlock:
    """Put a text into one of the slots that the outlines of the form offer; "" empties it.

    `expected_revision` is the revision that the writer saw, 0 for an empty slot. The same text
    again writes nothing.

    Raises NotAllowed (also for who stands far from the unit of a form with small totals, and so
    reads no text of it), WrongState, BadInput (no such slot, or a text with a secrecy marking),
    Conflict (`theirs`: the text that stands). Nothing is saved then.
    """
    submission = held(submission_id, Act.ENTER, actor=actor, at=at)
    sheet = sheet_of(submission)
    require_near(submission, sheet, actor=actor, on=local_day(at))
    slots = text_slots(sheet.pack, sheet.form.code)
    if slot not in slots:
        raise BadInput(
            f"Không có phần viết “{slot}”; các phần: {', '.join(slots) or '–'}.",
            message_en=f"No text slot {slot!r}; there are: {', '.join(slots) or '-'}.",
            code="unknown_slot",
        )
    refuse_unstorable(text, where=slots[slot].vi)
    block = TextBlock.objects.filter(submission_id=submission.pk, slot=slot).first()
    if block is not None and block.text == text:
        return block
    _refuse_conflict(block, expected_revision)
    return _stored(submission, slot, text, block, actor=actor, at=at)


def _refuse_conflict(block: TextBlock | None, expected: int | None) -> None:
    stands = block.revision if block is not None else 0
    if expected is not None and expected != stands:
        raise Conflict(
            "Có người đã sửa phần này trong lúc bạn viết. Chưa lưu gì; hãy so hai bản rồi chọn.",
            message_en="Somebody changed this text meanwhile. Nothing was saved; compare.",
            theirs=block.text if block is not None else "",
        )


def _stored(
    submission: Submission,
    slot: str,
    text: str,
    block: TextBlock | None,
    *,
    actor: Actor,
    at: datetime,
) -> TextBlock:
    block = block or TextBlock(submission=submission, slot=slot, revision=0)
    block.text, block.revision = text, block.revision + 1
    block.at, block.account_id = at, actor.account_id
    block.save()
    revision = TextRevision(
        block=block,
        n=block.revision,
        text=text,
        at=at,
        account_id=actor.account_id,
        salt=new_salt(),
    )
    revision.digest = digest(revision.salt, text_facts(revision))
    submission.revision += 1
    facts = {"slot": slot, "text": [block.pk, block.revision, revision.digest]}
    revision.entry = journal(submission, "write_text", facts, actor=actor, at=at, rows=[block])
    revision.save(force_insert=True)
    submission.save(update_fields=["revision"])
    return block
