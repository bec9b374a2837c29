"""When two mentions are of the same paper. Pure: no Django.

A number with its year ("124/2021") and its symbol are one paper in the whole country. Any other
number is counted anew by every body every year, so day and issuer belong to it; where one of them
is not known, nothing is taken to be the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from keng.kernel.vietnamese import searchable

_SHORT: Final = {
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "bcd": "ban chi dao",
    "ubmttq": "uy ban mat tran to quoc",
    "bca": "bo cong an",
}
_WITH_YEAR: Final = re.compile(r"\d+[a-z]?/(?:19|20)\d{2}")


@dataclass(frozen=True)
class Reference:
    """A paper as somebody names it; what is not said is empty. `number` keeps its year."""

    kind: str = ""
    number: str = ""
    symbol: str = ""
    issued_on: date | None = None
    issuer: str = ""

    @property
    def key(self) -> str:
        """The same for the same paper; empty where what is said does not tell papers apart."""
        number, symbol = bare_number(self.number), bare_symbol(self.symbol)
        if not number or not symbol:
            return ""
        if _WITH_YEAR.fullmatch(number):
            return f"{number}|{symbol}"
        issuer = issuer_form(self.issuer)
        if self.issued_on is None or not issuer:
            return ""
        return f"{number}|{symbol}|{self.issued_on.isoformat()}|{issuer}"

    @property
    def line(self) -> str:
        """Number and symbol as they are written: "05/KH-UBND", "124/2021/TT-BCA"."""
        return number_line(self.number, self.symbol)

    def may_be(self, other: Reference) -> bool:
        """Whether nothing that both say contradicts: a person may take them for the same paper."""
        if bare_number(self.number) != bare_number(other.number):
            return False
        if bare_symbol(self.symbol) != bare_symbol(other.symbol):
            return False
        days = {self.issued_on, other.issued_on} - {None}
        if len(days) > 1:
            return False
        mine, theirs = issuer_form(self.issuer), issuer_form(other.issuer)
        return not mine or not theirs or mine in theirs or theirs in mine


def number_line(number: str, symbol: str) -> str:
    """Number and symbol in one, either of which may be missing."""
    if number and symbol and re.fullmatch(r"\d", number):
        number = f"0{number}"
    return f"{number}/{symbol}" if number and symbol else number or symbol


def day_of_year_named(number: str) -> date | None:
    """The first day of the year that a number names ("124/2021"), for putting papers in order."""
    found = re.search(r"/((?:19|20)\d{2})$", number.strip())
    return date(int(found[1]), 1, 1) if found else None


def bare_number(number: str) -> str:
    """A number without spaces and leading zeros, in lower case: "05" is "5"."""
    return "".join(number.split()).lstrip("0").lower()


def bare_symbol(symbol: str) -> str:
    """A symbol in capitals without spaces, its dashes alike."""
    return re.sub(r"[–—]", "-", "".join(symbol.split())).upper()


def issuer_form(issuer: str) -> str:
    """A body as it is compared: no diacritics, the usual short forms written out."""
    return " ".join(_SHORT.get(word, word) for word in searchable(issuer).split())
