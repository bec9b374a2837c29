"""The register as a list: filtered, counted by standing, page by page, by few queries.

`standing.py` says what alive and on paper mean; here the same is said in SQL over the days that a
group repeats, and a test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, overload

from django.db.models import Count, Q, QuerySet

from keng.initiatives.models import Group
from keng.initiatives.queries.counting import has_dossier
from keng.initiatives.queries.mergers import is_left_to
from keng.initiatives.queries.rules import Rules
from keng.initiatives.standing import (
    Life,
    Reason,
    Rule,
    Standing,
    months_before,
    reasons,
    standing,
)
from keng.kernel.actors import Actor
from keng.kernel.vietnamese import fold
from keng.orgunits.queries import descendants, views


@dataclass(frozen=True)
class Wanted:
    """Which groups are looked for; empty means all that the reader may see."""

    text: str = ""
    kind: str = ""
    unit_id: int | None = None
    standing: Standing | None = None


@dataclass(frozen=True)
class Row:
    """One group in a list."""

    id: int
    name: str
    kind: str
    unit_id: int
    unit_name: str
    standing: Standing
    reasons: tuple[Reason, ...]
    last_activity_on: date | None
    points: int
    members: int | None
    illustrative: bool


class Register(Sequence[Row]):
    """The groups that answer to what is wanted; only the rows that are looked at are read."""

    def __init__(self, actor: Actor, wanted: Wanted, *, on: date) -> None:
        self._on = on
        self._rules = Rules(on)
        self._wanted = wanted
        scope = _scope(actor, wanted.unit_id, on=on)
        self._conditions = Conditions(self._rules, scope, on)
        rows = Group.objects.all() if scope is None else Group.objects.filter(unit_id__in=scope)
        if wanted.kind:
            rows = rows.filter(kind=wanted.kind)
        if wanted.text:
            rows = rows.filter(folded__contains=fold(wanted.text))
        self._rows = rows

    @cached_property
    def totals(self) -> dict[Standing, int]:
        """How many there are of each standing, whichever of them is wanted; one query."""
        counted = {one.value: Count("pk", filter=self._conditions.of(one)) for one in Standing}
        found: dict[str, Any] = self._rows.aggregate(**counted)
        return {one: found[one.value] for one in Standing}

    def __len__(self) -> int:
        totals = self.totals
        if self._wanted.standing is not None:
            return totals[self._wanted.standing]
        return sum(totals.values())

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        if isinstance(index, int):
            return self[index : index + 1][0]
        # The rows before a late page are passed over by id; only those of the page are read.
        ids = self._chosen().values("pk")[index]
        return self._named(list(_by_name(Group.objects.filter(pk__in=ids))))

    def rows_with_groups(self) -> Iterator[tuple[Row, Group]]:
        """Every group that is wanted beside its row, for an export; one query."""
        found = list(self._chosen())
        yield from zip(self._named(found), found, strict=True)

    def _chosen(self) -> QuerySet[Group]:
        rows = self._rows
        if self._wanted.standing is not None:
            rows = rows.filter(self._conditions.of(self._wanted.standing))
        return _by_name(rows)

    def _named(self, found: Sequence[Group]) -> list[Row]:
        names = views({group.unit_id for group in found}, on=self._on)
        return [self._row(group, names[group.unit_id].full_name) for group in found]

    def _row(self, group: Group, unit_name: str) -> Row:
        life, rule = life_today(group), self._rules.of(group.unit_id)
        return Row(
            group.pk,
            group.name,
            group.kind,
            group.unit_id,
            unit_name,
            standing(life, rule, self._on),
            reasons(life, rule, self._on),
            group.last_activity_on,
            group.points,
            group.members,
            group.illustrative,
        )


class Conditions:
    """What `standing.standing` says, as conditions on rows; `scope` None is every unit."""

    def __init__(self, rules: Rules, scope: Collection[int] | None, on: date) -> None:
        self._on = on
        self._parted = _parted(rules, scope)

    def of(self, wanted: Standing) -> Q:
        """The groups that stand so on the day."""
        gone = Q(dissolved_on__isnull=False, dissolved_on__lte=self._on)
        if wanted is Standing.DISSOLVED:
            return gone
        if wanted is Standing.UNDECIDED:
            return ~gone & self._where(lambda rule: _never() if rule.is_known else _always())
        if wanted is Standing.ON_PAPER:
            return ~gone & self._where(lambda rule: self._short(rule, tuple(Reason)))
        return ~gone & self._where(
            lambda rule: ~self._short(rule, tuple(Reason)) if rule.is_known else _never()
        )

    def because(self, reason: Reason) -> Q:
        """The groups on paper for this reason, among others perhaps."""
        gone = Q(dissolved_on__isnull=False, dissolved_on__lte=self._on)
        return ~gone & self._where(lambda rule: self._short(rule, (reason,)))

    def _where(self, condition: Any) -> Q:
        found = _never()
        for rule, units in self._parted.items():
            here = condition(rule)
            found |= here if units is None else Q(unit_id__in=units) & here
        return found

    def _short(self, rule: Rule, wanted: Sequence[Reason]) -> Q:
        found = _never()
        if Reason.NO_DOSSIER in wanted and rule.needs_dossier:
            found |= Q(paper_number="", paper_text="")
        if Reason.SILENT in wanted:
            found |= self._over("last_activity_on", rule.activity_months)
        if Reason.UNREVIEWED in wanted:
            found |= self._over("last_review_on", rule.review_months)
        return found

    def _over(self, name: str, months: int | None) -> Q:
        if months is None:
            return _never()
        edge = months_before(self._on, months)
        founded = Q(**{f"{name}__isnull": True}) & (
            Q(founded_on__isnull=True) | Q(founded_on__lt=edge)
        )
        return Q(**{f"{name}__lt": edge}) | founded


def register_for(actor: Actor, wanted: Wanted, *, on: date) -> Register:
    """The groups that the actor may see and that are looked for, by name."""
    return Register(actor, wanted, on=on)


def life_today(group: Group) -> Life:
    """What is known of a group today, by the days that it repeats."""
    return Life(
        group.founded_on,
        has_dossier(group),
        group.last_activity_on,
        group.last_review_on,
        group.dissolved_on,
    )


def _scope(actor: Actor, unit_id: int | None, *, on: date) -> frozenset[int] | None:
    """The units whose groups are listed; None for all."""
    reach = actor.reach("view", on=on)
    if unit_id is None:
        return reach
    wanted = frozenset({unit_id}) | descendants(unit_id, on=on)
    if reach is None:
        return wanted
    if is_left_to(actor, unit_id, on=on):
        return (wanted & reach) | {unit_id}
    return wanted & reach


def _parted(rules: Rules, scope: Collection[int] | None) -> Mapping[Rule, frozenset[int] | None]:
    """The rules of the units listed, each with its units; None where one rule is for all."""
    if not rules.answered:
        return {rules.general: None}
    if scope is None:
        scope = set(Group.objects.order_by().values_list("unit_id", flat=True).distinct())
    parted = rules.by_rule(scope)
    return {next(iter(parted)): None} if len(parted) == 1 else dict(parted)


def _by_name(rows: QuerySet[Group]) -> QuerySet[Group]:
    return rows.order_by("folded", "pk")


def _never() -> Q:
    return Q(pk__in=[])


def _always() -> Q:
    return ~Q(pk__in=[])
