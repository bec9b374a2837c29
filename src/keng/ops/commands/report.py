"""`keng report`: the report of a unit as a Word file in the official layout."""

from __future__ import annotations

import argparse
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from keng.db.wholefiles import write_whole
from keng.ops.main import add_place, start_django
from keng.ops.naming import period_of, unit_at

if TYPE_CHECKING:
    from keng.kernel.actors import Actor
    from keng.publishing.heads import Head
    from keng.publishing.report import BuiltReport

_NEEDED = ("unit", "period", "outline")


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    command = subparsers.add_parser(
        "report",
        help="write a report as a Word file",
        description="Write the report of a unit for a period, or fill the figures of an earlier "
        "report anew (--refresh) and keep every word that people wrote in it.",
    )
    command.add_argument("--unit", help="key or name path of the unit")
    command.add_argument("--period", help="2024, 2024H1, 2024-01/2024-08, 2024@nd09 ...")
    command.add_argument("--outline", help="commune, consolidated or another outline of the pack")
    command.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.docx")
    command.add_argument("--pdf", action="store_true", help="a PDF beside it, by LibreOffice")
    command.add_argument(
        "--preview", action="store_true", help="count submitted figures too; marked DỰ THẢO"
    )
    command.add_argument(
        "--refresh", type=Path, metavar="OLD.docx", help="fill the figures of this report anew"
    )
    command.add_argument("--map", type=date.fromisoformat, metavar="DATE", help="tree of that day")
    command.add_argument(
        "--known-at", type=datetime.fromisoformat, metavar="MOMENT", help="as known at the moment"
    )
    _add_head(command)
    add_place(command)
    command.set_defaults(run=run)


def _add_head(command: argparse.ArgumentParser) -> None:
    head = command.add_argument_group("head and signature (default: the pack's; number left open)")
    head.add_argument("--profile", default="", help="issuing body of the pack, for example ubnd")
    head.add_argument("--number", type=int, help="number of the paper; goes with --date")
    head.add_argument(
        "--date", type=date.fromisoformat, help="day of issue, for example 2024-12-15"
    )
    head.add_argument("--place", default="", help="place of issue (default: name of the unit)")
    head.add_argument("--signer", default="", help="name of who signs")
    head.add_argument("--to", action="append", metavar="BODY", help="Kính gửi; may be repeated")
    head.add_argument("--no-to", action="store_true", help="leave Kính gửi out")


def run(arguments: argparse.Namespace) -> int:
    """Write the file; one that stands there already is replaced whole. 2: unit ... not given."""
    if not arguments.refresh and (lacking := [n for n in _NEEDED if not getattr(arguments, n)]):
        wanted = ", ".join(f"--{name}" for name in lacking)
        print(f"keng report: needs {wanted} (or --refresh OLD.docx)", file=sys.stderr)
        return 2
    start_django(arguments)
    from keng.ops.session import actor_of, now

    actor, at = actor_of(arguments), now()
    content = _content(arguments, actor, at)
    write_whole(arguments.output, content)
    return _pdf(arguments.output, content) if arguments.pdf else 0


def _content(arguments: argparse.Namespace, actor: Actor, at: datetime) -> bytes:
    from keng.publishing import report

    if arguments.refresh:
        found = report.refreshed(arguments.refresh.read_bytes(), actor=actor, at=at)
        print(f"{arguments.output}: {len(found.changed)} số liệu thay đổi.")
        for count, words in (
            (len(found.typed_over), "số liệu đã bị gõ đè bằng tay, nay điền lại"),
            (len(found.turned), "số liệu đổi chiều tăng/giảm (tô vàng): xem lại câu văn quanh đó"),
            (len(found.unknown), "số liệu không còn nguồn: giữ nguyên"),
        ):
            if count:
                print(f"  {count} {words}.", file=sys.stderr)
        return found.content
    built = _built(arguments, actor, at)
    print(f"{arguments.output}: {built.subject}; {len(built.fields)} số liệu.")
    _tell_what_is_missing(built)
    return built.content


def _built(arguments: argparse.Namespace, actor: Actor, at: datetime) -> BuiltReport:
    from keng.consolidation.shapes import Drafts
    from keng.publishing import report
    from keng.publishing.report import Setting

    period = period_of(arguments)
    unit = unit_at(arguments.unit, on=arguments.map or period.last)
    known_at = arguments.known_at
    setting = Setting(
        head=_head(arguments),
        drafts=Drafts.INCLUDED if arguments.preview else Drafts.EXCLUDED,
        map_on=arguments.map,
        known_at=known_at.astimezone() if known_at else None,
    )
    return report.build(unit.id, period, arguments.outline, actor=actor, at=at, setting=setting)


def _head(arguments: argparse.Namespace) -> Head:
    from keng.publishing.heads import Head

    to = tuple(arguments.to) if arguments.to else None
    return Head(
        profile=arguments.profile,
        number=arguments.number,
        day=arguments.date,
        place=arguments.place,
        signer=arguments.signer,
        addressees=() if arguments.no_to else to,
    )


def _tell_what_is_missing(built: BuiltReport) -> None:
    missing = built.consolidated.missing
    for gap in built.gaps:
        print(f"  {gap}", file=sys.stderr)
    for note in built.notes:
        print(f"  {note}", file=sys.stderr)
    if missing:
        names = ", ".join(dict.fromkeys(one.unit for one in missing))
        print(f"  Còn biểu chưa được tiếp nhận của: {names}.", file=sys.stderr)
    for mark in built.marks:
        print(f"  {mark}.", file=sys.stderr)


def _pdf(output: Path, content: bytes) -> int:
    from keng.publishing.pdf import to_pdf

    place = output.with_suffix(".pdf")
    write_whole(place, to_pdf(content))
    print(f"{place}")
    return 0
