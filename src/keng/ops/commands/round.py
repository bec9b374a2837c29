"""`keng round`: the calendar, open rounds, see who owes and who is late, extend and close."""

from __future__ import annotations

import argparse
import json
from datetime import date
from typing import TYPE_CHECKING, Any

from keng.kernel.moments import local_day
from keng.ops.main import add_place, start_django
from keng.ops.naming import unit_at
from keng.ops.session import actor_of, now

if TYPE_CHECKING:
    from keng.reporting.queries import Expectation, RoundStatus, RoundView, Standing


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its parts."""
    command = subparsers.add_parser("round", help="rounds: calendar, open, list, show, extend")
    parts = command.add_subparsers(title="rounds", metavar="PART", required=True)
    opening = parts.add_parser("open", help="ask a form of all units that a unit manages")
    opening.add_argument("--unit", required=True, help="who asks: key or name path")
    opening.add_argument("--form", required=True, help="code of the form, for example commune")
    opening.add_argument(
        "--period",
        required=True,
        action="append",
        metavar="P",
        help="2024, 2024-08, 2024@nd09 ...; several times for a series: all are opened or none",
    )
    opening.add_argument(
        "--due",
        type=date.fromisoformat,
        metavar="DATE",
        help="last punctual day (default: the calendar of the programme)",
    )
    opening.set_defaults(run=open_series)
    calendar = parts.add_parser("calendar", help="what the programme asks of the units below")
    calendar.add_argument("--unit", required=True, help="who asks: key or name path")
    calendar.add_argument("--year", type=int, help="default: this year")
    calendar.set_defaults(run=show_calendar)
    listing = parts.add_parser("list", help="rounds that you own or are asked in")
    listing.set_defaults(run=list_all)
    showing = parts.add_parser("show", help="who owes, who is late, warnings, progress")
    showing.add_argument("round", type=int, metavar="NUMBER")
    showing.set_defaults(run=show)
    extending = parts.add_parser("extend", help="give everybody who still owes a later day")
    extending.add_argument("round", type=int, metavar="NUMBER")
    extending.add_argument("due", type=date.fromisoformat, metavar="DATE")
    extending.add_argument("--reason", required=True)
    extending.set_defaults(run=extend)
    closing = parts.add_parser("close", help="nothing more is entered or handed in for it")
    closing.add_argument("round", type=int, metavar="NUMBER")
    closing.add_argument("--reason", required=True)
    closing.set_defaults(run=close)
    for part in (opening, calendar, listing, showing, extending, closing):
        part.add_argument("--format", choices=("text", "json"), default="text")
        add_place(part)


def open_series(arguments: argparse.Namespace) -> int:
    """Open a round for each period, all or none, and show who is asked in each."""
    start_django(arguments)
    from keng.packs.installed import period_named
    from keng.reporting import actions

    periods = [period_named(text) for text in arguments.period]
    opened = actions.open_rounds(
        arguments.form,
        [actions.WantedRound(period, arguments.due) for period in periods],
        owner_unit_id=unit_at(arguments.unit, on=max(one.last for one in periods)).id,
        actor=actor_of(arguments),
        at=now(),
    )
    if len(opened) > 1:
        return _tell_series([one.pk for one in opened], arguments)
    arguments.round = opened[0].pk
    return show(arguments)


def show_calendar(arguments: argparse.Namespace) -> int:
    """Print the year by due day: what is asked, until when, which rounds ask it already."""
    start_django(arguments)
    from keng.reporting import queries

    on = local_day(now())
    found = queries.year_of_duties(
        arguments.year or on.year,
        owner_unit_id=unit_at(arguments.unit, on=on).id,
        actor=actor_of(arguments),
        on=on,
    )
    if arguments.format == "json":
        told = [_expectation_json(one) for one in found.lines]
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return 0
    for one in found.lines:
        rounds = ", ".join(f"đợt số {known.id}" for known in one.rounds) or "chưa mở"
        what = one.duty.label.vi if one.duty else one.rounds[0].title
        asked = rounds if one.form else "văn bản, không mở đợt"
        print(f"{_dated(one.due_on):<10}  {one.period.code:<16} {one.units:>5}  {what}  ({asked})")
    return 0


def list_all(arguments: argparse.Namespace) -> int:
    """Print the rounds, latest period first."""
    start_django(arguments)
    from keng.reporting import queries

    rounds = queries.rounds_seen_by(actor_of(arguments), on=local_day(now()))
    if arguments.format == "json":
        print(json.dumps([_round_json(one) for one in rounds], ensure_ascii=False, indent=1))
        return 0
    for one in rounds:
        print(f"{one.id:>5}  {one.period.code:<16} {_dated(one.due_on)}  {_open(one)}  {one.title}")
    return 0


def show(arguments: argparse.Namespace) -> int:
    """Print the state of every unit of a round that you may see."""
    start_django(arguments)
    from keng.reporting import queries

    status = queries.round_status(arguments.round, on=local_day(now()), actor=actor_of(arguments))
    if arguments.format == "json":
        print(json.dumps(_status_json(status), ensure_ascii=False, indent=1))
        return 0
    one = status.round
    print(f"{one.title} (số {one.id}), hạn {_dated(one.due_on)}, {_open(one)}")
    print(
        f"{len(status.units)} đơn vị; đã tiếp nhận {len(status.accepted)}, còn phải nộp "
        f"{len(status.owing)}, quá hạn {len(status.late)}"
    )
    for unit in status.units:
        print(_line(unit))
    if any(unit.without_people for unit in status.units):
        print("* không tính các quy tắc đọc tổng số nhỏ về người; đơn vị và cấp trên trực tiếp")
        print("  thấy đủ.")
    return 0


def extend(arguments: argparse.Namespace) -> int:
    """Move the due day of a round to a later one."""
    start_django(arguments)
    from keng.reporting import actions

    extended = actions.extend_round(
        arguments.round, arguments.due, arguments.reason, actor=actor_of(arguments), at=now()
    )
    print(f"Đợt số {extended.pk}: hạn mới {_dated(extended.due_on)}.")
    return 0


def close(arguments: argparse.Namespace) -> int:
    """Close a round."""
    start_django(arguments)
    from keng.reporting import actions

    closed = actions.close_round(
        arguments.round, arguments.reason, actor=actor_of(arguments), at=now()
    )
    print(f"Đợt số {closed.pk} đã đóng.")
    return 0


def _tell_series(round_ids: list[int], arguments: argparse.Namespace) -> int:
    from keng.reporting import queries

    views = [queries.round_view(round_id) for round_id in round_ids]
    if arguments.format == "json":
        print(json.dumps([_round_json(one) for one in views], ensure_ascii=False, indent=1))
        return 0
    for one in views:
        print(f"{one.title} (số {one.id}), hạn {_dated(one.due_on)}, {_open(one)}")
    return 0


def _line(unit: Standing) -> str:
    due = unit.return_due_on or unit.due_on
    late = f"quá hạn {unit.days_late} ngày" if unit.is_late else ""
    warned = f"{_count(unit.warnings_open)}+{_count(unit.warnings_accepted)} cảnh báo"
    warned += "*" if unit.without_people else ""
    return (
        f"{unit.submission_id:>7}  {unit.state.value:<9} {_dated(due):<10}  "
        f"{unit.cells_filled:>4}/{unit.cells_total:<4} {warned:<12}  {unit.unit.full_name}  {late}"
    ).rstrip()


def _count(number: int | None) -> str:
    return "…" if number is None else str(number)


def _open(one: RoundView) -> str:
    return "đang mở" if one.is_open else "đã đóng"


def _dated(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "–"


def _round_json(one: RoundView) -> dict[str, Any]:
    return {
        "round": one.id,
        "form": one.form,
        "period": one.period.code,
        "title": one.title,
        "due": one.due_on.isoformat(),
        "cutoff": one.cutoff_on.isoformat(),
        "open": one.is_open,
    }


def _expectation_json(one: Expectation) -> dict[str, Any]:
    return {
        "duty": one.duty.code if one.duty else None,
        "form": one.form or None,
        "period": one.period.code,
        "due": one.due_on.isoformat() if one.due_on else None,
        "units": one.units,
        "rounds": [known.id for known in one.rounds],
    }


def _status_json(status: RoundStatus) -> dict[str, Any]:
    return _round_json(status.round) | {
        "units": [
            {
                "submission": unit.submission_id,
                "unit": unit.unit.key,
                "name": unit.unit.full_name,
                "state": unit.state.value,
                "revision": unit.revision,
                "due": (unit.return_due_on or unit.due_on or status.round.due_on).isoformat(),
                "late": unit.is_late,
                "warnings_open": unit.warnings_open,
                "warnings_accepted": unit.warnings_accepted,
                "without_people": unit.without_people,
                "cells_filled": unit.cells_filled,
                "cells_total": unit.cells_total,
            }
            for unit in status.units
        ]
    }
