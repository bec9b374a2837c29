"""`keng export-all`: everything that a unit or the office has, in open formats."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from keng.ops.main import add_place, start_django
from keng.ops.naming import unit_at
from keng.ops.session import actor_of, now


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    command = subparsers.add_parser(
        "export-all",
        help="write all data of a unit or of the whole office as CSV, JSON, xlsx and files",
        description="Write one zip: every table as CSV and as lines of JSON, the figures as xlsx, "
        "the files, what each column means, what does not go along and why, and the SHA-256 of "
        "every part. Without --unit the whole office, which is the operator's business.",
    )
    command.add_argument("--unit", help="key or name path of the unit (default: the whole office)")
    command.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE.zip", help="a new file"
    )
    add_place(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write it and write down that it was taken; 1 when refused."""
    start_django(arguments)
    from keng.kernel.moments import local_day
    from keng.takeaway.actions import record_taking, require_taking
    from keng.takeaway.making import make

    actor, at = actor_of(arguments), now()
    unit = unit_at(arguments.unit, on=local_day(at)) if arguments.unit else None
    unit_id = unit.id if unit else None
    require_taking(unit_id, actor=actor, at=at)
    made = make(arguments.output.resolve(), unit_id=unit_id, at=at, tell=_progress)
    record_taking(made, unit_id, actor=actor, at=now())
    contents = made.contents
    print(f"Đã ghi {made.place} (sha256 {made.sha256}).")
    print(f"Có: {contents.rows} dòng của {len(contents.tables)} bảng, {contents.files} tệp.")
    for one in contents.left_out:
        column = f".{one.column}" if one.column else ""
        print(f"Không mang theo: {one.what}{column}: {one.count} ({one.vi}).")
    return 0


def _progress(what: str) -> None:
    if sys.stderr.isatty():
        print(f"… {what}", file=sys.stderr)
