"""An assessment as the screens show it: the list of criteria, what is open, one criterion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from keng.access.queries import names_of
from keng.criteria.queries import last_day
from keng.criteria.queries.shapes import AssessmentView, CriterionView, MovedView
from keng.packs import installed
from keng.web import wording
from keng.web.phrases import criteriawords, recognitionwords
from keng.web.tables.celllimits import LawLink, law_link

ONLY_OPEN: Final = "con-mo"
_ASKED: Final = frozenset({"attest", "attest_only", "not_occurred", "checklist"})
_TO_ANSWER: Final = frozenset({"met", "not_met", "not_applicable"})
_WITH_THE_DECIDER: Final = frozenset({"submitted", "reviewed"})


@dataclass(frozen=True)
class CriterionLine:
    """One criterion in the list: its state in a word, and whether there is something to do."""

    code: str
    title: str
    group: str
    word: str
    look: str
    is_open: bool
    url: str


@dataclass(frozen=True)
class LineGroup:
    """The criteria of one group of the set."""

    title: str
    lines: tuple[CriterionLine, ...]


@dataclass(frozen=True)
class Progress:
    """How far the unit has come: `done` of `total` criteria need nothing from it."""

    done: int
    total: int
    words: str


@dataclass(frozen=True)
class ShownMoved:
    """A figure that was corrected after somebody had looked."""

    label: str
    was: str
    now: str


@dataclass(frozen=True)
class ShownPassing:
    """A step of the assessment, who did it and why."""

    act: str
    at: datetime
    who: str
    reason: str


@dataclass(frozen=True)
class AssessmentHead:
    """What stands above every page of an assessment."""

    id: int
    unit_id: int
    unit: str
    title: str
    year: int
    state: str
    state_word: str
    look: str
    law: LawLink | None
    window: tuple[date, date]
    decide_by: date | None
    decider: str
    for_manager: bool
    may_write: bool
    may_answer: bool
    is_inside: bool


def head_of(view: AssessmentView) -> AssessmentHead:
    """The head of the pages of an assessment."""
    deadlines = view.law.deadlines
    acts = view.acts
    looks_again = "check" in acts and view.state in _WITH_THE_DECIDER
    return AssessmentHead(
        id=view.id,
        unit_id=view.unit_id,
        unit=view.unit,
        title=view.set_title.of(wording.language()),
        year=view.year,
        state=view.state,
        state_word=view.state_label.of(wording.language()),
        look=criteriawords.state_look(view.state),
        law=law_link(view.law.source, installed.current()),
        window=view.law.window.of(view.year),
        decide_by=last_day(deadlines.deciding, view.year),
        decider=view.decider,
        for_manager=view.for_whom == "manager",
        may_write="write" in acts,
        may_answer="write" in acts or looks_again,
        is_inside=view.is_inside,
    )


def line_groups(view: AssessmentView, *, only_open: bool, at: str = "") -> list[LineGroup]:
    """The criteria group by group; with `only_open` those that need something, and the one at hand.

    A group without any is left out.
    """
    lines = list(lines_of(view, only_open=only_open))
    shown = [one for one in lines if not only_open or one.is_open or one.code == at]
    titles = group_titles(view)
    groups: dict[str, list[CriterionLine]] = {}
    for one in shown:
        groups.setdefault(one.group, []).append(one)
    return [LineGroup(titles.get(code, code), tuple(found)) for code, found in groups.items()]


def group_titles(view: AssessmentView) -> dict[str, str]:
    """The titles of the groups of the set, and of those sets whose criteria it refers to."""
    pack = installed.current()
    titles: dict[str, str] = {}
    referred = (one.reference.set for one in view.law.criteria.values() if one.reference)
    others = (pack.criteria[code] for code in dict.fromkeys(referred) if code in pack.criteria)
    for law in (*others, view.law):
        titles |= {code: group.title.of(wording.language()) for code, group in law.groups.items()}
    return titles


def lines_of(view: AssessmentView, *, only_open: bool = False) -> Iterator[CriterionLine]:
    """Every criterion as a line, in the order of the set."""
    query = f"?chi={ONLY_OPEN}" if only_open else ""
    for one in view.criteria:
        word, look, is_open = _standing(one, view)
        url = reverse("web:criterion", args=[view.id, one.criterion.code])
        yield CriterionLine(
            code=one.criterion.code,
            title=one.criterion.title.of(wording.language()),
            group=one.criterion.group,
            word=word,
            look=look,
            is_open=is_open,
            url=f"{url}{query}",
        )


def progress_of(view: AssessmentView) -> Progress:
    """How many criteria need nothing more from the unit."""
    total = len(view.criteria)
    done = sum(not _standing(one, view)[2] for one in view.criteria)
    return Progress(
        done, total, _("%(done)s/%(total)s tiêu chí xong") % {"done": done, "total": total}
    )


def neighbours(lines: Sequence[CriterionLine], code: str, *, only_open: bool) -> tuple[str, str]:
    """The codes of the criteria before and after one, "" where there is none."""
    there = [one.code for one in lines if not only_open or one.is_open or one.code == code]
    place = there.index(code)
    before = there[place - 1] if place else ""
    return before, there[place + 1] if place + 1 < len(there) else ""


def shown_moved(moved: Sequence[MovedView]) -> list[ShownMoved]:
    """What was corrected, old value and new, in words."""
    pack, language = installed.current(), wording.language()
    found = []
    for one in moved:
        label = pack.cell_label(one.cell, language)
        if one.time == "last_year":
            label = _("%(label)s, cùng kỳ năm trước") % {"label": label}
        if one.is_held:
            found.append(ShownMoved(label, wording.UNKNOWN, wording.UNKNOWN))
            continue
        digits = pack.digits_of(one.cell)
        found.append(
            ShownMoved(label, wording.figure(one.was, digits), wording.figure(one.now, digits))
        )
    return found


def shown_passings(view: AssessmentView) -> list[ShownPassing]:
    """The steps of the assessment, the newest first."""
    names = names_of({one.account_id for one in view.passings})
    return [
        ShownPassing(
            criteriawords.act(one.act), one.at, wording.account(one.account_id, names), one.reason
        )
        for one in reversed(view.passings)
    ]


def return_message(view: AssessmentView) -> str:
    """What the level above wrote when it last sent the assessment back; "" where it did not."""
    if view.state != "returned":
        return ""
    return next((one.reason for one in reversed(view.passings) if one.act == "return"), "")


def digest_of(one: CriterionView) -> str:
    """What was seen of a proposal: its outcome and every step, as one short word.

    It comes back when a person confirms, so that nobody confirms another proposal than they saw.
    """
    steps = [
        (step.what.vi, step.value.vi if step.value else "", step.is_held) for step in one.steps
    ]
    return sha256(repr((one.outcome, steps)).encode()).hexdigest()[:20]


def has_said(one: CriterionView) -> bool:
    """Whether a person has said something of the criterion."""
    said = one.claim
    if said is None:
        return False
    parts = (said.claim or None, said.occurred, said.done, said.points)
    return any(part is not None for part in parts)


def awaits_answer(one: CriterionView) -> bool:
    """Whether Keng proposes a verdict that nobody has confirmed or explained yet."""
    if not one.cells or one.outcome not in _TO_ANSWER:
        return False
    return one.claim is None or not one.claim.stance or one.must_look


def is_asked(one: CriterionView) -> bool:
    """Whether the criterion is for a person to say."""
    return one.criterion.kind in _ASKED


def _standing(one: CriterionView, view: AssessmentView) -> tuple[str, str, bool]:
    """Word, look, and whether something is to do; the most pressing first."""
    if not view.is_inside or view.state in {"decided", "withdrawn"}:
        return recognitionwords.outcome_seen(one.outcome), recognitionwords.look(one.outcome), False
    if one.must_look:
        return _("xem lại"), "reopened", True
    if any(not question.answer for question in one.questions):
        return _("có câu hỏi"), "returned", True
    if is_asked(one) and not has_said(one):
        return _("chưa chấm"), "", True
    if awaits_answer(one):
        return _("chờ xác nhận"), "submitted", True
    return (
        recognitionwords.outcome_seen(one.outcome),
        recognitionwords.look(one.outcome),
        one.outcome == "unknown" and one.criterion.kind != "unread",
    )
