"""Where the marking of one unit stands: which turn, who sits, who has not marked yet."""

from __future__ import annotations

from keng.criteria.models import Assessment, Mark, Member
from keng.criteria.sets import ready_of
from keng.criteria.states import Act


def turn_of(found: Assessment) -> int:
    """How often the assessment was submitted: each time it is marked anew."""
    return max(1, found.passings.filter(act=Act.SUBMIT.value).count())


def active_members(found: Assessment) -> list[Member]:
    """The members who mark the unit: sitting, and not stepped aside; the chair first."""
    sitting = found.run.members.filter(ended_at__isnull=True)
    return list(sitting.exclude(asides__assessment=found).order_by("-is_chair", "pk"))


def waited_for(found: Assessment, turn: int) -> list[Member]:
    """The members who have not marked every criterion of the set yet."""
    asked = set(ready_of(found.run).criteria)
    given: dict[int, set[str]] = {}
    rows = Mark.objects.filter(assessment=found, turn=turn)
    for member, criterion in rows.values_list("member_id", "criterion"):
        given.setdefault(member, set()).add(criterion)
    return [one for one in active_members(found) if asked - given.get(one.pk, set())]


def is_open_to_members(found: Assessment, turn: int) -> bool:
    """Whether the members see each other's marks."""
    return found.openings.filter(turn=turn).exists()
