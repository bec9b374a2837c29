"""The list that a decision of a run would hold today, and why each other unit is not on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from keng.criteria.cases import Prepared, prepared
from keng.criteria.models import Assessment, Run
from keng.criteria.scope import units_decided_by, units_in_scope
from keng.criteria.sets import digest_of_version, overlay_said, ready_of
from keng.criteria.snapshot import FORMAT, Judged, digest_of, entry_as_json, judged, lines, listed
from keng.criteria.stale import Moved, moved_since, standing_readings
from keng.criteria.states import STATE_LABELS, State
from keng.journal.canonical import moment_text
from keng.kernel.moments import local_day
from keng.orgunits.queries import UnitView, unit_view
from keng.packs.judging.rulebook import ReadySet
from keng.packs.judging.vocabulary import Result, Words

ON_THE_LIST = frozenset({State.REVIEWED, State.DECIDED})
_SETTLED = frozenset({Result.RECOGNISED, Result.NOT_RECOGNISED})


@dataclass(frozen=True)
class LeftOut:
    """A unit that a decision of today would not hold, and why."""

    unit: int
    name: str
    assessment: int | None
    code: str
    why: Words


@dataclass(frozen=True)
class DraftList:
    """What a decision would say today.

    `ranked` are the units that are reviewed or decided, quotas applied; `judged` adds all that are
    registered, as far as they have come. `deciding` are those that the decision would settle.
    `digest` names this list: whoever decides says which one they saw.
    """

    run: Run
    ready: ReadySet
    ranked: tuple[Judged, ...]
    judged: Mapping[int, Judged]
    deciding: tuple[Judged, ...]
    left_out: tuple[LeftOut, ...]
    moved: Mapping[int, tuple[Moved, ...]]
    digest: str


def draft_list(run: Run, *, at: datetime, found: ReadySet | None = None) -> DraftList:
    """The list on the figures and claims of now; `found` judges by another set (what if).

    A fixed number of queries however many units there are.
    """
    ready = found or ready_of(run)
    rows = list(run.assessments.order_by("pk"))
    there = [row for row in rows if row.state != State.WITHDRAWN]
    made = prepared(run, there, on=local_day(at))
    moved = moved_since(made)
    ranked = listed(ready, [one.entry for one in made if one.assessment.state in ON_THE_LIST])
    every = {one.assessment.pk: judged(ready, one.entry) for one in made}
    every |= {one.entry.assessment: one for one in ranked}
    gone = _gone(run, there, ready)
    deciding = tuple(
        one
        for one in ranked
        if one.entry.stands == State.REVIEWED
        and one.result in _SETTLED
        and one.entry.assessment not in moved
        and one.entry.unit not in gone
    )
    return DraftList(
        run=run,
        ready=ready,
        ranked=ranked,
        judged=every,
        deciding=deciding,
        left_out=tuple(_Leaving(run, ready, every, moved, gone).out(rows, made, deciding)),
        moved=moved,
        digest=digest_of(
            [run.decisions, [one.entry.assessment for one in deciding], lines(ranked)]
        ),
    )


def snapshot_of(draft: DraftList, *, at: datetime) -> dict[str, Any]:
    """Everything that the list of a decision follows from, and the list itself."""
    run = draft.run
    ids = [one.entry.assessment for one in draft.ranked]
    return {
        "format": FORMAT,
        "set": run.set_code,
        "year": run.year,
        "pack": {"version": run.pack_version_id, "digest": digest_of_version(run.pack_version_id)},
        "overlay": overlay_said(run),
        "map_on": _map_day(run).isoformat(),
        "known_at": moment_text(at),
        "entries": [entry_as_json(one.entry) for one in draft.ranked],
        "deciding": [one.entry.assessment for one in draft.deciding],
        "list": lines(draft.ranked),
        "figures": _figures(ids),
    }


def _figures(ids: Sequence[int]) -> list[dict[str, Any]]:
    """Every figure that the verdicts read, with the reports and revisions behind it."""
    return [
        {
            "assessment": row.claim.assessment_id,
            "criterion": row.claim.criterion,
            "time": row.space,
            "indicator": row.indicator,
            "by": row.by,
            "regime": row.regime,
            "first": row.first.isoformat(),
            "last": row.last.isoformat(),
            "value": row.value,
            "status": row.status,
            "sources": [[one.figure_id, one.revision] for one in row.sources.all()],
        }
        for row in standing_readings(ids)
    ]


def scope_of(run: Run, ready: ReadySet) -> list[UnitView]:
    """The units on which the run's unit decides; where the set does not say, those it manages."""
    found = units_decided_by(ready.set, run.year, run.unit_id)
    return found or units_in_scope(ready.set, run.year, run.unit_id)


def _map_day(run: Run) -> date:
    return ready_of(run).set.window.of(run.year)[1]


def _gone(run: Run, there: Sequence[Assessment], ready: ReadySet) -> frozenset[int]:
    """Registered units that no longer exist on the last day of the window."""
    last = ready.set.window.of(run.year)[1]
    return frozenset(one.unit_id for one in there if not unit_view(one.unit_id, on=last).exists)


@dataclass(frozen=True)
class _Leaving:
    """Why units are not on the list."""

    run: Run
    ready: ReadySet
    every: Mapping[int, Judged]
    moved: Mapping[int, tuple[Moved, ...]]
    gone: frozenset[int]

    def out(
        self, rows: Sequence[Assessment], made: Sequence[Prepared], deciding: Sequence[Judged]
    ) -> Iterator[LeftOut]:
        """Each unit that is not: those that never registered first."""
        registered = {row.unit_id for row in rows}
        for view in scope_of(self.run, self.ready):
            if view.id not in registered:
                yield LeftOut(view.id, view.full_name, None, "not_registered", _NOT_REGISTERED)
        settled = {one.entry.assessment for one in deciding}
        names = {one.assessment.pk: one.entry.name for one in made}
        for row in rows:
            if row.pk in settled or row.state == State.DECIDED:
                continue
            name = names.get(row.pk) or unit_view(row.unit_id, on=row.registered_on).full_name
            code, why = self._why(row)
            yield LeftOut(row.unit_id, name, row.pk, code, why)

    def _why(self, row: Assessment) -> tuple[str, Words]:
        if row.unit_id in self.gone:
            return "unit_is_gone", _GONE
        state, one = State(row.state), self.every.get(row.pk)
        if state not in ON_THE_LIST or one is None:
            vi, en = STATE_LABELS[state]
            return state.value, Words(f"Hồ sơ {vi}.", f"The assessment is {en}.")
        if row.pk in self.moved:
            codes = ", ".join(dict.fromkeys(each.criterion for each in self.moved[row.pk]))
            return "figures_moved", Words(
                f"Số liệu của tiêu chí {codes} đã thay đổi; phải xem lại trước khi quyết định.",
                f"Figures of {codes} have changed; look again before deciding.",
            )
        if one.placed is not None and one.placed.tied_with:
            return "tied", _TIED
        if one.result is Result.WAITING:
            return "waiting", _with_asked(_WAITING, one)
        return "undecidable", _with_asked(_UNDECIDABLE, one)


def _with_asked(words: Words, one: Judged) -> Words:
    asked = one.conclusion.asked
    if not asked:
        return words
    return Words(
        f"{words.vi} {'; '.join(each.vi for each in asked)}.",
        f"{words.en} {'; '.join(each.en for each in asked)}.",
    )


_NOT_REGISTERED = Words("Chưa đăng ký.", "Has not registered.")
_GONE = Words(
    "Đơn vị không còn tồn tại cuối kỳ xét; hãy chuyển hồ sơ sang đơn vị kế tục.",
    "The unit no longer exists at the end of the window; pass the assessment to its successor.",
)
_TIED = Words(
    "Ngang với đơn vị khác ở ranh giới chỉ tiêu của loại; hội đồng phải phân định.",
    "Equal to another unit at the border of a quota; the council has to tell them apart.",
)
_WAITING = Words("Còn chờ kết quả khác.", "Waits for other results.")
_UNDECIDABLE = Words("Chưa đủ căn cứ để quyết định.", "There is not enough to decide on.")
