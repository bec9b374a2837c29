"""Files judged by their bytes, and the scanner that is asked."""

from __future__ import annotations

import io
import socket
import struct
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from keng.documents import door, virusscan
from keng.documents.virusscan import ScannerAway
from keng.kernel.errors import BadInput

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def a_zip(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_bin", ".bin"), content)
    return out.getvalue()


def a_picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "PNG")
    return out.getvalue()


def judged(content: bytes, filename: str = "bao-cao.docx") -> None:
    door.admit(io.BytesIO(content), filename=filename, size=len(content))


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7 ...",
        a_zip(word__document=b"x"),
        a_picture(),
        "Báo cáo tháng 8\n".encode(),
        "Báo cáo".encode("utf-16"),
        "B\u00e1o c\u00e1o".encode("cp1252"),
        b"",
    ],
    ids=["pdf", "package", "picture", "text", "utf-16", "old encoding", "empty"],
)
def test_what_some_room_reads_passes(content: bytes) -> None:
    judged(content)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"MZ\x90\x00", "program"),
        (b"\x7fELF\x02", "program"),
        (b"#!/bin/sh\nrm -rf /", "program"),
        (b"  <HTML><body>", "active_content"),
        (b"<?xml version='1.0'?><svg onload='x'>", "active_content"),
        (b"x <ScRiPt>alert(1)", "active_content"),
        (a_zip(word__vbaProject_bin=b"x"), "macros"),
        (a_zip(big=b"0" * 60_000_000), "archive_bomb"),
        (b"Rar!\x1a\x07\x01\x00", "unknown_kind"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "unknown_kind"),
    ],
)
def test_what_nobody_wants_is_refused_whatever_it_is_called(content: bytes, code: str) -> None:
    with pytest.raises(BadInput) as refusal:
        judged(content, "bao-cao.docx")

    assert refusal.value.code == code
    assert "bao-cao.docx" in refusal.value.message


def test_the_limit_of_size_is_asked_before_anything_is_read() -> None:
    with pytest.raises(BadInput) as refusal:
        door.admit(io.BytesIO(b""), filename="a", size=door.MOST_BYTES + 1)

    assert refusal.value.code == "file_too_large"


def test_the_file_stands_at_its_beginning_afterwards() -> None:
    file = io.BytesIO(b"%PDF-1.7")

    door.admit(file, filename="a", size=8)

    assert file.read() == b"%PDF-1.7"


class Clamd(threading.Thread):
    """A scanner that speaks the protocol and knows one virus."""

    def __init__(self, path: Path) -> None:
        super().__init__(daemon=True)
        self.listening = socket.socket(socket.AF_UNIX)
        self.listening.bind(str(path))
        self.listening.listen()

    def run(self) -> None:
        while True:
            try:
                connection, _ = self.listening.accept()
            except OSError:
                return
            with connection, connection.makefile("rwb") as stream:
                self._answer(stream)

    def _answer(self, stream: io.BufferedRWPair) -> None:
        asked = b""
        while not asked.endswith(b"\0"):
            asked += stream.read(1)
        if asked == b"zPING\0":
            stream.write(b"PONG\0")
            return
        content = b""
        while size := struct.unpack(">I", stream.read(4))[0]:
            content += stream.read(size)
        found = b"Eicar-Test FOUND" if EICAR in content else b"OK"
        stream.write(b"stream: " + found + b"\0")


@pytest.fixture
def clamd(tmp_path: Path) -> Iterator[str]:
    """The address of a scanner."""
    scanner = Clamd(tmp_path / "clamd.ctl")
    scanner.start()
    yield f"unix:{tmp_path / 'clamd.ctl'}"
    scanner.listening.shutdown(socket.SHUT_RDWR)
    scanner.listening.close()
    scanner.join()


def test_the_scanner_says_what_it_finds(clamd: str) -> None:
    assert virusscan.is_alive(clamd)
    virusscan.scan(io.BytesIO(b"x" * 200_000), filename="a", address=clamd)

    with pytest.raises(BadInput) as refusal:
        virusscan.scan(io.BytesIO(b"x" * 70_000 + EICAR), filename="a", address=clamd)

    assert refusal.value.code == "virus_found"


@pytest.mark.parametrize("address", ["unix:/khong/co", "tcp://127.0.0.1:1", "http://x", ""])
def test_a_scanner_that_is_away_lets_nothing_through(address: str) -> None:
    assert not virusscan.is_alive(address)
    with pytest.raises(ScannerAway):
        virusscan.scan(io.BytesIO(b"x"), filename="a", address=address)
