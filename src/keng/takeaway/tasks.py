"""The archive of a unit as a job: one step, for it shows the database at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from keng.jobs import files
from keng.jobs.archives import plain_name
from keng.jobs.queries import StepView
from keng.jobs.registry import register
from keng.jobs.run import Run
from keng.jobs.vocabulary import StepState
from keng.kernel.moments import local_day
from keng.takeaway.actions import record_taking, require_taking
from keng.takeaway.describing import all_models
from keng.takeaway.making import Made, make

ARCHIVE: Final = "takeaway.unit"
KEPT: Final = timedelta(days=1)
"""An archive holds everything that a unit has: it lies on the server no longer than needed."""


class UnitArchive:
    """Write all that a unit has into one file."""

    kind = ARCHIVE

    def work(self, step: StepView, run: Run) -> None:
        """The whole archive; what a worker that died had written is thrown away first."""
        unit_id, at = int(step.subject), run.now()
        require_taking(unit_id, actor=run.actor, at=at)
        files.remove(run.job_id, files.RESULT)
        place = files.folder_of(run.job_id) / files.RESULT
        parts, written = len(all_models()), 0

        def tell(_what: str) -> None:
            nonlocal written
            written += 1
            files.tell_part(run.job_id, min(written, parts), parts)

        made = make(place, unit_id=unit_id, at=at, tell=tell)
        with run.commit(step) as result:
            record_taking(made, unit_id, actor=run.actor, at=run.now())
            result.update(_told(made))

    def finish(self, run: Run) -> Mapping[str, Any]:
        """The file, what is in it, and what did not go along."""
        (step,) = run.steps(StepState.DONE)
        day = local_day(run.now()).isoformat()
        name = f"{plain_name(step.name)}-{day}.zip"
        return {**step.result, "file": name, "type": "application/zip"}


def _told(made: Made) -> dict[str, Any]:
    contents = made.contents
    return {
        "rows": contents.rows,
        "tables": len(contents.tables),
        "files": contents.files,
        "kib": -(-made.place.stat().st_size // 1024),
        "sha256": made.sha256,
        "left_out": [one.model_dump() for one in contents.left_out],
    }


register(UnitArchive(), kept=KEPT)
