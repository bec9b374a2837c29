"""Reading one figure out of a cell: a number, nothing, or the reason why a person must look.

Nothing is guessed. Where a reading could be wrong ("1,234": a thousand or one and a bit?), the
answer is a reason with what to do, never a value. Blank is missing; "không" is 0 (semantics 20).
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from typing import Final, NamedTuple

from keng.documents.workbooks.cells import Cell, CellKind
from keng.kernel.vietnamese import fold, parse_number

_ZERO_WORDS: Final = frozenset(
    {"khong", "khong co", "khong phat sinh", "khong xay ra", "khong phat sinh vu viec nao"}
)
_DASHES: Final = frozenset("-–—−_./…") | {"--", "...", "///", "x"}
_NUMBER_LIKE: Final = re.compile(r"^[+-]?[\d.,\s]+$")
_LEADING: Final = re.compile(r"^(?P<number>\d[\d.,]*)\s*(?P<unit>[^\d\s].*)$")
_SUPPRESSED: Final = re.compile(r"^<\s*\d+$")
_LARGEST: Final = Decimal(10) ** 15  # a spreadsheet keeps 15 digits; beyond, what was typed is lost

MOST_DIGITS: Final = 12
"""Decimals with which a number is read that is converted to another unit of measure afterwards."""
REASONS: Final = {
    "formula": "ô là công thức",
    "error_cell": "ô báo lỗi",
    "boolean_cell": "ô là giá trị đúng/sai",
    "date_cell": "ô là ngày tháng",
    "percent_cell": "ô định dạng phần trăm",
    "dash": "ô ghi dấu gạch",
    "ambiguous_number": "không rõ dấu ngăn nghìn hay dấu thập phân",
    "other_unit": "đơn vị tính khác",
    "suppressed": "số đã che",
    "not_a_number": "không phải số",
    "negative": "số âm",
    "too_many_decimals": "quá nhiều chữ số thập phân",
    "too_large": "số quá lớn",
}


class Reading(NamedTuple):
    """What a cell says: `value` (None = nothing is entered), or `reason`, a key of `REASONS`."""

    value: Decimal | None
    reason: str = ""


_NOTHING: Final = Reading(None)
_BY_KIND: Final = {
    CellKind.FORMULA: "formula",
    CellKind.ERROR: "error_cell",
    CellKind.BOOLEAN: "boolean_cell",
    CellKind.DATE: "date_cell",
    CellKind.PERCENT: "percent_cell",
}


def read_figure(cell: Cell | None, *, unit: str, digits: int) -> Reading:
    """The figure of a cell in the indicator's natural unit, exactly as typed.

    `unit` is the unit of measure of the indicator: "12 vụ" is 12 where it counts vụ, and a
    question everywhere else. `digits` is how many decimals the indicator holds.
    """
    if cell is None:
        return _NOTHING
    if reason := _BY_KIND.get(cell.kind):
        return Reading(None, reason)
    if cell.kind is CellKind.NUMBER:
        return checked(_stored_number(cell.text), digits)
    return _read_text(cell.text, unit, digits)


def _stored_number(text: str) -> Decimal | None:
    """The number that was typed: files keep 1.1 as 1.1000000000000001, shortest form is 1.1."""
    try:
        exact = Decimal(text.strip())
    except InvalidOperation:
        return None
    if len(exact.as_tuple().digits) <= 15:
        return exact
    return Decimal(repr(float(exact)))


def _read_text(raw: str, unit: str, digits: int) -> Reading:
    # NFKC turns full-width digits and no-break spaces into plain ones.
    text = " ".join(unicodedata.normalize("NFKC", raw).translate(_INVISIBLE).split())
    if not text:
        return _NOTHING
    folded = fold(text).rstrip(".")
    if folded in _ZERO_WORDS:
        return Reading(Decimal(0))
    if text in _DASHES or folded in _DASHES:
        return Reading(None, "dash")
    if _SUPPRESSED.match(text):
        return Reading(None, "suppressed")
    if _NUMBER_LIKE.match(text):
        return _read_number(text, digits)
    return _read_with_unit(text, unit, digits)


_INVISIBLE: Final = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


def _read_number(text: str, digits: int) -> Reading:
    number = parse_number(text.removeprefix("+"))
    if number is None:
        return Reading(None, "ambiguous_number" if any(c.isdigit() for c in text) else "dash")
    if _could_be_otherwise(text, digits):
        return Reading(None, "ambiguous_number")
    return checked(number, digits)


def _could_be_otherwise(text: str, digits: int) -> bool:
    """Whether somebody used to English separators may have meant another number."""
    if re.fullmatch(r"[+-]?[1-9]\d{0,2},\d{3}", text):
        return True
    return digits >= 3 and re.fullmatch(r"[+-]?[1-9]\d{0,2}\.\d{3}", text) is not None


def _read_with_unit(text: str, unit: str, digits: int) -> Reading:
    match = _LEADING.match(text)
    if match is None:
        return Reading(None, "not_a_number")
    if not _NUMBER_LIKE.match(match["number"]) or not match["unit"][0].isalpha():
        return Reading(None, "percent_cell" if match["unit"].strip() == "%" else "not_a_number")
    if fold(match["unit"]).rstrip(".") != fold(unit):
        return Reading(None, "other_unit")
    return _read_number(match["number"], digits)


def checked(number: Decimal | None, digits: int) -> Reading:
    """The number as a figure with so many decimals, or the reason why it is none."""
    if number is None or not number.is_finite():
        return Reading(None, "not_a_number")
    if number < 0:
        return Reading(None, "negative")
    if number >= _LARGEST:
        return Reading(None, "too_large")
    scaled = number.scaleb(digits)
    if scaled != scaled.to_integral_value():
        return Reading(None, "too_many_decimals")
    return Reading(number)
