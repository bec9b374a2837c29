"""Whether a group is alive or exists on paper only, and why. Pure: no Django.

The months come from the programme or from the unit above. A value that nobody has given decides
nothing: the group is then undecided, never "alive" (decision 0241).
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    """How a group stands on a day."""

    ALIVE = "alive"
    ON_PAPER = "on_paper"
    UNDECIDED = "undecided"
    DISSOLVED = "dissolved"


class Reason(StrEnum):
    """Why a group exists on paper only."""

    NO_DOSSIER = "no_dossier"
    SILENT = "silent"
    UNREVIEWED = "unreviewed"


@dataclass(frozen=True)
class Rule:
    """What a group must show: an activity and a review within so many months, a founding paper.

    None where nobody has said so. `basis` says who did; `illustrative` marks a value of the demo.
    """

    activity_months: int | None = None
    review_months: int | None = None
    needs_dossier: bool | None = None
    basis: str = ""
    illustrative: bool = False

    @property
    def is_known(self) -> bool:
        """Whether it asks for anything at all."""
        asked = (self.activity_months, self.review_months, self.needs_dossier or None)
        return any(value is not None for value in asked)


@dataclass(frozen=True)
class Life:
    """What is known of a group up to a day."""

    founded_on: date | None
    has_dossier: bool
    last_activity_on: date | None
    last_review_on: date | None
    dissolved_on: date | None = None


def standing(life: Life, rule: Rule, on: date) -> Standing:
    """How the group stands on the day."""
    if life.dissolved_on is not None and life.dissolved_on <= on:
        return Standing.DISSOLVED
    if not rule.is_known:
        return Standing.UNDECIDED
    return Standing.ON_PAPER if reasons(life, rule, on) else Standing.ALIVE


def reasons(life: Life, rule: Rule, on: date) -> tuple[Reason, ...]:
    """Each way in which the group falls short of the rule; a new group has as long as an old one.

    >>> life = Life(date(2024, 1, 5), True, date(2024, 2, 29), None)
    >>> [one.value for one in reasons(life, Rule(activity_months=6), date(2024, 8, 29))]
    []
    >>> [one.value for one in reasons(life, Rule(activity_months=6), date(2024, 8, 30))]
    ['silent']
    """
    found = []
    if rule.needs_dossier and not life.has_dossier:
        found.append(Reason.NO_DOSSIER)
    if _is_over(life.last_activity_on or life.founded_on, rule.activity_months, on):
        found.append(Reason.SILENT)
    if _is_over(life.last_review_on or life.founded_on, rule.review_months, on):
        found.append(Reason.UNREVIEWED)
    return tuple(found)


def _is_over(last: date | None, months: int | None, on: date) -> bool:
    return months is not None and (last is None or last < months_before(on, months))


def months_before(on: date, months: int) -> date:
    """The same day so many months earlier, or the last day of that month.

    >>> months_before(date(2024, 8, 31), 6)
    datetime.date(2024, 2, 29)
    """
    year, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))
