"""What does not go along in an archive, in words: what, how much, why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from keng.kernel.vietnamese import format_number
from keng.takeaway.contents import FILES
from keng.takeaway.describing import spoken
from keng.web import wording
from keng.web.phrases.joblines import in_language


@dataclass(frozen=True)
class Leaving:
    """One line of what stays."""

    what: str
    count: str
    why: str


def left_out(told: Iterable[Mapping[str, Any]]) -> list[Leaving]:
    """The lines that a finished archive told, in its order."""
    return [Leaving(_what(one), format_number(int(one["count"])), in_language(one)) for one in told]


def _what(one: Mapping[str, Any]) -> str:
    if one["what"] == FILES:
        return _("Tệp")
    table, column = spoken(str(one["what"]), str(one["column"]))
    if column is None:
        return table
    return f"{table}: {column[1 if wording.language() == 'en' else 0]}"
