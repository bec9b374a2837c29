"""The administrative unit that a paper is about: the one that issues it, told by where it is named.

A name counts most where the paper closes and where the issuing body is named, less where it is a
neighbour or a parent ("xã A, huyện B").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from keng.kernel.letters import folded, lowered
from keng.prose.text import Span, Text
from keng.prose.zones import header_end

_LEVELS: Final = {
    "dac khu": "đặc khu",
    "thi tran": "thị trấn",
    "phuong": "phường",
    "xa": "xã",
    "thi xa": "thị xã",
    "thanh pho": "thành phố",
    "quan": "quận",
    "huyen": "huyện",
    "tinh": "tỉnh",
}
_LEVEL_WORDS: Final = (
    r"đặc khu|thị trấn|thị xã|phường|thành phố|xã|quận|huyện|tỉnh|dac khu|thi tran|thi xa|phuong"
    r"|thanh pho|xa|quan|huyen|tinh"
)
_NAMED: Final = re.compile(
    rf"(?<!\w)(?P<level>(?i:{_LEVEL_WORDS})) "
    r"(?=(?P<name>[^\W\d_]{1,7}(?:[ -][^\W\d_]{1,7}){0,4}))"
)
_ISSUES: Final = re.compile(r"\b(?:ubnd|uy ban nhan dan)\s$")
_PLACE: Final = re.compile(r"\b(?:dia ban|toan|cua|nhan dan)\s(?:ca\s)?$")
_SIGNED: Final = re.compile(r"\btm\s?\.[^\n]{0,30}?\b(?P<level>xa|phuong|huyen|tinh|thi tran)\b")
_MAKES: Final = re.compile(
    r"\b(?:ubnd|uy ban nhan dan|ban chi dao)\s(?P<level>xa|phuong|thi tran|huyen|tinh|thanh pho)"
    # "UBND huyện về việc báo cáo ..." only names what another paper is about.
    r"(?:(?! ve )[^.;\n]){0,40}?\b(?:xay dung ke hoach|ban hanh ke hoach|bao cao)"
)
_AFTER_COMMA: Final = re.compile(r",\s$")
# "THỊ TRẤN NAM AN BCĐ": what cannot be spoken as one syllable is a short form.
_SYLLABLE: Final = re.compile(r"[^aeiouy]{0,3}[aeiouy]{1,3}[^aeiouy]{0,2}")
# "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" names no commune.
_IS_MOTTO: Final = re.compile(r"hoi\b")
_LONGEST_NAME: Final = 4
_IN_HEADER: Final = 6
# Words that a capital may begin behind a level without belonging to a name.
_NO_NAME: Final = frozenset(
    {"Trong", "Năm", "Ban", "Công", "Đảng", "Bí", "Chủ", "Ủy", "Uỷ", "Báo", "Kế", "Ke", "Ké"}
    | {"Xã", "Phường", "Huyện", "Tỉnh"}
)


@dataclass(frozen=True)
class Named:
    """A unit with its level in small letters: "xã An Lạc"."""

    level: str
    name: str


def main_unit(text: Text, title: Span | None) -> Named | None:
    """The unit whose paper this is, or None where no unit is named."""
    scores: Counter[tuple[str, str]] = Counter()
    closing = text.folded.rfind("tren day la")
    head, issuer = header_end(text), None
    for level, name, start in _mentions(text):
        scores[level, name] += _weight(text, start, closing, title)
        if start < head and text.body[start].isupper():
            issuer = (level, name)  # the body that issues stands below the one above it
    if issuer:
        scores[issuer] += _IN_HEADER
    if not scores:
        return None
    wanted = _level_of_issuer(text)
    fitting = {key: score for key, score in scores.items() if key[0] == wanted}
    (level, name), _ = max((fitting or scores).items(), key=lambda item: item[1])
    return Named(level, f"{level} {name}")


def _mentions(text: Text) -> Iterator[tuple[str, str, int]]:
    for found in _NAMED.finditer(text.body):
        whole = found["level"].isupper()
        words = _name(found["name"].split(" "), capitals=whole)
        if words and not _IS_MOTTO.match(folded(" ".join(words))):
            name = " ".join(words)
            yield _level(found["level"]), name.title() if whole else name, found.start()


def _name(words: list[str], *, capitals: bool) -> list[str]:
    """The words that belong to a name: each with a capital, all in capitals in a headline."""
    name: list[str] = []
    for word in words:
        belongs = word.isupper() if capitals else word[:1].isupper() and not word.isupper()
        belongs = belongs and (not capitals or bool(_SYLLABLE.fullmatch(folded(word))))
        if not belongs or len(name) == _LONGEST_NAME or word.title() in _NO_NAME:
            break
        if name and folded(word) == "cong" and capitals:
            break  # the national title, which stands on the same line
        name.append(word)
    if capitals and len(name) > 1 and len(name[-1]) == 1:
        name.pop()  # the first letter of the motto, which stands on the same line
    return name


def _level(written: str) -> str:
    return _LEVELS.get(folded(written), lowered(written))


def _weight(text: Text, start: int, closing: int, title: Span | None) -> int:
    before = text.folded[max(0, start - 24) : start]
    if _AFTER_COMMA.search(before):
        return 1
    weight = 2
    if _ISSUES.search(before):
        weight += 3
    if _PLACE.search(before):
        weight += 2
    if closing >= 0 and start > closing:
        weight += 8
    if title and start < title.end:
        weight += 6
    return weight


def _level_of_issuer(text: Text) -> str | None:
    """The level that the signature or the opening sentence names without a name."""
    signatures = list(_SIGNED.finditer(text.folded))
    found = signatures[-1] if signatures else _MAKES.search(text.folded, 0, 4000)
    return _LEVELS[found["level"]] if found else None
