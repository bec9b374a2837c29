"""How an official paper says a figure: "05 vụ, giảm 03 vụ so với cùng kỳ".

A phrase is a row of pieces: plain words, and `Number`s that say which figure they print and which
view of it, so that whoever makes a document can tie each one to its source. Every rule of wording
stands here once (semantics 4, 13, 17; small totals as `consolidation.disclosure` leaves them):

* counts of 1 to 9 are padded ("05 vụ"), money, decimals and percentages are not;
* nothing is rounded: a percentage is printed with the decimals it comes with;
* a percentage of change is left out below a base of ten, and where there is no base;
* a missing figure is said to be missing, never printed as zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from keng.kernel.figures import FigureStatus, to_decimal
from keng.kernel.vietnamese import amount_in_words, format_count, format_number
from keng.prose.phrases import (
    MISSING,
    MONEY_UNITS,
    PERCENT,
    SAME,
    Number,
    Phrase,
    Stated,
    View,
    capitalised,
    in_brackets,
    joined,
)

LEAST_BASE_FOR_PERCENT: Final = 10
_HAPPENING_UNITS: Final = frozenset({"vụ"})
_STATUS_WORDS: Final = {FigureStatus.ESTIMATED: "ước ", FigureStatus.EXPECTED: "dự kiến "}
_MILLION: Final = 1_000_000


def against(stated: Stated, previous: int | None) -> Stated:
    """Return the figure compared with a previous value of the very same units.

    The percentage is half up to one decimal; it is None where the base is 0 or unknown.
    """
    if stated.value is None or previous is None:
        return replace(stated, previous=previous, change=None, change_pct=None)
    change = stated.value - previous
    percent = (Decimal(change) * 100 / abs(previous)) if previous else None
    rounded = percent.quantize(Decimal("0.1"), ROUND_HALF_UP) if percent is not None else None
    return replace(stated, previous=previous, change=change, change_pct=rounded)


def number_text(value: int, stated: Stated) -> str:
    """Return the bare number of a figure as prose writes it: "05", "9.000.000", "664,49"."""
    if stated.digits == 0 and stated.unit not in MONEY_UNITS and stated.unit != PERCENT:
        return format_count(value)
    return format_number(to_decimal(value, stated.digits))


def amount(stated: Stated) -> Phrase:
    """Return "05 vụ", "không xảy ra", "ước 12 người", "<5 người" or "chưa có số liệu"."""
    return _amount(stated, View.VALUE)


def change(stated: Stated) -> Phrase:
    """Return the clause against the same period: "tăng 02 vụ (20%) so với cùng kỳ".

    Empty where the figure itself is missing; where only the comparison is, it says so and why.
    """
    if stated.value is None and not stated.shown:
        return ()
    if stated.not_comparable:
        return (f"không so sánh được với cùng kỳ ({stated.not_comparable})",)
    if stated.shown or stated.previous_shown:
        return _beside_a_held_back_figure(stated)
    if stated.previous is None or stated.change is None:
        return ("cùng kỳ chưa có số liệu để so sánh",)
    return _compared(stated, stated.change)


def coverage(stated: Stated) -> Phrase:
    """Return "số liệu của 21/23 đơn vị", or nothing when every unit is in or only one is asked."""
    accepted, expected = stated.accepted, stated.expected
    if accepted is None or expected is None or accepted >= expected or expected == 1:
        return ()
    return (
        "số liệu của ",
        Number(f"{accepted:02d}", View.ACCEPTED, stated.key, Decimal(accepted)),
        "/",
        Number(f"{expected:02d}", View.EXPECTED, stated.key, Decimal(expected)),
        " đơn vị",
    )


def stated_with_change(stated: Stated) -> Phrase:
    """Return amount, change and coverage: "05 vụ, tăng 02 vụ so với cùng kỳ (số liệu của ...)"."""
    clauses = [clause for clause in (amount(stated), change(stated)) if clause]
    return (*joined(clauses, ", "), *in_brackets(coverage(stated)))


def sentence(stated: Stated) -> Phrase:
    """Return the figure as one whole sentence: label, colon, amount, change, full stop."""
    return (*capitalised((f"{stated.label}: ",)), *stated_with_change(stated), ".")


def total_with_parts(total: Stated, parts: Sequence[Stated]) -> Phrase:
    """Return a total with its change, and what it consists of (see `parts_of`)."""
    tail = parts_of(total, parts)
    return (*stated_with_change(total), *(("; ", *tail) if tail else ()))


def parts_of(total: Stated, parts: Sequence[Stated]) -> Phrase:
    """Return "gồm: ..." where the parts add up to the total, "trong đó: ..." where they do not.

    Parts of zero and parts that nobody gave go without saying: with the latter it never "gồm".
    """
    named = [part for part in parts if part.value or part.shown]
    if not named or total.value == 0:
        return ()
    known = [part.value for part in parts if part.value is not None]
    adds_up = len(known) == len(parts) and sum(known) == total.value
    items = [(f"{part.label} ", *amount(part)) for part in named]
    return ("gồm: " if adds_up else "trong đó: ", *joined(items, ", "))


def share(part: Stated, whole: Stated) -> Phrase:
    """Return "05/07 thôn (71,4%)": a part of a whole in one unit, half up to one decimal."""
    if part.value is None or not whole.value:
        return amount(part)
    percent = (Decimal(part.value) * 100 / whole.value).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return (
        *_status(part),
        Number(number_text(part.value, part), View.VALUE, part.key, _exact(part.value, part)),
        "/",
        Number(number_text(whole.value, whole), View.VALUE, whole.key, _exact(whole.value, whole)),
        f" {part.unit} (",
        Number(f"{format_number(percent)}%", View.SHARE, part.key, percent, of=whole.key),
        ")",
    )


def in_millions(stated: Stated) -> Phrase:
    """Return money in triệu đồng, exact: 12_500_000 đồng is "12,5 triệu đồng"."""
    if not stated.value or stated.unit != "đồng":
        return amount(stated)
    exact = _exact(stated.value, stated)
    text = format_number(exact / _MILLION)
    number = Number(text, View.VALUE, stated.key, exact)
    return (*_status(stated), number, " triệu đồng")


def with_words(stated: Stated) -> Phrase:
    """Return money with its amount in words: "9.000.000 đồng (chín triệu đồng)"."""
    if not stated.value or stated.unit != "đồng" or stated.digits:
        return amount(stated)
    return (*amount(stated), f" ({amount_in_words(stated.value)})")


def none_of(unit: str) -> str:
    """Return how a zero is said: crimes and fires do not happen, other things are not there."""
    return "không xảy ra" if unit in _HAPPENING_UNITS else "không có"


def _amount(stated: Stated, view: View) -> Phrase:
    value, shown = stated.value, stated.shown
    if view is View.PREVIOUS:
        value, shown = stated.previous, stated.previous_shown
    if shown:
        return (Number(shown, view, stated.key), _unit(stated))
    if value is None:
        return (Number(MISSING, view, stated.key),)
    status = _status(stated) if view is View.VALUE else ()
    if value == 0:
        return (*status, Number(_zero(stated), view, stated.key, Decimal(0)))
    number = Number(number_text(value, stated), view, stated.key, _exact(value, stated))
    return (*status, number, _unit(stated))


def _zero(stated: Stated) -> str:
    return "0%" if stated.unit == PERCENT else none_of(stated.unit)


def _unit(stated: Stated) -> str:
    return PERCENT if stated.unit == PERCENT else f" {stated.unit}"


def _status(stated: Stated) -> Phrase:
    word = _STATUS_WORDS.get(stated.status, "")
    return (word,) if word else ()


def _exact(value: int, stated: Stated) -> Decimal:
    return to_decimal(value, stated.digits)


def _compared(stated: Stated, by: int) -> Phrase:
    if by == 0:
        return _no_change(stated)
    if stated.previous == 0:
        return (*_moved(stated, by), " (cùng kỳ ", *_amount(stated, View.PREVIOUS), ")")
    return (*_moved(stated, by), *_percent(stated), " so với cùng kỳ", *_on_fewer_units(stated))


def _no_change(stated: Stated) -> Phrase:
    if stated.value == 0 and stated.previous == 0 and stated.unit != PERCENT:
        also = Number(f"cũng {none_of(stated.unit)}", View.PREVIOUS, stated.key, Decimal(0))
        return ("cùng kỳ ", also)
    same = Number(SAME, View.CHANGE, stated.key, Decimal(0))
    return (same, " so với cùng kỳ", *_on_fewer_units(stated))


def fewer_units(stated: Stated) -> int | None:
    """On how many units a change rests that is not the difference of the two totals; else None."""
    value, previous = stated.value, stated.previous
    if value is None or previous is None or stated.change is None:
        return None
    return None if stated.change == value - previous else stated.compared_units


def _on_fewer_units(stated: Stated) -> Phrase:
    units = fewer_units(stated)
    return () if units is None else (f" (tính trên {units:02d} đơn vị có số liệu cả hai kỳ)",)


def _moved(stated: Stated, by: int) -> Phrase:
    """The direction is part of the number: a figure that turns must not keep the other word."""
    text = f"{'tăng' if by > 0 else 'giảm'} {number_text(abs(by), stated)}"
    number = Number(text, View.CHANGE, stated.key, _exact(by, stated))
    points = " điểm phần trăm" if stated.unit == PERCENT else _unit(stated)
    return (number, points)


def _percent(stated: Stated) -> Phrase:
    base = stated.previous if stated.base is None else stated.base
    if stated.change_pct is None or base is None or stated.unit == PERCENT:
        return ()
    if abs(_exact(base, stated)) < LEAST_BASE_FOR_PERCENT:
        return ()
    text = f"{format_number(abs(stated.change_pct))}%"
    return (" (", Number(text, View.CHANGE_PCT, stated.key, stated.change_pct), ")")


def _beside_a_held_back_figure(stated: Stated) -> Phrase:
    """A difference would give a held back figure away: only the previous one is named, if seen."""
    if stated.previous is None and not stated.previous_shown:
        return ()
    return ("cùng kỳ ", *_amount(stated, View.PREVIOUS))
