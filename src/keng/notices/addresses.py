"""Secrets that stand in addresses: random ones that are stored as digests, and signed ones. Pure.

An address with a secret works without a session: a calendar or a mail program cannot sign in.
"""

from __future__ import annotations

import hashlib
from secrets import token_urlsafe
from typing import Final

_BYTES: Final = 32


def new_secret() -> str:
    """256 random bits, as letters that may stand in an address."""
    return token_urlsafe(_BYTES)


def digest_of(secret: str) -> str:
    """What is stored of such a secret: a plain digest is enough, nobody guesses 256 bits."""
    return hashlib.sha256(f"feed:{secret}".encode()).hexdigest()
