"""Files beside the database: written whole or not at all, also when the machine stops half-way."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from keng.kernel.errors import DomainError

NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class NoRoom(DomainError):
    """The disk is full; nothing half-written was left."""

    default_code = "no_room"


@contextmanager
def room_for(place: Path) -> Iterator[None]:
    """Let a large file be written in the block; a full disk becomes a refusal that says so."""
    try:
        yield
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        raise NoRoom(
            f"Ổ đĩa chứa {place.parent} không còn đủ chỗ; chưa ghi được gì và không để lại tệp "
            "dở dang. Hãy dọn chỗ hoặc ghi sang ổ khác.",
            message_en=f"The disk of {place.parent} is full; nothing was made and nothing half-"
            "written stays. Make room or write to another disk.",
            where=str(place),
        ) from error


@contextmanager
def written_whole(place: Path) -> Iterator[BinaryIO]:
    """A file to write in; it takes its place, and that of an earlier one, when the block ends well.

    It is written beside its place, brought to the disk and then moved. If the block fails, nothing
    of it stays and an earlier file is as it was.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=place.parent, suffix=place.suffix)
    beside = Path(name)
    try:
        os.close(handle)
        with beside.open("wb") as file:  # by its name, so that the writer can read it again
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(place)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def write_whole(place: Path, content: bytes) -> None:
    """Put the bytes in their place, whole or not at all."""
    with written_whole(place) as file:
        file.write(content)
