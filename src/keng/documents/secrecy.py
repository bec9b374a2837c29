"""Marks of secrecy: a text that bears one is refused before it is stored (Law on state secrets).

Only the stamp itself counts: capitals standing alone, or after "Độ mật:". Sentences that speak
of secrets ("giữ bí mật", "bảo mật") are ordinary text.
"""

from __future__ import annotations

import re
import unicodedata

_STAMP = re.compile(
    r"^[\s\[(“\"*\-–]*(?:[ĐD][ỘộOo]\s+[MmẬậAaTt]{3}\s*[:：]\s*)?"
    r"(TUYỆT\s+MẬT|TỐI\s+MẬT|MẬT)[\s\])”\"*.\-–]*$"
)


def secrecy_mark(text: str) -> str | None:
    """The mark that a line or cell bears as a stamp, or None.

    >>> secrecy_mark("TỐI MẬT"), secrecy_mark("Độ mật: MẬT"), secrecy_mark("Giữ bí mật")
    ('TỐI MẬT', 'MẬT', None)
    """
    if len(text) > 40 or "M" not in text:
        return None
    found = _STAMP.match(unicodedata.normalize("NFC", text))
    return " ".join(found[1].split()) if found else None


_FADED = {"MAT": "MẬT", "TOI MAT": "TỐI MẬT", "TUYET MAT": "TUYỆT MẬT"}


def faded_secrecy_mark(text: str) -> str | None:
    """The mark that a line may be whose diacritics were lost or misread by a machine, or None.

    Only for lines that a machine recognised: a typed "MÁT" is no stamp.

    >>> faded_secrecy_mark("TÓI MÁT"), faded_secrecy_mark("Tối mắt")
    ('TỐI MẬT', None)
    """
    if len(text) > 12 or not text.isupper():
        return None
    letters = unicodedata.normalize("NFD", text)
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _FADED.get(" ".join(bare.split()))
