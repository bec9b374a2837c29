"""Committees, meetings and coordination as the screens show them, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from keng.steering.queries import countable_indicators
from keng.steering.queries.shapes import (
    ActLine,
    CommitteeHead,
    ConclusionLine,
    CooperationHead,
    CooperationView,
    MeetingLine,
    OutcomeLine,
    OutcomeRow,
    SeatLine,
    TermLine,
)
from keng.steering.turns import Turn
from keng.web.phrases import steeringwords as words
from keng.web.tables.plantable import ShownTask, shown_tasks


@dataclass(frozen=True)
class ShownCommittee:
    """A committee in a list."""

    head: CommitteeHead
    rhythm: str
    gaps: str
    is_over: bool


@dataclass(frozen=True)
class ShownMeeting:
    """A meeting in a list."""

    line: MeetingLine
    kind: str
    state: str
    look: str
    covers: str


@dataclass(frozen=True)
class ShownTurn:
    """A turn with how it stands."""

    name: str
    state: str
    look: str


@dataclass(frozen=True)
class ShownCooperation:
    """A programme of coordination in a list."""

    head: CooperationHead
    state: str
    look: str
    rhythm: str


@dataclass(frozen=True)
class ShownCell:
    """What one partner has of one indicator: its own total, and how often it took part."""

    own: str
    together: int


@dataclass(frozen=True)
class ShownOutcomes:
    """An indicator: the total, the cells in the order of the partners, the unit's own figure."""

    name: str
    unit: str
    total: str
    cells: Sequence[ShownCell]
    reported: str
    exceeds: bool


def shown_committees(rows: Sequence[CommitteeHead], on: date) -> list[ShownCommittee]:
    """Committees in words."""
    return [
        ShownCommittee(
            one, str(words.RHYTHMS[one.rhythm]), words.gap_words(one.coverage), one.is_over(on)
        )
        for one in rows
    ]


def shown_acts(rows: Sequence[ActLine]) -> list[tuple[ActLine, str, str]]:
    """Papers of a committee: what each does, and how it is cited."""
    return [(one, str(words.ACTS[one.kind]), words.paper_words(one.paper)) for one in rows]


def shown_seats(rows: Sequence[SeatLine]) -> list[tuple[SeatLine, str]]:
    """Members with their place."""
    return [(one, str(words.PLACES[one.place])) for one in rows]


def shown_meetings(rows: Sequence[MeetingLine]) -> list[ShownMeeting]:
    """Meetings in words."""
    return [
        ShownMeeting(
            one,
            str(words.MEETINGS[one.kind]),
            str(words.MEETING_STATES[one.state]),
            words.MEETING_LOOKS[one.state],
            covered_words(one),
        )
        for one in rows
    ]


def covered_words(line: MeetingLine) -> str:
    """Which half year or year a review looks back on; "" for other meetings."""
    if line.covers is None:
        return ""
    months = 6 if line.kind == "half_year" else 12
    first = date(line.covers.year, line.covers.month - months + 1, 1)
    return words.stretch_words(first, months)


def shown_turns(rows: Sequence[Turn], on: date) -> list[ShownTurn]:
    """Turns in words, the newest first."""
    return [
        ShownTurn(
            words.turn_words(one), words.standing_words(one, on), words.TURN_LOOKS[one.standing]
        )
        for one in reversed(rows)
    ]


def shown_conclusions(
    rows: Sequence[ConclusionLine],
) -> list[tuple[ConclusionLine, ShownTask | None]]:
    """Conclusions, each with the task that it became."""
    return [(one, shown_tasks([one.task])[0] if one.task is not None else None) for one in rows]


def shown_cooperations(rows: Sequence[CooperationHead]) -> list[ShownCooperation]:
    """Programmes of coordination in words."""
    return [
        ShownCooperation(
            one,
            str(words.TERMS[one.state]),
            words.TERM_LOOKS[one.state],
            str(words.RHYTHMS[one.rhythm]),
        )
        for one in rows
    ]


def shown_terms(rows: Sequence[TermLine]) -> list[tuple[TermLine, str]]:
    """Terms with how their paper is cited."""
    return [(one, words.paper_words(one.paper)) for one in rows]


def shown_outcomes(view: CooperationView) -> list[ShownOutcomes]:
    """The table of results: a column for each partner that is or was one."""
    order = [one.id for one in view.partners]
    return [_outcomes(row, order) for row in view.table]


def shown_lines(rows: Sequence[OutcomeLine]) -> list[tuple[OutcomeLine, str, str]]:
    """Results one by one: what each is of, and how much."""
    digits = {code: one for code, _unit, one in countable_indicators()}
    return [
        (
            one,
            words.indicator_words(one.indicator),
            words.number_words(one.value, digits.get(one.indicator, 0)),
        )
        for one in rows
    ]


def _outcomes(row: OutcomeRow, order: Sequence[int]) -> ShownOutcomes:
    cells = []
    for partner in order:
        share = row.shares.get(partner)
        own = words.number_words(share.own, row.digits) if share and share.rows else ""
        cells.append(ShownCell(own, share.together if share else 0))
    reported = row.shown
    if row.reported is not None:
        reported = words.number_words(row.reported, row.reported_digits)
    return ShownOutcomes(
        words.indicator_words(row.indicator),
        row.unit,
        words.number_words(row.total, row.digits),
        cells,
        reported,
        row.exceeds,
    )
