"""`keng demo`: a working system with data on an embedded database, and where to log in."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from keng.kernel.errors import BadInput
from keng.ops.main import start_django_in_new_folder
from keng.ops.session import now

if TYPE_CHECKING:
    from keng.ops.demo.cast import Cast

_LOGINS = "demo-logins.txt"


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    command = subparsers.add_parser("demo", help="make a working system with data and serve it")
    command.add_argument("--port", type=int, default=8000, help="port (default: 8000)")
    command.add_argument("--no-serve", action="store_true", help="only make it, do not serve")
    command.add_argument("--dir", type=Path, help="its folder (default: KENG_DIR, else ./var/demo)")
    command.set_defaults(run=demo)


def demo(arguments: argparse.Namespace) -> int:
    """Make the demo if the folder holds none yet, print the logins, and serve it.

    It is made in a folder beside and moved when it is whole: an interrupted run leaves no half
    system. Raises BadInput if the folder holds something else.
    """
    folder = Path(arguments.dir or os.environ.get("KENG_DIR") or "var/demo").resolve()
    os.environ.pop("KENG_DATABASE_URL", None)  # the demo always has a database of its own
    if not (folder / _LOGINS).exists():
        _make(folder, arguments)
    # Flushed: what follows replaces this process, and a pipe would lose the logins.
    print((folder / _LOGINS).read_text(encoding="utf-8"), flush=True)
    if not arguments.no_serve:
        _serve(folder, arguments.port)
    return 0


def _serve(folder: Path, port: int) -> NoReturn:
    # A fresh process: this one has Django open on the folder in which the demo was made.
    command = [sys.executable, "-m", "keng.ops", "serve", "--dir", str(folder)]
    os.execv(sys.executable, [*command, "--port", str(port)])  # noqa: S606 - our own module


def _make(folder: Path, arguments: argparse.Namespace) -> None:
    if folder.exists() and any(folder.iterdir()):
        raise BadInput(
            f"Thư mục {folder} đã có dữ liệu khác; hãy chọn thư mục trống bằng --dir.",
            message_en=f"{folder} holds other data; choose an empty folder by --dir.",
        )
    making = folder.with_name(f".{folder.name}.making")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    arguments.dir = making
    start_django_in_new_folder(arguments)
    _build(making, at=now())
    if folder.exists():
        folder.rmdir()
    making.rename(folder)


def _build(folder: Path, *, at: datetime) -> None:
    from django.core.management import call_command
    from django.db import connections

    from keng.journal.actions import seal
    from keng.notices import tasks

    _tell("Keng: tạo bản dùng thử / making the demo (two to four minutes)")
    call_command("migrate", verbosity=0)
    cast = _gather(at)
    for words, play in _acts(cast, at):
        _tell(f"- {words}")
        play()
    tasks.run(at=at)
    seal(at)
    _write_logins(folder, cast)
    connections.close_all()


def _tell(line: str) -> None:
    print(line, flush=True)


def _gather(at: datetime) -> Cast:
    """The units, the programme, and the people who will act."""
    from keng.kernel.actors import OPERATOR
    from keng.ops.demo import cast as people
    from keng.ops.demo import recognition
    from keng.orgunits.actions import load_seed
    from keng.packs.installed import install, shipped

    _tell("- đơn vị hành chính / units")
    load_seed(actor=OPERATOR, at=at)
    _tell("- bộ chương trình / programme pack")
    install(shipped(people.scenario()["pack"]), actor=OPERATOR, at=at)
    cast = people.gather()
    recognition.add_people(cast)
    return cast


def _acts(cast: Cast, at: datetime) -> Iterator[tuple[str, Callable[[], None]]]:
    """What is played, in this order, and how it is told."""
    from keng.ops.demo import (
        commendations,
        history,
        papers,
        plans,
        recognition,
        registers,
        requests,
        steering,
    )

    def play_figures() -> None:
        history.play_months(cast, at=at, tell=_tell)
        history.open_local_rounds(cast, at=at)

    def play_requests() -> None:
        requests.ask(cast, at=at)
        requests.cite(cast, at=at)
        requests.draft_report(cast, at=at)

    def part(words: str, play: Callable[..., Any]) -> tuple[str, Callable[[], None]]:
        return words, partial(play, cast, at=at)

    yield part("xét công nhận / recognition", recognition.play)
    yield part("số liệu đã công bố / published figures", history.enter_published)
    yield "số liệu minh họa / illustrative figures", play_figures
    yield part("kế hoạch minh họa / illustrative plans", plans.write_plans)
    yield part(
        "mô hình, ngày hội minh họa / illustrative groups and events", registers.fill_registers
    )
    yield part("khen thưởng minh họa / illustrative commendations", commendations.commend)
    yield part("sổ văn bản minh họa / illustrative papers", papers.file_papers)
    words = "Ban Chỉ đạo, phối hợp minh họa / illustrative committees and coordination"
    yield part(words, steering.play)
    words = "yêu cầu riêng, dự thảo báo cáo / a request of its own, the draft of a report"
    yield words, play_requests
    yield part("xã hợp nhất / the merged commune", recognition.decide_on_the_commune)


def _write_logins(folder: Path, cast: Cast) -> None:
    from keng.ops.demo import cast as people
    from keng.ops.demo.illustrative import mark

    lines = [
        "",
        "Đăng nhập / log in, mật khẩu / password: " + people.scenario()["password"],
        *people.accounts_table(cast),
        "",
        mark(),
        "Không nhập tin MẬT, TỐI MẬT, TUYỆT MẬT / never enter state secrets.",
    ]
    (folder / _LOGINS).write_text("\n".join(lines) + "\n", encoding="utf-8")
