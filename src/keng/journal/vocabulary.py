"""What may stand in the journal: ids, codes, numbers, days, moments, digests. Never free text.

The journal cannot be corrected and goes into every backup, so a name or a sentence that got in
would stay for good (semantics 30). Text is therefore admitted by shape only: lower-case ASCII
codes without spaces, periods, days, moments, hexadecimal digests. A login or a name that happens
to look like a code cannot be told apart by its shape: people are referenced by account id.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

LONGEST_TEXT = 160

_CODE = r"[a-z0-9](?:[a-z0-9_.:/@+=;,\[-]*[a-z0-9\]])?"
_PERIOD = r"\d{4}(?:H[12]|Q[1-4])(?:@[a-z0-9-]+)?"
_MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d)"
_TEXT = re.compile(rf"(?:{_CODE}|{_PERIOD}|{_MOMENT})?")
_VERB = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*")
_STREAM = re.compile(rf"[a-z][a-z_]*:{_CODE}")


class NotForTheJournal(ValueError):
    """A caller tried to journal something that is not a reference. This is a bug in the caller."""


def checked_stream(stream: str) -> str:
    """The name of a stream: a kind of subject, a colon, its id or code ("submission:41")."""
    return _checked(stream, _STREAM, "stream")


def checked_verb(verb: str) -> str:
    """The verb of an entry: dotted lower-case words ("reporting.submitted")."""
    return _checked(verb, _VERB, "verb")


def checked_facts(facts: Mapping[str, object]) -> dict[str, object]:
    """The facts as plain JSON values.

    Raises NotForTheJournal for text that has no admitted shape, for a float, and for any other
    type. The message names the place and not the text: it may end in a log.
    """
    return {_checked(key, _TEXT, "key"): _admitted(value, key) for key, value in facts.items()}


def _admitted(value: object, where: str) -> object:
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, str):
        return _checked(value, _TEXT, where)
    if isinstance(value, Mapping):
        return {
            _checked(key, _TEXT, where): _admitted(item, f"{where}.{key}")
            for key, item in value.items()
        }
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [_admitted(item, where) for item in value]
    raise NotForTheJournal(f"{where}: {type(value).__name__} is not a reference")


def _checked(text: str, pattern: re.Pattern[str], where: str) -> str:
    if len(text) > LONGEST_TEXT or not pattern.fullmatch(text):
        raise NotForTheJournal(f"{where}: text that is not a code, period, day, moment or digest")
    return text
