"""A new folder that is filled aside and takes its place when it is whole."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path
from secrets import token_hex
from typing import Final

from keng.db.wholefiles import write_whole
from keng.kernel.errors import BadInput
from keng.ops.main import start_django_in_new_folder

MAKING: Final = ".restoring"
_ATTEMPT: Final = "attempt"
_MOVING: Final = "moving"
_DATABASE: Final = "keng.sqlite3"
_MAY_BE_THERE: Final = frozenset({"seal.key", "secret.key", MAKING})


def require_empty(folder: Path) -> None:
    """Raise BadInput for a folder that holds more than the two key files."""
    found = sorted(path.name for path in folder.iterdir()) if folder.exists() else []
    others = [name for name in found if name not in _MAY_BE_THERE]
    if others:
        raise BadInput(
            f"Thư mục {folder} đã có {others[0]}; chỉ khôi phục vào thư mục trống (được phép có "
            "sẵn seal.key, secret.key). Hãy chọn thư mục khác bằng --dir.",
            message_en=f"{folder} holds {others[0]}; a backup is restored into an empty folder "
            "only (seal.key and secret.key may be there). Choose another by --dir.",
        )


def begin(folder: Path) -> Path:
    """The folder in which the new one is made; of an earlier attempt only its token stays."""
    making = folder / MAKING
    making.mkdir(parents=True, exist_ok=True)
    for path in making.iterdir():
        if path.name != _ATTEMPT:
            _remove(path)
    if not token_of(making):
        write_whole(making / _ATTEMPT, token_hex(16).encode())
    return making


def token_of(making: Path) -> str:
    """What tells a database that was filled for this folder from any other."""
    place = making / _ATTEMPT
    return place.read_text(encoding="ascii") if place.is_file() else ""


def was_whole(folder: Path) -> bool:
    """Whether an attempt that was killed had made the whole, and only moving it was left."""
    return (folder / MAKING / _MOVING).is_file()


def move_up(making: Path, folder: Path) -> None:
    """Into the folder itself, the database last: what has none is no Keng folder yet.

    Killed at any moment, it can be called again where `was_whole` says so, in the presence of a
    Django that knows the folder itself.
    """
    write_whole(making / _MOVING, b"")
    _say_it_is_whole()
    close_database()
    left = sorted(making.iterdir(), key=lambda path: (path.name.startswith(_DATABASE), path.name))
    for path in left:
        if path.name not in (_ATTEMPT, _MOVING):
            path.replace(folder / path.name)
    # The mark of the whole goes last: without it the rest would pass for a half.
    (making / _ATTEMPT).unlink(missing_ok=True)
    shutil.rmtree(making)


def give_up(folder: Path) -> None:
    """Take away what was made, as something failed; what is whole stays, to be moved next time."""
    close_database()
    if not was_whole(folder):
        shutil.rmtree(folder / MAKING, ignore_errors=True)


def finished(folder: Path, arguments: argparse.Namespace) -> int:
    """Move what an attempt that was killed had made whole, and say so; the exit code of a command.

    It is that attempt's file that is there now, whichever one this command names.
    """
    arguments.dir = folder
    start_django_in_new_folder(arguments)
    move_up(folder / MAKING, folder)
    print(
        f"Lần chạy trước đã làm xong, chỉ bị ngắt lúc chuyển thư mục; đã chuyển nốt vào {folder}. "
        "Hãy chạy `keng verify`. / The attempt before had made the whole; it is in place now."
    )
    return 0


def _say_it_is_whole() -> None:
    if "django.db" in sys.modules:
        from keng.db.wholedatabase import unmark

        unmark()


def close_database() -> None:
    """Let go of the database file, if it was opened."""
    if "django.db" in sys.modules:
        from django.db import connections

        connections.close_all()


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
