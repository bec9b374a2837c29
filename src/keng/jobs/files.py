"""The files of a job: what was uploaded, what each step made, the result.

They live in a folder of the job below MEDIA_ROOT. A file is complete or not there: it is written
beside its place and moved.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import BinaryIO, Final

from django.conf import settings

from keng.db.wholefiles import write_whole
from keng.kernel.errors import NotFound

RESULT: Final = "result"
ANSWERS: Final = "in-answers"
"""What a person answered about the files, for a job that works on them; goes into no backup."""
_PART: Final = "part"


def given(n: int) -> str:
    """The name of the file that was uploaded for a step."""
    return f"in-{n}"


def asked(n: int) -> str:
    """The name of the file with what a person is asked about the one that was uploaded.

    Like that one it goes into no backup: what is asked about stands in it word for word.
    """
    return f"in-{n}-asked"


def made(n: int) -> str:
    """The name of the file that a step made."""
    return f"out-{n}"


def keep(job_id: int, name: str, content: bytes) -> None:
    """Write a file of a job, in the place of an earlier one of that name."""
    write_whole(_folder(job_id) / name, content)


def read(job_id: int, name: str) -> bytes:
    """The bytes of a file of a job; NotFound when it has been removed."""
    with opened(job_id, name) as file:
        return file.read()


def opened(job_id: int, name: str) -> BinaryIO:
    """A file of a job to be read piece by piece; NotFound when it has been removed."""
    try:
        return (_folder(job_id) / name).open("rb")
    except FileNotFoundError:
        raise NotFound(
            "Tệp của việc này không còn trên máy chủ; hãy yêu cầu lại từ đầu.",
            message_en="The files of this job are no longer on the server; ask for it anew.",
        ) from None


def tell_part(job_id: int, done: int, of: int) -> None:
    """Tell how far a long step is.

    Beside the database, which such a step may be reading as of one moment and cannot write to.
    """
    keep(job_id, _PART, f"{done} {of}".encode())


def part_told(job_id: int) -> tuple[int, int]:
    """What was told last: how many parts of how many; zeros where nothing was."""
    try:
        done, of = (_folder(job_id) / _PART).read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return 0, 0
    return int(done), int(of)


def copy(job_id: int, name: str, *, into_job: int, under: str) -> None:
    """Take a file over into another job, or under another name."""
    keep(into_job, under, read(job_id, name))


def remove(job_id: int, name: str) -> None:
    """Remove one file of a job; nothing happens where it is gone."""
    (_folder(job_id) / name).unlink(missing_ok=True)


def remove_all(job_id: int) -> None:
    """Remove the folder of a job with all that is in it."""
    shutil.rmtree(_folder(job_id), ignore_errors=True)


def folders() -> list[tuple[int, float]]:
    """The jobs that have files, each with the second in which its folder last changed."""
    root = Path(settings.MEDIA_ROOT) / "jobs"
    if not root.is_dir():
        return []
    return [(int(one.name), one.stat().st_mtime) for one in root.iterdir() if one.name.isdigit()]


def folder_of(job_id: int) -> Path:
    """The folder of a job, made if it is not there."""
    folder = _folder(job_id)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _folder(job_id: int) -> Path:
    return Path(settings.MEDIA_ROOT) / "jobs" / str(job_id)
