"""Files beside the database: written whole or not at all, also when the machine stops half-way."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


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
