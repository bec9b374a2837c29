"""What a token of the API looks like and may do. Pure."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from secrets import token_urlsafe
from typing import Final

PREFIX: Final = "keng_"
HEAD_LENGTH: Final = 10
LONGEST_DAYS: Final = 366


class TokenScope(StrEnum):
    """What a program may do with a token, within what its person may do."""

    READ = "read"
    WRITE = "write"


def new_token() -> str:
    """A token of 256 random bits, with a beginning by which a scanner of leaked keys knows it."""
    return f"{PREFIX}{token_urlsafe(32)}"


def digest_of(token: str) -> str:
    """How it stands in the database; so many random bits need no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()
