"""Totals of several named kinds, and totals without a unit, against the parts behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from keng.proofing.arithmetic.nearness import nearly
from keng.proofing.finding import Remark
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import PEOPLE, Quantity, Role
from keng.proofing.rounding import shown
from keng.prose.counted import Sort
from keng.prose.numbers import value_of
from keng.prose.text import Span

_KINDS: Final = re.compile(
    r" (?P<kinds>[a-z]+(?: [a-z]+){0,4}(?:(?:, | va )[a-z]+(?: [a-z]+){0,4}){1,5}?)"
    r"(?:,? (?:bao gom|gom|trong do co|trong do|cu the(?: la)?|chia ra)\s?:?|\s?:|\s?\()\s?(?=\d)"
)
_PART: Final = re.compile(r" ([a-z]+(?: [a-z]+)?)")
_APART: Final = re.compile(r"(?: [a-z]+){0,8}(?:,| va|;| -)(?: [a-z]+){0,2} ?")
_JOINT: Final = re.compile(r", | va ")
# A total whose things are named before it, with parts that have names and no units.
_BARE_LIST: Final = re.compile(
    r"(?: [a-z]+){0,4}(?: ?:|,? gom:?) ?(?P<list>(?:[^.;:()\n]|(?<=\d)\.(?=\d)){8,240})(?=[.;\n]|$)"
)
_LABELLED: Final = re.compile(
    r"(?P<label>[^\W\d_][^\d,;]{1,40}?) (?P<number>\d[\d.]*)(?: [^\W\d_]{1,9}){0,2}"
)
_SOME: Final = re.compile(
    r"(?: [a-z]+){0,5}[,.;]? trong do:? (?:co )?(?P<list>(?:[^.:()\n]"
    r"|(?<=\d)\.(?=\d)){8,240})(?=[.\n]|$)"
)
_TITLES: Final = re.compile(
    r"(?: (?:thanh vien|dong chi|nguoi|uy vien))?,? (?:bao gom|gom):? (?P<list>(?:[^.;:()\n]"
    r"|(?<=\d)\.(?=\d)){8,240})(?=[.;\n]|$)"
)
_TITLE: Final = re.compile(
    r"(?:dong chi )?(?:truong ban|chu tich|to truong|doi truong|bi thu|truong doan|thu ky|pho"
    r" truong"
    r" ban|pho chu tich|to pho|doi pho|pho bi thu|uy vien thu ky|truong doi)(?: [a-z]+){0,4}"
)
_CROSSING: Final = re.compile(r"\b(?:dang vien|doan vien|hoi vien|nu|nam|dan toc|kiem nhiem|moi)\b")
_SO_MANY: Final = re.compile(r"(\d{1,3}) [a-z]+(?: [a-z]+){0,6}")
_OPENS: Final = re.compile(r"[:(]|\bgom\b|\btrong do\b|\bcu the\b|\bchia ra\b")
_NEAR: Final = 110
_OPEN: Final = re.compile(r"\b(?:trong do|nhu|chu yeu|dien hinh|rieng|so voi|cung ky|tang|giam)\b")
_LEAST: Final = 2


def kindred(manuscript: Manuscript) -> Iterator[Remark]:
    """Totals that name their kinds, each of which follows once with its number."""
    text = manuscript.text.folded
    for total in manuscript.quantities:
        # What follows no word that opens a list is no total: most numbers are left at once.
        if not _is_plain(total) or not _OPENS.search(text, total.span.end, total.span.end + _NEAR):
            continue
        found = _KINDS.match(text, total.span.end)
        if found is not None:
            yield from _of_kinds(manuscript, total, found)
        elif total.amount.unit.sort is Sort.BARE:
            yield from _without_unit(manuscript, total)
        else:
            yield from _with_titles(manuscript, total)
            yield from _without_unit(manuscript, total)


def _with_titles(manuscript: Manuscript, total: Quantity) -> Iterator[Remark]:
    """ "19 thành viên, gồm Trưởng ban, 02 Phó Trưởng ban và 16 ủy viên": a title is one person."""
    found = _TITLES.match(manuscript.text.folded, total.span.end)
    if found is None:
        return
    pieces = [piece.strip() for piece in _JOINT.split(found["list"])]
    if not (_SO_MANY.fullmatch(pieces[0]) or _TITLE.fullmatch(pieces[0])):
        return
    counts = [_SO_MANY.fullmatch(piece) for piece in pieces]
    titled = [
        not one and bool(_TITLE.fullmatch(piece)) for one, piece in zip(counts, pieces, strict=True)
    ]
    known = all(one or title for one, title in zip(counts, titled, strict=True))
    people = total.head in PEOPLE and not _CROSSING.search(found["list"])
    if not known or not any(counts) or not (any(titled) or people) or len(pieces) < _LEAST:
        return
    made = Decimal(sum(int(one[1]) if one else 1 for one in counts))
    if made != total.value:
        yield _remark(
            total, made, found.end(), [Decimal(one[1]) if one else Decimal(1) for one in counts]
        )


def _of_kinds(manuscript: Manuscript, total: Quantity, found: re.Match[str]) -> Iterator[Remark]:
    """ "27 cơ quan, doanh nghiệp, trường học, gồm: 09 cơ quan, 11 doanh nghiệp, 08 trường"."""
    kinds = [kind.strip() for kind in _JOINT.split(found["kinds"])]
    end = manuscript.sentence_span(total).end
    parts = [one for one in manuscript.between(found.end(), end) if one.role is not Role.SHARE]
    parts = parts[: len(kinds)]
    named = [_kind_of(manuscript, one, kinds) for one in parts]
    whole = len(parts) == len(kinds) and all(_is_plain(one) for one in parts)
    if not whole or sorted(named) != list(range(len(kinds))):
        return
    apart = (
        _APART.fullmatch(manuscript.said(one.whole.end, other.span.start))
        for one, other in pairwise(parts)
    )
    if all(apart):
        yield from _judged(total, parts)


def _kind_of(manuscript: Manuscript, part: Quantity, kinds: Sequence[str]) -> int:
    """Which of the kinds a part counts, -1 for none: the first word of its name tells."""
    behind = manuscript.said(part.span.end, part.span.end + 40)
    said = _PART.match(behind)
    if said is None:
        return -1
    # The longest kind that the words begin with, so that "trường học" is not "trường".
    fits = [number for number, kind in enumerate(kinds) if behind[1:].startswith(kind)]
    fits = fits or [
        number for number, kind in enumerate(kinds) if kind.split()[0] == said[1].split()[0]
    ]
    return max(fits, key=lambda number: len(kinds[number]), default=-1)


def _without_unit(manuscript: Manuscript, total: Quantity) -> Iterator[Remark]:
    """ "Tiếp nhận 738: trực tuyến 701, trực tiếp 47": the things are named before the total."""
    end = manuscript.sentence_span(total).end
    found = _BARE_LIST.match(manuscript.text.folded, total.span.end, end)
    some = _SOME.match(manuscript.text.folded, total.span.end, end)
    found = found or some
    if found is None or _OPEN.search(found["list"]):
        return
    span = Span(*found.span("list"))
    pieces = re.split(r"[,;](?!\d)| va (?=[^,;]*\d)", found["list"])
    labelled = [_LABELLED.fullmatch(piece.strip()) for piece in pieces]
    labels = {found["label"] for found in labelled if found}
    if len(labels) != len(pieces) or len(pieces) < _LEAST:
        return  # "05 tổ: tổ 3, tổ 4": names
    values = [value_of(found["number"]) for found in labelled if found]
    known = [value for value in values if value is not None]
    made = sum(known, Decimal(0))
    # Behind "trong đó" not all parts need to follow, but no more than all.
    near = len(known) == len(pieces) and nearly(made, total.value)
    if near and (made > total.value or (some is None and made != total.value)):
        yield _remark(total, made, span.end, known)


def _is_plain(quantity: Quantity) -> bool:
    return (
        quantity.role is Role.LEVEL
        and quantity.exact
        and quantity.amount.denominator is None
        and quantity.amount.unit.sort in (Sort.BARE, Sort.COUNT)
        and quantity.value == quantity.value.to_integral_value()
    )


def _judged(total: Quantity, parts: Sequence[Quantity]) -> Iterator[Remark]:
    made = sum((one.value for one in parts), Decimal(0))
    if made == total.value:
        return
    yield _remark(total, made, parts[-1].whole.end, [one.value for one in parts])


def _remark(total: Quantity, made: Decimal, end: int, values: Sequence[Decimal]) -> Remark:
    told = " + ".join(map(shown, values))
    return Remark(
        "K102",
        Span(total.span.start, end),
        f"Tổng {shown(total.value)} nhưng các phần cộng lại là {shown(made)} ({told}).",
        f"A total of {shown(total.value)}, but its parts make {shown(made)} ({told}).",
        (total.value, *values),
        expected=shown(made),
    )
