"""Who moves: under another set, under a province's part of it, against the year before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from keng.criteria.cases import prepared
from keng.criteria.listing import DraftList, draft_list
from keng.criteria.models import DecisionLine, Run
from keng.criteria.queries.concealing import require_list, tells_of_all
from keng.criteria.queries.runs import run_of
from keng.criteria.queries.shapes import Mover
from keng.criteria.sets import laid_over, ready_of
from keng.criteria.snapshot import Judged, entry_from_json, listed
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput
from keng.kernel.moments import local_day
from keng.packs import installed
from keng.packs.judging.rulebook import ReadySet
from keng.rules.language import RuleError


def what_if(
    run_id: int, overlay: Mapping[str, Any], *, actor: Actor, at: datetime
) -> tuple[Mover, ...]:
    """Who of a run would move if the set had this overlay: nothing is saved.

    Compares all registered units as far as they have come. BadInput for an overlay that the set
    does not allow.
    """
    run = run_of(run_id, actor=actor, at=at)
    require_list(run, actor, at=at)
    return movers_under(run, other_set(run.set_code, overlay), at=at)


def movers_under(run: Run, other: ReadySet, *, at: datetime) -> tuple[Mover, ...]:
    """Who of a run would move if it were judged by another set, on the figures of now."""
    rows = list(run.assessments.exclude(state="withdrawn"))
    was = [one.entry for one in prepared(run, rows, on=local_day(at))]
    now = [one.entry for one in prepared(run, rows, on=local_day(at), by=other)]
    return _movers(listed(ready_of(run), was), listed(other, now))


def preview_local(
    unit_id: int,
    set_code: str,
    year: int,
    overlay: Mapping[str, Any],
    *,
    actor: Actor,
    at: datetime,
) -> tuple[Mover, ...]:
    """Who of last year's decisions below a province would move under an overlay, from snapshots.

    `year` is the year that was decided. Nothing is saved; raises NotAllowed, BadInput.
    """
    actor.require("manage_packs", unit_id=unit_id, on=local_day(at))
    other = other_set(set_code, overlay)
    found: list[Mover] = []
    for run in Run.objects.filter(set_code=set_code, year=year).order_by("pk"):
        if not actor.may("view", unit_id=run.unit_id, on=local_day(at)):
            continue
        if not tells_of_all(run, actor, at=at):
            continue
        last = run.decided.exclude(kind="revoke").order_by("-n").first()
        if last is None:
            continue
        entries = [entry_from_json(one) for one in last.snapshot["entries"]]
        params = {code: one.default for code, one in other.set.parameters.items()}
        changed = [
            replace(one, case=replace(one.case, params=params), agreed=one.agreed)
            for one in entries
        ]
        found += _movers(listed(ready_of(run), entries), listed(other, changed))
    return tuple(found)


def compared_with_last_year(run_id: int, *, actor: Actor, at: datetime) -> tuple[Mover, ...]:
    """Each unit of a run beside what stood decided of it last year by the same deciding unit.

    Nothing for who may not read how the units come out.
    """
    run = run_of(run_id, actor=actor, at=at)
    if not tells_of_all(run, actor, at=at):
        return ()
    draft = draft_list(run, at=at)
    before = {
        line.unit_id: line
        for line in DecisionLine.objects.filter(
            set_code=run.set_code, year=run.year - 1, stands=True, unit_id__in=_units(draft)
        )
    }
    return tuple(
        Mover(
            unit_id=one.entry.unit,
            unit=one.entry.name,
            was=before[one.entry.unit].outcome if one.entry.unit in before else "",
            was_class=before[one.entry.unit].class_code or None
            if one.entry.unit in before
            else None,
            now=one.result.value,
            now_class=one.in_class,
        )
        for one in sorted(draft.judged.values(), key=lambda each: each.entry.key)
    )


def _movers(was: Sequence[Judged], now: Sequence[Judged]) -> tuple[Mover, ...]:
    after = {one.entry.key: one for one in now}
    return tuple(
        Mover(
            one.entry.unit,
            one.entry.name,
            one.result.value,
            one.in_class,
            after[one.entry.key].result.value,
            after[one.entry.key].in_class,
        )
        for one in was
        if (one.result, one.in_class)
        != (after[one.entry.key].result, after[one.entry.key].in_class)
    )


def other_set(set_code: str, overlay: Mapping[str, Any]) -> ReadySet:
    """The set of the programme in use with an overlay; BadInput where that is not allowed."""
    try:
        return laid_over(installed.current(), set_code, overlay)
    except RuleError as error:
        raise BadInput(str(error), message_en=str(error), code="bad_overlay") from None


def _units(draft: DraftList) -> Iterable[int]:
    return [one.entry.unit for one in draft.judged.values()]
