"""Changes against the two values that they join, and directions that these deny."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from keng.proofing.arithmetic.bracketed import beyond_the_plan, changes_in_brackets
from keng.proofing.arithmetic.changes import is_level, place_of
from keng.proofing.arithmetic.outright import outright
from keng.proofing.arithmetic.series import series
from keng.proofing.finding import Remark, Rule, Severity
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import Quantity, Role, is_move
from keng.proofing.rounding import shown
from keng.prose.numbers import value_of
from keng.prose.text import Span

_SAME: Final = re.compile(r"\bkhong tang,? (?:va )?khong giam\b")
_MOVES: Final = re.compile(r"\b(tang|giam)\s(?:\w+\s){0,4}tu\s")
_TO: Final = re.compile(r"[^\d;.]{0,24}\b(?:len|xuong|con)(?: con)?\s(?:con\s)?$")
_YEAR: Final = re.compile(r"\bnam ((?:19|20)\d\d)\b[^\d;.]{0,40}$")
_PAIRED: Final = re.compile(
    r"[^\d();.]{0,40}\((?P<now>\d{1,3}(?:\.\d{3}){0,3}|\d{1,9})\s?/\s?"
    r"(?P<then>\d{1,3}(?:\.\d{3}){0,3}|\d{1,9})(?:\s[a-z ]{2,24})?\)"
)
_EXTREME: Final = re.compile(r"\b(cao|thap|nhieu|it|lon|nho) nhat\b(?:(?!\bnhat\b)[^\d;.]){0,30}$")
_GAP: Final = re.compile(r"[^\d;.]{0,16}\b(?:chenh|cach|hon kem) ?(?:lech|nhau)?(?: la)? ")
_FLOW: Final = re.compile(
    r"\b(?:(?:xay dung|thanh lap|lap dat|tiep nhan|ra mat|trang bi|ket nap|bo sung|cap) (?:moi"
    r"|them)"
    r"|them|moi|bot|giai the|cham dut|thoi|thanh ly|sap nhap|rut)(?: duoc)? $"
)
_ZERO: Final = Decimal(0)


def differences(manuscript: Manuscript) -> Iterator[Remark]:
    """Changes that are not the difference of the level and the value before that stand beside."""
    for quantities in manuscript.clusters:
        for before in quantities:
            if before.role is Role.BEFORE and before.head and before.exact:
                yield from _against(manuscript, before, quantities)
    yield from pairs_in_brackets(manuscript)
    yield from of_two_years(manuscript)
    yield from extremes(manuscript)
    yield from series(manuscript)
    yield from outright(manuscript)
    yield from changes_in_brackets(manuscript)
    yield from beyond_the_plan(manuscript)


def of_two_years(manuscript: Manuscript) -> Iterator[Remark]:
    """ "Năm 2023 xảy ra 35 vụ, năm 2022 xảy ra 40 vụ, giảm 06 vụ": two levels with their years."""
    for quantities in manuscript.clauses:
        for change in quantities:
            if change.role is not Role.CHANGE or not change.exact or not change.head:
                continue
            dated = [
                (int(year[1]), found)
                for found in quantities
                if found.head == change.head
                and is_level(found, change)
                and found.span.start < change.span.start
                and (year := _YEAR.search(_words_before(manuscript, found)))
            ]
            if len(dated) != 2 or dated[0][0] == dated[1][0]:
                continue
            (_, before), (_, now) = sorted(dated, key=lambda pair: pair[0])
            if now.value - before.value != change.rise * change.value:
                yield _wrong_difference(now, before, change)


def extremes(manuscript: Manuscript) -> Iterator[Remark]:
    """ "Cao nhất 97 điểm, thấp nhất 82 điểm, chênh lệch 25 điểm"."""
    for quantities in manuscript.clauses:
        for first, second, apart in zip(quantities, quantities[1:], quantities[2:], strict=False):
            alike = first.head == second.head == apart.head and first.exact and second.exact
            most, least = (_words_before(manuscript, one) for one in (first, second))
            between = manuscript.said(second.whole.end, apart.span.start)
            ends = {found[1] for words in (most, least) if (found := _EXTREME.search(words))}
            if not alike or len(ends) != 2 or not _GAP.fullmatch(between) or not apart.exact:
                continue
            by = abs(first.value - second.value)
            if by != apart.value:
                yield Remark(
                    "K114",
                    place_of(first, second, apart),
                    f"{shown(first.value)} và {shown(second.value)} chênh nhau {shown(by)}, không "
                    f"phải {shown(apart.value)}.",
                    f"{shown(first.value)} and {shown(second.value)} differ by {shown(by)}, not by "
                    f"{shown(apart.value)}.",
                    (first.value, second.value, apart.value),
                    expected=shown(by),
                )


def _words_before(manuscript: Manuscript, quantity: Quantity) -> str:
    start = max(manuscript.sentence_span(quantity).start, quantity.span.start - 60)
    return manuscript.said(start, quantity.span.start)


def pairs_in_brackets(manuscript: Manuscript) -> Iterator[Remark]:
    """ "Tăng 03 vụ (11/9)": this period and the one before in brackets behind the change."""
    for change in manuscript.quantities:
        if change.role is not Role.CHANGE or not change.exact:
            continue
        found = _PAIRED.match(manuscript.text.folded, change.whole.end)
        now, then = (value_of(found["now"]), value_of(found["then"])) if found else (None, None)
        if found is None or now is None or then is None:
            continue
        # Some offices write the earlier period first.
        if abs(now - then) != change.value:
            yield Remark(
                "K114",
                Span(change.span.start, found.end()),
                f"{shown(now)} và {shown(then)} chênh nhau {shown(abs(now - then))}, không phải "
                f"{shown(change.value)}.",
                f"{shown(now)} and {shown(then)} differ by {shown(abs(now - then))}, not by "
                f"{shown(change.value)}.",
                (change.value, now, then),
                expected=shown(abs(now - then)),
            )


def directions(manuscript: Manuscript) -> Iterator[Remark]:
    """ "Tăng từ 5 lên 3": a direction that the two values beside it deny."""
    for found in _MOVES.finditer(manuscript.text.folded):
        pair = manuscript.between(found.end() - 1, found.end() + 70)[:2]
        moves = is_move(manuscript.text, found.start(1))
        if not moves or len(pair) < 2 or pair[0].span.start - found.end() > 12:
            continue
        first, last = pair
        if not _TO.match(manuscript.said(first.whole.end, last.span.start)):
            continue
        if first.amount.unit.sort is not last.amount.unit.sort and first.head:
            continue
        rises = found[1] == "tang"
        if first.value != last.value and rises != (last.value > first.value):
            yield Remark(
                "K115",
                Span(found.start(), last.whole.end),
                f"Nói {'tăng' if rises else 'giảm'} nhưng {shown(last.value)} "
                f"{'nhỏ' if rises else 'lớn'} hơn {shown(first.value)}.",
                f"Said to {'rise' if rises else 'fall'}, but {shown(last.value)} is "
                f"{'less' if rises else 'more'} than {shown(first.value)}.",
                (first.value, last.value),
            )


def _against(
    manuscript: Manuscript, before: Quantity, quantities: Sequence[Quantity]
) -> Iterator[Remark]:
    """The level, the change and the value before of one thing, all named in one paragraph."""
    same = [quantity for quantity in quantities if quantity.head == before.head and quantity.exact]
    levels = [
        quantity
        for quantity in same
        if quantity.role is Role.LEVEL and not _came_or_went(manuscript, quantity)
    ]
    earlier = [quantity for quantity in same if quantity.role is Role.BEFORE]
    changes = [
        quantity
        for quantity in same
        if quantity.role is Role.CHANGE
        and (quantity.sentence == before.sentence or _goes_on_with(manuscript, before, quantity))
    ]
    told = _compared(levels, before, changes)
    if len(told) != 1 or len([one for one in earlier if one.sentence == before.sentence]) != 1:
        return
    level = told[0]
    if len(changes) == 1:
        by = changes[0].rise * changes[0].value
        # Any level of the paragraph may be the one that is compared.
        if all(one.value - before.value != by for one in levels):
            yield _wrong_difference(level, before, changes[0])
    elif level.sentence != before.sentence:
        return
    elif not changes and level.value != before.value:
        sentence = manuscript.sentence_span(before)
        if _SAME.search(manuscript.said(sentence.start, sentence.end)):
            yield _not_the_same(level, before)


def _came_or_went(manuscript: Manuscript, quantity: Quantity) -> bool:
    """Whether a number is what was added or taken away, and no state that could be compared."""
    return bool(_FLOW.search(_words_before(manuscript, quantity)))


def _goes_on_with(manuscript: Manuscript, before: Quantity, change: Quantity) -> bool:
    """ "Cùng kỳ 42 vụ. Giảm 05 vụ": the next sentence begins with the change."""
    if change.sentence != before.sentence + 1:
        return False
    start = manuscript.sentence_span(change).start
    return bool(
        re.fullmatch(r"(?:nhu vay,? )?(?:tang|giam) ", manuscript.said(start, change.span.start))
    )


def _compared(
    levels: Sequence[Quantity], before: Quantity, changes: Sequence[Quantity]
) -> list[Quantity]:
    """The level that an earlier value is compared with: one, if it can be told."""
    told = [level for level in levels if level.sentence == before.sentence]
    if not told:  # "30/30 điểm" of another sentence is no level that is compared
        told = [level for level in levels if level.amount.denominator is None][:1]
    if len(told) > 1:  # what follows the earlier value speaks of other things
        told = [level for level in told if level.span.start < before.span.start]
    if changes and len(told) in (2, 3):
        return [min(told, key=lambda level: abs(level.value - before.value))]
    return told


def _wrong_difference(level: Quantity, before: Quantity, change: Quantity) -> Remark:
    by = level.value - before.value
    word = "tăng" if by > 0 else "giảm"
    expected = f"{word} {shown(abs(by))}" if by != _ZERO else "không tăng, không giảm"
    return Remark(
        "K114",
        place_of(level, before, change),
        f"Kỳ này {shown(level.value)}, kỳ trước {shown(before.value)}: phải là {expected}.",
        f"{shown(level.value)} now and {shown(before.value)} before make {shown(abs(by))}, "
        f"not {shown(change.value)} as said.",
        (level.value, before.value, change.value),
        expected=expected,
    )


def _not_the_same(level: Quantity, before: Quantity) -> Remark:
    return Remark(
        "K114",
        place_of(level, before),
        f"Nói không tăng, không giảm nhưng kỳ này {shown(level.value)}, kỳ trước "
        f"{shown(before.value)}.",
        f"Said to be unchanged, but {shown(level.value)} now and {shown(before.value)} before.",
        (level.value, before.value),
    )


RULES: Final = (
    Rule(
        "K114",
        Severity.ERROR,
        "Số tăng, giảm không bằng hiệu hai kỳ",
        "Change that is not the difference of the two periods",
        "Số kỳ này, số kỳ trước và số tăng, giảm nêu trong một câu nhưng không khớp nhau.",
        "The value now, the value before and the change stand in one sentence and disagree.",
        "Xảy ra 15 vụ cháy, cùng kỳ 11 vụ, tăng 03 vụ.",
        "Xảy ra 15 vụ cháy, cùng kỳ 11 vụ, tăng 04 vụ.",
        differences,
    ),
    Rule(
        "K115",
        Severity.ERROR,
        "Chiều tăng, giảm ngược với số",
        "Direction that the numbers deny",
        "“Tăng từ … lên …” thì số sau phải lớn hơn; “giảm từ … xuống …” thì số sau phải nhỏ hơn.",
        "“Tăng từ … lên …” needs a larger second number, “giảm từ … xuống …” a smaller one.",
        "Tỷ lệ hồ sơ trễ hạn giảm từ 4,2% xuống 6,1%.",
        "Tỷ lệ hồ sơ trễ hạn giảm từ 6,1% xuống 4,2%.",
        directions,
    ),
)
