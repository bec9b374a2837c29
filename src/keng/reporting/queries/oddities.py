"""Which figures of a submission look odd to its reviewer: what each is held beside.

The tests themselves are pure (`checks.outliers`). Nothing is computed of a figure that is held back
from the reader; figures of sensitive totals are never held beside those of other units.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Final

from django.db.models import Avg

from keng.checks.outliers import Beside, Hint, Peer, copied, hints_about
from keng.kernel.actors import Actor
from keng.kernel.figures import CellKey
from keng.kernel.periods import Period
from keng.orgunits.queries import direct_superior, managed_by, unit_view
from keng.packs.schema import Indicator
from keng.reporting.cells import Sheet
from keng.reporting.lifecycle import PREVIEWED
from keng.reporting.models import Figure, Submission
from keng.reporting.queries.duties import is_near
from keng.reporting.queries.figures import same_period_figures
from keng.reporting.queries.sheets import sheet_of, submission_of, values_of
from keng.reporting.queries.withholding import small_cells

_PERIODS: Final = 24
_USUAL: Final = 12
# What does not happen one by one: amounts, and people or things that come by the roomful.
_AMOUNTS: Final = frozenset({"money", "area", "share", "attendance", "material", "publication"})
_Past = dict[CellKey, dict[Period, int]]


def hints_of(submission_id: int, actor: Actor, *, on: date) -> list[Hint]:
    """What looks odd in the submission, a copied report first, then in the order of the form.

    A fixed number of queries. Peers are read only for whoever may return the submission. Raises
    NotFound, NotAllowed (view).
    """
    submission = submission_of(submission_id)
    actor.require("view", unit_id=submission.unit_id, on=on)
    sheet = sheet_of(submission)
    near = is_near(actor, submission.unit_id, on=on)
    small = small_cells(sheet)
    now = {
        key: value
        for key, value in values_of(submission.pk, sheet.form.basis).items()
        if value is not None and (near or key not in small)
    }
    periods = _earlier(submission, [submission.unit_id])
    past = _past(submission, periods, sheet.form.basis)
    seasons = same_period_figures(submission)
    peers = _peers(submission, sheet, actor, periods, on=on)
    found = []
    for key in sheet.form.cells():
        if key in now and sheet.pack.indicator_of(key).is_entered:
            beside = _beside(key, now[key], sheet, submission.period, past.get(key, {}), seasons)
            others = () if key in small else tuple(peers.get(key, ()))
            found += hints_about(_with_peers(beside, others))
    whole = copied(_pairs(sheet, now, past, submission.period))
    return [whole, *found] if whole is not None else found


def _beside(
    key: CellKey,
    value: int,
    sheet: Sheet,
    period: Period,
    past: Mapping[Period, int],
    seasons: Mapping[CellKey, int | None],
) -> Beside:
    indicator = sheet.pack.indicator_of(key)
    ordered = [past[one] for one in sorted(past, key=lambda one: one.last)]
    same = _same_period(period, past, seasons.get(key))
    if _runs_on(indicator):
        ordered = ordered[-1:]
    return Beside(
        key=key,
        value=value,
        past=tuple(ordered),
        seasons=tuple(same),
        is_count=_is_count(indicator),
        digits=indicator.digits,
    )


def _same_period(period: Period, past: Mapping[Period, int], known: int | None) -> list[int]:
    found = [] if known is None else [known]
    earlier = period.previous_year()
    if known is None and earlier in past:
        found.append(past[earlier])
    before = earlier.previous_year()
    return [*found, past[before]] if before in past else found


def _runs_on(indicator: Indicator) -> bool:
    """Whether the value of a period holds those before it: such values do not scatter."""
    return indicator.kind == "distinct_ytd" or indicator.entry == "cumulative"


def _is_count(indicator: Indicator) -> bool:
    counted = indicator.kind == "flow" and not _runs_on(indicator)
    return counted and not indicator.digits and indicator.counts not in _AMOUNTS


def _with_peers(beside: Beside, peers: tuple[Peer, ...]) -> Beside:
    return Beside(
        beside.key,
        beside.value,
        beside.past,
        beside.seasons,
        peers,
        beside.is_count,
        beside.digits,
    )


def _pairs(
    sheet: Sheet, now: Mapping[CellKey, int], past: _Past, period: Period
) -> list[tuple[CellKey, int, int]]:
    before = period.preceding()
    return [
        (key, value, past[key][before])
        for key, value in now.items()
        if before in past.get(key, {}) and _is_count(sheet.pack.indicator_of(key))
    ]


def _earlier(submission: Submission, unit_ids: Collection[int]) -> list[Period]:
    """Earlier periods of the same length for which the units handed in, latest first."""
    period = submission.period
    rows = Submission.objects.filter(
        unit_id__in=unit_ids,
        form=submission.form,
        regime=period.regime,
        last__lt=period.first,
        state__in=PREVIEWED,
    ).order_by("-last", "-first")
    every = [Period(*row) for row in rows.values_list("regime", "first", "last").distinct()]
    months = len(period.months())
    return [one for one in every if len(one.months()) == months][:_PERIODS]


def _past(submission: Submission, periods: Collection[Period], basis: str) -> _Past:
    if not periods:
        return {}
    rows = Figure.objects.filter(
        submission__unit_id=submission.unit_id,
        submission__form=submission.form,
        submission__regime=submission.regime,
        submission__first__in=[one.first for one in periods],
        submission__state__in=PREVIEWED,
        basis=basis,
        value__isnull=False,
    ).values_list(
        "indicator", "by", "submission__regime", "submission__first", "submission__last", "value"
    )
    wanted, found = set(periods), _Past()
    for indicator, by, regime, first, last, value in rows:
        one = Period(regime, first, last)
        if one in wanted and value is not None:
            found.setdefault(CellKey(indicator, by), {})[one] = value
    return found


def _peers(
    submission: Submission,
    sheet: Sheet,
    actor: Actor,
    periods: Collection[Period],
    *,
    on: date,
) -> dict[CellKey, list[Peer]]:
    """What units of the same kind under the same superior report, for whoever reviews them all."""
    alike = _alike(submission, actor, on=on)
    if not alike or not periods:
        return {}
    rows = Figure.objects.filter(
        submission__unit_id__in=alike,
        submission__form=submission.form,
        submission__regime=submission.regime,
        submission__state__in=PREVIEWED,
        basis=sheet.form.basis,
        value__isnull=False,
    )
    earlier = [one.first for one in periods][:_USUAL]
    usual = {
        (unit_id, indicator, by): float(mean)
        for unit_id, indicator, by, mean in rows.filter(
            submission__first__in=earlier, submission__last__in=[one.last for one in periods]
        )
        .values_list("submission__unit_id", "indicator", "by")
        .annotate(mean=Avg("value"))
    }
    current = rows.filter(
        submission__first=submission.period.first, submission__last=submission.period.last
    ).values_list("submission__unit_id", "indicator", "by", "value")
    found: dict[CellKey, list[Peer]] = {}
    for unit_id, indicator, by, value in current:
        if (unit_id, indicator, by) in usual and value is not None:
            peer = Peer(value, usual[unit_id, indicator, by])
            found.setdefault(CellKey(indicator, by), []).append(peer)
    return found


def _alike(submission: Submission, actor: Actor, *, on: date) -> set[int]:
    if not actor.may("return", unit_id=submission.unit_id, on=on):
        return set()
    day = min(on, submission.period.last)
    own = unit_view(submission.unit_id, on=day)
    above = direct_superior(submission.unit_id, on=day)
    if above is None:
        return set()
    reach = actor.reach("view", on=on)
    return {
        one.id
        for one in managed_by(above, on=day, levels={own.level})
        if one.id != own.id and one.kind == own.kind and (reach is None or one.id in reach)
    }
