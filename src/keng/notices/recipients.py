"""Whom a notice concerns, by the grants of the day: those at the unit, or those right above it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from keng.access.queries import Post, posts_at
from keng.access.roles import Role
from keng.orgunits.queries import day_map
from keng.reporting.queries import duty_holders

_UNITS_A_QUERY = 500


class People:
    """Who works at which unit on one day; asks for each unit once, many units in one question."""

    def __init__(self, on: date) -> None:
        self.on = on
        self._map = day_map(on)
        self._posts: dict[int, list[Post]] = {}
        self._holders: dict[int, tuple[int, ...]] = {}
        self._expected: set[int] = set()

    def expect(self, *unit_ids: int) -> None:
        """Say that these units and those above them will be asked for, to read them together."""
        for unit_id in unit_ids:
            above = self.superior(unit_id)
            self._expected.update(self.holders(unit_id), () if above is None else (above,))

    def _read(self, unit_ids: Iterable[int]) -> None:
        missing = sorted({*unit_ids, *self._expected} - self._posts.keys())
        self._expected.clear()
        for start in range(0, len(missing), _UNITS_A_QUERY):
            chunk = missing[start : start + _UNITS_A_QUERY]
            found = posts_at(chunk, on=self.on)
            self._posts.update({unit: found.get(unit, []) for unit in chunk})

    def holders(self, unit_id: int) -> tuple[int, ...]:
        """The unit itself, or those that took over the whole of a dissolved one."""
        if unit_id not in self._holders:
            here = unit_id in self._map.views
            self._holders[unit_id] = (unit_id,) if here else duty_holders(unit_id, on=self.on)
        return self._holders[unit_id]

    def at_work(self, unit_id: int) -> frozenset[int]:
        """Clerks and leaders of the unit: those who hand in for it."""
        return self._with(unit_id, {Role.CLERK, Role.LEADER})

    def doers(self, unit_id: int) -> frozenset[int]:
        """Clerks of the unit; its leaders where it has no clerk."""
        clerks = self._with(unit_id, {Role.CLERK})
        return clerks or self._with(unit_id, {Role.LEADER})

    def leaders(self, unit_id: int) -> frozenset[int]:
        """Who approves the papers of the unit."""
        return self._with(unit_id, {Role.LEADER})

    def officers(self, unit_ids: Collection[int | None]) -> frozenset[int]:
        """Officers at these units: those who take over what comes from below."""
        found = [self._with(unit, {Role.OFFICER}) for unit in unit_ids if unit is not None]
        return frozenset().union(*found)

    def writers(self, unit_id: int) -> frozenset[int]:
        """Who writes the papers of the unit: its clerks and officers."""
        return self._with(unit_id, {Role.CLERK, Role.OFFICER})

    def everyone(self, unit_id: int) -> frozenset[int]:
        """All who work on reports at the unit."""
        return self._with(unit_id, {Role.CLERK, Role.LEADER, Role.OFFICER})

    def superior(self, unit_id: int) -> int | None:
        """To whom the unit, or who answers for it, reports on the day."""
        holders = self.holders(unit_id)
        return self._map.superior(holders[0]) if holders else None

    def posts(self, unit_id: int, roles: Sequence[Role]) -> list[Post]:
        """Who has one of these roles at the unit, each person once, in the order of the roles."""
        self._with(unit_id, roles)
        found: dict[int, Post] = {}
        for role in roles:
            for holder in self.holders(unit_id):
                for post in self._posts[holder]:
                    if post.role == role:
                        found.setdefault(post.account_id, post)
        return list(found.values())

    def _with(self, unit_id: int, roles: Collection[Role]) -> frozenset[int]:
        here = self.holders(unit_id)
        if not self._posts.keys() >= set(here):
            self._read(here)
        return frozenset(
            post.account_id for holder in here for post in self._posts[holder] if post.role in roles
        )
