"""Codes that a phone makes of a secret and the time (RFC 6238: SHA-1, 30 s, 6 digits). Pure."""

from __future__ import annotations

import base64
import hmac
import struct
from datetime import datetime
from secrets import token_bytes
from typing import Final
from urllib.parse import quote, urlencode

ISSUER: Final = "Keng"
_STEP_SECONDS: Final = 30
_DIGITS: Final = 6
_SECRET_BYTES: Final = 20
_AROUND: Final = (-1, 0, 1)  # a phone's clock may be half a minute off


def new_secret() -> bytes:
    """A secret of the length that RFC 4226 recommends."""
    return token_bytes(_SECRET_BYTES)


def code_of(secret: bytes, count: int) -> str:
    """The code of one stretch of 30 seconds.

    >>> code_of(b"12345678901234567890", 1)
    '287082'
    """
    digest = hmac.digest(secret, struct.pack(">Q", count), "sha1")
    place = digest[-1] & 0x0F
    (number,) = struct.unpack(">I", digest[place : place + 4])
    return str((number & 0x7FFFFFFF) % 10**_DIGITS).zfill(_DIGITS)


def matching_count(secret: bytes, typed: str, *, at: datetime, after: int) -> int | None:
    """The stretch whose code was typed, if it is near the moment and later than `after`, else None.

    A code that was used once, or an older one, is none.
    """
    if not typed.isascii():
        return None
    now = int(at.timestamp()) // _STEP_SECONDS
    for count in (now + one for one in _AROUND):
        if count > after and hmac.compare_digest(code_of(secret, count), typed):
            return count
    return None


def readable(secret: bytes) -> str:
    """The secret for who types it: base32 in groups of four."""
    text = base64.b32encode(secret).decode()
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def address_of(secret: bytes, login: str) -> str:
    """What the picture for the phone holds: the otpauth address that every such app reads."""
    told = {"secret": base64.b32encode(secret).decode(), "issuer": ISSUER}
    return f"otpauth://totp/{quote(f'{ISSUER}:{login}')}?{urlencode(told)}"
