"""Counts against names behind a colon or bracket: units, quoted names, months, numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from keng.proofing.arithmetic.counts import KIND, LEAVES_OPEN, Count, remark
from keng.proofing.finding import Remark
from keng.proofing.manuscript import Manuscript
from keng.prose.text import Span

_UNIT_LIST: Final = re.compile(
    r"(?P<said>[^\d.;:()\n]{0,60})(?P<sign>:|\(| la| gom)\s?(?P<list>"
    + KIND
    + r" [^.:()\n]{5,400})(?=[.)\n]|$)"
)
_PIECE: Final = re.compile(KIND + r"(?: [^\W_]+){1,7}")
_COUNTS_ITS_OWN: Final = re.compile(r"\d [a-z ]*[a-z] \d")
_COUNTED_PIECE: Final = re.compile(r"\d+ [a-z]")
_NUMBERS: Final = re.compile(
    r"[^\d.;:()\n]{0,50}(?:\(|:|,? gom|,? la)\s?(?:cac )?(?P<list>(?:thang|quy|nam|to|thon|ap"
    r"|khu|lop|xom"
    r"|doi|khoi|so|tuyen|khu pho|to dan pho)(?: so)? \d{1,4}(?:(?:, | va |, va )"
    r"(?:(?:thang|quy|nam|to|thon|ap|khu|lop|xom|doi|khoi|so|tuyen|khu pho|to dan pho)(?: so)? )?"
    r"\d{1,4})+)(?=[.;)\n,]|$)"
)
_QUOTED: Final = re.compile(
    r"[^\d.;:()\n“”]{0,60}(?:[:(]| là| gồm)\s?(?P<list>“[^“”\n]{2,80}”(?:(?:[,;]| và|[,;] và)"
    r" “[^“”\n]{2,80}”){1,20})"
    r"(?=[.;)\n]|$)"
)
_NAMED: Final = re.compile(r"[^\d.;:()\n]{0,24}: (?P<list>[^.;:()\d\n“”]{5,300})(?=[.;\n]|$)")
_NAME: Final = re.compile(
    r"[A-ZĐÀ-Ỹ][^\W\d_]*(?: [^\W\d_]+){0,6}|(?:[^\W\d_]+ ){0,2}[A-ZĐÀ-Ỹ][^\W\d_]*(?:"
    r" [^\W\d_]+){0,4}"
)
_LEAST: Final = 2


def units(manuscript: Manuscript, count: Count) -> Iterator[Remark]:
    """ "05 đơn vị làm tốt: thôn Đông, Trường ..., Hội ... và Đoàn ..."."""
    text = manuscript.text
    found = _UNIT_LIST.match(text.folded, count.end)
    if found is None or LEAVES_OPEN.search(found["said"]):
        return
    listed = found["list"]
    pieces = [piece.strip() for piece in re.split(r"[,;]", listed)]
    last = re.split(r" va (?=" + KIND + r" )", pieces[-1])
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
        yield remark("K151", Span(count.span.start, found.end()), count, len(every))


def _proper(manuscript: Manuscript, start: int, pieces: Sequence[str]) -> bool:
    """Whether each piece of a list bears a capital behind the word for its kind."""
    body = manuscript.text.body
    return all(
        any(letter.isupper() for letter in body[place + 1 : place + len(piece)])
        for piece in pieces
        for place in (manuscript.text.folded.find(piece, start),)
    )


def numbers(manuscript: Manuscript, count: Count) -> Iterator[Remark]:
    """ "04 cuộc (tháng 3, tháng 6 và tháng 9)", "05 tổ, gồm các tổ 3, 9, 17"."""
    found = _NUMBERS.match(manuscript.text.folded, count.end)
    if found is None:
        return
    listed = len(re.findall(r"\d+", found["list"]))
    often = found["list"].startswith(("thang", "quy", "nam"))  # two in one month are named once
    if often and (listed <= _LEAST or listed < count.value - 1):
        return
    if listed != count.value:
        yield remark("K151", Span(count.span.start, found.end()), count, listed)


def names(manuscript: Manuscript, count: Count) -> Iterator[Remark]:
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
    if listed >= _LEAST and listed != count.value and not LEAVES_OPEN.search(opening):
        yield remark("K151", Span(count.span.start, found.end()), count, listed)
