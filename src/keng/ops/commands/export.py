"""`keng export`: forms as workbooks to be filled in offline, or printed as Word and PDF."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from keng.db.wholefiles import write_whole
from keng.kernel.errors import BadInput, NotFound
from keng.ops.main import add_place, start_django
from keng.ops.naming import period_of, unit_at

if TYPE_CHECKING:
    from datetime import datetime

    from keng.kernel.actors import Actor
    from keng.kernel.periods import Period
    from keng.orgunits.queries import UnitView


_ENDINGS = frozenset({".docx", ".pdf", ".xlsx"})


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    command = subparsers.add_parser(
        "export",
        help="write forms as .xlsx to fill in offline, or print them as Word or PDF",
        description="Write the forms of a unit for a period as one workbook, with the figures that "
        "stand in them now; or print each as the official form (--format docx, pdf). A submission "
        "that does not exist yet is opened.",
    )
    command.add_argument("--unit", required=True, help="key or name path of the unit")
    command.add_argument("--period", required=True, help="2024, 2024Q3, 2024-08, 2024@nd09 ...")
    command.add_argument("--form", help="code of the form (default: all that the unit has)")
    command.add_argument(
        "--below", action="store_true", help="the forms of the units below, not of the unit itself"
    )
    command.add_argument(
        "--layout",
        choices=("sheets", "table"),
        default="sheets",
        help="xlsx: a sheet for each unit, or one table with a row for each unit",
    )
    command.add_argument(
        "--format",
        choices=("xlsx", "docx", "pdf"),
        default="xlsx",
        help="xlsx to fill in; docx, or pdf by LibreOffice, to print and sign",
    )
    command.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        metavar="PLACE",
        help="the file; for several printed forms the folder that takes one file for each",
    )
    add_place(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the forms; a file that stands there already is replaced whole."""
    start_django(arguments)
    from keng.ops.session import actor_of, now

    period = period_of(arguments)
    unit = unit_at(arguments.unit, on=period.last)
    actor, at = actor_of(arguments), now()
    chosen = list(_chosen(unit, period, arguments, actor=actor, at=at))
    if not chosen:
        raise _nothing(unit, period)
    if arguments.format == "xlsx":
        _fill_in(chosen, arguments, actor=actor, at=at)
    else:
        _print_out(chosen, arguments, actor=actor, at=at)
    print(f"{arguments.output}: {len(chosen)} biểu, {period.label('vi')}.")
    return 0


def _fill_in(
    chosen: list[int], arguments: argparse.Namespace, *, actor: Actor, at: datetime
) -> None:
    from keng.intake.workbooks import Layout, template

    content = template(chosen, actor=actor, at=at, layout=Layout(arguments.layout))
    write_whole(arguments.output, content)


def _print_out(
    chosen: list[int], arguments: argparse.Namespace, *, actor: Actor, at: datetime
) -> None:
    """One form goes to the file that is named, several into the folder that is named."""
    from keng.publishing.pdf import to_pdf
    from keng.publishing.printed_form import print_form

    output: Path = arguments.output
    is_folder = output.is_dir() or len(chosen) > 1
    if is_folder and (output.is_file() or output.suffix.lower() in _ENDINGS):
        raise _several(len(chosen), output)
    for submission_id in chosen:
        printed = print_form(submission_id, actor=actor, at=at)
        content = to_pdf(printed.content) if arguments.format == "pdf" else printed.content
        place = output / f"{printed.name}.{arguments.format}" if is_folder else output
        write_whole(place, content)


def _several(count: int, output: Path) -> BadInput:
    return BadInput(
        f"Có {count} biểu để in mà “{output}” là một tệp; hãy ghi tên thư mục sau -o, hoặc chọn "
        "một biểu bằng --form.",
        message_en=f"There are {count} forms to print and {output} is a file: name a folder after "
        "-o, or one form with --form.",
    )


def _chosen(
    unit: UnitView, period: Period, arguments: argparse.Namespace, *, actor: Actor, at: datetime
) -> Iterator[int]:
    """The submissions to write, by unit in the Vietnamese order, then by form."""
    from keng.kernel.moments import local_day
    from keng.orgunits.queries import units_below
    from keng.reporting.actions import ensure_submission
    from keng.reporting.queries import submissions_of

    on = local_day(at)
    units = units_below(unit.id, on=period.last) if arguments.below else [unit]
    for one in units:
        found = [
            standing.submission_id
            for standing in submissions_of(one.id, on=on, actor=actor, form=arguments.form)
            if standing.period == period
        ]
        if not found and not arguments.below:
            found = [
                ensure_submission(one.id, form, period, actor=actor, at=at).pk
                for form in _forms_for(one, period, arguments.form)
            ]
        yield from found


def _nothing(unit: UnitView, period: Period) -> NotFound:
    return NotFound(
        f"Không có biểu số liệu nào để xuất cho kỳ {period.label('vi')}; hãy mở đợt báo cáo, hoặc "
        "xuất mẫu cho từng đơn vị.",
        message_en=f"There is no form to export for {period.code}; open the round, or export the "
        "form of one unit.",
        where=unit.full_name,
    )


def _forms_for(unit: UnitView, period: Period, form: str | None) -> list[str]:
    """The forms that are asked of such a unit in such a period, unless one is named."""
    if form is not None:
        return [form]
    from keng.packs import installed
    from keng.reporting.deadlines import patterns_of

    return [
        one.code
        for one in installed.current().forms.values()
        if unit.level in one.unit_levels
        and (not one.unit_kinds or unit.kind in one.unit_kinds)
        and one.regime == period.regime
        and patterns_of(period) & set(one.periods)
        and one.basis == "own"
    ]
