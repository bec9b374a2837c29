"""Secrets of signing in, kept so that the database alone does not give them away.

The keys come from the seal key (HKDF, one purpose each), which lies outside the database: a stolen
backup holds no second step that could be used. After a change of the key the old one still opens.
"""

from __future__ import annotations

import base64
import hmac
import os
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from keng.journal.keys import seal_keys
from keng.kernel.errors import WrongState

_NONCE: Final = 12


def sealed(secret: bytes, *, account_id: int) -> str:
    """The secret as it is stored; it opens for this account only."""
    nonce = os.urandom(_NONCE)
    key = _derived(seal_keys()[0], b"keng second step")
    closed = AESGCM(key).encrypt(nonce, secret, str(account_id).encode())
    return base64.b64encode(nonce + closed).decode()


def opened(text: str, *, account_id: int) -> bytes:
    """The secret again. Raises WrongState on a machine without the key that sealed it."""
    content = base64.b64decode(text)
    for key in seal_keys():
        cipher = AESGCM(_derived(key, b"keng second step"))
        try:
            return cipher.decrypt(content[:_NONCE], content[_NONCE:], str(account_id).encode())
        except InvalidTag:
            continue
    raise WrongState(
        "Máy chủ không mở được bước xác nhận thứ hai của tài khoản này (khóa đã đổi); hãy nhờ quản "
        "trị viên đặt lại bước thứ hai.",
        message_en="The server cannot open the second step of this account (its key has changed); "
        "ask the administrator to reset the second step.",
    )


def marks_of(code: str, *, account_id: int) -> list[str]:
    """How a recovery code may stand in the database: under each key, the one in use first."""
    text = f"{account_id}:{code}".encode()
    return [
        hmac.digest(_derived(key, b"keng recovery code"), text, "sha256").hex()
        for key in seal_keys()
    ]


def _derived(key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(key)
