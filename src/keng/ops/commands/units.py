"""`keng units`: load the country, look a unit up, see the tree of a day, ask what became of it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from keng.ops.main import add_place, start_django
from keng.ops.units_changing import Changes

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def register(subparsers: Subparsers) -> None:
    """Add the command and its parts."""
    units = subparsers.add_parser("units", help="units in time: load, show, tree, succession")
    parts = units.add_subparsers(title="parts", metavar="PART", required=True)
    _add(parts, "load", "load provinces, districts and communes of 2023, mid-2025, 1/7/2025", load)
    show = _add(parts, "show", "one unit: names, parents, managers, origins, changes", show_unit)
    show.add_argument("unit", help="key or name path: 'xã Quang Khải, huyện Tứ Kỳ'")
    tree = _add(parts, "tree", "the tree of a day, for example --on 2025-06-30", show_tree)
    tree.add_argument("unit", nargs="?", help="only what stands below this unit")
    tree.add_argument("--depth", type=int, default=1, help="levels to go down; 0: all (default: 1)")
    became = _add(parts, "succession", "what became of a unit, and what it came from", succession)
    became.add_argument("unit", help="key or name path")
    for command in (show, tree, became):
        _add_day(command, "the day that names and the map are taken from (default: today)")
    _add(parts, "open", "what no source tells and a person must settle", unsettled)
    _register_writing(parts)
    Changes(partial(_add, parts), _tell).register()


def _register_writing(parts: Subparsers) -> None:
    sheet = _add(parts, "import", "villages, agencies, schools and bodies from a sheet", bring_in)
    sheet.add_argument("file", type=Path, metavar="FILE.xlsx", help=".xlsx or .csv")
    sheet.add_argument("--dry-run", action="store_true", help="check every row and save nothing")
    blank = _add(parts, "template", "write an empty sheet for `keng units import`", template)
    blank.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.xlsx")
    day = _add(
        parts, "correct-day", "set the true day of a change known only by a day", correct_day
    )
    day.add_argument("units", nargs="+", metavar="UNIT", help="key or name path")
    undone = _add(parts, "undo", "take a wrong change back", undo)
    undone.add_argument("change", type=int, help="its number, from `keng units show`")
    for command in (sheet, day, undone):
        command.add_argument("--basis", required=True, help="the act that orders it, as cited")
    _add_day(sheet, "the day from which the units exist", required=True)
    _add_day(day, "the true day", required=True)


def load(arguments: argparse.Namespace) -> int:
    """Load the units that ship with Keng; loading again changes nothing."""
    start_django(arguments)
    from keng.ops.session import actor_of, now
    from keng.orgunits.actions import load_seed

    made = load_seed(actor=actor_of(arguments), at=now())
    _tell(arguments, vars(made), lambda: [_loaded(made.units, made.successions)])
    return 0


def show_unit(arguments: argparse.Namespace) -> int:
    """Everything that is known of one unit."""
    start_django(arguments)
    from keng.ops.units_told import unit_as_json, unit_as_lines
    from keng.orgunits.queries import unit_named_ever

    on = _day(arguments)
    view = unit_named_ever(arguments.unit, on=on)
    _tell(arguments, unit_as_json(view.id, on=on), lambda: unit_as_lines(view.id, on=on))
    return 0


def show_tree(arguments: argparse.Namespace) -> int:
    """The tree below a unit, or of the whole country, on a day."""
    start_django(arguments)
    from keng.ops.units_told import tree_as_json, tree_as_lines
    from keng.orgunits.queries import nation, unit_named

    on = _day(arguments)
    top = unit_named(arguments.unit, on=on) if arguments.unit else nation(on)
    depth = arguments.depth or None
    told = {"on": on.isoformat(), **tree_as_json(top.id, on=on, depth=depth)}
    _tell(arguments, told, lambda: tree_as_lines(top.id, on=on, depth=depth))
    return 0


def succession(arguments: argparse.Namespace) -> int:
    """What became of a unit and what it came from; also of a unit of another day."""
    start_django(arguments)
    from keng.ops.units_told import succession_as_json, succession_as_lines
    from keng.orgunits.queries import unit_named_ever

    on = _day(arguments)
    view = unit_named_ever(arguments.unit, on=on)
    _tell(
        arguments,
        succession_as_json(view.id, on=on),
        lambda: succession_as_lines(view.id, on=on),
    )
    return 0


def unsettled(arguments: argparse.Namespace) -> int:
    """Units whose fate, origin or manager nobody has recorded; 1 if there are any."""
    start_django(arguments)
    from keng.ops.units_told import open_as_json, open_as_lines

    told = open_as_json(on=_day(arguments))
    _tell(arguments, told, lambda: open_as_lines(on=_day(arguments)))
    return 1 if any(told.values()) else 0


def bring_in(arguments: argparse.Namespace) -> int:
    """Import local units from a sheet: all of it, or nothing and every problem by its cell."""
    if not arguments.file.is_file():
        print(f"keng units import: {arguments.file}: no such file", file=sys.stderr)
        return 2
    start_django(arguments)
    from keng.intake.units_sheet import read_rows
    from keng.ops.session import actor_of, now
    from keng.orgunits.actions import BadRows, check_local_units, import_local_units

    try:
        rows, unread = read_rows(arguments.file.read_bytes(), arguments.file.name)
        if arguments.dry_run or unread:
            created, unchanged = check_local_units(rows, on=arguments.on, unread=unread)
        else:
            outcome = import_local_units(
                rows,
                on=arguments.on,
                basis=arguments.basis,
                actor=actor_of(arguments),
                at=now(),
            )
            created, unchanged = len(outcome.created), outcome.unchanged
    except BadRows as refusal:
        _tell_problems(arguments, refusal)
        return 1
    saved = 0 if arguments.dry_run else created
    told = {"created": saved, "would_create": created, "unchanged": unchanged, "problems": []}
    verb = "sẽ tạo" if arguments.dry_run else "đã tạo"
    _tell(arguments, told, lambda: [f"{verb} {created} đơn vị; {unchanged} đơn vị đã có sẵn."])
    return 0


def template(arguments: argparse.Namespace) -> int:
    """Write the empty sheet that `import` reads."""
    from keng.intake.units_sheet import empty_sheet

    arguments.output.write_bytes(empty_sheet())
    _tell(arguments, {"file": str(arguments.output)}, lambda: [f"Đã ghi {arguments.output}"])
    return 0


def correct_day(arguments: argparse.Namespace) -> int:
    """Give a change that is only known by a day its true day."""
    start_django(arguments)
    from keng.ops.session import actor_of, now
    from keng.orgunits import actions
    from keng.orgunits.queries import unit_named_ever

    units = [unit_named_ever(text, on=_today()).id for text in arguments.units]
    change = actions.correct_day(
        units, on=arguments.on, basis=arguments.basis, actor=actor_of(arguments), at=now()
    )
    told = {"change": change.pk, "units": len(change.facts["units"])}
    _tell(
        arguments,
        told,
        lambda: [f"Đã đính chính ngày của {told['units']} đơn vị (thay đổi số {change.pk})."],
    )
    return 0


def undo(arguments: argparse.Namespace) -> int:
    """Take a wrong change back; its rows go to the archive."""
    start_django(arguments)
    from keng.ops.session import actor_of, now
    from keng.orgunits import actions

    change = actions.undo(
        arguments.change, basis=arguments.basis, actor=actor_of(arguments), at=now()
    )
    _tell(
        arguments,
        {"change": change.pk, "undoes": arguments.change},
        lambda: [f"Đã hoàn tác thay đổi số {arguments.change} (thay đổi số {change.pk})."],
    )
    return 0


def _add(
    parts: Subparsers, name: str, help_text: str, run: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    command = parts.add_parser(name, help=help_text)
    command.add_argument("--format", choices=("text", "json"), default="text")
    add_place(command)
    command.set_defaults(run=run)
    return command


def _add_day(command: argparse.ArgumentParser, meaning: str, *, required: bool = False) -> None:
    command.add_argument(
        "--on", type=date.fromisoformat, metavar="YYYY-MM-DD", help=meaning, required=required
    )


def _day(arguments: argparse.Namespace) -> date:
    return getattr(arguments, "on", None) or _today()


def _today() -> date:
    from keng.kernel.moments import local_day
    from keng.ops.session import now

    return local_day(now())


def _tell(arguments: argparse.Namespace, told: object, lines: Callable[[], list[str]]) -> None:
    if arguments.format == "json":
        print(json.dumps(told, ensure_ascii=False))
    else:
        print("\n".join(lines()))


def _tell_problems(arguments: argparse.Namespace, refusal: object) -> None:
    from keng.orgunits.actions import BadRows

    if not isinstance(refusal, BadRows):
        raise TypeError
    if arguments.format == "json":
        problems = [{"file": str(arguments.file), **vars(one)} for one in refusal.problems]
        print(json.dumps({"created": 0, "problems": problems}, ensure_ascii=False))
        return
    for one in refusal.problems:
        print(f"{arguments.file}!{one}", file=sys.stderr)
    print(f"Chưa lưu gì: {len(refusal.problems)} ô cần sửa.", file=sys.stderr)


def _loaded(units: int, successions: int) -> str:
    if not units:
        return "Đơn vị hành chính đã được nạp trước đó; không có gì thay đổi."
    return f"Đã nạp {units} đơn vị hành chính và {successions} bước kế thừa."
