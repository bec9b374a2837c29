"""What a programme pack holds and changes, as lists that a page can show."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from django.utils.translation import gettext as _

from keng.kernel.actors import Actor
from keng.packs import installed
from keng.packs.differences import FATES, SORTS, Difference
from keng.packs.loading import PackError
from keng.packs.schema import Pack, Text
from keng.reporting import queries
from keng.reporting.queries import CheckTally, RunningRound
from keng.web import wording

MOST_JUDGED: Final = 300  # forms of a trial: about a second and a half
_FATE_STATES: Final = {"added": "accepted", "gone": "late", "changed": "returned"}
_FEW: Final = 6  # changes of a part that are shown without opening it


@dataclass(frozen=True)
class ShownChange:
    """A value before and after, in words; empty where there is none."""

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class ShownDifference:
    """A part of the pack that differs."""

    code: str
    label: str
    fate: str
    state: str
    is_open: bool
    changes: Sequence[ShownChange]


@dataclass(frozen=True)
class ShownSort:
    """All parts of one sort that differ, with how many are added, gone and changed."""

    name: str
    tally: str
    parts: Sequence[ShownDifference]


@dataclass(frozen=True)
class ShownPackProblem:
    """Where in the zip, what is wrong and what to do."""

    place: str
    message: str


@dataclass(frozen=True)
class ShownTally:
    """What a check says under two versions, or that one of them does not have it."""

    label: str
    severity_now: str
    severity_then: str
    now: int
    then: int
    more: str


@dataclass(frozen=True)
class ShownTrial:
    """What a new version means for rounds: those that run, and the last one that was closed."""

    running: Sequence[tuple[RunningRound, str]]
    period: str
    submissions: int
    judged: int
    now: int
    then: int
    checks: Sequence[ShownTally]


def shown_problems(refusal: PackError) -> list[ShownPackProblem]:
    """Every problem of a refused pack in the language of the request."""
    english = wording.language() == "en"
    return [
        ShownPackProblem(str(one.at), one.message_en if english else one.message)
        for one in refusal.problems
    ]


def shown_summary(pack: Pack) -> list[tuple[int, str]]:
    """How many parts of each sort a pack holds."""
    return [
        (len(pack.forms), _("biểu")),
        (len(pack.indicators), _("chỉ tiêu")),
        (len(pack.checks), _("quy tắc kiểm tra")),
        (len(pack.outlines), _("đề cương")),
        (len(pack.calendar.duties), _("chế độ báo cáo")),
        (len(pack.acts), _("văn bản căn cứ")),
    ]


def shown_differences(found: Collection[Difference]) -> list[ShownSort]:
    """The differences sort by sort."""
    language = wording.language()
    shown = []
    for sort, group in groupby(found, key=lambda one: one.sort):
        parts = list(group)
        tally = [
            f"{sum(one.fate == fate for one in parts)} {word.of(language)}"
            for fate, word in FATES.items()
            if any(one.fate == fate for one in parts)
        ]
        name = SORTS[sort].of(language)
        shown.append(ShownSort(name, ", ".join(tally), [_part(one) for one in parts]))
    return shown


def shown_trial(seen: installed.Foresight, *, actor: Actor, on: date) -> ShownTrial:
    """The rounds that keep their version, and the last closed period judged by both versions."""
    versions = {one.id: one.version for one in installed.versions()}
    running = [
        (one, versions.get(one.version_id, "")) for one in queries.running_rounds(actor, on=on)
    ]
    if seen.in_use is None or seen.is_installed:
        return ShownTrial(running, "", 0, 0, 0, 0, ())
    old = installed.version_of(seen.in_use.id)
    trial = queries.tried(old, seen.pack, actor=actor, on=on, limit=MOST_JUDGED)
    if trial is None:
        return ShownTrial(running, "", 0, 0, 0, 0, ())
    return ShownTrial(
        running=running,
        period=wording.period(trial.period),
        submissions=trial.submissions,
        judged=trial.judged,
        now=sum(one.now for one in trial.checks),
        then=sum(one.then for one in trial.checks),
        checks=sorted(
            (_tally(one, old, seen.pack) for one in trial.checks),
            key=lambda one: (-abs(one.then - one.now), one.severity_now == one.severity_then),
        ),
    )


def _part(one: Difference) -> ShownDifference:
    language = wording.language()
    return ShownDifference(
        code=one.code,
        label=one.label.of(language),
        fate=FATES[one.fate].of(language),
        state=_FATE_STATES[one.fate],
        is_open=one.fate == "changed" and len(one.changes) <= _FEW,
        changes=[
            ShownChange(change.what.of(language), _said(change.before), _said(change.after))
            for change in one.changes
        ],
    )


def _said(text: Text | None) -> str:
    return text.of(wording.language()) if text is not None else ""


def _tally(one: CheckTally, old: Pack, new: Pack) -> ShownTally:
    before, after = old.checks.get(one.check), new.checks.get(one.check)
    known = after or before
    more = one.then - one.now
    return ShownTally(
        label=known.label.of(wording.language()) if known is not None else one.check,
        severity_now=wording.severity(before.severity) if before is not None else "",
        severity_then=wording.severity(after.severity) if after is not None else "",
        now=one.now,
        then=one.then,
        more=f"{more:+d}" if more else "",
    )
