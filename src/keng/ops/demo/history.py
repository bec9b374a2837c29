"""The figures of the demonstration: published ones, illustrative months, and an open round."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from keng.kernel.actors import OPERATOR, Actor
from keng.kernel.figures import CellKey, to_scaled
from keng.kernel.moments import TZ, local_day
from keng.kernel.periods import Period, parse_period
from keng.ops.demo.cast import Cast, first_month, merged_on, published, scenario
from keng.ops.demo.illustrative import Community, Month, mark, monthly_figures, recipe
from keng.orgunits.queries import predecessors, unit_named, unit_view
from keng.packs.installed import current
from keng.reporting import actions, queries
from keng.reporting.cells import CellInput, is_asked_in
from keng.reporting.findings import FindingView

Tell = Callable[[str], None]
Figures = Mapping[str, int]
_EXPLAINED = "Số liệu minh họa, không phải số liệu thật."
_CLOSED = "Đợt của những tháng trước, chỉ để minh họa."


def enter_published(cast: Cast, *, at: datetime) -> None:
    """Enter, hand in and accept what was really published, each figure with its source."""
    for entry in published():
        period = parse_period(entry["period"])
        unit = unit_named(entry["unit"], on=period.last)
        sheet = actions.ensure_submission(unit.id, entry["form"], period, actor=OPERATOR, at=at)
        cells = [
            CellInput(CellKey.parse(name), _scaled(name, value), source=entry["source"])
            for name, value in entry["figures"].items()
        ]
        outcome = actions.enter(sheet.pk, cells, actor=OPERATOR, at=at)
        words = entry.get("explain", "Báo cáo gốc ghi như vậy.")
        explain(sheet.pk, outcome.findings, words, actor=OPERATOR, at=at)
        _hand_in(sheet.pk, cast.actor("tinh"), at=at)


def play_months(cast: Cast, *, at: datetime, tell: Tell) -> Period:
    """Play all months before the last whole one; return that one, whose round stays open."""
    months = list(_months(local_day(at)))
    pending: dict[int, dict[str, int]] = {}
    for month in months[:-1]:
        _play(cast, month, pending)
        tell(f"  tháng {month[1]:02}/{month[0]}")
    return _open(cast, months[-1], pending, at=at)


def open_local_rounds(cast: Cast, *, at: datetime) -> None:
    """Let the commune ask its village and its school for the last whole month and quarter."""
    today = local_day(at)
    for wanted in scenario()["local_rounds"]:
        actions.open_round(
            wanted["form"],
            _last_whole(wanted["months"], today),
            owner_unit_id=cast.units[wanted["owner"]],
            due_on=today + timedelta(days=wanted["due_in_days"]),
            actor=cast.actor(wanted["owner"]),
            at=at,
        )


def _last_whole(months: int, today: date) -> Period:
    """The last month (1) or quarter (3) that is over."""
    last = today.replace(day=1) - timedelta(days=1)
    if months == 1:
        return _period((last.year, last.month))
    quarter = last.month // 3  # how many quarters of the year are over
    year, quarter = (last.year, quarter) if quarter else (last.year - 1, 4)
    return parse_period(f"{year}Q{quarter}")


def _months(today: date) -> Iterator[Month]:
    year, month = first_month()
    while date(year, month, 1) < today.replace(day=1):
        yield year, month
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def _play(cast: Cast, month: Month, pending: dict[int, dict[str, int]]) -> None:
    period = _period(month)
    morning, evening = _moment(period.last, 8), _moment(period.last, 17)
    old = period.last < merged_on()
    owner, officer = (
        (cast.district_id, cast.actor(scenario()["old_officer"]["login"]))
        if old
        else (cast.province_id, cast.actor("tinh"))
    )
    form = scenario()["form"]
    opened = actions.open_round(
        form, period, owner_unit_id=owner, due_on=period.last, actor=officer, at=morning
    )
    for standing in queries.round_status(opened.pk, on=period.last).units:
        if not old and standing.unit.id not in cast.units.values():
            continue
        figures = _figures_of(standing.unit.id, month, pending)
        cells = _cells(figures, period)
        outcome = _enter(standing.submission_id, cells, at=evening)
        explain(standing.submission_id, outcome, _EXPLAINED, actor=OPERATOR, at=evening)
        _hand_in(standing.submission_id, officer, at=evening)
    actions.close_round(opened.pk, _CLOSED, actor=officer, at=evening)


def _figures_of(unit_id: int, month: Month, pending: dict[int, dict[str, int]]) -> Figures:
    parents = [link.predecessor.id for link in predecessors(unit_id) if link.extent == "whole"]
    if unit_id not in pending:
        # A merged commune goes on with what its predecessors left open.
        opening: dict[str, int] = {}
        for parent in parents:
            for name, value in pending.get(parent, {}).items():
                opening[name] = opening.get(name, 0) + value
        pending[unit_id] = opening
    day = _period(month).last
    own, *origins = (unit_view(one, on=day).key for one in (unit_id, *_origins(unit_id)))
    community = Community(own, tuple(origins))
    ((_, figures),) = monthly_figures(community, [month], pending[unit_id])
    pending[unit_id] = {balance["pending"]: figures[balance["pending"]] for balance in _balances()}
    return figures


def _origins(unit_id: int) -> list[int]:
    before = [link.predecessor.id for link in predecessors(unit_id) if link.extent == "whole"]
    return [one for parent in before for one in _origins(parent)] or [unit_id]


def _open(cast: Cast, month: Month, pending: dict[int, dict[str, int]], *, at: datetime) -> Period:
    """Open the round of the last whole month and bring its units to their different states."""
    period, plan = _period(month), scenario()["open_round"]
    today = local_day(at)
    due = today + timedelta(days=plan["due_in_days"])
    officer = cast.actor("tinh")
    opened = actions.open_round(
        scenario()["form"],
        period,
        owner_unit_id=cast.province_id,
        due_on=due,
        actor=officer,
        at=at - timedelta(days=4),
    )
    rows = queries.round_status(opened.pk, on=today).units
    sheets = {row.unit.id: row.submission_id for row in rows}
    for login in _taking_part(plan):
        unit_id = cast.units[login]
        figures = dict(_figures_of(unit_id, month, pending))
        if login == plan["warned"]["login"]:
            figures[plan["warned"]["indicator"]] *= plan["warned"]["times"]
        actor = cast.actor(login)
        entered_at = at - timedelta(days=3)
        cells = _cells(figures, period)
        found = _enter(sheets[unit_id], cells, at=entered_at, actor=actor)
        words = plan["warned"]["reason"] if login == plan["warned"]["login"] else _EXPLAINED
        explain(sheets[unit_id], found, words, actor=actor, at=entered_at)
        actions.submit(sheets[unit_id], actor=actor, at=entered_at)
    _judge(cast, plan, sheets, officer, at=at)
    return period


def _taking_part(plan: Mapping[str, Any]) -> list[str]:
    named = [plan[state]["login"] for state in ("warned", "returned", "late")]
    return [*plan["accepted"], *plan["submitted"], *named]


def _judge(
    cast: Cast, plan: Mapping[str, Any], sheets: Mapping[int, int], officer: Actor, *, at: datetime
) -> None:
    for login in plan["accepted"]:
        sheet = sheets[cast.units[login]]
        seen = queries.submission_of(sheet).revision
        actions.accept(sheet, revision=seen, actor=officer, at=at - timedelta(days=2))
    for state in ("returned", "late"):
        wanted = plan[state]
        days = timedelta(days=wanted["due_in_days"])
        actions.return_for_correction(
            sheets[cast.units[wanted["login"]]],
            {CellKey(wanted["indicator"]): wanted["reason"]},
            wanted["message"],
            due_on=local_day(at) + days,
            actor=officer,
            at=at - timedelta(days=2),
        )


def _cells(figures: Figures, period: Period) -> list[CellInput]:
    pack = current(scenario()["pack"])
    asked = {
        key: pack.indicators[key.indicator]
        for key in pack.forms[scenario()["form"]].cells()
        if key.indicator in figures and is_asked_in(pack.indicators[key.indicator], period)
    }
    return [
        CellInput(key, to_scaled(figures[key.indicator], indicator.digits), source=mark())
        for key, indicator in asked.items()
    ]


def _enter(
    submission_id: int, cells: list[CellInput], *, at: datetime, actor: Actor = OPERATOR
) -> list[FindingView]:
    outcome = actions.enter(submission_id, cells, actor=actor, at=at, origin="illustrative")
    return outcome.findings


def explain(
    submission_id: int, found: list[FindingView], words: str, *, actor: Actor, at: datetime
) -> None:
    for finding in found:
        if finding.severity == "warn" and finding.is_open:
            actions.accept_warning(
                submission_id, finding.check, words, cells=finding.cells, actor=actor, at=at
            )


def _hand_in(submission_id: int, officer: Actor, *, at: datetime) -> None:
    actions.submit(submission_id, actor=OPERATOR, at=at)
    seen = queries.submission_of(submission_id).revision
    actions.accept(submission_id, revision=seen, actor=officer, at=at)


def _scaled(name: str, value: object) -> int:
    indicator = current(scenario()["pack"]).indicators[CellKey.parse(name).indicator]
    return to_scaled(str(value), indicator.digits)


def _balances() -> list[dict[str, str]]:
    found: list[dict[str, str]] = recipe()["balances"]
    return found


def _period(month: Month) -> Period:
    return parse_period(f"{month[0]}-{month[1]:02}")


def _moment(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=TZ)
