"""What a figure that stands in a Word file is to say now. Pure.

The words around a figure belong to the person who wrote them, so the new text takes the shape of
the old one: a number stays a bare number, a zero that was said in words becomes "03 vụ".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from keng.documents.word import NewValue, ReadField
from keng.kernel.figures import to_decimal
from keng.kernel.vietnamese import format_number
from keng.prose.phrases import MISSING, PERCENT, SAME, Stated, View
from keng.prose.sentences import none_of, number_text
from keng.publishing.facts import MISSING_NUMBER, TABLE_MISSING, Style, exact_text

HELD_BACK = "…"
_HAS_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Now:
    """The figure as it stands now, the whole that it is a share of, and the state of the data."""

    stated: Stated
    whole: Stated | None
    revision: str


def refilled(field: ReadField, now: Now) -> NewValue | None:
    """The new text and exact value of a figure; None where its source is not known."""
    if field.source is None:
        return None
    view = View(field.source.view)
    exact = _EXACT[view](now)
    held_back = now.stated.previous_shown if view is View.PREVIOUS else now.stated.shown
    if held_back and view in (View.VALUE, View.PREVIOUS):
        return NewValue(held_back, "", now.revision)
    is_table = field.source.style == Style.TABLE
    if exact is None:
        return NewValue(_missing(field, is_table=is_table), "", now.revision)
    text = _table_text(view, exact) if is_table else _prose_text(field, view, exact, now.stated)
    return NewValue(text, exact_text(exact), now.revision)


def _missing(field: ReadField, *, is_table: bool) -> str:
    if is_table:
        return TABLE_MISSING
    return MISSING_NUMBER if _is_number(field.printed) else MISSING


def _is_number(printed: str) -> bool:
    """Whether the text stands where a bare number does, its unit in the words behind it."""
    return bool(_HAS_DIGIT.search(printed)) or printed in (HELD_BACK, MISSING_NUMBER)


def _table_text(view: View, exact: Decimal) -> str:
    if view in (View.CHANGE, View.CHANGE_PCT) and exact > 0:
        return f"+{format_number(exact)}"
    return format_number(exact)


def _prose_text(field: ReadField, view: View, exact: Decimal, stated: Stated) -> str:
    if view in (View.ACCEPTED, View.EXPECTED):
        return f"{int(exact):02d}"
    if view in (View.CHANGE_PCT, View.SHARE):
        return f"{format_number(abs(exact))}%"
    was_number = _is_number(field.printed)
    number = number_text(int(abs(exact).scaleb(stated.digits)), stated)
    if view is View.CHANGE:
        return _direction(exact, number, stated, was_number=was_number)
    if exact == 0 and not was_number:
        return field.printed if field.source and field.source.exact == "0" else none_of(stated.unit)
    return number if was_number else f"{number}{_unit(stated)}"


def _direction(exact: Decimal, number: str, stated: Stated, *, was_number: bool) -> str:
    if exact == 0:
        return f"tăng {number}" if was_number else SAME
    moved = f"{'tăng' if exact > 0 else 'giảm'} {number}"
    return moved if was_number else f"{moved}{_unit(stated)}"


def _unit(stated: Stated) -> str:
    return PERCENT if stated.unit == PERCENT else f" {stated.unit}"


def _scaled(value: int | None, stated: Stated) -> Decimal | None:
    return None if value is None else to_decimal(value, stated.digits)


def _share(now: Now) -> Decimal | None:
    part, whole = now.stated.value, None if now.whole is None else now.whole.value
    if part is None or not whole:
        return None
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _count(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


_EXACT: dict[View, Callable[[Now], Decimal | None]] = {
    View.VALUE: lambda now: _scaled(now.stated.value, now.stated),
    View.PREVIOUS: lambda now: _scaled(now.stated.previous, now.stated),
    View.CHANGE: lambda now: _scaled(now.stated.change, now.stated),
    View.CHANGE_PCT: lambda now: now.stated.change_pct,
    View.SHARE: _share,
    View.ACCEPTED: lambda now: _count(now.stated.accepted),
    View.EXPECTED: lambda now: _count(now.stated.expected),
}
