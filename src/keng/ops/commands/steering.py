"""`keng steering`: committees with what nobody oversees, coordination with what is due."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from keng.ops.main import add_place, start_django

if TYPE_CHECKING:
    from keng.steering.queries.shapes import CommitteeHead, CooperationHead

    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def register(subparsers: Subparsers) -> None:
    """Add the command and its parts."""
    steering = subparsers.add_parser("steering", help="steering committees and coordination")
    parts = steering.add_subparsers(title="parts", metavar="PART", required=True)
    committees = parts.add_parser("committees", help="committees, gaps, late conclusions")
    committees.set_defaults(run=list_committees)
    cooperations = parts.add_parser("coordination", help="programmes, terms, missed meetings")
    cooperations.set_defaults(run=list_cooperations)
    for command in (committees, cooperations):
        add_place(command)
        command.add_argument("--unit", help="only those of this unit (key or name path)")
        command.add_argument("--format", choices=("text", "json"), default="text")


def list_committees(arguments: argparse.Namespace) -> int:
    """Each committee in a line; 1 where units are overseen by nobody or a conclusion is late."""
    found = list(_asked(arguments, "committees_for"))
    told = [_committee(one) for one in found]
    _tell(arguments, told, [_committee_line(one) for one in told])
    return int(any(one["missing"] or one["late"] for one in told))


def list_cooperations(arguments: argparse.Namespace) -> int:
    """Each programme in a line; 1 where a meeting was missed this year."""
    told = [_cooperation(one) for one in _asked(arguments, "cooperations_for")]
    _tell(arguments, told, [_cooperation_line(one) for one in told])
    return int(any(one["missed"] for one in told))


def _asked(arguments: argparse.Namespace, query: str) -> Any:
    start_django(arguments)
    from keng.kernel.moments import local_day
    from keng.ops.session import actor_of, now
    from keng.orgunits.queries import unit_named
    from keng.steering import queries

    on = local_day(now())
    unit_id = unit_named(arguments.unit, on=on).id if arguments.unit else None
    return getattr(queries, query)(actor_of(arguments), on=on, unit_id=unit_id)


def _committee(one: CommitteeHead) -> dict[str, Any]:
    return {
        "id": one.id,
        "unit": one.unit_name,
        "name": one.name,
        "since": one.since.isoformat() if one.since else None,
        "until": one.until.isoformat() if one.until else None,
        "illustrative": one.illustrative,
        "members": one.seats,
        "expected": one.coverage.expected,
        "missing": [name for _id, name, _level in one.coverage.missing],
        "last_met": one.last_met.isoformat() if one.last_met else None,
        "open": one.open,
        "late": one.late,
    }


def _cooperation(one: CooperationHead) -> dict[str, Any]:
    return {
        "id": one.id,
        "unit": one.unit_name,
        "title": one.title,
        "state": one.state,
        "last": one.last.isoformat() if one.last else None,
        "days_left": one.days_left,
        "illustrative": one.illustrative,
        "partners": one.partners,
        "met": one.met,
        "missed": one.missed,
        "next_due": one.next_due.isoformat() if one.next_due else None,
    }


def _committee_line(one: dict[str, Any]) -> str:
    covered = one["expected"] - len(one["missing"])
    gaps = f"; chưa ai phụ trách: {', '.join(one['missing'])}" if one["missing"] else ""
    return (
        f"{one['id']}\t{one['name']} ({one['unit']}): {one['members']} thành viên, "
        f"phụ trách {covered}/{one['expected']}{gaps}; kết luận quá hạn: {one['late']}"
    )


def _cooperation_line(one: dict[str, Any]) -> str:
    until = f", đến hết {one['last']}" if one["last"] else ""
    return (
        f"{one['id']}\t{one['title']} ({one['unit']}): {one['state']}{until}; "
        f"{one['partners']} đối tác; đã họp {one['met']}, kỳ chưa họp {one['missed']}"
    )


def _tell(arguments: argparse.Namespace, told: list[dict[str, Any]], lines: list[str]) -> None:
    if arguments.format == "json":
        print(json.dumps(told, ensure_ascii=False))
    else:
        print("\n".join(lines))
