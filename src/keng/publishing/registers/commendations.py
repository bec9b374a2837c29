"""Commendations: groups and persons of the unit whom a decision of the period commends."""

from __future__ import annotations

from typing import Final

from keng.commendations.models import Call, DecisionLine
from keng.commendations.vocabulary import Recipient
from keng.publishing.registers.shapes import Answer, Asked, Count, Register, Saying


def _read(asked: Asked) -> Answer:
    """Awards that still stand, by the day of their decision; one award of one recipient is one."""
    rows = DecisionLine.objects.filter(home_id__in=asked.units, stands=True)
    if not rows.exists() and not Call.objects.filter(unit_id=asked.unit_id).exists():
        return Answer(missing=("Sổ khen thưởng của đơn vị chưa ghi việc nào.",))
    then = rows.filter(decision__on__range=(asked.period.first, asked.until))
    found = list(then.values_list("recipient", "decision__call__illustrative"))
    whom = [recipient for recipient, _ in found]
    counts = {
        "groups": whom.count(Recipient.GROUP.value),
        "persons": whom.count(Recipient.PERSON.value),
    }
    return Answer(counts, is_illustrative=any(invented for _, invented in found))


COMMENDATIONS: Final = Register(
    code="commendations",
    counts={
        "groups": Count("Lượt tập thể được khen thưởng trong kỳ", "lượt tập thể"),
        "persons": Count("Lượt cá nhân được khen thưởng trong kỳ", "lượt cá nhân"),
    },
    sayings=(
        Saying("Theo sổ khen thưởng, trong kỳ có {groups} được khen"),
        Saying("Theo sổ khen thưởng, trong kỳ có {persons} được khen"),
    ),
    read=_read,
)
