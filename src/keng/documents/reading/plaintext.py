"""Plain text: bytes into lines, whatever encoding an office of the last thirty years wrote.

Windows-1258, TCVN3 and VNI share their bytes with Western encodings; which one it is shows in the
words that come out. Where none gives Vietnamese, the file is refused, not guessed at.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import Final

from keng.documents.reading.document import Kind, Page, Place
from keng.documents.reading.drafting import Draft, Job
from keng.documents.reading.notes import said
from keng.documents.reading.oldfonts import from_tcvn3, from_vni, repaired
from keng.documents.reading.refusals import refusal
from keng.documents.reading.syllables import look_of

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LINE_END: Final = re.compile(r"\r\n|\n|\r")


def read_text(content: bytes, job: Job) -> Draft:
    """Read a text file; FileRefused where its letters are in no encoding that we know."""
    draft = Draft(Kind.TXT)
    text, encoding = decoded(content, name=job.name)
    if encoding:
        draft.notes.append(said("decoded", encoding))
    text, font = repaired(text)
    if font:
        draft.notes.append(said("old_font", font))
    lines = _LINE_END.split(text)
    if lines and not lines[-1]:
        lines.pop()  # what follows the last line end is no line
    page = 1 if "\f" in text else 0
    for line in lines:
        page += line.count("\f")
        draft.add(line.replace("\f", ""), Place(page))
    draft.pages = [Page(index, "layer") for index in range(1, page + 1)]
    return draft


def decoded(content: bytes, *, name: str) -> tuple[str, str]:
    """The text of bytes, composed, and the encoding to be told ("" for UTF-8).

    Raises FileRefused ("text_garbled") where no encoding gives a text.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            text = _strictly(content[len(mark) :] if encoding == "utf-8" else content, encoding)
            if text is None:
                raise refusal("text_garbled", name=name)
            return _composed(text), "" if encoding == "utf-8" else encoding.upper()
    text = _strictly(content, "utf-8")
    if text is not None and not _is_wide(content):
        return _composed(text), ""
    if _is_wide(content):
        return _wide(content, name), "UTF-16"
    return _eight_bits(content, name)


def _strictly(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeError:
        return None


def _is_wide(content: bytes) -> bool:
    """Whether two bytes make a letter: then each space, digit and line end has a zero in it."""
    sample = content[:4096]
    return len(sample) >= 4 and sample.count(0) * 8 > len(sample)


def _wide(content: bytes, name: str) -> str:
    even = content[:4096:2].count(0)
    odd = content[1:4096:2].count(0)
    text = _strictly(content, "utf-16-be" if even > odd else "utf-16-le")
    if text is None or "\x00" in text:
        raise refusal("text_garbled", name=name)
    return _composed(text)


def _eight_bits(content: bytes, name: str) -> tuple[str, str]:
    western = content.decode("cp1252", errors="replace")
    # The five bytes that Windows-1252 leaves free, and 0xAD, are letters of the old fonts.
    shown = content.decode("latin-1") if "\ufffd" in western else western
    readings = (
        (_composed(content.decode("cp1258", errors="replace")), "Windows-1258"),
        (from_tcvn3(shown), "TCVN3"),
        (from_vni(shown), "VNI"),
    )
    looks = [(look_of(text), text, encoding) for text, encoding in readings]
    look, text, encoding = max(looks, key=lambda one: one[0].valid + one[0].marked)
    # A short text is judged as well here: there is no other way to know what its bytes mean.
    if look.words == 0 or look.valid < 0.7 or look.marked < 0.3:
        raise refusal("text_garbled", name=name)
    return text, encoding


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)
