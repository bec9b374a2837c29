"""What LibreOffice is given and what it may reach, when it opens the file of a stranger."""

from __future__ import annotations

import io
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from keng.documents.office import converted, office
from keng.documents.programs import run

_ODT = "application/vnd.oasis.opendocument.text"
_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        *(("office", "office"), ("text", "text"), ("draw", "drawing")),
        ("svg", "svg-compatible"),
    )
)


class Listener(HTTPServer):
    """A machine inside the network of the office that notes who asks it for anything."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        super().__init__(("127.0.0.1", 0), _Note)

    @property
    def address(self) -> str:
        """Where it is found."""
        return f"http://127.0.0.1:{self.server_port}"


class _Note(BaseHTTPRequestHandler):
    server: Listener

    def parse_request(self) -> bool:
        """Note whatever is asked; no method is known, so all of it is refused."""
        is_read = super().parse_request()
        self.server.asked.append(self.requestline)
        return is_read

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@pytest.fixture
def listener() -> Iterator[Listener]:
    with Listener() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A red picture on the disk of the server."""
    Image.new("RGB", (60, 60), (255, 0, 0)).save(tmp_path / "red.png")
    return tmp_path / "red.png"


def an_odt(*links: str) -> bytes:
    frames = "".join(
        f'<draw:frame svg:width="3cm" svg:height="3cm"><draw:image xlink:href="{link}" '
        'xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame>'
        for link in links
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", _ODT)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
            f' manifest:version="1.2"><manifest:file-entry manifest:full-path="/" '
            f'manifest:media-type="{_ODT}"/><manifest:file-entry manifest:full-path="content.xml" '
            'manifest:media-type="text/xml"/></manifest:manifest>',
        )
        archive.writestr(
            "content.xml",
            f'<office:document-content {_NAMES} xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'office:version="1.2"><office:body><office:text><text:p>Báo cáo {frames}</text:p>'
            "</office:text></office:body></office:document-content>",
        )
    return made.getvalue()


def an_rtf(*links: str) -> bytes:
    fields = "".join(
        rf'{{\field{{\*\fldinst INCLUDEPICTURE "{link}" \\d}}{{\fldrslt shown}}}}' for link in links
    )
    return rf"{{\rtf1\ansi Hello {fields}}}".encode()


def shown(content: bytes, suffix: str) -> tuple[str, bool]:
    """The text of the PDF that it becomes, and whether anything red is on its pages."""
    program = office()
    assert program
    made = converted(program, content, suffix=suffix, to="pdf")
    assert made
    with pypdfium2.PdfDocument(made) as document:
        text = document[0].get_textpage().get_text_range()
        pixels = document[0].render(scale=1).to_pil().convert("RGB").tobytes()
    return text, b"\xff\x00\x00" * 5 in pixels


@pytest.mark.libreoffice
@pytest.mark.parametrize("suffix", [".odt", ".rtf"])
def test_a_file_fetches_nothing_from_the_network_and_nothing_from_the_disk(
    suffix: str, listener: Listener, picture: Path
) -> None:
    make = an_odt if suffix == ".odt" else an_rtf
    content = make(f"{listener.address}/inside.png", picture.as_uri(), str(picture))

    text, is_red = shown(content, suffix)

    assert ("Báo cáo" if suffix == ".odt" else "shown") in text
    assert listener.asked == []
    assert not is_red


def test_a_program_is_told_no_password_and_no_key_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KENG_DATABASE_URL", "postgresql://keng:illustrative@db/keng")
    monkeypatch.setenv("KENG_SEAL_KEY", "ab" * 32)
    monkeypatch.setenv("OF_THE_MACHINE", "stays")

    told = run(["env"], seconds=20, settings={"OMP_THREAD_LIMIT": "1"}).out.decode()

    assert "KENG_" not in told
    assert "OF_THE_MACHINE=stays" in told
    assert "OMP_THREAD_LIMIT=1" in told
