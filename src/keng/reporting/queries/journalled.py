"""What the journal says of a form to whoever stands far from its unit.

An entry names what was done: a warning explained, a group declared empty, a cell corrected. On a
form that holds small totals any of these tells one, or that a rule compared one. So from far away
the steps from hand to hand are told as they are, and everything else as work on the form: when, by
whom, and with its place in the chain (docs/decisions/0372).
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from datetime import date
from typing import Final

from keng.journal.models import Entry
from keng.kernel.actors import Actor
from keng.kernel.errors import NotAllowed
from keng.reporting.queries.withholding import far_of

WORKED: Final = "reporting.worked"
_STREAM: Final = "submission:"
_STEPS: Final = frozenset(
    f"reporting.{act}"
    for act in ("accept", "extend_due", "lock", "look", "open", "reopen", "return", "submit")
)
_TOLD: Final = ("revision", "before", "after", "old", "new")


def far_streams(streams: set[str], actor: Actor, *, on: date) -> frozenset[str]:
    """Those that are about a form of which the actor is told its steps only; two queries."""
    numbers = {
        int(number)
        for kind, _, number in (one.partition(":") for one in streams)
        if f"{kind}:" == _STREAM and number.isdigit()
    }
    far = far_of(numbers, actor, on=on) if numbers else ()
    return frozenset(f"{_STREAM}{number}" for number in far)


def as_told(entries: Sequence[Entry], actor: Actor, *, on: date) -> list[Entry]:
    """The entries as the actor may read them, in their order; copies where something is withheld.

    Hash and link stay: the facts hold salted commitments, so that nobody finds them by trying.
    """
    far = far_streams({one.stream for one in entries}, actor, on=on)
    return [_withheld(one) if one.stream in far else one for one in entries]


def is_step(entry: Entry) -> bool:
    """Whether the entry says from far away what it says from near."""
    return entry.verb in _STEPS


def require_whole(stream: str, actor: Actor, *, on: date) -> None:
    """Raise NotAllowed unless the actor may carry the whole of a stream away as a proof."""
    if far_streams({stream}, actor, on=on):
        raise NotAllowed(
            "Bằng chứng của luồng này chứa mọi việc trên một biểu có tổng số nhỏ về người, nên chỉ "
            "kiểm tra viên của đơn vị và của cấp trên trực tiếp tải được.",
            message_en="The proof of this stream holds all that was done on a form with small "
            "totals of people; only auditors of the unit and of its direct superior carry it away.",
            code="withheld_stream",
        )


def _withheld(entry: Entry) -> Entry:
    told = copy(entry)
    told.verb = entry.verb if is_step(entry) else WORKED
    told.facts = (
        {name: entry.facts[name] for name in _TOLD if name in entry.facts} if is_step(entry) else {}
    )
    return told
