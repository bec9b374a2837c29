"""Whose figures a row, column, sheet or file holds: names looked for first below the office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from keng.intake.foreign.grids import plain
from keng.orgunits.queries import UnitView, descendants, managed_by, path_of, units_named
from keng.packs.schema import Form


@dataclass(frozen=True)
class Named:
    """What is known of a name: the key of its unit, or the paths of several; neither: nobody's."""

    key: str = ""
    several: tuple[str, ...] = ()

    @property
    def is_somebody(self) -> bool:
        """Whether at least one unit bears the name."""
        return bool(self.key or self.several)


class Names:
    """The names of units as an office writes them, on one day.

    The units below the office that fill in the form come first: an office writes "Quang Khải" and
    means its own commune, although the country has more of that name. What the person has said
    about a name when the map was made goes before everything.
    """

    def __init__(self, office_id: int, form: Form, on: date, said: Mapping[str, str]) -> None:
        below = descendants(office_id, on=on)
        managed = (unit.id for unit in managed_by(office_id, on=on))
        self._scope = {office_id, *below, *managed}
        self._form, self._on, self._said = form, on, said
        self._known: dict[str, Named] = {}

    def meaning(self, name: str) -> Named:
        """The unit that is meant, asked once for each name."""
        if name not in self._known:
            self._known[name] = self._find(name)
        return self._known[name]

    def _find(self, name: str) -> Named:
        if said := self._said.get(plain(name)):
            return Named(said)
        found = units_named(name, on=self._on)
        asked = [unit for unit in found if unit.id in self._scope and self._is_asked(unit)]
        if len(asked) == 1:
            return Named(asked[0].key)
        if len(found) == 1:
            return Named(found[0].key)
        return Named(several=tuple(path_of(unit.id, on=self._on) for unit in found))

    def _is_asked(self, unit: UnitView) -> bool:
        kinds = self._form.unit_kinds
        return unit.level in self._form.unit_levels and (not kinds or unit.kind in kinds)
