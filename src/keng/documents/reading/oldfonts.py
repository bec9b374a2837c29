"""Letters of the time before Unicode: TCVN3 (fonts .VnTime) and VNI, turned into Unicode.

Both put Vietnamese letters where Western fonts have others, so that "Công an" shows as "C«ng an" or
"Coâng an" wherever the font is lost. TCVN3 has one character a letter, VNI a letter and a mark.
Capitals with a tone have no place in TCVN3: its fonts .VnTimeH draw small letters as capitals.
Source: TCVN 5712:1993 (third set) and the code page of VNI for Windows, written down by us.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from keng.documents.reading.syllables import Look, look_of

# Each row: letter, then its forms with grave, hook, tilde, acute and dot below.
_TCVN3_ROWS: Final = (
    ("a", "aàảãáạ", "aµ¶·¸¹"),
    ("ă", "ăằẳẵắặ", "¨»¼½¾Æ"),
    ("â", "âầẩẫấậ", "©ÇÈÉÊË"),
    ("e", "eèẻẽéẹ", "eÌÎÏÐÑ"),
    ("ê", "êềểễếệ", "ªÒÓÔÕÖ"),
    ("i", "iìỉĩíị", "i×ØÜÝÞ"),
    ("o", "oòỏõóọ", "oßáâãä"),
    ("ô", "ôồổỗốộ", "«åæçèé"),
    ("ơ", "ơờởỡớợ", "¬êëìíî"),
    ("u", "uùủũúụ", "uïñòóô"),
    ("ư", "ưừửữứự", "\u00adõö÷øù"),
    ("y", "yỳỷỹýỵ", "yúûüýþ"),
    ("", "đĐĂÂÊÔƠƯ", "®§¡¢£¤¥¦"),
)
_TCVN3: Final = {
    ord(old): new
    for _, letters, codes in _TCVN3_ROWS
    for new, old in zip(letters, codes, strict=True)
}
_TONES: Final = {
    "ø": "\u0300",
    "û": "\u0309",
    "õ": "\u0303",
    "ù": "\u0301",
    "ï": "\u0323",
}
_BREVE: Final = {"ê": "", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "é": "\u0301", "ë": "\u0323"}
_CIRCUMFLEX: Final = {
    "â": "",
    "à": "\u0300",
    "å": "\u0309",
    "ã": "\u0303",
    "á": "\u0301",
    "ä": "\u0323",
}
_VNI_ALONE: Final = {"ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI_HORNED: Final = {"ô": "ơ", "ö": "ư"}
# One pass for both, so that what a pair became is not taken for a letter of the old font.
_VNI: Final = re.compile("([aeouyôö])([øûõùïêèúüéëâàåãáä])|[ñíìæóòîôö]", re.IGNORECASE)
# The five codes that Windows-1252 leaves free come through as control characters.
_BYTES: Final = {chr(code): code for code in range(0x100)} | {
    bytes([code]).decode("cp1252", errors="ignore") or chr(code): code for code in range(0x80, 0xA0)
}
_CLEARLY_BETTER: Final = 0.25


def from_tcvn3(text: str) -> str:
    """The text of a TCVN3 font, its characters given as Windows-1252 shows them."""
    return text.translate(_TCVN3)


def from_vni(text: str) -> str:
    """The text of a VNI font, its characters given as Windows-1252 shows them."""
    return unicodedata.normalize("NFC", _VNI.sub(_vni_letter, text))


def from_font(text: str, font: str) -> str:
    """The text of a run set in `font`, where that is one of the old fonts; else as it is."""
    name = font.lower()
    if name.startswith(".vn"):
        turned = from_tcvn3(text)
        return turned.upper() if name.endswith("h") else turned
    return from_vni(text) if name.startswith("vni") else text


def repaired(text: str) -> tuple[str, str]:
    """The text in Unicode and the name of what it was in: "TCVN3", "VNI", "UTF-8 hai lần" or "".

    A text is changed only where the change makes it clearly more Vietnamese.
    """
    as_it_is = look_of(text)
    if not as_it_is.is_judged or as_it_is.is_vietnamese or text.isascii():
        return text, ""
    tried = [(from_tcvn3(text), "TCVN3"), (from_vni(text), "VNI")]
    twice = _encoded_twice(text)
    if twice:
        tried.append((twice, "UTF-8 hai lần"))
    best, name = max(tried, key=lambda pair: _worth(look_of(pair[0])))
    look = look_of(best)
    if look.is_vietnamese and _worth(look) >= _worth(as_it_is) + _CLEARLY_BETTER:
        return best, name
    return text, ""


def _worth(look: Look) -> float:
    return look.valid + look.marked


def _encoded_twice(text: str) -> str:
    """The text whose UTF-8 was taken for Windows-1252 and written as UTF-8 again; else ""."""
    try:
        return bytes(_BYTES[letter] for letter in text).decode("utf-8")
    except (KeyError, UnicodeError):
        return ""


def _vni_letter(found: re.Match[str]) -> str:
    if found[1] is None:
        return _vni_alone(found[0])
    letter, mark = found[1], found[2].lower()
    base = letter.lower()
    if mark in _TONES:
        return _cased(_VNI_HORNED.get(base, base) + _TONES[mark], letter)
    if base == "a" and mark in _BREVE:
        return _cased("ă" + _BREVE[mark], letter)
    if base in "aeo" and mark in _CIRCUMFLEX:
        return _cased(base + "\u0302" + _CIRCUMFLEX[mark], letter)
    return _vni_alone(letter) + found[2]


def _vni_alone(letter: str) -> str:
    base = letter.lower()
    return _cased(_VNI_ALONE.get(base) or _VNI_HORNED.get(base) or base, letter)


def _cased(made: str, like: str) -> str:
    return made.upper() if like.isupper() else made
