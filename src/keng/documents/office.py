"""LibreOffice, where it is installed: turns a file of one kind into another."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path
from typing import Final

from keng.documents.archives import OLE_START
from keng.documents.programs import run

SECONDS: Final = 120
_RTF: Final = b"{\\rtf"
# The reader of RTF opens the picture that a field names, whatever the profile says. Without their
# instructions fields show what they showed when the file was saved.
_INSTRUCTION: Final = re.compile(rb"\\fldinst", re.IGNORECASE)
_NO_INSTRUCTION: Final = b"\\kengleftout"

# The files come from strangers. Left to itself, LibreOffice fetches what a file links to: pictures
# from inside the network of the office and from the disk of the server. The profile of each run
# says that no document is trusted to do so, and that the way out is a proxy that is not there.
_PROFILE: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
           xmlns:xs="http://www.w3.org/2001/XMLSchema"
           xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetNoProxy" oor:op="fuse"><value></value></prop></item>
</oor:items>
"""


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
        if suffix == ".rtf" or content.startswith(_RTF):
            content = _INSTRUCTION.sub(lambda _: _NO_INSTRUCTION, content)
        source.write_bytes(content)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_PROFILE, encoding="utf-8")
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
