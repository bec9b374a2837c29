"""`keng notices`: hear the journal, remind, look at papers, send mail; what the worker does too."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from datetime import datetime

from keng.kernel.errors import BadInput
from keng.kernel.moments import TZ
from keng.ops.main import add_place, start_django
from keng.ops.session import now


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its part."""
    command = subparsers.add_parser("notices", help="notices, reminders and mail")
    parts = command.add_subparsers(title="notices", metavar="PART", required=True)
    running = parts.add_parser("run", help="do all that is due now; twice does no harm")
    running.add_argument(
        "--at",
        metavar="MOMENT",
        help="as if it were then: 2026-11-09T08:00 (Vietnam) or with a zone (default: now)",
    )
    running.add_argument("--format", choices=("text", "json"), default="text")
    add_place(running)
    running.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do what is due and say how much it was; 1 if the mail server did not take a mail."""
    at = _moment(arguments.at)
    start_django(arguments)
    from keng.notices import tasks

    done = tasks.run(at=at)
    if arguments.format == "json":
        print(json.dumps(asdict(done)))
    else:
        print(
            f"Đã đọc {done.heard} dòng nhật ký, nhắc hạn {done.reminded}, xem lại {done.papers} "
            f"văn bản, gửi {done.mailed} thư, {done.failed} thư không gửi được."
        )
    return 1 if done.failed else 0


def _moment(text: str | None) -> datetime:
    if text is None:
        return now()
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise BadInput(
            f"“{text}” không phải là thời điểm; ví dụ: 2026-11-09T08:00.",
            message_en=f'"{text}" is no moment; for example 2026-11-09T08:00.',
        ) from None
    return at if at.tzinfo else at.replace(tzinfo=TZ)
