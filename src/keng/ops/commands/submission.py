"""`keng submission`: one form of one unit, from the first figure to acceptance."""

from __future__ import annotations

import argparse
import json
from datetime import date
from typing import TYPE_CHECKING, Any

from keng.kernel.errors import BadInput, NotFound
from keng.kernel.figures import CellKey, to_decimal, to_scaled
from keng.kernel.moments import local_day
from keng.kernel.vietnamese import format_number
from keng.ops.main import add_place, start_django
from keng.ops.naming import period_of, unit_at
from keng.ops.session import actor_of, now

if TYPE_CHECKING:
    from keng.packs.schema import Pack
    from keng.reporting.findings import FindingView
    from keng.reporting.queries import SubmissionView


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its parts."""
    command = subparsers.add_parser(
        "submission", help="one form of one unit: show, enter, explain, submit, return, accept ..."
    )
    parts = command.add_subparsers(title="acts", metavar="ACT", required=True)
    acts = {
        "show": (show, "state, revision, figures and findings"),
        "enter": (enter, "write figures in their natural unit, all or none"),
        "nothing": (nothing, "declare “không phát sinh” for a group of the form"),
        "explain": (explain, "give the reason why a warning is right as it stands"),
        "submit": (submit, "hand it in"),
        "return": (send_back, "send it back with a reason per cell"),
        "accept": (accept, "take it as it was at the revision that you saw"),
        "lock": (lock, "close it"),
        "reopen": (reopen, "let it be corrected"),
    }
    made = {}
    for name, (run, help_text) in acts.items():
        made[name] = part = parts.add_parser(name, help=help_text)
        part.add_argument("--unit", required=True, help="key or name path")
        part.add_argument("--period", required=True, metavar="P", help="2024, 2024-08 ...")
        part.add_argument("--form", default="", help="needed where the unit has several forms")
        part.add_argument("--format", choices=("text", "json"), default="text")
        add_place(part)
        part.set_defaults(run=run)
    made["enter"].add_argument(
        "cells", nargs="+", metavar="CELL=VALUE", help="fires=2 area_ha=664.49"
    )
    made["enter"].add_argument("--source", help="where the figures come from")
    made["nothing"].add_argument("group", help="code of the group")
    made["explain"].add_argument("check", help="code of the check, as `show` prints it")
    made["return"].add_argument("--cell", action="append", default=[], metavar="CELL=REASON")
    made["return"].add_argument("--message", default="")
    made["return"].add_argument("--due", type=date.fromisoformat, required=True, metavar="DATE")
    made["accept"].add_argument(
        "--revision", type=int, required=True, help="the revision that you saw (`show` prints it)"
    )
    for name in ("explain", "lock", "reopen"):
        made[name].add_argument("--reason", required=True)


def show(arguments: argparse.Namespace) -> int:
    """Print the submission; 1 if something in it must be corrected or explained."""
    return _tell(arguments, _submission_id(arguments))


def enter(arguments: argparse.Namespace) -> int:
    """Write figures; nothing is saved unless every one of them can be taken."""
    submission_id = _submission_id(arguments)
    from keng.reporting import actions, queries
    from keng.reporting.cells import CellInput

    pack = queries.sheet_of(queries.submission_of(submission_id)).pack
    inputs = [
        CellInput(key, _scaled(pack, key, value), source=arguments.source)
        for key, value in (_split(pair) for pair in arguments.cells)
    ]
    actions.enter(submission_id, inputs, actor=actor_of(arguments), at=now())
    return _tell(arguments, submission_id)


def nothing(arguments: argparse.Namespace) -> int:
    """Set the empty flow cells of a group to 0 in one act."""
    submission_id = _submission_id(arguments)
    from keng.reporting import actions

    actions.declare_nothing(submission_id, arguments.group, actor=actor_of(arguments), at=now())
    return _tell(arguments, submission_id)


def explain(arguments: argparse.Namespace) -> int:
    """Give the reason for a warning."""
    submission_id = _submission_id(arguments)
    from keng.reporting import actions

    actions.accept_warning(
        submission_id, arguments.check, arguments.reason, actor=actor_of(arguments), at=now()
    )
    return _tell(arguments, submission_id)


def submit(arguments: argparse.Namespace) -> int:
    """Hand the submission in; 1 with the list if something stops it."""
    submission_id = _submission_id(arguments)
    from keng.reporting import actions
    from keng.reporting.refusals import BlockingFindings

    try:
        actions.submit(submission_id, actor=actor_of(arguments), at=now())
    except BlockingFindings as refusal:
        print(refusal.message)
        for finding in refusal.findings:
            print(_finding_line(finding))
        return 1
    return _tell(arguments, submission_id)


def send_back(arguments: argparse.Namespace) -> int:
    """Return the submission for correction."""
    submission_id = _submission_id(arguments)
    from keng.reporting import actions

    actions.return_for_correction(
        submission_id,
        dict(_split(pair) for pair in arguments.cell),
        arguments.message,
        due_on=arguments.due,
        actor=actor_of(arguments),
        at=now(),
    )
    return _tell(arguments, submission_id)


def accept(arguments: argparse.Namespace) -> int:
    """Accept the submission at the revision that was seen."""
    submission_id = _submission_id(arguments)
    from keng.reporting import actions

    actions.accept(submission_id, revision=arguments.revision, actor=actor_of(arguments), at=now())
    return _tell(arguments, submission_id)


def lock(arguments: argparse.Namespace) -> int:
    """Close an accepted submission."""
    submission_id = _submission_id(arguments)
    from keng.reporting import actions

    actions.lock(submission_id, arguments.reason, actor=actor_of(arguments), at=now())
    return _tell(arguments, submission_id)


def reopen(arguments: argparse.Namespace) -> int:
    """Let an accepted or locked submission be corrected."""
    submission_id = _submission_id(arguments)
    from keng.reporting import actions

    actions.reopen(submission_id, arguments.reason, actor=actor_of(arguments), at=now())
    return _tell(arguments, submission_id)


def _submission_id(arguments: argparse.Namespace) -> int:
    start_django(arguments)
    from keng.reporting import queries

    period = period_of(arguments)
    unit = unit_at(arguments.unit, on=period.last)
    form, actor = arguments.form or None, actor_of(arguments)
    listed = queries.submissions_of(unit.id, on=local_day(now()), actor=actor, form=form)
    found = [one for one in listed if one.period == period]
    if not found:
        raise NotFound(
            f"{unit.full_name} không có biểu số liệu nào của {period.label('vi')}; hãy mở đợt báo "
            "cáo, hoặc nạp tệp bằng `keng import`.",
            message_en=f"{unit.full_name} has no submission for {period.code}; open a round, or "
            "import a workbook.",
        )
    if len(found) > 1:
        forms = ", ".join(one.form for one in found)
        raise BadInput(
            f"{unit.full_name} có nhiều biểu của {period.label('vi')}; hãy chọn --form: {forms}.",
            message_en=f"Several forms for {period.code}; choose by --form: {forms}.",
        )
    return found[0].submission_id


def _tell(arguments: argparse.Namespace, submission_id: int) -> int:
    from keng.reporting import queries

    view = queries.submission_view(submission_id, actor_of(arguments), on=local_day(now()))
    is_open = any(finding.is_open for finding in view.findings)
    if arguments.format == "json":
        print(json.dumps(_as_json(view), ensure_ascii=False, indent=1))
    else:
        _print(view)
    return 1 if is_open else 0


def _print(view: SubmissionView) -> None:
    standing = view.standing
    print(f"{view.sheet.form.label.vi}, {standing.period.label('vi')}: {view.path}")
    print(
        f"trạng thái {standing.state.value}, bản {standing.revision}, "
        f"{standing.cells_filled}/{standing.cells_total} ô"
    )
    for cell in view.cells:
        if cell.figure is not None and cell.figure.value is not None:
            digits = view.sheet.pack.indicator_of(cell.key).digits
            value = format_number(to_decimal(cell.figure.value, digits), digits)
            print(f"  {cell.key!s:<45} {value:>14}")
    for finding in view.findings:
        print(_finding_line(finding))


def _finding_line(finding: FindingView) -> str:
    words = {"block": "LỖI", "warn": "CẢNH BÁO", "hint": "GỢI Ý"}
    reason = f" [đã giải trình: {finding.explanation.reason}]" if finding.explanation else ""
    return f"{words[finding.severity]} {finding.check}: {finding.message} {finding.fix}{reason}"


def _as_json(view: SubmissionView) -> dict[str, Any]:
    standing, pack = view.standing, view.sheet.pack
    return {
        "submission": standing.submission_id,
        "unit": standing.unit.key,
        "form": standing.form,
        "period": standing.period.code,
        "state": standing.state.value,
        "revision": standing.revision,
        "cells": {
            str(cell.key): _plain(pack, cell.key, cell.figure.value)
            for cell in view.cells
            if cell.figure is not None
        },
        "findings": [
            {
                "check": finding.check,
                "severity": finding.severity,
                "cells": [str(key) for key in finding.cells],
                "message": finding.message,
                "open": finding.is_open,
            }
            for finding in view.findings
        ],
    }


def _plain(pack: Pack, key: CellKey, value: int | None) -> str | None:
    return None if value is None else str(to_decimal(value, pack.indicator_of(key).digits))


def _split(pair: str) -> tuple[CellKey, str]:
    # A key may hold "=" inside its brackets: fires=2, units[unit_kind=village]=7.
    bracket = pair.find("]") + 1
    key, equals, rest = pair[bracket:].partition("=")
    if not equals:
        raise BadInput(
            f"“{pair}”: hãy viết mã ô, dấu bằng, rồi giá trị.",
            message_en=f"{pair!r}: write the cell, an equals sign, then the value.",
        )
    return CellKey.parse(pair[:bracket] + key), rest


def _scaled(pack: Pack, key: CellKey, text: str) -> int | None:
    if not text:
        return None
    indicator = pack.indicators.get(key.indicator)
    return to_scaled(text, indicator.digits if indicator else 0)
