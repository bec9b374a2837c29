"""The parts of `keng units` that change the map, from creating a village to splitting a commune."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from keng.ops.main import start_django

if TYPE_CHECKING:
    from keng.orgunits.actions import Naming

Adder = Callable[[str, str, Callable[[argparse.Namespace], int]], argparse.ArgumentParser]
Teller = Callable[[argparse.Namespace, object, Callable[[], list[str]]], None]


class Changes:
    """Registers and runs the parts; how a part is added and told is the command's."""

    def __init__(self, add: Adder, tell: Teller) -> None:
        self._add, self._tell = add, tell

    def register(self) -> None:
        """Add every part with its arguments."""
        create = self._add(
            "create", "make a village, agency, enterprise, school or body", self.create
        )
        create.add_argument("name", help="'thôn Ô Mễ'; for other levels only the name, with --kind")
        create.add_argument("--under", required=True, metavar="UNIT", help="the parent")
        create.add_argument("--kind", help="code of the kind, such as thcs, co_quan, cong_an")
        create.add_argument("--manager", metavar="UNIT", help="who manages it, if not the parent")
        rename = self._add("rename", "another name or kind for the same territory", self.rename)
        rename.add_argument("unit")
        rename.add_argument("--to", required=True, help="'phường Tứ Kỳ'")
        rename.add_argument("--code", default="", help="official code from that day on")
        name = self._add("correct-name", "put a name or code right", self.correct_name)
        name.add_argument("unit")
        name.add_argument("--to", required=True, help="'xã Tứ Kỳ', as it ought to stand")
        name.add_argument("--code", help="the right code (default: the one on record)")
        move = self._add("move", "put a unit under another parent", self.move)
        move.add_argument("unit")
        move.add_argument("--under", required=True, metavar="UNIT")
        manage = self._add("manage", "hand over the management of a unit", self.manage)
        manage.add_argument("unit")
        manage.add_argument("--by", metavar="UNIT", help="leave out to take the manager away")
        merge = self._add("merge", "merge whole units into a new one", self.merge)
        merge.add_argument("units", nargs="+", metavar="UNIT")
        merge.add_argument("--into", required=True, metavar="NAME", help="'xã Hòa Mỹ'")
        merge.add_argument(
            "--under", metavar="UNIT", help="its parent (default: that of the first)"
        )
        merge.add_argument("--code", default="", help="its official code")
        split = self._add("split", "cut a unit into new ones", self.split)
        split.add_argument("unit")
        split.add_argument(
            "--into",
            action="append",
            required=True,
            metavar="NAME=UNIT;UNIT",
            help="a new unit and what stood under the old one and goes to it; give twice or more",
        )
        end = self._add("dissolve", "end a unit that nobody succeeds", self.dissolve)
        end.add_argument("unit")
        for part in (create, rename, name, move, manage, merge, split, end):
            part.add_argument(
                "--on", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD", help="the day"
            )
            part.add_argument("--basis", required=True, help="the act that orders it, as cited")

    def create(self, given: argparse.Namespace) -> int:
        """Make one local unit."""
        start_django(given)
        from keng.orgunits import actions

        new = actions.NewUnit(
            _local_naming(given.name, given.kind),
            _unit(given.under, given.on),
            _unit(given.manager, given.on) if given.manager else None,
        )
        return self._done(given, [actions.create_unit(new, **_act(given)).pk])

    def rename(self, given: argparse.Namespace) -> int:
        """Give a unit another name."""
        start_django(given)
        from keng.orgunits import actions

        unit = _unit(given.unit, given.on)
        actions.rename(unit, _naming_like(unit, given.to, given.code, given.on), **_act(given))
        return self._done(given, [unit])

    def correct_name(self, given: argparse.Namespace) -> int:
        """Rewrite a name or code that was recorded wrongly, for as long as it stood."""
        start_django(given)
        from keng.orgunits import actions
        from keng.orgunits.queries import unit_view

        unit = _unit(given.unit, given.on)
        code = unit_view(unit, on=given.on).code if given.code is None else given.code
        actions.correct_name(unit, _naming_like(unit, given.to, code, given.on), **_act(given))
        return self._done(given, [unit])

    def move(self, given: argparse.Namespace) -> int:
        """Put a unit under another parent."""
        start_django(given)
        from keng.orgunits import actions

        unit = _unit(given.unit, given.on)
        actions.reparent(unit, _unit(given.under, given.on), **_act(given))
        return self._done(given, [unit])

    def manage(self, given: argparse.Namespace) -> int:
        """Hand over the management of a unit."""
        start_django(given)
        from keng.orgunits import actions

        unit = _unit(given.unit, given.on)
        manager = _unit(given.by, given.on) if given.by else None
        actions.hand_over(unit, manager, **_act(given))
        return self._done(given, [unit])

    def merge(self, given: argparse.Namespace) -> int:
        """Merge units that were in force the day before."""
        start_django(given)
        from keng.orgunits import actions

        units = [_unit(text, _eve(given)) for text in given.units]
        naming = _naming_like(units[0], given.into, given.code, _eve(given))
        parent = _unit(given.under, given.on) if given.under else _parent(units[0], _eve(given))
        made = actions.merge(units, actions.NewUnit(naming, parent), **_act(given))
        return self._done(given, [made.pk])

    def split(self, given: argparse.Namespace) -> int:
        """Cut a unit that was in force the day before."""
        start_django(given)
        from keng.orgunits import actions

        unit = _unit(given.unit, _eve(given))
        parent = _parent(unit, _eve(given))
        into = {}
        for text in given.into:
            name, _, below = text.partition("=")
            new = actions.NewUnit(_naming_like(unit, name, "", _eve(given)), parent)
            members = [part.strip() for part in below.split(";") if part.strip()]
            into[new] = [_below(member, unit, _eve(given)) for member in members]
        made = actions.split(unit, into, **_act(given))
        return self._done(given, [one.pk for one in made])

    def dissolve(self, given: argparse.Namespace) -> int:
        """End a unit."""
        start_django(given)
        from keng.orgunits import actions

        unit = _unit(given.unit, _eve(given))
        actions.dissolve(unit, **_act(given))
        return self._done(given, [unit])

    def _done(self, given: argparse.Namespace, units: list[int]) -> int:
        from keng.orgunits.queries import changes, path_of, unit_view

        change = changes(unit_id=units[0], limit=1)[0].id
        named = [
            {"key": unit_view(unit, on=given.on).key, "path": path_of(unit, on=given.on)}
            for unit in units
        ]
        self._tell(
            given,
            {"change": change, "units": named},
            lambda: [
                f"Đã ghi thay đổi số {change}:",
                *(f"  {one['path']} [{one['key']}]" for one in named),
            ],
        )
        return 0


def _act(given: argparse.Namespace) -> dict[str, Any]:
    from keng.ops.session import actor_of, now

    return {"on": given.on, "basis": given.basis, "actor": actor_of(given), "at": now()}


def _unit(text: str, on: date) -> int:
    from keng.orgunits.queries import unit_named

    return unit_named(text, on=on).id


def _below(text: str, unit: int, on: date) -> int:
    """A unit right under another, by its name alone or by its path."""
    from keng.orgunits.queries import children, path_of, units_named

    near = {view.id for view in children(unit, on=on)}
    meant = [view.id for view in units_named(text, on=on) if view.id in near]
    return meant[0] if len(meant) == 1 else _unit(f"{text}, {path_of(unit, on=on)}", on)


def _parent(unit: int, on: date) -> int:
    from keng.kernel.errors import NotFound
    from keng.orgunits.queries import path_of, unit_view

    parent = unit_view(unit, on=on).parent_id
    if parent is None:
        raise NotFound(
            f"{path_of(unit, on=on)} không có đơn vị cấp trên.",
            message_en="The unit has no parent.",
        )
    return parent


def _naming_like(unit: int, text: str, code: str, on: date) -> Naming:
    """The naming of a unit of the same level as another."""
    from keng.orgunits.actions import Naming
    from keng.orgunits.queries import unit_view
    from keng.orgunits.vocabulary import TERRITORIAL

    view = unit_view(unit, on=on)
    if view.level not in TERRITORIAL:
        return Naming(view.kind, text, code or view.code)
    return Naming(*_written(text, view.level), code)


def _local_naming(text: str, kind: str | None) -> Naming:
    from keng.orgunits.actions import Naming

    return Naming(kind, text) if kind else Naming(*_written(text, "village"))


def _written(text: str, level: str) -> tuple[str, str]:
    from keng.kernel.errors import BadInput
    from keng.orgunits.vocabulary import KINDS, written_naming

    found = written_naming(text, level)
    if found is None:
        words = ", ".join(kind.label for kind in KINDS.values() if kind.level == level)
        raise BadInput(
            f"“{text}” phải bắt đầu bằng loại đơn vị: {words}.",
            message_en=f'"{text}" must begin with the kind of the unit.',
        )
    return found


def _eve(given: argparse.Namespace) -> date:
    day: date = given.on
    return day - timedelta(days=1)
