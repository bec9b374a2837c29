"""Counts against lists that are not numbered: dashes below, names and months behind a colon."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from keng.proofing.finding import Remark
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import PEOPLE, Quantity, Role
from keng.proofing.rounding import shown
from keng.prose.counted import Sort
from keng.prose.text import Span

_OPENS: Final = re.compile(r"[^\d.;:()\n]{0,70}:\s?$")
_LEAVES_OPEN: Final = re.compile(
    r"\b(?:nhu|chu yeu|tieu bieu|noi bat|nhat la|dien hinh|trong do|trong tam|mot so|theo huong"
    r"|co|voi cac|cu the nhu)\s?:?\s?$|\b(?:nhu|chu yeu|noi bat|nhat la|dien hinh|trong do|mot so)\b"
)
_MARK: Final = re.compile(r"[-–+*•●]\s?(?=\S)")
_DASHED_SAID: Final = (
    "văn bản|kế hoạch|quyết định|công văn|nghị quyết|nội dung|nhiệm vụ|giải pháp|mặt|việc|kiến nghị"
    "|mô hình|chỉ tiêu|tiêu chí|biện pháp|hoạt động|công việc|nhóm|chương trình|chuyên đề|điểm"
    "|tập thể|cá nhân|đơn vị|đề án|dự án|sáng kiến|bước|phần việc|công trình|hội nghị|lớp|đoàn"
    "|tổ|phong trào|danh hiệu|bài|nguyên nhân|tổ chức|câu lạc bộ|cách làm|ý kiến"
)
_DASHED: Final = frozenset(_DASHED_SAID.split("|"))
# What is counted without being a known unit: "03 bài học", "04 nguyên nhân", "02 hạn chế".
_NOUN: Final = re.compile(
    r" (?:bai hoc|nguyen nhan|han che|ton tai|kho khan|de xuat|nhom|muc tieu|yeu cau|ket qua"
    r"|thong diep|viec)\b"
)
_KIND: Final = (
    r"(?:to dan pho|to lien gia|to|thon|ap|khom|buon|khu pho|khu dan cu|khu|xom|lang|ban|xa|phuong|thi tran"
    r"|truong|cong ty|hoi|doan|chi bo|chi hoi|cong an|ban chi huy|phong|tram|uy ban|mat tran"
    r"|hop tac xa|doanh nghiep|nha may|cho|co quan|lien doan|trung tam|ngan hang|benh vien|don|hat|tieu doan|vien)"
)
_UNIT: Final = re.compile(_KIND + r"\b[^\n]{1,60}[;.]?$", re.MULTILINE)
_UNIT_LIST: Final = re.compile(
    r"(?P<said>[^\d.;:()\n]{0,60})(?P<sign>:|\(| la| gom)\s?(?P<list>"
    + _KIND
    + r" [^.:()\n]{5,400})(?=[.)\n]|$)"
)
_PIECE: Final = re.compile(_KIND + r"(?: [^\W_]+){1,7}")
_COUNTS_ITS_OWN: Final = re.compile(r"\d [a-z ]*[a-z] \d")
_COUNTED_PIECE: Final = re.compile(r"\d+ [a-z]")
_NUMBERS: Final = re.compile(
    r"[^\d.;:()\n]{0,50}(?:\(|:|,? gom|,? la)\s?(?:cac )?(?P<list>(?:thang|quy|nam|to|thon|ap|khu|lop|xom"
    r"|doi|khoi|so|tuyen|khu pho|to dan pho)(?: so)? \d{1,4}(?:(?:, | va |, va )"
    r"(?:(?:thang|quy|nam|to|thon|ap|khu|lop|xom|doi|khoi|so|tuyen|khu pho|to dan pho)(?: so)? )?"
    r"\d{1,4})+)(?=[.;)\n,]|$)"
)
_QUOTED: Final = re.compile(
    r"[^\d.;:()\n“”]{0,60}(?:[:(]| là| gồm)\s?(?P<list>“[^“”\n]{2,80}”(?:(?:[,;]| và|[,;] và) “[^“”\n]{2,80}”){1,20})"
    r"(?=[.;)\n]|$)"
)
_NAMED: Final = re.compile(r"[^\d.;:()\n]{0,24}: (?P<list>[^.;:()\d\n“”]{5,300})(?=[.;\n]|$)")
_NAME: Final = re.compile(r"[A-ZĐÀ-Ỹ][^\W\d_]*(?: [^\W\d_]+){0,6}|(?:[^\W\d_]+ ){0,2}[A-ZĐÀ-Ỹ][^\W\d_]*(?: [^\W\d_]+){0,4}")
_IN_TURN: Final = re.compile(
    r"\b(?:(?P<la>mot|hai|ba|bon|nam|sau|bay|tam) la|thu (?P<thu>nhat|hai|ba|tu|nam|sau|bay|tam))\b"
)
_ORDER: Final = (
    ("mot", "nhat"),
    ("hai",),
    ("ba",),
    ("bon", "tu"),
    ("nam",),
    ("sau",),
    ("bay",),
    ("tam",),
)
_TURNS_OPEN: Final = re.compile(r"[^\d.;:()\n]{0,70}[:,.]\s?(?=mot la|thu nhat)")
_ENUMERATED: Final = re.compile(r"\((\d{1,2})\) ")
_WORDS: Final = {
    word: Decimal(value)
    for value, word in enumerate(
        ["hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"], start=2
    )
}
_SPOKEN: Final = re.compile(
    rf"(?<!\w)(?P<word>{'|'.join(_WORDS)}) (?P<head>nội dung|nhiệm vụ|giải pháp|nhóm giải pháp"
    r"|nhóm nhiệm vụ|vấn đề|việc|biện pháp|mục tiêu|yêu cầu|bước|điểm|nguyên nhân|hạn chế|bài học"
    r"|kiến nghị|đề xuất|tiêu chí|mô hình|văn bản|mặt công tác|khâu đột phá|lực lượng|ngành|cơ quan|đơn vị|lĩnh vực|khâu|nhóm)(?!\w)"
)
_ORDINAL: Final = re.compile(r"(?:thứ|nhóm|mục|điểm|số|lần|mười|mươi) $")
_LISTED: Final = frozenset(
    [
        "nội dung",
        "nhiệm vụ",
        "giải pháp",
        "nhóm giải pháp",
        "nhóm nhiệm vụ",
        "vấn đề",
        "việc",
        "biện pháp",
        "mục tiêu",
        "yêu cầu",
        "bước",
        "nguyên nhân",
        "hạn chế",
        "bài học",
        "kiến nghị",
        "đề xuất",
        "tiêu chí",
        "mặt công tác",
        "mặt",
        "khâu đột phá",
        "loại",
        "nhóm",
        "chuyên đề",
    ]
)
_HEAD: Final = re.compile(rf" (?P<head>{'|'.join(sorted(_LISTED, key=len, reverse=True))})(?!\w)")
_SEMICOLONS: Final = re.compile(r"[^\d.;:()\n]{0,50}\)?: (?P<list>[^.:()\d\n]{10,600})(?=[.\n]|$)")
_LONGEST_NAME: Final = 8
_LEAST, _MOST = 2, 40
_LONGEST: Final = 900


@dataclass(frozen=True)
class _Count:
    """A number that announces a list, in digits or in words; `head` is what is counted."""

    value: Decimal
    span: Span
    end: int
    head: str


def announced(manuscript: Manuscript) -> Iterator[Remark]:
    """Counts that the lists behind or below them do not have."""
    spoken = list(spoken_counts(manuscript))
    yield from _dashes(manuscript, spoken)
    counts = [_count(manuscript, one) for one in manuscript.quantities if _is_count(one) and not one.depth]
    for count in (*counts, *spoken):
        for check in (_numbers, _enumerated, _in_turn, _semicolons):
            yield from check(manuscript, count)
        if count.head not in PEOPLE:  # of "05 thành viên: Công an, Mặt trận" some come from one
            yield from _units(manuscript, count)
            yield from _names(manuscript, count)


def _count(manuscript: Manuscript, quantity: Quantity) -> _Count:
    if quantity.head:
        return _Count(quantity.value, quantity.whole, quantity.whole.end, quantity.head)
    named = _HEAD.match(manuscript.text.low, quantity.span.end)
    end = named.end() if named else quantity.whole.end
    return _Count(quantity.value, quantity.whole, end, named["head"] if named else "")


def spoken_counts(manuscript: Manuscript) -> Iterator[_Count]:
    """ "Ba nội dung", "năm nhiệm vụ": with their marks, so that no year and no third one is meant."""
    for found in _SPOKEN.finditer(manuscript.text.low):
        before = manuscript.text.low[max(found.start() - 8, 0) : found.start()]
        if not _ORDINAL.search(before):
            end = found.end()
            yield _Count(_WORDS[found["word"]], Span(found.start(), end), end, found["head"])


def _dashes(manuscript: Manuscript, spoken: Sequence[_Count]) -> Iterator[Remark]:
    """ "Ban hành 03 văn bản:" above two or four lines that begin with a dash."""
    text = manuscript.text
    last = [_count(manuscript, found[-1]) for found in manuscript.paragraphs if found and _is_count(found[-1])]
    for count in (*last, *spoken):
        span = text.paragraph_at(count.span.start)
        behind = text.folded[count.end : span.end]
        if not _OPENS.fullmatch(behind) or _LEAVES_OPEN.search(behind):
            continue
        number = bisect_right(text.paragraphs, Span(span.start, span.end))
        listed, named = _dashed_below(manuscript, number)
        noun = _NOUN.match(text.folded, count.span.start + len(str(count.value)))
        of_lists = count.head in _DASHED or noun or count in spoken or named
        if of_lists and listed >= _LEAST and listed != count.value:
            yield _remark("K152", Span(count.span.start, span.end), count, listed)


def _dashed_below(manuscript: Manuscript, start: int) -> tuple[int, bool]:
    """How many lines begin with one mark below a paragraph, and whether each names a unit.

    None (0) where they count things themselves.
    """
    text = manuscript.text
    mark, listed, named = "", 0, True
    for number in range(start, min(start + _MOST * 3, len(text.paragraphs))):
        span = text.paragraphs[number]
        found = _MARK.match(text.body, span.start)
        if found is None:
            break
        mark = mark or found[0][0]
        if found[0][0] != mark:
            continue
        first = text.body[found.end() : found.end() + 1]
        levels = [one for one in manuscript.paragraphs[number] if one.role is Role.LEVEL]
        if first.isdigit() or any(one.span.start < found.end() + 12 for one in levels):
            return 0, False
        listed += 1
        named = named and bool(_UNIT.match(text.folded, found.end()))
    return listed, named and listed > 0


def _units(manuscript: Manuscript, count: _Count) -> Iterator[Remark]:
    """ "05 đơn vị làm tốt: thôn Đông, Trường ..., Hội ... và Đoàn ..."."""
    text = manuscript.text
    found = _UNIT_LIST.match(text.folded, count.end)
    if found is None or _LEAVES_OPEN.search(found["said"]):
        return
    listed = found["list"]
    pieces = [piece.strip() for piece in re.split(r"[,;]", listed)]
    last = re.split(r" va (?=" + _KIND + r" )", pieces[-1])
    every = [*pieces[:-1], *(piece.strip() for piece in last)]
    named = all(
        _PIECE.fullmatch(piece) and not _COUNTED_PIECE.match(piece) for piece in every if piece
    )
    joined = any(" va " in piece for piece in every)
    most = len(every) + sum(" va " in piece for piece in every)
    # "xóm 2 thiếu 01, xóm 3 thiếu 03" counts what each has.
    named = named and not any(_COUNTS_ITS_OWN.search(piece) for piece in every)
    counts = [one for one in manuscript.between(*found.span("list")) if one.head]
    # "03 thôn là thôn miền núi, thôn vùng cao" tells what they are, not which.
    if found["sign"] == " la" and not _proper(manuscript, found.start("list"), every):
        return
    if not named or counts or len(every) < _LEAST:
        return
    if count.value != len(every) and not (joined and len(every) <= count.value <= most):
        yield _remark("K151", Span(count.span.start, found.end()), count, len(every))


def _proper(manuscript: Manuscript, start: int, pieces: Sequence[str]) -> bool:
    """Whether each piece of a list bears a capital behind the word for its kind."""
    body = manuscript.text.body
    return all(
        any(letter.isupper() for letter in body[place + 1 : place + len(piece)])
        for piece in pieces
        for place in (manuscript.text.folded.find(piece, start),)
    )


def _numbers(manuscript: Manuscript, count: _Count) -> Iterator[Remark]:
    """ "04 cuộc (tháng 3, tháng 6 và tháng 9)", "05 tổ, gồm các tổ 3, 9, 17"."""
    found = _NUMBERS.match(manuscript.text.folded, count.end)
    if found is None:
        return
    listed = len(re.findall(r"\d+", found["list"]))
    often = found["list"].startswith(("thang", "quy", "nam"))  # two in one month are named once
    if often and listed < max(count.value - 1, 3):
        return
    if listed != count.value:
        yield _remark("K151", Span(count.span.start, found.end()), count, listed)


def _enumerated(manuscript: Manuscript, count: _Count) -> Iterator[Remark]:
    """ "04 nhóm giải pháp: (1) ...; (2) ...; (3) ..." in one sentence."""
    span = manuscript.text.paragraph_at(count.span.start)
    end = min(span.end, count.end + _LONGEST)
    said = manuscript.text.folded[count.end : min(end, count.end + 80)]
    opened = re.match(r"[^\d.;:()\n]{0,70}[:,]?\s?(?=\(1\) )", said)
    if opened is None or _LEAVES_OPEN.search(opened[0]):
        return
    told = [int(one[1]) for one in _ENUMERATED.finditer(manuscript.text.folded, count.end, end)]
    last = max(told)
    if told == list(range(1, last + 1)) and last >= _LEAST and last != count.value:
        span = Span(count.span.start, count.end + opened.end())
        yield _remark("K152", span, count, last)


def _names(manuscript: Manuscript, count: _Count) -> Iterator[Remark]:
    """ "04 thôn: Đông Hạ, Tây Hạ, Bãi Cát", "03 mô hình: “...”, “...”"."""
    body = manuscript.text.body
    found = _QUOTED.match(body, count.end)
    if found is not None:
        listed = found["list"].count("“")
    else:
        found = _NAMED.match(body, count.end)
        pieces = re.split(r", | và ", found["list"]) if found else []
        if found is None or not all(_NAME.fullmatch(piece.strip()) for piece in pieces):
            return
        listed = len(pieces)
    opening = manuscript.said(count.end, found.start("list"))
    if listed >= _LEAST and listed != count.value and not _LEAVES_OPEN.search(opening):
        yield _remark("K151", Span(count.span.start, found.end()), count, listed)


def _in_turn(manuscript: Manuscript, count: _Count) -> Iterator[Remark]:
    """ "04 nội dung: một là ...; hai là ...; ba là ..."."""
    span = manuscript.text.paragraph_at(count.span.start)
    opened = _TURNS_OPEN.match(manuscript.text.folded, count.end, span.end)
    if opened is None:
        return
    last = 0
    for one in _IN_TURN.finditer(manuscript.text.folded, opened.end(), span.end):
        word = one["la"] or one["thu"]
        if last < len(_ORDER) and word in _ORDER[last]:
            last += 1
    if last >= _LEAST and last != count.value:
        yield _remark("K152", Span(count.span.start, opened.end()), count, last)


def _semicolons(manuscript: Manuscript, count: _Count) -> Iterator[Remark]:
    """ "Ba nội dung chậm nhất: sơ kết; nhân rộng; cập nhật"."""
    found = _SEMICOLONS.match(manuscript.text.folded, count.end)
    if found is None or found["list"].count(";") < 1:
        return
    opening = manuscript.said(count.end, found.start("list"))
    pieces = [piece.split() for piece in found["list"].split(";") if piece.strip()]
    listed = len(pieces)
    # Of other things only a list of short names is meant to be whole.
    short = listed > _LEAST and max(map(len, pieces)) <= _LONGEST_NAME
    if count.head not in _LISTED and not (short and abs(listed - count.value) <= _LEAST):
        return
    if listed >= _LEAST and listed != count.value and not _LEAVES_OPEN.search(opening):
        yield _remark("K152", Span(count.span.start, found.end()), count, listed)


def _is_count(quantity: Quantity) -> bool:
    return (
        quantity.role is Role.LEVEL
        and quantity.exact
        and quantity.amount.unit.sort in (Sort.COUNT, Sort.BARE)
        and quantity.amount.denominator is None
        and _LEAST <= quantity.value <= _MOST
    )


def _remark(code: str, span: Span, count: _Count, listed: int) -> Remark:
    return Remark(
        code,
        span,
        f"Nói {shown(count.value)} nhưng liệt kê {listed}.",
        f"{shown(count.value)} are said, but {listed} are listed.",
        (count.value, Decimal(listed)),
    )
