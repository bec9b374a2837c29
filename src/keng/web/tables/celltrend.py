"""The last values of a cell as a small line with its words: what a person compares at one look."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from keng.kernel.vietnamese import format_count
from keng.reporting.queries import CellHistory
from keng.web import wording


@dataclass(frozen=True)
class Trend:
    """Values oldest first, None where nothing was reported, and the same in words."""

    values: tuple[int | None, ...]
    label: str
    first: str
    last: str


def trend_of(history: CellHistory, digits: int) -> Trend | None:
    """The line of a cell; None with fewer than two values, where a line would say nothing."""
    past = sorted(history.past, key=lambda one: (one.period.first, one.period.last))
    known = [one for one in past if one.value is not None]
    if len(known) < 2:
        return None
    listed = "; ".join(
        f"{wording.period(one.period)}: {wording.figure(one.value, digits)}" for one in past
    )
    return Trend(
        values=tuple(one.value for one in past),
        label=_("%(n)s kỳ gần nhất. %(listed)s") % {"n": format_count(len(past)), "listed": listed},
        first=wording.period(past[0].period),
        last=wording.period(past[-1].period),
    )
