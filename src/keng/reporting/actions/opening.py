"""Opening a series of rounds in one act: the twelve months of a year, or none of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, DomainError
from keng.kernel.periods import Period
from keng.reporting.actions.rounds import open_round
from keng.reporting.models import Round


@dataclass(frozen=True)
class WantedRound:
    """One period of a series; `due_on` None takes each unit's due day from the pack."""

    period: Period
    due_on: date | None = None


@transaction.atomic
def open_rounds(
    form: str, wanted: Sequence[WantedRound], *, owner_unit_id: int, actor: Actor, at: datetime
) -> list[Round]:
    """Open a round of one form for each period, as `open_round` does: all of them or none.

    Raises what `open_round` raises, its `where` naming the period, and BadInput for no period at
    all. Nothing is saved then.
    """
    if not wanted:
        raise BadInput(
            "Chưa chọn kỳ nào để mở đợt; hãy chọn ít nhất một kỳ.",
            message_en="No period was chosen; choose at least one.",
            code="no_period",
        )
    return [_opened(form, one, owner_unit_id=owner_unit_id, actor=actor, at=at) for one in wanted]


def _opened(
    form: str, one: WantedRound, *, owner_unit_id: int, actor: Actor, at: datetime
) -> Round:
    try:
        return open_round(
            form, one.period, owner_unit_id=owner_unit_id, due_on=one.due_on, actor=actor, at=at
        )
    except DomainError as refusal:
        refusal.where = refusal.where or one.period.label("vi")
        raise
