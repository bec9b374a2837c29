"""Batches that a browser may have to send twice, because the network took the answer away."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput
from keng.kernel.moments import local_day
from keng.reporting.actions._hold import permit, submission_for_update
from keng.reporting.actions.entering import EntryOutcome, enter
from keng.reporting.cells import CellInput
from keng.reporting.models import Mutation

_ID = re.compile(r"[0-9A-Za-z-]{8,40}")


@transaction.atomic
def enter_once(
    submission_id: int,
    mutation: str,
    inputs: Sequence[CellInput],
    *,
    actor: Actor,
    at: datetime,
) -> EntryOutcome | None:
    """Write a batch as `enter` does, once for each id; None if this very batch was saved before.

    The lock on the submission is taken before the id is looked up, so that two copies of a batch
    under way at the same time are still saved once.

    Raises what `enter` raises, and BadInput for an id that is no id, or that stands for another
    batch or another person's. Nothing is saved then.
    """
    if not _ID.fullmatch(mutation):
        raise BadInput(
            "Mã lần gửi không hợp lệ: cần 8 đến 40 chữ, số hoặc gạch nối.",
            message_en="A mutation id has 8 to 40 letters, digits or hyphens.",
        )
    submission = submission_for_update(submission_id)
    digest = _digest(inputs)
    seen = Mutation.objects.filter(submission_id=submission_id, mutation=mutation).first()
    if seen is not None:
        # Not asked again is the state: the batch was saved before the form was handed in.
        permit(actor, "enter", submission, on=local_day(at))
        _refuse_other(seen, digest, actor)
        return None
    outcome = enter(submission_id, inputs, actor=actor, at=at)
    Mutation.objects.create(
        submission_id=submission_id,
        mutation=mutation,
        digest=digest,
        at=at,
        account_id=actor.account_id,
    )
    return outcome


def _digest(inputs: Sequence[CellInput]) -> str:
    """What was sent, without the remarks that the server adds by itself."""
    lines = sorted(f"{one.key}={one.value}@{one.expected_revision}" for one in inputs)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _refuse_other(seen: Mutation, digest: str, actor: Actor) -> None:
    if seen.digest != digest or seen.account_id != actor.account_id:
        raise BadInput(
            "Mã lần gửi này đã dùng cho các số khác; hãy tải lại trang rồi nhập lại.",
            message_en="This mutation id was used for another batch; reload the page.",
            code="mutation_reused",
        )
