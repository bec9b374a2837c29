"""`keng verify`: is every row what Keng wrote?"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from keng.kernel.problems import Problem
from keng.ops.main import add_place, start_django
from keng.ops.session import actor_of, now

if TYPE_CHECKING:
    from keng.verifying.actions import Held


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    command = subparsers.add_parser(
        "verify",
        help="check every row against the journal, the journal against its seals, sums again",
    )
    add_place(command)
    command.add_argument("--format", choices=["text", "json"], default="text")
    command.add_argument(
        "--seal-file",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="a seal kept outside this machine (`keng seal -o FILE`); may be given several times",
    )
    command.set_defaults(run=verify)


def verify(arguments: argparse.Namespace) -> int:
    """Print all problems and write down that the whole was asked; exit 0 if there is none, else 1.

    A database that this version cannot read yet is not asked, and nothing is written down.
    """
    start_django(arguments)
    found = _unfinished() or _verified(arguments)
    if arguments.format == "json":
        report = {"ok": not found, "problems": [asdict(problem) for problem in found]}
        print(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        for problem in found:
            print(f"{problem.table} {problem.id}: {problem.what}")
        print(f"{len(found)} vấn đề." if found else "Dữ liệu nguyên vẹn: không có vấn đề nào.")
    return 1 if found else 0


def _verified(arguments: argparse.Namespace) -> list[Problem]:
    """Everything that does not hold in the rooms or against seals that were kept outside."""
    from keng.verifying.actions import held_now
    from keng.verifying.rooms import ROOMS, problems_in

    held = held_now(now())
    found: set[Problem] = set()
    for room in ROOMS:
        _progress(room)
        found.update(problems_in(room))
    for path in arguments.seal_file:
        _progress(str(path))
        found.update(_problems_against(path))
    _record(held, len(found), arguments)
    return sorted(found)


def _record(held: Held, problems: int, arguments: argparse.Namespace) -> None:
    """A database that cannot be written to is verified all the same; that it was is not kept."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    from keng.verifying.actions import record_check

    ended = now()
    try:
        record_check(
            held,
            problems,
            took=ended - held.at,
            actor=actor_of(arguments),
            at=ended,
            outside_seals=len(arguments.seal_file),
        )
    except (DatabaseError, ImproperlyConfigured) as error:
        print(f"keng: không ghi lại được lần kiểm tra này: {error}", file=sys.stderr)


def _problems_against(path: Path) -> list[Problem]:
    from keng.journal.queries import problems_against
    from keng.journal.seals import SealRecord
    from keng.kernel.errors import BadInput

    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(
            f"Không đọc được tệp dấu niêm {path}: {error}.",
            message_en=f"The seal file {path} cannot be read: {error}.",
            where=str(path),
        ) from error
    return problems_against(SealRecord.from_text(text))


def _unfinished() -> list[Problem]:
    """Tables that this version of Keng does not find: nothing can be verified before that."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    what = "cơ sở dữ liệu chưa được cập nhật cấu trúc; chạy `keng migrate` trước"
    return [Problem("django_migrations", f"{one.app_label}.{one.name}", what) for one, _ in plan]


def _progress(room: str) -> None:
    if sys.stderr.isatty():
        print(f"… {room}", file=sys.stderr)
