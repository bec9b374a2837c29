"""What an act on the map does to everything that hangs on it, told before it is done.

The act is rehearsed and rolled back: the map, the comparisons and the passing of duties are read
from what would stand, by the same queries that will answer afterwards. Nothing is estimated.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext as _

from keng.access.queries import grants_at, names_of
from keng.consolidation.outlook import Outlook, outlook
from keng.db.rehearsal import rehearsed
from keng.kernel.actors import Actor
from keng.kernel.periods import Period
from keng.orgunits.queries import DayMap, MapDifference, Turn, day_map, difference, path_of
from keng.packs import installed
from keng.publishing.queries import ReachedPaper, papers_reaching
from keng.reporting.queries import OwedView, heirs_of, owed_by, rounds_seen_by
from keng.web import wording
from keng.web.tables.standing import form_titles

_ORDER: Final = ("none", "partly", "whole")


@dataclass(frozen=True)
class ToldTurn:
    """A unit that stays, and what is otherwise."""

    name: str
    was: str
    will: str


@dataclass(frozen=True)
class ToldComparison:
    """How a unit stands beside last year after the act, and how before (empty: it begins).

    A verdict is "whole" (all of it is compared), "partly" (some units below are left out of both
    sums) or "none".
    """

    unit_id: int
    name: str
    verdict: str
    words: str
    was: str = ""

    @property
    def is_worse(self) -> bool:
        """Whether something that can be compared now could not be any more."""
        return bool(self.was) and _ORDER.index(self.verdict) < _ORDER.index(self.was)


@dataclass(frozen=True)
class ToldPeriod:
    """A round that ends on the day or later; `spans` where the day lies inside its period."""

    round_id: int
    title: str
    period: Period
    spans: bool


@dataclass(frozen=True)
class ToldDuty:
    """Something owed by a unit that ends, and who answers for it afterwards."""

    submission_id: int
    title: str
    unit: str
    period: Period
    due_on: date | None
    words: str


@dataclass(frozen=True)
class ToldPerson:
    """Somebody with a role at a unit that ends."""

    account_id: int
    name: str
    role: str
    unit: str


@dataclass(frozen=True)
class Foresight:
    """Everything that the page tells of an act; `until` is the last day whose comparison it turns.

    `indicators` are those entered at the level of the units that end or begin: all of them follow
    the comparison of their unit.
    """

    on: date
    until: date
    ended: tuple[str, ...]
    begun: tuple[str, ...]
    renamed: tuple[ToldTurn, ...]
    moved: tuple[ToldTurn, ...]
    managed: tuple[ToldTurn, ...]
    unmanaged: tuple[str, ...]
    comparisons: tuple[ToldComparison, ...]
    indicators: tuple[str, ...]
    periods: tuple[ToldPeriod, ...]
    duties: tuple[ToldDuty, ...]
    people: tuple[ToldPerson, ...]
    papers: tuple[ReachedPaper, ...]

    @property
    def worse(self) -> tuple[ToldComparison, ...]:
        """What can be compared now and could not be, or only in part, after the act."""
        return tuple(one for one in self.comparisons if one.is_worse)


def foresee(act: Callable[[], object], *, on: date, today: date, actor: Actor) -> Foresight:
    """What the act would do, from the day `on`. Raises what the act is refused for; no trace."""
    before = day_map(on)
    seen = rehearsed(act, lambda: _look(before, on, today, actor))
    comparisons = tuple(_with_was(one, before, on) for one in seen.comparisons)
    return replace(seen, comparisons=comparisons)


def _look(before: DayMap, on: date, today: date, actor: Actor) -> Foresight:
    """All that can be read while the act stands."""
    after = day_map(on)
    change = difference(before, after)
    above = _above(before, after, change)
    reach = actor.reach("view", on=today)
    concerned = above | change.units
    return Foresight(
        on=on,
        until=_a_year_after(on),
        ended=tuple(path_of(view.id, on=on) for view in change.ended),
        begun=tuple(path_of(view.id, on=on) for view in change.begun),
        renamed=tuple(
            ToldTurn(path_of(one.unit.id, on=on), str(one.was), str(one.will))
            for one in change.renamed
        ),
        moved=tuple(_turned(one, on) for one in change.moved),
        managed=tuple(_turned(one, on) for one in change.managed),
        unmanaged=tuple(path_of(view.id, on=on) for view in change.unmanaged),
        comparisons=tuple(
            _comparison(one, after, on) for one in after.views if one in above | _begun(change)
        ),
        indicators=_indicators(change),
        periods=_periods(on, today, actor) if _turns(change) else (),
        duties=tuple(_duty(one, on) for one in owed_by([view.id for view in change.ended])),
        people=_people(change, on, today),
        papers=tuple(papers_reaching(concerned if reach is None else concerned & reach, since=on)),
    )


def _turns(change: MapDifference) -> bool:
    """Whether more than names is otherwise: a name touches no figure of any period."""
    return bool(change.ended or change.begun or change.moved or change.managed or change.unmanaged)


def _begun(change: MapDifference) -> set[int]:
    return {view.id for view in change.begun}


def _above(before: DayMap, after: DayMap, change: MapDifference) -> set[int]:
    """The units above what ends, begins or moves, on either map, that are still there."""
    turned = {one.unit.id for one in change.moved}
    gone = turned | {view.id for view in change.ended}
    come = turned | _begun(change)
    found = {above for one in gone for above in before.tree.ancestors(one)}
    found |= {above for one in come for above in after.tree.ancestors(one)}
    return {one for one in found if one in after.views and after.views[one].level != "nation"}


def _comparison(unit_id: int, after: DayMap, on: date) -> ToldComparison:
    found = outlook(unit_id, on=on, other=_a_year_before(on))
    words = _compared_words(found, unit_id, on)
    return ToldComparison(unit_id, after.views[unit_id].full_name, _verdict(found), words)


def _with_was(one: ToldComparison, before: DayMap, on: date) -> ToldComparison:
    if one.unit_id not in before.views:
        return one
    return replace(one, was=_verdict(outlook(one.unit_id, on=on, other=_a_year_before(on))))


def _verdict(found: Outlook) -> str:
    if found.is_whole:
        return "whole"
    return "partly" if found.is_comparable else "none"


def _compared_words(found: Outlook, unit_id: int, on: date) -> str:
    if not found.is_comparable:
        return _("không so sánh được: %(why)s") % {"why": found.reason}
    if found.left_out:
        names = _named(found.left_out, on)
        return _("so sánh trên phần còn lại; để ngoài cả hai vế: %(names)s") % {"names": names}
    if set(found.with_units) == {unit_id}:
        return _("so với chính đơn vị, theo bản đồ mới ở cả hai năm")
    names = _named(found.with_units, _a_year_before(on))
    return _("so với tổng của: %(names)s") % {"names": names}


def _named(unit_ids: Collection[int], on: date) -> str:
    return "; ".join(path_of(one, on=on).partition(",")[0] for one in unit_ids)


def _turned(turn: Turn, on: date) -> ToldTurn:
    def name(unit: str | int | None) -> str:
        return path_of(unit, on=on) if isinstance(unit, int) else _("không có")

    return ToldTurn(path_of(turn.unit.id, on=on), name(turn.was), name(turn.will))


def _indicators(change: MapDifference) -> tuple[str, ...]:
    levels = {view.level for view in (*change.ended, *change.begun)}
    language = wording.language()
    return tuple(
        one.label.of(language)
        for one in installed.current().indicators.values()
        if one.at in levels and one.is_entered
    )


def _periods(on: date, today: date, actor: Actor) -> tuple[ToldPeriod, ...]:
    titles = form_titles()
    return tuple(
        ToldPeriod(one.id, titles.get(one.form, one.form), one.period, one.period.first < on)
        for one in rounds_seen_by(actor, on=today)
        if one.period.last >= on
    )


def _duty(owed: OwedView, on: date) -> ToldDuty:
    title = form_titles().get(owed.form, owed.form)
    unit = path_of(owed.unit_id, on=on)
    return ToldDuty(
        owed.submission_id, title, unit, owed.period, owed.due_on, _heirs_words(owed, on)
    )


def _heirs_words(owed: OwedView, on: date) -> str:
    heirs = heirs_of(owed, on=on)
    names = {"names": _named(heirs.units, on)}
    if not heirs.units:
        return _("không đơn vị nào kế thừa nguyên vẹn; cấp trên xử lý")
    if heirs.spans:
        return _("chuyển cho %(names)s bằng biểu mới, cùng hạn (nút “Chuyển biểu” ở đợt)") % names
    return _("%(names)s nhập và nộp thay, biểu giữ nguyên") % names


def _people(change: MapDifference, on: date, today: date) -> tuple[ToldPerson, ...]:
    day = max(on, today)
    grants = [one for view in change.ended for one in grants_at(view.id, on=day)]
    names = names_of({one.account_id for one in grants})
    return tuple(
        ToldPerson(
            one.account_id,
            wording.account(one.account_id, names),
            wording.role(one.role),
            path_of(one.unit_id, on=on),
        )
        for one in grants
    )


def _a_year_before(day: date) -> date:
    return _moved_by(day, -1)


def _a_year_after(day: date) -> date:
    """The last day whose same period of last year still lies before the act."""
    return _moved_by(day, 1) - timedelta(days=1)


def _moved_by(day: date, years: int) -> date:
    last_of_february = (day.month, day.day) == (2, 29)
    return date(day.year + years, day.month, 28 if last_of_february else day.day)
