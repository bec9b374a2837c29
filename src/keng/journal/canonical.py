"""One way to write a value as bytes, so that equal facts have equal digests on every engine."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

# Made once: an import commits to tens of thousands of rows, and json.dumps makes one each time.
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(value: object) -> bytes:
    """The value as JSON with sorted keys, no spaces and no escapes, in UTF-8.

    Knows mappings with text keys, sequences, text, whole numbers, booleans, None, days and aware
    moments (a moment is written in UTC with microseconds). Raises TypeError for anything else: a
    float, because its digits are not exact, and a naive moment, because it names no instant.
    """
    return _ENCODER.encode(_plain(value)).encode()


def moment_text(at: datetime) -> str:
    """An aware moment as text: UTC, microseconds, always the same length."""
    if at.tzinfo is None:
        raise TypeError("a moment without a time zone names no instant")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _plain(value: object) -> object:
    if value is None or isinstance(value, str | int):  # bool is an int
        return value
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {_key(key): _plain(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [_plain(item) for item in value]
    raise TypeError(f"{type(value).__name__} cannot be written exactly")


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"a key must be text, not {type(key).__name__}")
    return key
