"""What the proofreader asks about units: who bore a name, until when, what lay in it, who follows.

A list never holds every unit that there was; whoever asks says nothing where it may be silent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol
from unicodedata import normalize

from keng.kernel.letters import folded

_JOINED: Final = str.maketrans("", "", " -'’`.")


@dataclass(frozen=True)
class KnownUnit:
    """A unit under a name: "xã Tân Kỳ" until a day (half-open; None: it stands).

    `exact` says whether the day is that of the act; else the unit had ended by then. `today` are
    the units that hold its territory now, nothing where that is not known; `bare` is the name
    without its kind, `also` other spellings of it.
    """

    number: int
    label: str
    until: date | None = None
    exact: bool = True
    today: tuple[str, ...] = ()
    bare: str = ""
    also: tuple[str, ...] = ()

    def stands_on(self, day: date) -> bool:
        """Whether it had not ended."""
        return self.until is None or day < self.until


class KnownUnits(Protocol):
    """A list of units, shipped or in a database."""

    @property
    def since(self) -> date:
        """From this day on the list holds every commune, district and province."""
        ...

    def called(self, kind: str, name: str) -> Sequence[KnownUnit]:
        """The units that ever bore a kind ("xã") and a name, whatever its spelling."""
        ...

    def last_of(self, kind: str) -> date | None:
        """From this day on no unit of a kind stood; None where one does, or none is known."""
        ...

    def below(self, unit: KnownUnit) -> Sequence[KnownUnit]:
        """The units that ever lay in another one, at any depth."""
        ...


def same_marks(one: str, other: str) -> bool:
    """Whether two names of one key bear the same marks, wherever in a word these are put.

    >>> same_marks("Đông Lâm", "Đồng Lâm"), same_marks("Hòa Bình", "Hoà Bình")
    (False, True)
    """
    first, second = (
        sorted(letter for letter in normalize("NFD", name.lower()) if not letter.isascii())
        for name in (one, other)
    )
    return first == second


def name_key(name: str) -> str:
    """What two spellings of a name share: no marks, blanks, hyphens; "y" and "i" are one.

    >>> name_key("Quý Quân") == name_key("Quí Quân")
    True
    """
    return folded(normalize("NFC", name)).translate(_JOINED).replace("y", "i")
