"""What the server writes about itself: one line of JSON for each event, and nothing of persons.

A line names the place in the program and the kind of an error. What a database says in detail holds
the values of the row at hand, and what people typed stands behind the ? of an address: neither is
written.
"""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Final

_FRAMES: Final = 12
_DETAIL: Final = "\nDETAIL:"


class Lines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """`at` (UTC), `level`, `logger`, `said`; with an error its kind, its words and its way."""
        told: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "said": record.getMessage(),
        }
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            told["error"] = type(error).__name__
            told["words"] = str(error).partition(_DETAIL)[0].strip()
            told["way"] = _way(record.exc_info[2])
        return json.dumps(told, ensure_ascii=False)


def _way(trace: TracebackType | None) -> list[str]:
    """Where the error came through, the place of its rise last; no values of variables."""
    frames = traceback.extract_tb(trace)[-_FRAMES:]
    return [f"{one.filename}:{one.lineno} {one.name}" for one in frames]


def logging_settings() -> dict[str, Any]:
    """Warnings and errors to standard error, where systemd and containers gather them.

    Without this Django mails errors to nobody and they are lost. Refused and missing pages (403,
    404, 409) are everyday and are not written.
    """
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": "keng.config.logs.Lines"}},
        "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["lines"], "level": "WARNING"},
        "loggers": {
            "django": {"handlers": [], "level": "WARNING"},
            "django.request": {"level": "ERROR"},
        },
    }
