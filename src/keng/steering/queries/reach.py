"""Who may read a committee, a programme of coordination, and the minutes of a meeting.

A committee is read by whoever may view its unit, and by those who work below it: they should know
who oversees them. Minutes are read with view at the unit only. A programme of coordination is read
at its unit and at those of its partners.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from keng.db.validity import in_force
from keng.kernel.actors import Actor
from keng.kernel.errors import NotFound
from keng.planning.queries.reach import above_of
from keng.steering.models import Committee, Cooperation, Partner


def committee_read_by(committee_id: int, actor: Actor, *, on: date) -> Committee:
    """The committee. Raises NotFound, NotAllowed."""
    found = Committee.objects.filter(pk=committee_id).first()
    if found is None:
        raise NotFound("Không có Ban Chỉ đạo này.", message_en="There is no such committee.")
    if not reads_minutes(actor, found.unit_id, on=on) and found.unit_id not in above_of(
        actor, on=on
    ):
        actor.require("view", unit_id=found.unit_id, on=on)
    return found


def reads_minutes(actor: Actor, unit_id: int, *, on: date) -> bool:
    """Whether the actor reads the minutes of the unit's meetings."""
    return actor.may("view", unit_id=unit_id, on=on)


def readable_committees(actor: Actor, *, on: date) -> Q:
    """The same as a condition on committees."""
    reach = actor.reach("view", on=on)
    if reach is None:
        return Q()
    return Q(unit_id__in=reach) | Q(unit_id__in=above_of(actor, on=on))


def cooperation_read_by(cooperation_id: int, actor: Actor, *, on: date) -> Cooperation:
    """The programme of coordination. Raises NotFound, NotAllowed."""
    found = Cooperation.objects.filter(pk=cooperation_id).first()
    if found is None:
        raise NotFound(
            "Không có chương trình phối hợp này.",
            message_en="There is no such programme of coordination.",
        )
    partners = Partner.objects.filter(in_force(on), cooperation=found, unit__isnull=False)
    units = [found.unit_id, *partners.values_list("unit_id", flat=True)]
    if not any(actor.may("view", unit_id=unit or 0, on=on) for unit in units):
        actor.require("view", unit_id=found.unit_id, on=on)
    return found


def readable_cooperations(actor: Actor, *, on: date) -> Q:
    """The same as a condition on programmes of coordination."""
    reach = actor.reach("view", on=on)
    if reach is None:
        return Q()
    partners = Partner.objects.filter(in_force(on), unit_id__in=reach)
    return Q(unit_id__in=reach) | Q(pk__in=partners.values("cooperation_id"))
