"""The body that issues a paper, as its header prints it: "Đảng ủy xã Hòa Bình", "UBND xã An Lạc".

A header names the body above first and the one that issues last; the national title and the motto
may stand on the same lines. Without a header the signature tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from keng.kernel.letters import folded, lowered
from keng.prose.healing import is_capitals
from keng.prose.text import Text
from keng.prose.zones import header_end

# Folded words that open the name of a body, the longer ones first, and how that is written.
_BODIES: Final = (
    (r"ban thuong truc (?:uy ban )?(?:mat tran to quoc|ubmttq|mttq)(?: viet nam)?",
     "Ban Thường trực Ủy ban MTTQ Việt Nam"),
    (r"(?:uy ban )?(?:mat tran to quoc|mttq)(?: viet nam)?|ubmttq(?: viet nam)?",
     "Ủy ban MTTQ Việt Nam"),
    (r"uy ban nhan dan|ubnd", "UBND"),
    (r"(?:thuong truc )?(?:hoi dong nhan dan|hdnd)", "HĐND"),
    (r"toa an nhan dan", "Tòa án nhân dân"),
    (r"vien kiem sat nhan dan", "Viện kiểm sát nhân dân"),
    (r"ban chi huy quan su", "Ban Chỉ huy Quân sự"),
    (r"ban thuong vu", "Ban Thường vụ"),
    (r"ban chi dao|bcd", "Ban Chỉ đạo"),
    (r"ban chap hanh|bch", "Ban Chấp hành"),
    (r"dang uy", "Đảng ủy"),
    (r"dang bo", "Đảng bộ"),
    (r"chi bo", "Chi bộ"),
    (r"huyen uy", "Huyện ủy"),
    (r"tinh uy", "Tỉnh ủy"),
    (r"thanh uy", "Thành ủy"),
    (r"thi uy", "Thị ủy"),
    (r"quan uy", "Quận ủy"),
    (r"cong an", "Công an"),
    (r"doan (?:tncs ho chi minh|thanh nien cong san ho chi minh|thanh nien)",
     "Đoàn TNCS Hồ Chí Minh"),
    (r"hoi (?:lien hiep phu nu|lhpn)(?: viet nam)?", "Hội Liên hiệp Phụ nữ"),
    (r"hoi nong dan(?: viet nam)?", "Hội Nông dân"),
    (r"hoi (?:cuu chien binh|ccb)(?: viet nam)?", "Hội Cựu chiến binh"),
    (r"hoi chu thap do(?: viet nam)?", "Hội Chữ thập đỏ"),
    (r"hoi nguoi cao tuoi(?: viet nam)?", "Hội Người cao tuổi"),
    (r"lien doan lao dong", "Liên đoàn Lao động"),
    (r"cong doan", "Công đoàn"),
    (r"doan(?= (?:xa|phuong|thi tran|huyen|dac khu|truong)\b)", "Đoàn"),
    (r"truong", "Trường"),
    (r"phong(?!,)", "Phòng"),
    (r"tram y te", "Trạm Y tế"),
    (r"cong ty", "Công ty"),
    (r"hop tac xa", "Hợp tác xã"),
    (r"chi cuc", "Chi cục"),
    (r"so(?= (?:noi vu|tu phap|giao duc|y te|tai chinh|van hoa|xay dung|nong nghiep)\b)", "Sở"),
)  # fmt: skip
_PATTERNS: Final = tuple((re.compile(rf"(?:{words})(?!\w)"), name) for words, name in _BODIES)
# Bodies with a name of their own, which needs no unit.
_NAMED_ALONE: Final = frozenset(
    {"Trường", "Phòng", "Trạm Y tế", "Công ty", "Hợp tác xã", "Sở", "Huyện ủy", "Tỉnh ủy"}
    | {"Thành ủy", "Thị ủy", "Quận ủy"}
)
# Of the last lines, those that name a part of the body above: the body itself is above it.
_INNER: Final = frozenset({"Ban Thường vụ", "Ban Chấp hành"})
_OF_THE_STATE: Final = re.compile(
    r"cong hoa xa hoi chu nghia viet nam|dang cong san viet nam|doc lap\s?[-–]?\s?tu do.*"
    r"|(?:so|s6)\s?[:.]?\s?[\d…._]{0,60}\s?[-/–].*|[^,\s]{1,40}(?: [^,\s]{1,40}){0,4}, ngay.*"
)
_COLUMN: Final = re.compile(r"\t|\s{3,}|\s?\|\s?")
_SIGNED: Final = re.compile(r"(?:t\s?[./]?\s?m|kt|tl|tuq)\s?\.?\s+(?P<body>[^\n]{4,60})")
_LEVEL: Final = re.compile(
    r"(?<!\w)(?:đặc khu|thị trấn|thị xã|thành phố|phường|xã|quận|huyện|tỉnh|thôn|ấp|khóm|buôn|bản"
    r"|làng|khu phố|tổ dân phố|dac khu|thi tran|thi xa|thanh pho|phuong|xa|quan|huyen|tinh|thon)"
    r"(?!\w)"
)
_SYLLABLE: Final = re.compile(r"[^aeiouy]{0,3}[aeiouy]{1,3}[^aeiouy]{0,2}")
_MOST_WORDS: Final = 14


def issuer_of(text: Text, unit: str | None) -> str | None:
    """The issuing body with its unit; `unit` is the paper's, for a body printed without one.

    None where neither header nor signature tells who issues.
    """
    printed = _printed(text) or _signed(text)
    if printed is None:
        return None
    body, rest = printed
    name = f"{body} {rest}".strip()
    if unit and folded(name).endswith(folded(unit)):
        return name[: -len(unit)] + unit  # where marks were lost, the unit may have them
    if _LEVEL.search(rest) or (rest and body in _NAMED_ALONE) or unit is None:
        return name
    return f"{name} {unit}"


def _printed(text: Text) -> tuple[str, str] | None:
    """The last body that the header prints in capitals, and the words that follow its name."""
    found: list[tuple[str, list[str]]] = []
    for said in _segments(text):
        opened = _opened(said)
        if opened:
            found.append((opened[0], [opened[1]]))
        elif found and is_capitals(said):
            body, rest = found[-1]
            begins_anew = _LEVEL.match(lowered(said)) and _LEVEL.search(lowered(" ".join(rest)))
            found[-1] = (body, [said] if begins_anew else [*rest, said])
    while len(found) > 1 and found[-1][0] in _INNER and not " ".join(found[-1][1]).strip():
        found.pop()
    if not found:
        return None
    body, rest = found[-1]
    words = [word for word in " ".join(rest).split() if any(map(str.isalnum, word))]
    return body, _as_written(words[:_MOST_WORDS], is_name=body in _NAMED_ALONE)


def _segments(text: Text) -> Iterator[str]:
    """The pieces of the header's lines in capitals, without the national title and the motto."""
    end = header_end(text)
    last = text.line_at(end - 1) if end else 0
    for line in text.lines[:last]:
        for piece in _COLUMN.split(line.strip()):
            kept = "".join(_without(piece, _OF_THE_STATE))
            if (said := kept.strip(" -–_*.")) and any(letter.isalpha() for letter in said):
                yield said


def _without(piece: str, pattern: re.Pattern[str]) -> Iterator[str]:
    place = 0
    for found in pattern.finditer(folded(piece)):
        yield piece[place : found.start()]
        place = found.end()
    yield piece[place:]


def _opened(said: str) -> tuple[str, str] | None:
    """The body that a line in capitals opens with, and what follows its name."""
    if not is_capitals(said):
        return None
    plain = folded(said)
    for pattern, name in _PATTERNS:
        if found := pattern.match(plain):
            return name, said[found.end() :]
    return None


def _signed(text: Text) -> tuple[str, str] | None:
    """The body that the last signature names: "TM. ỦY BAN NHÂN DÂN", "T/M ĐẢNG ỦY"."""
    signatures = list(_SIGNED.finditer(text.folded))
    if not signatures:
        return None
    last = signatures[-1]
    opened = _opened(text.body[last.start("body") : last.end("body")])
    return (opened[0], "") if opened else None


def _as_written(words: Iterable[str], *, is_name: bool) -> str:
    """Words in capitals as official prose writes them: "XÃ HÒA BÌNH" is "xã Hòa Bình".

    Short forms (THCS, 138) stay; before the level of a unit words are small, behind it names.
    """
    said = lowered(" ".join(words))
    kept = " ".join(words)
    level = _LEVEL.search(said)
    pieces = []
    for found in re.finditer(r"\S+", kept):
        word = found[0]
        bare = word.strip(",.;:()\"'“”")
        short = bare.isupper() and not _SYLLABLE.fullmatch(folded(bare))
        named = is_name if level is None else found.start() >= level.end()
        small = said[found.start() : found.end()]
        pieces.append(word if short else small.capitalize() if named else small)
    return " ".join(pieces)
