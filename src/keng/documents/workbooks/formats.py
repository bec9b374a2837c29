"""What a stored number means by its number format: a number, a percentage or a day."""

from __future__ import annotations

import re
from typing import Final

from keng.documents.workbooks.cells import CellKind

_DATES: Final = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_PERCENTS: Final = frozenset({9, 10})
# Quoted text, escaped letters, [colours and conditions], padding: no part of the format's meaning.
_LITERAL: Final = re.compile(r'"[^"]*"|\\.|\[[^][]*\]|_.|\*.')
_DATE_LETTERS: Final = re.compile(r"[dmyhs]", re.IGNORECASE)


def number_kind(identity: int, code: str) -> CellKind:
    """The kind of a number shown by built-in format `identity` or by the custom `code`.

    >>> number_kind(14, "").value, number_kind(164, '#,##0" vụ"').value, number_kind(9, "").value
    ('date', 'number', 'percent')
    """
    if identity in _DATES:
        return CellKind.DATE
    if identity in _PERCENTS:
        return CellKind.PERCENT
    meaning = _LITERAL.sub("", code).replace("General", "")
    if "%" in meaning:
        return CellKind.PERCENT
    return CellKind.DATE if _DATE_LETTERS.search(meaning) else CellKind.NUMBER
