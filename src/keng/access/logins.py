"""Logins that are proposed for people whose names nobody has typed yet. Pure.

A login is the name of the unit without diacritics and spaces, the role in front of it where it is
not the clerk's, the unit above behind it where the name alone is not enough.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import count
from typing import Final

from keng.access.roles import Role
from keng.kernel.vietnamese import fold

LONGEST: Final = 64
_FORGOTTEN: Final = "gone-"
_SHORTEST: Final = 3
_IN_FRONT: Final[Mapping[Role, str]] = {
    Role.CLERK: "",
    Role.LEADER: "lanhdao.",
    Role.OFFICER: "theodoi.",
    Role.ADMINISTRATOR: "quantri.",
    Role.AUDITOR: "kiemtra.",
}


def proposed(way: Sequence[str], role: Role, *, taken: Collection[str]) -> str:
    """A login that is not taken, for the unit whose names are given from itself upwards.

    "Tứ Kỳ" in "Hải Phòng" is tuky, or tuky.haiphong if that is taken, or tuky.haiphong2.
    """
    return next(one for one in _candidates(way, _IN_FRONT[role]) if one not in taken)


def login_of_forgotten(account_id: int) -> str:
    """What stands in the place of the login of a person who was erased; nobody is given one so."""
    return f"{_FORGOTTEN}{account_id}"


def is_forgotten(login: str) -> bool:
    """Whether the login is that of a person who was erased."""
    return login.startswith(_FORGOTTEN)


def _candidates(way: Sequence[str], front: str) -> Iterator[str]:
    words = [word for word in (_word(name) for name in way) if word] or ["donvi"]
    longest = ""
    for end in range(1, len(words) + 1):
        longest = (front + ".".join(words[:end]))[:LONGEST].rstrip(".")
        if len(longest) >= _SHORTEST:
            yield longest
    for number in count(2):
        ending = str(number)
        yield longest[: LONGEST - len(ending)] + ending


def _word(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(name))
