"""`keng decide --dry-run`: the list that a decision would hold, and why others are not on it."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from typing import TYPE_CHECKING

from keng.kernel.moments import local_day
from keng.ops.main import add_place, start_django
from keng.ops.naming import unit_at
from keng.ops.session import actor_of, now

if TYPE_CHECKING:
    from keng.criteria.queries import Rehearsal


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    command = subparsers.add_parser(
        "decide",
        help="show the list that a decision would hold",
        description="The list that a decision of a unit would hold, and why each other unit is "
        "not on it. Deciding itself is done by a person on the screen.",
    )
    command.add_argument("--set", required=True, dest="set_name", metavar="NAME")
    command.add_argument("--year", required=True, type=int)
    command.add_argument("--unit", required=True, help="key or name path of the deciding unit")
    command.add_argument("--dry-run", action="store_true", help="print only; always needed")
    command.add_argument("--format", choices=("text", "json"), default="text")
    add_place(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the list; 1 for a refusal, 2 without --dry-run."""
    if not arguments.dry_run:
        print(
            "keng: quyết định do người có thẩm quyền làm trên màn hình; lệnh này chỉ xem trước, "
            "hãy thêm --dry-run.\n      a decision is made by a person on the screen; add "
            "--dry-run to see its list.",
            file=sys.stderr,
        )
        return 2
    start_django(arguments)
    from keng.criteria.queries import rehearsed

    unit = unit_at(arguments.unit, on=min(date(arguments.year, 12, 31), local_day(now())))
    found = rehearsed(
        arguments.set_name, arguments.year, unit.id, actor=actor_of(arguments), at=now()
    )
    if arguments.format == "json":
        print(json.dumps(_document(found, arguments), ensure_ascii=False, indent=1))
    else:
        print("\n".join(_lines(found, arguments)))
    return 0


def _document(found: Rehearsal, arguments: argparse.Namespace) -> dict[str, object]:
    return {
        "set": arguments.set_name,
        "year": arguments.year,
        "unit": found.decider,
        "list": [
            {
                "unit": one.entry.name,
                "result": "recognised",
                "class": one.in_class,
                "score": None if one.conclusion.score is None else f"{one.conclusion.score:f}",
                "years": one.years,
            }
            for one in found.on_the_list
        ],
        "not_on_list": [
            {"unit": one.unit, "code": one.code, "why": one.why.vi} for one in found.off_the_list
        ],
    }


def _lines(found: Rehearsal, arguments: argparse.Namespace) -> list[str]:
    head = f"{found.decider}, bộ {arguments.set_name}, năm {arguments.year} (xem trước)"
    told = [head, f"Được công nhận: {len(found.on_the_list)}"]
    for number, one in enumerate(found.on_the_list, 1):
        named = f", loại {one.in_class}" if one.in_class else ""
        told.append(f"  {number}. {one.entry.name}{named}, {one.years} năm liên tục")
    told.append(f"Không có trong danh sách: {len(found.off_the_list)}")
    told += [f"  - {one.unit}: {one.why.vi}" for one in found.off_the_list]
    return told
