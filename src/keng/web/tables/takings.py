"""Who took the data of a unit along, when and how much: lines of the journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from keng.access.queries import names_of
from keng.kernel.vietnamese import format_number


@dataclass(frozen=True)
class Taking:
    """One archive that was made; its hash tells whether a file at hand is that one."""

    at: datetime
    who: str
    rows: str
    files: str
    sha256: str


def takings(entries: Sequence[Any]) -> list[Taking]:
    """The archives of some entries of the journal; one query for the names."""
    names = names_of({one.account_id for one in entries})
    return [
        Taking(
            one.at,
            str(names.get(one.account_id) or _("người vận hành máy chủ")),
            format_number(int(one.facts["rows"])),
            format_number(int(one.facts["files"])),
            str(one.facts["sha256"]),
        )
        for one in entries
    ]
