"""What the registers come to for a unit and a period, indicator by indicator, with its rows.

A commune's figures hold its villages and the schools, agencies and enterprises that it manages;
bodies of its level report for themselves. A stock is that of the last day, or of today where the
period is not over. What is not known is left out with the reason, and never 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from django.db.models import Max, Q

from keng.db.validity import in_force
from keng.initiatives.models import Acknowledgement, Activity, Group, Review, Size
from keng.initiatives.programme import EVENTS, spoken
from keng.initiatives.queries.rules import Rules
from keng.initiatives.queries.tallies import Counts, event_counts
from keng.initiatives.standing import Life, Reason, Rule, Standing, reasons, standing
from keng.kernel.periods import Period
from keng.orgunits.queries import managed_by, unit_view
from keng.orgunits.vocabulary import Level
from keng.packs import installed
from keng.reporting.queries.flowing import Count

RULE_VERSION: Final = "1"
_LOCAL: Final = (Level.VILLAGE, Level.AGENCY, Level.ENTERPRISE, Level.SCHOOL)


@dataclass(frozen=True)
class Member:
    """A group as it was on the day of a count."""

    group: Group
    life: Life
    rule: Rule
    standing: Standing
    reasons: tuple[Reason, ...]
    points: int
    members: int | None
    equipment: Mapping[str, int]


def counted_units(unit_id: int, *, on: date) -> frozenset[int]:
    """The units whose rows are the unit's own figures."""
    if unit_view(unit_id, on=on).level != Level.COMMUNE:
        return frozenset({unit_id})
    return frozenset({unit_id, *(view.id for view in managed_by(unit_id, on=on, levels=_LOCAL))})


def counts_of(unit_id: int, register: str, period: Period, *, on: date) -> Counts:
    """What the register of the unit gives for the period, as known on the day `on`."""
    day = min(period.last, on)
    units = counted_units(unit_id, on=day)
    if register == EVENTS:
        return event_counts(units, period, day)
    return _groups(members_of(units, on=day), period, day)


def members_of(unit_ids: Iterable[int], *, on: date) -> list[Member]:
    """The groups that stood at the units on the day, dissolved ones too; six queries."""
    placed = in_force(on, "placements") & Q(placements__unit_id__in=list(unit_ids))
    begun = Q(founded_on__isnull=True) | Q(founded_on__lte=on)
    groups = list(Group.objects.filter(placed).filter(begun).order_by("pk"))
    ids = [group.pk for group in groups]
    active, reviewed = _latest(Activity, ids, on), _latest(Review, ids, on)
    sizes = _sizes(ids, on)
    rules = Rules(on)
    found = []
    for group in groups:
        life = Life(
            group.founded_on,
            has_dossier(group),
            active.get(group.pk),
            reviewed.get(group.pk),
            group.dissolved_on,
        )
        rule, size = rules.of(group.unit_id), sizes.get(group.pk)
        found.append(
            Member(
                group,
                life,
                rule,
                standing(life, rule, on),
                reasons(life, rule, on),
                size.points if size else group.points,
                size.members if size else group.members,
                size.equipment if size else group.equipment,
            )
        )
    return found


def has_dossier(group: Group) -> bool:
    """Whether the register names the paper that founded the group."""
    return bool(group.paper_number or group.paper_text)


def _latest(model: type[Activity] | type[Review], ids: Sequence[int], on: date) -> dict[int, date]:
    rows = model.objects.filter(group_id__in=ids, on__lte=on, withdrawn_at__isnull=True)
    return dict(rows.order_by().values_list("group_id").annotate(last=Max("on")))


def _sizes(ids: Sequence[int], on: date) -> dict[int, Size]:
    """The last size up to the day; of a group first measured later, the first one."""
    found: dict[int, Size] = {}
    for size in Size.objects.filter(group_id__in=ids).order_by("on", "pk"):
        if size.on <= on or size.group_id not in found:
            found[size.group_id] = size
    return found


def _groups(members: Sequence[Member], period: Period, day: date) -> Counts:
    pack, counted, counts = installed.current(), spoken().counted, Counts()
    alive = [one for one in members if one.standing is not Standing.DISSOLVED]
    began = [one for one in members if _within(one.group.founded_on, period)]
    acknowledged = _acknowledged(members, period, day)
    chosen: dict[str | None, list[Member]] = {
        counted.alive: alive,
        counted.new: [one for one in began if one.group.replicated_from_id is None],
        counted.replicated: [one for one in began if one.group.replicated_from_id is not None],
        counted.dissolved: [one for one in members if _within(one.group.dissolved_on, period)],
        counted.recognised: [one for one in members if one.group.pk in acknowledged],
    }
    undecided = sum(one.standing is Standing.UNDECIDED for one in alive)
    if undecided and counted.on_paper:
        counts.gaps[counted.on_paper] = undecided
    else:
        chosen[counted.on_paper] = [one for one in alive if one.standing is Standing.ON_PAPER]
    for fill in {fill for kind in spoken().kinds.values() for fill in kind.fills}:
        kinds = {code for code, kind in spoken().kinds.items() if fill in kind.fills}
        chosen[fill] = [one for one in alive if one.group.kind in kinds]
    for name, found in chosen.items():
        if name in pack.indicators:
            counts.values[str(name)] = Count(len(found), tuple(one.group.pk for one in found))
    _sum(counts, counted.points, alive, lambda one: one.points)
    _sum(counts, counted.members, alive, lambda one: one.members)
    _equipment(counts, alive)
    return counts


def _equipment(counts: Counts, alive: Sequence[Member]) -> None:
    said = spoken()
    for code, one in said.equipment.items():
        asked = [
            member
            for member in alive
            if member.group.kind in said.kinds and code in said.kinds[member.group.kind].equipment
        ]
        _sum(counts, one.fills, asked, partial(_equipped, code))


def _equipped(code: str, member: Member) -> int | None:
    return member.equipment.get(code)


def _sum(
    counts: Counts,
    name: str | None,
    members: Sequence[Member],
    size: Callable[[Member], int | None],
) -> None:
    """Add up what every group states; one that states nothing leaves the sum unknown."""
    if name is None:
        return
    sizes = [(one.group.pk, size(one)) for one in members]
    lacking = sum(value is None for _, value in sizes)
    if lacking:
        counts.gaps[name] = lacking
        return
    known = [(pk, value) for pk, value in sizes if value]
    counts.values[name] = Count(sum(value for _, value in known), tuple(pk for pk, _ in known))


def _acknowledged(members: Sequence[Member], period: Period, day: date) -> set[int]:
    rows = Acknowledgement.objects.filter(
        group_id__in=[one.group.pk for one in members],
        on__gte=period.first,
        on__lte=day,
        withdrawn_at__isnull=True,
    )
    return set(rows.values_list("group_id", flat=True))


def _within(day: date | None, period: Period) -> bool:
    return day is not None and period.first <= day <= period.last
