"""What speaks against a proposal, by rules and days alone. Pure.

BLOCK: no decision can hold it. ASK: the decision must name the paper or the reason why it holds it
all the same. TELL: to be known; among them every rule that nobody has answered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from keng.commendations.tallying import Passed
from keng.commendations.vocabulary import State


class Weight(StrEnum):
    """How much a concern weighs."""

    BLOCK = "block"
    ASK = "ask"
    TELL = "tell"


@dataclass(frozen=True)
class Concern:
    """One thing to know before a proposal is decided."""

    code: str
    weight: Weight
    vi: str
    en: str


@dataclass(frozen=True)
class Earlier:
    """Another proposal of what may be the same group or person.

    `decided_on` is the day of the decision that stands; None where none does. `is_certain` where
    the unit or initiative itself is the same, and not only a name at one place.
    """

    proposal_id: int
    award: str
    year: int
    state: State
    decided_on: date | None
    deed: str
    is_certain: bool


@dataclass(frozen=True)
class Matter:
    """What is known of a proposal: `years_between` and `several` None where nobody has said."""

    proposal_id: int
    award: str
    label: str
    label_en: str
    year: int
    deed: str
    passed: Passed
    has_council: bool
    is_named: bool
    years_between: int | None
    several: bool | None


def concerns(matter: Matter, others: Sequence[Earlier]) -> list[Concern]:
    """Everything that is to be known, the heaviest first."""
    found = [
        *_name(matter),
        *_vote(matter),
        *_years(matter, others),
        *_twice(matter, others),
        *_deed(matter, others),
    ]
    order = list(Weight)
    return sorted(found, key=lambda one: order.index(one.weight))


def _name(matter: Matter) -> Iterator[Concern]:
    if not matter.is_named:
        yield Concern(
            "no_name",
            Weight.BLOCK,
            "Tên đã rút hoặc không mở được trên máy này nên không lập được danh sách.",
            "The name was withdrawn or cannot be opened here, so no list can hold it.",
        )


def _vote(matter: Matter) -> Iterator[Concern]:
    told = {
        Passed.NO_QUORUM: (Weight.BLOCK, "Chưa đủ số thành viên bỏ phiếu.", "No quorum."),
        Passed.FAILED: (
            Weight.BLOCK,
            "Phiếu tán thành chưa đủ tỷ lệ.",
            "The votes in favour do not reach the share.",
        ),
        Passed.NOBODY: (Weight.ASK, "Hội đồng chưa bỏ phiếu.", "The council has not voted."),
        Passed.UNKNOWN: (
            Weight.ASK,
            "Chưa có quy định về tỷ lệ phiếu nên không kết luận được kết quả bỏ phiếu.",
            "No rule on the share of votes is known, so the vote cannot be concluded.",
        ),
    }
    if matter.passed in told:
        weight, vi, en = told[matter.passed]
        if matter.passed is Passed.NOBODY and not matter.has_council:
            vi, en = "Đợt này không lập hội đồng.", "This call has no council."
        yield Concern(f"vote_{matter.passed.value}", weight, vi, en)


def _years(matter: Matter, others: Sequence[Earlier]) -> Iterator[Concern]:
    days = [
        one.decided_on
        for one in others
        if one.award == matter.award and one.decided_on is not None and one.year != matter.year
    ]
    if not days:
        return
    last = max(days)
    gone = matter.year - last.year
    vi = f"{matter.label} gần nhất: {last:%d/%m/%Y}, cách {gone} năm"
    en = f"Last {matter.label_en.lower()}: {last.isoformat()}, {gone} years before"
    if matter.years_between is None:
        more = (
            "chưa có quy định phải cách bao nhiêu năm.",
            "no rule says how many must lie between.",
        )
        yield Concern("years_unknown", Weight.TELL, f"{vi}; {more[0]}", f"{en}; {more[1]}")
    elif gone < matter.years_between:
        yield Concern(
            "too_soon",
            Weight.ASK,
            f"{vi}; quy định phải cách ít nhất {matter.years_between} năm.",
            f"{en}; at least {matter.years_between} must lie between.",
        )
    else:
        yield Concern("years_kept", Weight.TELL, f"{vi}; đủ số năm.", f"{en}; enough.")


_OPEN = frozenset({State.PROPOSED, State.RETURNED})


def _twice(matter: Matter, others: Sequence[Earlier]) -> Iterator[Concern]:
    same = [
        one
        for one in others
        if one.award == matter.award
        and one.year == matter.year
        and (one.state in _OPEN or one.decided_on is not None)
    ]
    if same:
        numbers = ", ".join(str(one.proposal_id) for one in same)
        sure = "" if all(one.is_certain for one in same) else " (trùng tên ở cùng địa bàn)"
        sure_en = "" if all(one.is_certain for one in same) else " (the same name at one place)"
        yield Concern(
            "twice",
            Weight.ASK,
            f"Đã có đề nghị cùng hình thức trong năm: số {numbers}{sure}.",
            f"Proposed for the same award this year already: number {numbers}{sure_en}.",
        )


def _deed(matter: Matter, others: Sequence[Earlier]) -> Iterator[Concern]:
    if matter.several or not matter.deed:
        return
    same = [
        one
        for one in others
        if one.deed == matter.deed
        and (one.decided_on is not None or (one.state in _OPEN and one.award != matter.award))
    ]
    if not same:
        return
    numbers = ", ".join(str(one.proposal_id) for one in same)
    vi = f"Thành tích này đã được khen hoặc đang đề nghị ở số {numbers}"
    en = f"This achievement is commended or proposed under number {numbers}"
    if matter.several is None:
        vi_rule, en_rule = "chưa có quy định có được khen nhiều lần không", "no rule is known"
        yield Concern("deed_unknown", Weight.TELL, f"{vi}; {vi_rule}.", f"{en}; {en_rule}.")
        return
    is_sure = any(one.is_certain and one.decided_on is not None for one in same)
    yield Concern(
        "same_deed",
        Weight.BLOCK if is_sure else Weight.ASK,
        f"{vi}; một thành tích không khen nhiều lần, nhiều hình thức.",
        f"{en}; one achievement is not commended more than once.",
    )
