"""LibreOffice, where it is installed: turns a file of one kind into another."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Final

from keng.documents.archives import OLE_START
from keng.documents.programs import run

SECONDS: Final = 120
_RTF: Final = b"{\\rtf"


def office() -> str | None:
    """Where LibreOffice is, or None."""
    return shutil.which("soffice") or shutil.which("libreoffice")


_FILTERS: Final = {
    ".docx": "MS Word 2007 XML",
    ".doc": "MS Word 97",
    ".rtf": "Rich Text Format",
    ".odt": "writer8",
}


def converted(program: str, content: bytes, *, suffix: str, to: str) -> bytes | None:
    """The file, whose name would end in `suffix` (".docx"), as another kind (`to`: "pdf").

    It is read as what the suffix says: left to itself, LibreOffice takes a damaged file for plain
    text and converts its bytes.

    None where LibreOffice takes over two minutes or makes no file. Each run has a profile of its
    own: two conversions with one profile at the same time fail without a word.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / f"paper{suffix}"
        made = folder / "made" / f"paper.{to}"
        source.write_bytes(content)
        command = [
            *(program, f"-env:UserInstallation={(folder / 'profile').as_uri()}"),
            *("--headless", "--norestore", f"--infilter={_FILTERS[suffix]}"),
            *("--convert-to", to),
            *("--outdir", str(made.parent), str(source)),
        ]
        ran = run(command, seconds=SECONDS)
        return made.read_bytes() if ran.code is not None and made.exists() else None


def suffix_of(content: bytes) -> str:
    """How the name of such a file ends, told by its first bytes."""
    if content.startswith(OLE_START):
        return ".doc"
    return ".rtf" if content.startswith(_RTF) else ".odt"
