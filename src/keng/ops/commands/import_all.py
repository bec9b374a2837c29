"""`keng import-all`: an archive of `keng export-all` into an empty folder and an empty database."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path

from keng.kernel.errors import BadInput
from keng.ops.main import start_django_in_new_folder
from keng.ops.newfolder import (
    begin,
    finished,
    give_up,
    move_up,
    require_empty,
    token_of,
    was_whole,
)
from keng.ops.session import now

_SHOWN = 20


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    command = subparsers.add_parser(
        "import-all",
        help="fill an empty folder and an empty database from a file of `keng export-all`",
    )
    command.add_argument("file", type=Path, metavar="FILE.zip")
    command.add_argument(
        "--dir", type=Path, help="the new, empty folder (default: KENG_DIR, else ./var)"
    )
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read the whole archive, take it in, verify all of it; 1 and nothing kept when refused."""
    folder = Path(arguments.dir or os.environ.get("KENG_DIR", "var")).resolve()
    if was_whole(folder):
        return finished(folder, arguments)
    require_empty(folder)
    if not arguments.file.is_file():
        raise BadInput(
            f"Không có tệp {arguments.file}.", message_en=f"There is no file {arguments.file}."
        )
    making = begin(folder)
    try:
        for name in ("seal.key", "secret.key"):
            if (folder / name).exists():
                shutil.copy2(folder / name, making / name)
        told = _taken_in(making, arguments)
        move_up(making, folder)
    except BaseException:
        give_up(folder)
        raise
    print(f"Đã nhận vào {folder}: {told}")
    print(
        "Nhật ký, mọi số liệu và quyết định: nguyên vẹn; nhật ký cũ được ghi là mang từ nơi khác."
    )
    print("Mật khẩu không đi theo: cấp mật khẩu đầu cho từng người bằng `keng user passwd`.")
    return 0


def _taken_in(making: Path, arguments: argparse.Namespace) -> str:
    arguments.dir = making
    start_django_in_new_folder(arguments)
    from keng.backups.restoring import require_empty_database
    from keng.db.wholedatabase import drop_what_was_made
    from keng.kernel.actors import OPERATOR
    from keng.takeaway import arriving, reading
    from keng.takeaway.making import digest_of

    require_empty_database(token_of(making))
    try:
        with reading.opened(arguments.file) as zipped:
            contents = reading.examined(zipped)
            arriving.take_in(
                zipped,
                contents,
                archive=digest_of(arguments.file),
                files=making / "files",
                actor=OPERATOR,
                at=now(),
                tell=_progress,
            )
            found = list(arriving.problems(_progress))
            if found:
                more = f" … {len(found)}" if len(found) > _SHOWN else ""
                raise reading.refused("keng verify", "; ".join(found[:_SHOWN]) + more)
    except BaseException:
        drop_what_was_made()
        raise
    return f"{contents.rows} dòng của {len(contents.tables)} bảng, {contents.files} tệp."


def _progress(what: str) -> None:
    if sys.stderr.isatty():
        print(f"… {what}", file=sys.stderr)
