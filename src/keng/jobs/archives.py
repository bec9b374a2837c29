"""The files that the steps of a job made, packed into one archive as its result."""

from __future__ import annotations

import zipfile
from typing import Any

from keng.db.wholefiles import written_whole
from keng.jobs import files
from keng.jobs.run import Run
from keng.jobs.vocabulary import StepState
from keng.kernel.vietnamese import fold

_LONGEST = 60


def archived(run: Run, suffix: str) -> dict[str, Any]:
    """Pack what the steps made, in their order, and name the archive as the job asks."""
    folder = files.folder_of(run.job_id)
    with (
        written_whole(folder / files.RESULT) as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as packed,
    ):
        for step in run.steps(StepState.DONE):
            shown = f"{step.n:04d}-{plain_name(step.name)}.{suffix}"
            packed.write(folder / files.made(step.n), shown)
    return {"file": f"{run.arguments.get('file', 'keng')}.zip", "type": "application/zip"}


def plain_name(name: str) -> str:
    """A file name that every machine takes: "xã Quang Khải" is "xa-quang-khai"."""
    letters = "".join(c if c.isascii() and c.isalnum() else " " for c in fold(name))
    return "-".join(letters.split())[:_LONGEST] or "tep"
