"""A PDF beside the Word file, where LibreOffice is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from keng.kernel.errors import DomainError

SECONDS = 120


class NoOffice(DomainError):
    """There is no LibreOffice on this machine, or it did not make the file."""

    default_code = "no_office"


def office() -> str | None:
    """Where LibreOffice is, or None."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def to_pdf(content: bytes) -> bytes:
    """Convert a .docx to PDF.

    Each run has a profile of its own: two conversions with one profile at the same time fail
    without a word. Raises NoOffice where LibreOffice is missing, takes over two minutes or makes
    no file.
    """
    program = office()
    if program is None:
        raise NoOffice(
            "Máy này chưa cài LibreOffice nên không tạo được PDF; tệp Word vẫn đầy đủ, hãy mở bằng "
            "Word và lưu thành PDF, hoặc cài gói libreoffice-writer.",
            message_en="LibreOffice is not installed, so there is no PDF; the Word file is whole. "
            "Save it as PDF from Word, or install libreoffice-writer.",
        )
    with tempfile.TemporaryDirectory() as folder:
        return _convert(program, content, Path(folder))


def _convert(program: str, content: bytes, folder: Path) -> bytes:
    source, made = folder / "paper.docx", folder / "paper.pdf"
    source.write_bytes(content)
    profile = (folder / "profile").as_uri()
    command = [
        *(program, f"-env:UserInstallation={profile}", "--headless", "--norestore"),
        *("--convert-to", "pdf", "--outdir", str(folder), str(source)),
    ]
    try:
        subprocess.run(  # noqa: S603 found on PATH, and every argument is a path of our own
            command, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        made.unlink(missing_ok=True)
    if not made.exists():
        raise NoOffice(
            "LibreOffice không tạo được PDF từ tệp này; hãy mở tệp Word và lưu thành PDF.",
            message_en="LibreOffice made no PDF of this file; save it as PDF from Word.",
        )
    return made.read_bytes()
