"""A virus scanner beside Keng: clamd, over its socket (INSTREAM). Optional, but asked where set.

A scanner that is set and does not answer lets nothing through: whoever set it relies on it.
"""

from __future__ import annotations

import socket
import struct
from typing import BinaryIO, Final
from urllib.parse import urlsplit

from keng.kernel.errors import BadInput, DomainError

_PIECE: Final = 64 * 1024
_SECONDS: Final = 60.0
_LONGEST_ANSWER: Final = 4096


class ScannerAway(DomainError):
    """The scanner that was set up does not answer; nothing is taken meanwhile."""

    default_code = "scanner_away"


def connected(address: str) -> socket.socket:
    """A connection to `unix:/path/of/clamd.ctl` or `tcp://127.0.0.1:3310`; OSError, ValueError."""
    parts = urlsplit(address)
    if parts.scheme == "unix" and parts.path:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(_SECONDS)
        try:
            connection.connect(parts.path)
        except OSError:
            connection.close()
            raise
        return connection
    if parts.scheme == "tcp" and parts.hostname and parts.port:
        return socket.create_connection((parts.hostname, parts.port), _SECONDS)
    raise ValueError(f"{address}: unix:/path or tcp://host:port")


def is_alive(address: str) -> bool:
    """Whether the scanner answers."""
    try:
        with connected(address) as connection:
            connection.sendall(b"zPING\0")
            return connection.recv(_LONGEST_ANSWER).startswith(b"PONG")
    except (OSError, ValueError):
        return False


def scan(file: BinaryIO, *, filename: str, address: str) -> None:
    """Raise BadInput for a file in which the scanner finds something, ScannerAway unanswered."""
    file.seek(0)
    try:
        with connected(address) as connection:
            connection.sendall(b"zINSTREAM\0")
            while piece := file.read(_PIECE):
                connection.sendall(struct.pack(">I", len(piece)) + piece)
            connection.sendall(struct.pack(">I", 0))
            answer = connection.recv(_LONGEST_ANSWER).rstrip(b"\0\n").decode(errors="replace")
    except (OSError, ValueError) as error:
        raise _away() from error
    finally:
        file.seek(0)
    if answer.endswith("FOUND"):
        raise BadInput(
            f"Máy quét vi-rút thấy mã độc trong tệp “{filename}”; Keng không nhận. Hãy quét máy "
            "của bạn.",
            message_en=f'The scanner found a virus in "{filename}"; it is not taken. Scan your own '
            "computer.",
            code="virus_found",
        )
    if not answer.endswith("OK"):
        raise _away()


def _away() -> ScannerAway:
    return ScannerAway(
        "Máy quét vi-rút của máy chủ không trả lời nên chưa nhận được tệp; hãy thử lại sau và báo "
        "người vận hành máy chủ (keng doctor).",
        message_en="The virus scanner of the server does not answer, so no file is taken; try "
        "again later and tell whoever runs the server (keng doctor).",
    )
