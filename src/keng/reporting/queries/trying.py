"""What another version of the programme would mean for rounds: those that run, and the last closed.

Nothing is written: a round keeps the version that it was opened with, whatever is installed later.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from keng.checks import Finding, evaluate
from keng.kernel.actors import Actor
from keng.kernel.periods import Period
from keng.packs.schema import Form, Pack
from keng.reporting.models import Round, Submission
from keng.reporting.queries.duties import near_among
from keng.reporting.queries.rounds import RoundView, rounds_seen_by
from keng.reporting.queries.sheets import surroundings_of, values_of


@dataclass(frozen=True)
class RunningRound:
    """An open round and the version of the programme that it keeps."""

    round: RoundView
    version_id: int


@dataclass(frozen=True)
class CheckTally:
    """How many findings of one check two versions of a programme make over the same figures."""

    check: str
    now: int
    then: int


@dataclass(frozen=True)
class Trial:
    """The forms of one closed period judged twice; `judged` of them, out of `submissions`."""

    period: Period
    submissions: int
    judged: int
    checks: Sequence[CheckTally]


def running_rounds(actor: Actor, *, on: date) -> list[RunningRound]:
    """The open rounds that the actor sees, latest period first, each with its version."""
    seen = [one for one in rounds_seen_by(actor, on=on) if one.is_open]
    rows = Round.objects.filter(pk__in=[one.id for one in seen])
    versions = dict(rows.values_list("pk", "pack_version_id"))
    return [RunningRound(one, versions[one.id]) for one in seen]


def tried(now: Pack, then: Pack, *, actor: Actor, on: date, limit: int) -> Trial | None:
    """The findings of two versions over the forms of the last period whose round is closed.

    Of the units that the actor sees, at most `limit` forms, spread over them by their ids; forms
    that one of the versions does not have are left out. None where no round is closed yet.
    About ten queries a form. Counts only: no figure and no unit is told, and of units that the
    actor is not near to no rule counts that read a small total: whoever writes rules could ask one.
    """
    rows = _last_closed(actor, on=on).filter(form__in=now.forms.keys() & then.forms.keys())
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    if not ids:
        return None
    chosen = Submission.objects.filter(pk__in=_spread(ids, limit)).order_by("pk")
    submissions = list(chosen)
    held = _Held.of(now, then, near_among(actor, {one.unit_id for one in submissions}, on=on))
    sides = (_tallied(now, submissions, held), _tallied(then, submissions, held))
    codes = sorted({code for side in sides for code in side})
    return Trial(
        period=submissions[0].period,
        submissions=len(ids),
        judged=len(submissions),
        checks=[CheckTally(code, sides[0][code], sides[1][code]) for code in codes],
    )


def _last_closed(actor: Actor, *, on: date) -> QuerySet[Submission]:
    """The forms of the units that the actor sees in the closed rounds of the latest period."""
    closed = Submission.objects.filter(round__closed_at__isnull=False)
    reach = actor.reach("view", on=on)
    if reach is not None:
        closed = closed.filter(unit_id__in=reach)
    latest = closed.order_by("-last", "first").values_list("regime", "first", "last").first()
    if latest is None:
        return closed.none()
    regime, first, last = latest
    return closed.filter(regime=regime, first=first, last=last)


def _spread(ids: Sequence[int], limit: int) -> list[int]:
    """At most `limit` of the ids, evenly from the first to the last."""
    if len(ids) <= limit:
        return list(ids)
    return [ids[place * len(ids) // limit] for place in range(limit)]


@dataclass(frozen=True)
class _Held:
    """The small totals of either version, and the units whose ones the reader sees."""

    indicators: frozenset[str]
    near: frozenset[int]

    @classmethod
    def of(cls, now: Pack, then: Pack, near: frozenset[int]) -> _Held:
        every = (*now.indicators.items(), *then.indicators.items())
        return cls(frozenset(code for code, one in every if one.small), near)

    def tells(self, finding: Finding, submission: Submission) -> bool:
        """Whether the finding tells of a small total that the reader does not see."""
        if submission.unit_id in self.near:
            return False
        return bool(self.indicators & {cell.indicator for cell in finding.reads})


def _tallied(pack: Pack, submissions: Sequence[Submission], held: _Held) -> Counter[str]:
    """How often each check of the pack speaks over the forms, by its code."""
    return Counter(
        finding.check
        for submission in submissions
        for finding in _judged(submission, pack, pack.forms[submission.form])
        if not held.tells(finding, submission)
    )


def _judged(submission: Submission, pack: Pack, form: Form) -> list[Finding]:
    around = surroundings_of(submission, form)
    indicators = {key: pack.indicator_of(key) for key in form.cells()}
    return evaluate(
        pack,
        form,
        values_of(submission.pk, form.basis),
        previous=around.before(indicators),
        same_period=around.last_year(indicators),
        period=submission.period,
    )
