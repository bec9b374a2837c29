"""Salted commitments: the journal can prove what a row said without saying it.

The digest stands in the journal, the salt beside the row. With both, a changed row is found; with
the digest alone, even a figure of one digit cannot be guessed. Destroying the salt destroys the
way back, and the chain still verifies.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from secrets import token_hex

from keng.journal.canonical import canonical

SALT_BYTES = 16


def new_salt() -> str:
    """A fresh random salt, 32 hexadecimal digits; one per committed row, never used twice."""
    return token_hex(SALT_BYTES)


def digest(salt: str, payload: Mapping[str, object]) -> str:
    """The commitment to `payload` under a salt of `new_salt`: HMAC-SHA-256, 64 hexadecimal digits.

    The payload may hold any text, whole numbers, days and moments (`canonical`); TypeError for what
    cannot be written exactly. The salt is taken as it stands, so that one spoilt by hand gives
    another digest, which verification names, and not an error that would end it.
    """
    return hmac.new(salt.encode(), canonical(payload), "sha256").hexdigest()
