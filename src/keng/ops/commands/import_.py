"""`keng import`: figures out of filled workbooks, everything or exactly what is right."""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from keng.ops.main import add_place, start_django

if TYPE_CHECKING:
    from datetime import datetime

    from keng.intake.reading import ByMap
    from keng.intake.workbooks import ImportOutcome, ImportPlan, ImportProblem
    from keng.kernel.actors import Actor


@dataclass(frozen=True)
class Imported:
    """What became of one file: cells saved, what was wrong, and how it is told as text."""

    saved: int
    problems: tuple[ImportProblem, ...]
    lines: tuple[str, ...]


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    command = subparsers.add_parser(
        "import",
        help="import figures from filled .xlsx forms, or from tables of other offices",
        description="Import figures from forms that `keng export` wrote, or with --map from the "
        ".xlsx and .docx tables of another office, read as was said once on the screens. Nothing "
        "of a file is saved unless all of it is right, or --partial is given. Each file is saved "
        "at once or not at all; importing it again changes nothing.",
    )
    command.add_argument("files", nargs="+", type=Path, metavar="FILE")
    command.add_argument(
        "--map", metavar="NAME", help="read the files as tables of another office, in this way"
    )
    command.add_argument("--period", help="with --map: the period that the tables are about")
    command.add_argument("--form", default="", help="with --map: the form of the way of reading")
    command.add_argument(
        "--unit",
        default="",
        metavar="UNIT",
        help="with --map: whose table it is, where it is of one unit",
    )
    command.add_argument("--dry-run", action="store_true", help="only say what would happen")
    command.add_argument("--partial", action="store_true", help="save what is right, list the rest")
    command.add_argument("--format", choices=("text", "json"), default="text")
    command.add_argument(
        "--jobs", type=_jobs, default=1, metavar="N", help="work on N files at the same time"
    )
    add_place(command)
    command.set_defaults(run=run)


def _jobs(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 64:
        raise argparse.ArgumentTypeError("a number from 1 to 64")
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    """Import each file in turn; 0 if nothing was wrong, 1 with problems, 2 without a file."""
    if (arguments.map is None) != (arguments.period is None):
        print("keng import: --map and --period go together", file=sys.stderr)
        return 2
    missing = [path for path in arguments.files if not path.is_file()]
    if missing:
        for path in missing:
            print(f"keng import: {path}: no such file", file=sys.stderr)
        return 2
    start_django(arguments)
    saved = 0
    problems: list[ImportProblem] = []
    for number, done in enumerate(_each(arguments), start=1):
        if len(arguments.files) > 1:
            place = f"[{number}/{len(arguments.files)}] {arguments.files[number - 1]}"
            print(place, file=sys.stderr, flush=True)
        saved += done.saved
        problems += done.problems
        if arguments.format == "text":
            print(*done.lines, sep="\n")
    if arguments.format == "json":
        told = {"saved": saved, "problems": [_as_json(one) for one in problems]}
        print(json.dumps(told, ensure_ascii=False))
    return 1 if problems else 0


def _each(arguments: argparse.Namespace) -> Iterator[Imported]:
    """What becomes of each file, in the order given; with --jobs in processes of their own."""
    from keng.ops.session import now

    work = partial(import_file, arguments=arguments, began=now())
    if arguments.jobs == 1 or len(arguments.files) == 1:
        yield from map(work, arguments.files)
        return
    with ProcessPoolExecutor(
        max_workers=min(arguments.jobs, len(arguments.files)),
        mp_context=multiprocessing.get_context("spawn"),  # no database connection is inherited
        initializer=start_django,
        initargs=(arguments,),
    ) as pool:
        yield from pool.map(work, arguments.files)


def import_file(path: Path, *, arguments: argparse.Namespace, began: datetime) -> Imported:
    """Read one file and, unless it is a dry run, save it; Django has been started.

    `began` is the moment since which the files of this command are brought in.
    """
    from keng.intake.reading import plan_of
    from keng.intake.workbooks import ImportOutcome, SavePolicy, save
    from keng.ops.session import actor_of, now

    actor, at = actor_of(arguments), now()
    plan = plan_of(path, _by_map(arguments, actor, began), actor=actor, at=at)
    if arguments.dry_run:
        outcome = ImportOutcome(0, plan.problems)
    else:
        policy = SavePolicy.WHAT_IS_RIGHT if arguments.partial else SavePolicy.ALL_OR_NOTHING
        outcome = save(plan, policy=policy, actor=actor, at=at)
    problems = tuple(replace(one, file=str(path)) for one in outcome.problems)
    lines = tuple(_lines(path, plan, outcome, arguments))
    return Imported(outcome.saved, problems, lines)


def _by_map(arguments: argparse.Namespace, actor: Actor, began: datetime) -> ByMap | None:
    """The way of reading that was named, with its period and unit; None for our own forms."""
    from keng.intake.queries import map_named
    from keng.intake.reading import ByMap
    from keng.kernel.moments import local_day
    from keng.ops.naming import period_of, unit_at

    if arguments.map is None:
        return None
    period = period_of(arguments)
    way = map_named(arguments.map, actor, form=arguments.form, on=local_day(began))
    unit = unit_at(arguments.unit, on=period.last).key if arguments.unit else ""
    return ByMap(way.version_id, period.code, unit, began)


def _as_json(one: ImportProblem) -> dict[str, str]:
    return {
        "file": one.file,
        "sheet": one.sheet,
        "cell": one.cell,
        "code": one.code,
        "message": one.message,
    }


def holds_personal(problems: Sequence[ImportProblem]) -> bool:
    """Whether a note of the file is held back because of personal data in it."""
    from keng.intake.workbooks import PERSONAL_NOTE

    return any(one.code == PERSONAL_NOTE for one in problems)


def _lines(
    path: Path, plan: ImportPlan, outcome: ImportOutcome, arguments: argparse.Namespace
) -> Iterator[str]:
    for one in outcome.problems:
        yield str(replace(one, file=str(path)))
    for one in plan.remarks:
        yield str(replace(one, file=str(path)))
    for place in plan.left_blank:
        yield f"{path}!{place.sheet}!{place.cell}: ô để trống: số đã có trên hệ thống giữ nguyên"
    for submission in plan.submissions:
        for warning in submission.warnings:
            yield f"{path}: {submission.unit_name}: cảnh báo: {warning.message} {warning.fix}"
    if holds_personal(outcome.problems):
        yield (
            f"{path}: ghi chú có dữ liệu cá nhân: thêm --take-out-personal-data để bỏ ra, hoặc "
            "--keep-personal-data LÝ DO để giữ lại."
        )
    yield f"{path}: {_summary(plan, outcome, arguments)}"


def _summary(plan: ImportPlan, outcome: ImportOutcome, arguments: argparse.Namespace) -> str:
    wrong = f", {len(outcome.problems)} lỗi" if outcome.problems else ""
    kept = f", {plan.unchanged} ô không đổi" if plan.unchanged else ""
    if arguments.dry_run:
        return f"chạy thử, chưa lưu gì: {len(plan.changes)} ô sẽ được lưu{kept}{wrong}."
    if outcome.problems and not arguments.partial:
        return (
            f"chưa lưu gì{wrong}. Sửa tệp rồi nhập lại, hoặc thêm --partial để lưu "
            f"{len(plan.changes)} ô đúng."
        )
    return f"đã lưu {outcome.saved} ô{kept}{wrong}."
