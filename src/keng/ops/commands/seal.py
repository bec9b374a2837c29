"""`keng seal`: sign where the journal stands and let the seal leave the machine."""

from __future__ import annotations

import argparse
from pathlib import Path

from keng.ops.main import add_place, start_django


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    command = subparsers.add_parser(
        "seal", help="seal the journal now and write the last seal, to be kept elsewhere"
    )
    add_place(command)
    command.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="where to write it (default: print it)"
    )
    command.set_defaults(run=seal)


def seal(arguments: argparse.Namespace) -> int:
    """Seal what moved, then write the newest seal; exit 1 if the journal is empty."""
    start_django(arguments)
    from keng.journal import actions
    from keng.journal.queries import last_seal
    from keng.ops.session import now

    actions.seal(now())
    newest = last_seal()
    if newest is None:
        print("Nhật ký còn trống: chưa có gì để niêm.")
        return 1
    if arguments.output is None:
        print(newest.to_text(), end="")
        return 0
    arguments.output.write_text(newest.to_text(), encoding="utf-8")
    print(f"Dấu niêm số {newest.n} đã ghi vào {arguments.output}; hãy cất ở nơi khác máy này.")
    return 0
