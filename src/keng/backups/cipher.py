"""A stream under a passphrase: read to its end, or not at all believed.

The key comes from the passphrase by scrypt. The stream is cut into pieces, each sealed by
AES-256-GCM under a number that also says whether it is the last one, so that a piece that was
changed, moved, left out or cut off at the end is noticed (the STREAM construction of Hoang,
Reyhanitabar, Rogaway and Vizár, 2015). The head is sealed with every piece.
"""

from __future__ import annotations

import io
import json
import os
from typing import IO, TYPE_CHECKING, BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from keng.kernel.errors import BadInput

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

MAGIC: Final = b"KENG-ENCRYPTED-1\n"
SHORTEST_PASSPHRASE: Final = 12
_PIECE: Final = 256 * 1024
_TAG: Final = 16
_PREFIX: Final = 7
_LONGEST_HEAD: Final = 1000
_WORK: Final = {"n": 2**16, "r": 8, "p": 1}  # 64 MiB and about a quarter of a second a guess


class SealingWriter(io.RawIOBase):
    """Takes bytes and writes them sealed; only `close` makes the stream whole."""

    def __init__(self, out: BinaryIO, passphrase: str) -> None:
        _require_long(passphrase)
        salt, self._prefix = os.urandom(16), os.urandom(_PREFIX)
        told = {**_WORK, "salt": salt.hex(), "prefix": self._prefix.hex()}
        self._head = MAGIC + json.dumps(told).encode() + b"\n"
        self._cipher = AESGCM(_key(passphrase, salt, _WORK))
        self._out, self._number, self._waiting = out, 0, bytearray()
        out.write(self._head)

    def writable(self) -> bool:
        """It is for writing."""
        return True

    def write(self, data: ReadableBuffer, /) -> int:
        """Keep what comes, and write each full piece once it is known not to be the last."""
        given = memoryview(data).tobytes()
        self._waiting += given
        while len(self._waiting) > _PIECE:
            self._put(bytes(self._waiting[:_PIECE]), last=False)
            del self._waiting[:_PIECE]
        return len(given)

    def close(self) -> None:
        """Write the last piece; the file below stays open."""
        if not self.closed:
            self._put(bytes(self._waiting), last=True)
        super().close()

    def _put(self, piece: bytes, *, last: bool) -> None:
        nonce = _nonce(self._prefix, self._number, last=last)
        self._out.write(self._cipher.encrypt(nonce, piece, self._head))
        self._number += 1


class OpeningReader(io.RawIOBase):
    """Gives back what a `SealingWriter` took. Raises BadInput at the first piece that is not so."""

    def __init__(self, source: IO[bytes], passphrase: str) -> None:
        line = source.readline(len(MAGIC)) + source.readline(_LONGEST_HEAD)
        try:
            told = json.loads(line.removeprefix(MAGIC))
            work = {name: int(told[name]) for name in _WORK}
            salt, self._prefix = bytes.fromhex(told["salt"]), bytes.fromhex(told["prefix"])
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
            raise _damaged() from error
        if work != _WORK:
            raise _damaged()
        self._head, self._cipher = line, AESGCM(_key(passphrase, salt, work))
        self._source, self._number, self._opened = source, 0, memoryview(b"")
        self._next, self._ended = source.read(_PIECE + _TAG), False

    def readable(self) -> bool:
        """It is for reading."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill the buffer as far as the piece at hand reaches."""
        while not self._opened and not self._ended:
            self._open_next()
        target = memoryview(buffer).cast("B")
        taken = min(len(target), len(self._opened))
        target[:taken] = self._opened[:taken]
        self._opened = self._opened[taken:]
        return taken

    def _open_next(self) -> None:
        piece, self._next = self._next, self._source.read(_PIECE + _TAG)
        self._ended = not self._next
        nonce = _nonce(self._prefix, self._number, last=self._ended)
        try:
            self._opened = memoryview(self._cipher.decrypt(nonce, piece, self._head))
        except (InvalidTag, ValueError) as error:
            raise _wrong() if self._number == 0 else _damaged() from error
        self._number += 1


def _key(passphrase: str, salt: bytes, work: dict[str, int]) -> bytes:
    kdf = Scrypt(salt=salt, length=32, n=work["n"], r=work["r"], p=work["p"])
    return kdf.derive(passphrase.encode())


def _nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + bytes([last])


def _require_long(passphrase: str) -> None:
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise BadInput(
            f"Cụm mật khẩu của bản sao lưu cần ít nhất {SHORTEST_PASSPHRASE} ký tự.",
            message_en=f"The passphrase of a backup needs {SHORTEST_PASSPHRASE} characters.",
        )


def _wrong() -> BadInput:
    return BadInput(
        "Cụm mật khẩu không đúng, hoặc tệp sao lưu đã hỏng ngay từ đầu.",
        message_en="The passphrase is wrong, or the backup is damaged at its very beginning.",
    )


def _damaged() -> BadInput:
    return BadInput(
        "Tệp sao lưu bị hỏng hoặc bị cắt cụt; hãy dùng bản sao lưu khác.",
        message_en="The backup is damaged or cut short; use another one.",
    )
