"""A new folder that is filled aside and takes its place when it is whole."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Final

from keng.kernel.errors import BadInput

MAKING: Final = ".restoring"
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


def move_up(making: Path, folder: Path) -> None:
    """Into the folder itself, the database last: what has none is no Keng folder yet."""
    close_database()
    left = sorted(making.iterdir(), key=lambda path: (path.name.startswith(_DATABASE), path.name))
    for path in left:
        path.replace(folder / path.name)
    shutil.rmtree(making)


def close_database() -> None:
    """Let go of the database file, if it was opened."""
    if "django.db" in sys.modules:
        from django.db import connections

        connections.close_all()
