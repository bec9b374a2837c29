"""`keng verify`: is every row what Keng wrote?"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from keng.kernel.problems import Problem
from keng.ops.main import add_place, start_django

ROOMS = (
    "keng.db.integrity",
    "keng.journal.queries",
    "keng.orgunits.queries",
    "keng.access.queries",
    "keng.packs.queries",
    "keng.reporting.queries",
    "keng.consolidation.queries",
    "keng.publishing.queries",
)
"""Where the problems of each room are asked for, as `problems()`."""


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
    """Print all problems; exit 0 if there is none, else 1."""
    start_django(arguments)
    found = sorted(set(_unfinished() or _problems(arguments.seal_file)))
    if arguments.format == "json":
        report = {"ok": not found, "problems": [asdict(problem) for problem in found]}
        print(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        for problem in found:
            print(f"{problem.table} {problem.id}: {problem.what}")
        print(f"{len(found)} vấn đề." if found else "Dữ liệu nguyên vẹn: không có vấn đề nào.")
    return 1 if found else 0


def _problems(seal_files: list[Path]) -> Iterator[Problem]:
    for room in ROOMS:
        _progress(room)
        yield from _problems_of(room)
    for path in seal_files:
        _progress(str(path))
        yield from _problems_against(path)


def _problems_of(room: str) -> Iterator[Problem]:
    """A row written by hand can have any shape; what stops one room must not hide the others."""
    from django.db import DatabaseError

    try:
        yield from import_module(room).problems()
    except (TypeError, ValueError, LookupError, AttributeError, DatabaseError) as error:
        what = f"không kiểm tra hết được, một dòng không đọc nổi: {error!r}"
        yield Problem(room, "-", what)


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
