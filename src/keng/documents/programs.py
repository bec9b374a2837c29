"""Programs of the machine that are used where they are installed: found, run, ended in time."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

_OURS: Final = "KENG_"


@dataclass(frozen=True)
class Ran:
    """What a program left behind: its exit code, and what it wrote; code None = out of time."""

    code: int | None
    out: bytes = b""
    err: bytes = b""


def run(
    command: Sequence[str],
    *,
    seconds: float,
    given: bytes = b"",
    settings: Mapping[str, str] | None = None,
) -> Ran:
    """Run a program with `given` on its standard input; its children end with it.

    `settings` are added to the environment, without what is Keng's own: passwords and keys may
    stand there, and the program reads files of strangers. Raises OSError where it cannot be
    started.
    """
    theirs = {name: text for name, text in os.environ.items() if not name.startswith(_OURS)}
    with subprocess.Popen(  # noqa: S603 found on PATH, and every argument is our own
        list(command),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**theirs, **(settings or {})},
        start_new_session=True,  # a group of its own, so that helpers of the program end too
    ) as process:
        try:
            out, err = process.communicate(given, timeout=seconds)
        except subprocess.TimeoutExpired:
            _end(process)
            process.communicate()
            return Ran(None)
        except BaseException:
            _end(process)
            raise
    return Ran(process.returncode, out, err)


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
