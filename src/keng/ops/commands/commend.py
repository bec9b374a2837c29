"""`keng commend`: calls and the register of commendations, their papers, a name withdrawn."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from keng.kernel.moments import local_day
from keng.ops.main import add_place, start_django
from keng.ops.naming import unit_at
from keng.ops.session import actor_of, now


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its parts."""
    command = subparsers.add_parser("commend", help="commendations: calls, register, papers")
    parts = command.add_subparsers(title="parts", metavar="PART", required=True)
    calls = parts.add_parser("calls", help="the calls of a year")
    calls.add_argument("--year", type=int, required=True)
    calls.set_defaults(run=run_calls)
    listed = parts.add_parser("list", help="the register of who was commended")
    listed.add_argument("--year", type=int)
    listed.add_argument("--unit", help="key or name path; with all units below it")
    listed.add_argument("--text", default="", help="name or achievement, diacritics not needed")
    listed.add_argument("--revoked", action="store_true", help="also what was revoked")
    listed.set_defaults(run=run_list)
    paper = parts.add_parser("paper", help="write a decision or a proposal as a Word file")
    paper.add_argument("kind", choices=("decision", "proposal"))
    paper.add_argument(
        "--about", type=int, required=True, metavar="NUMBER", help="of the decision, or of the call"
    )
    paper.add_argument("--award", default="", help="of the proposal: code of the award")
    paper.add_argument("-o", "--output", required=True, type=Path, help="the .docx to write")
    paper.add_argument(
        "--line",
        action="append",
        default=[],
        metavar="NAME=TEXT",
        help="what Keng does not know: basis, authority_basis, proposal, minutes",
    )
    paper.set_defaults(run=run_paper)
    gone = parts.add_parser("withdraw-name", help="withdraw a person's name: its key is destroyed")
    gone.add_argument("proposal", type=int, metavar="NUMBER", help="of the proposal")
    gone.add_argument("--reason", required=True, help="why, without the name")
    gone.set_defaults(run=run_withdraw)
    for one in (calls, listed):
        one.add_argument("--format", choices=("text", "json"), default="text")
    for one in (calls, listed, paper, gone):
        add_place(one)


def run_calls(arguments: argparse.Namespace) -> int:
    """Print the calls of a year."""
    start_django(arguments)
    from keng.commendations import queries

    found = queries.calls_of(actor_of(arguments), year=arguments.year, on=local_day(now()))
    if arguments.format == "json":
        told = [
            {
                "id": one.id,
                "unit": one.unit,
                "year": one.year,
                "title": one.title,
                "closed": one.is_closed,
                "proposals": one.proposals,
                "decided": one.decided,
            }
            for one in found
        ]
        print(json.dumps({"calls": told}, ensure_ascii=False, indent=1))
        return 0
    for one in found:
        print(f"{one.id}  {one.unit}: {one.title}, {one.decided}/{one.proposals}")
    if not found:
        print(f"Không có đợt xét khen nào năm {arguments.year} / no calls in {arguments.year}")
    return 0


def run_list(arguments: argparse.Namespace) -> int:
    """Print the register; 1 for a refusal."""
    start_django(arguments)
    from keng.commendations import queries

    on = local_day(now())
    unit = unit_at(arguments.unit, on=on).id if arguments.unit else None
    wanted = queries.Wanted(
        text=arguments.text, year=arguments.year, unit_id=unit, revoked=arguments.revoked
    )
    found = queries.register_for(actor_of(arguments), wanted, on=on)
    if arguments.format == "json":
        rows = [
            {
                "proposal": one.proposal_id,
                "award": one.award,
                "recipient": one.recipient.value,
                "name": one.name or None,
                "unit": one.home,
                "deed": one.deed or None,
                "decided_by": one.decider,
                "number": one.number,
                "symbol": one.symbol,
                "on": one.on.isoformat(),
                "stands": one.stands,
            }
            for one in found.rows
        ]
        counts = {f"{award}/{whom}": number for (award, whom), number in found.by_award.items()}
        document = {"rows": rows, "counts": counts, "unopened": found.unopened}
        print(json.dumps(document, ensure_ascii=False, indent=1))
        return 0
    for one in found.rows:
        name = one.name or ("(tên đã rút)" if one.is_withdrawn else "(không có khóa của tên)")
        ended = "" if one.stands else "  [đã hủy]"
        number = f"{one.number or '…'}/{one.symbol}"
        print(f"{one.on.isoformat()}  {number}  {one.award}  {name}, {one.home}{ended}")
    print(f"{len(found.rows)} lượt khen / commendations; {found.unopened} tên thiếu khóa")
    return 0


def run_paper(arguments: argparse.Namespace) -> int:
    """Write the file and tell what is still missing in it; 1 for a refusal."""
    start_django(arguments)
    from keng.publishing import commendation
    from keng.publishing.heads import Head

    lines = tuple((name, text) for name, _, text in (one.partition("=") for one in arguments.line))
    head, actor = Head(lines=lines), actor_of(arguments)
    if arguments.kind == "decision":
        built = commendation.decision_paper(arguments.about, actor=actor, at=now(), head=head)
    else:
        built = commendation.proposal_file(
            arguments.about, arguments.award, actor=actor, at=now(), head=head
        )
    arguments.output.write_bytes(built.content)
    print(f"{arguments.output}: {built.subject}")
    for gap in built.gaps:
        print(f"  còn thiếu / missing: {gap}")
    for note in built.notes:
        print(f"  lưu ý / note: {note}")
    return 0


def run_withdraw(arguments: argparse.Namespace) -> int:
    """Withdraw the name; 1 for a refusal."""
    start_django(arguments)
    from keng.commendations import actions

    actor = actor_of(arguments)
    actions.withdraw_name(arguments.proposal, arguments.reason, actor=actor, at=now())
    print(f"Đã rút tên ở đề nghị {arguments.proposal}; khóa đã hủy / withdrawn, key destroyed.")
    return 0
