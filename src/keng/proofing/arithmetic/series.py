"""Values told year by year, and a later sentence that compares two of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from keng.kernel.letters import folded
from keng.proofing.arithmetic.changes import place_of
from keng.proofing.finding import Remark
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import Quantity, Role
from keng.proofing.rounding import agrees, rounded, share, shown

# "Năm 2021: 184 buổi", "năm 2021 có 184 buổi", "2021 là 184 buổi".
_OF_YEAR: Final = re.compile(
    r"\b(?:nam )?((?:19|20)\d\d)(?: ?[:(]| (?:co|la|dat|to chuc|xay ra|tiep nhan|phat hien))? "
    r"?(?:[a-z]+ ){0,3}$"
)
_AGAINST: Final = re.compile(r"\bso (?:voi )?(?:cung ky )?nam ((?:19|20)\d\d)\b")
_OWN: Final = re.compile(r"\bnam ((?:19|20)\d\d)\b")
_WORD: Final = re.compile(r"[a-z]+")
_EMPTY_SAID: Final = (
    "nhu vay rieng nam nay so voi tang giam hon nhieu it cua la da va tong toan xa cung ky ca truoc"
    " lien ke nguoc lai den nay trong dat thi co tiep tuc theo do cu the"
)
_EMPTY: Final = frozenset(_EMPTY_SAID.split())
_MOST_ABOVE: Final = 8
_LEAST_YEARS: Final = 2
_NEAR: Final = 90
_FAR: Final = 3  # paragraphs


def series(manuscript: Manuscript) -> Iterator[Remark]:
    """Changes between two years whose values the text has told one by one."""
    values = _by_year(manuscript)
    if not values:
        return
    for quantities in manuscript.clauses:
        for index, change in enumerate(quantities):
            pair = _values(manuscript, change, values.get(change.head, {}))
            if pair is None:
                continue
            yield from _judged(change, *pair)
            percent = next(iter(quantities[index + 1 : index + 2]), None)
            if percent is not None and percent.role in (Role.SHARE, Role.CHANGE_SHARE):
                yield from _in_percent(manuscript, change, percent, *pair)


def _values(
    manuscript: Manuscript, change: Quantity, known: dict[int, Quantity]
) -> tuple[Quantity, Quantity] | None:
    """The values of the two years that a change is told of, this one's and the one before."""
    if change.role is not Role.CHANGE or not change.exact or not known:
        return None
    years = _years(manuscript, change)
    if years is None or not {*years} <= known.keys():
        return None
    now, then = known[years[0]], known[years[1]]
    near = 0 <= change.paragraph - max(now.paragraph, then.paragraph) <= _FAR
    return (now, then) if near and not _speaks_of_less(manuscript, change, now) else None


def _by_year(manuscript: Manuscript) -> dict[str, dict[int, Quantity]]:
    """What each year had, where one list or row of sentences tells it for several."""
    found: dict[str, dict[int, Quantity]] = {}
    twice: set[tuple[str, int]] = set()
    last: dict[str, int] = {}
    for quantity in manuscript.quantities:
        plain = quantity.role in (Role.LEVEL, Role.BEFORE) and quantity.exact and quantity.head
        if not plain or quantity.amount.denominator is not None:
            continue
        start = max(manuscript.sentence_span(quantity).start, quantity.span.start - 48)
        named = _OF_YEAR.search(manuscript.said(start, quantity.span.start))
        if named is None:
            continue
        year, years = int(named[1]), found.setdefault(quantity.head, {})
        if year in years and years[year].value != quantity.value:
            twice.add((quantity.head, year))
        # Only what stands in neighbouring paragraphs is one series.
        near = abs(quantity.paragraph - last.get(quantity.head, quantity.paragraph)) <= 1
        last[quantity.head] = quantity.paragraph
        if near:
            years[year] = quantity
    return {
        head: {year: one for year, one in years.items() if (head, year) not in twice}
        for head, years in found.items()
        if len(years) >= _LEAST_YEARS
    }


def _years(manuscript: Manuscript, change: Quantity) -> tuple[int, int] | None:
    """The year of a change and the one that it is compared with, as its sentence names them."""
    sentence = manuscript.sentence_span(change)
    start = max(sentence.start, change.span.start - _NEAR)
    end = min(sentence.end, change.whole.end + _NEAR)
    said = manuscript.said(start, end)
    then = {int(found[1]) for found in _AGAINST.finditer(said)}
    now = {int(found[1]) for found in _OWN.finditer(said)} - then
    if len(then) != 1 or len(now) != 1:
        return None
    return now.pop(), then.pop()


def _speaks_of_less(manuscript: Manuscript, change: Quantity, now: Quantity) -> bool:
    """Whether the sentence of a change names something that the row of years does not."""
    start = manuscript.sentence_span(change).start
    row = manuscript.sentence_span(now)
    above = manuscript.text.paragraph_at(max(row.start - 2, 0))
    for _ in range(_MOST_ABOVE):  # the line that opens the list of years
        if (
            not manuscript.said(above.start, above.end)[:2].strip(" -+").isdigit()
            and ":" in (manuscript.said(above.start, above.end)[-2:])
        ):
            break
        above = manuscript.text.paragraph_at(max(above.start - 2, 0))
    known = set(_WORD.findall(manuscript.said(above.start, row.end))) | _EMPTY
    own = set(_WORD.findall(manuscript.said(start, change.span.start)))
    return bool(own - known - set(_WORD.findall(folded(change.head))))


def _judged(change: Quantity, now: Quantity, then: Quantity) -> Iterator[Remark]:
    by = now.value - then.value
    if by == change.rise * change.value:
        return
    word = "tăng" if by > 0 else "giảm"
    yield Remark(
        "K114",
        change.whole,
        f"{shown(then.value)} và {shown(now.value)} đã nêu: phải là {word} {shown(abs(by))}.",
        f"{shown(then.value)} and {shown(now.value)} are told: they differ by {shown(abs(by))}, "
        f"not {shown(change.value)} as said.",
        (now.value, then.value, change.value),
        (then.whole, now.whole),
        f"{word} {shown(abs(by))}",
    )


def _in_percent(
    manuscript: Manuscript, change: Quantity, percent: Quantity, now: Quantity, then: Quantity
) -> Iterator[Remark]:
    between = manuscript.said(change.whole.end, percent.span.start)
    joined = re.search(
        r"\b(?:tuc|tuong duong|tuong ung|bang|ung voi|ty le|tang|giam)\b|\(", between
    )
    by = abs(now.value - then.value)
    made = share(by, then.value)
    if not joined or made is None or by != change.value:
        return
    if ";" in between or agrees(percent.value, made, percent.decimals):
        return
    swapped = share(by, now.value)
    wrong_base = swapped is not None and agrees(percent.value, swapped, percent.decimals)
    right = f"{shown(rounded(made, percent.decimals))}%"
    yield Remark(
        "K111" if wrong_base else "K112",
        place_of(change, percent),
        f"Từ {shown(then.value)} đến {shown(now.value)} là thay đổi {right}, không phải "
        f"{shown(percent.value)}%.",
        f"From {shown(then.value)} to {shown(now.value)} is a change of {right}, not of "
        f"{shown(percent.value)}%.",
        (now.value, then.value, percent.value),
        (then.whole, now.whole),
        right,
    )
