"""States of a job and of its steps, and how long things are kept. Pure: no Django."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import Final


class State(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"  # some of its steps may have failed: they are listed
    FAILED = "failed"
    STOPPED = "stopped"


class StepState(StrEnum):
    """Where one step stands."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


OPEN: Final = (State.WAITING.value, State.RUNNING.value)
RESUMABLE: Final = (State.FAILED.value, State.STOPPED.value)

LEASE: Final = timedelta(seconds=60)
"""A running job whose worker gave no sign of life for so long is taken up by another."""

MOST_DEATHS: Final = 3
"""A step at which so many workers died in a row is not tried again by itself."""

FILES_KEPT: Final = timedelta(days=7)
"""After its end the files of a job can be fetched for so long."""
