"""`keng paper`: a paper of recognition, or minutes, as a Word file, without keeping it."""

from __future__ import annotations

import argparse
from pathlib import Path

from keng.ops.main import add_place, start_django
from keng.ops.session import actor_of, now

_MEETING = "meeting"
_KINDS = ("minutes", "proposal", "decision", "certificates", "results", _MEETING)


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    command = subparsers.add_parser(
        "paper",
        help="write a paper of recognition as a Word file",
        description="Minutes and proposal of a run, a decision with its list or its certificates, "
        "the results of one assessment, the minutes of a meeting of a committee or of "
        "coordination: a Word file marked as a draft. Nothing is kept.",
    )
    command.add_argument("kind", choices=_KINDS, help="which paper")
    command.add_argument(
        "--about",
        required=True,
        type=int,
        metavar="NUMBER",
        help="of the run (minutes, proposal), the decision, the assessment or the meeting",
    )
    command.add_argument("-o", "--output", required=True, type=Path, help="the .docx to write")
    command.add_argument(
        "--line",
        action="append",
        default=[],
        metavar="NAME=TEXT",
        help="what Keng does not know: basis, authority, signer_title, met_at, met_where, ...",
    )
    add_place(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the file and tell what is still missing in it; 1 for a refusal."""
    start_django(arguments)
    from keng.publishing import recognition
    from keng.publishing.heads import Head

    lines = tuple((name, text) for name, _, text in (one.partition("=") for one in arguments.line))
    named = "meeting-minutes" if arguments.kind == _MEETING else f"recognition-{arguments.kind}"
    kind = recognition.kind_of(named)
    built = recognition.preview(
        kind, arguments.about, actor=actor_of(arguments), at=now(), head=Head(lines=lines)
    )
    arguments.output.write_bytes(built.content)
    print(f"{arguments.output}: {built.subject}")
    for gap in built.gaps:
        print(f"  còn thiếu / missing: {gap}")
    for note in built.notes:
        print(f"  lưu ý / note: {note}")
    return 0
