"""What does not add up in a run: classes against the units that exist, counts against the forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from keng.criteria.actions.following import counts_of
from keng.criteria.listing import DraftList, scope_of
from keng.criteria.models import DecisionLine, Run
from keng.criteria.sets import pack_of, ready_of, set_of
from keng.criteria.states import State
from keng.kernel.figures import CellKey
from keng.orgunits.queries import day_map, unit_view
from keng.packs.judging.vocabulary import Words
from keng.reporting.models import DerivedPosting


@dataclass(frozen=True)
class ClassCount:
    """How many units stand decided in a class."""

    code: str
    title: Words
    count: int


@dataclass(frozen=True)
class ClassSums:
    """Whether the classes of a run add up to the units that exist at the end of its window.

    `classless` were decided without a class, `open` exist and are not decided; `gone` stand
    decided and exist no more or are out of scope.
    """

    classes: tuple[ClassCount, ...]
    classless: int
    open: int
    gone: int
    units: int

    @property
    def decided(self) -> int:
        """The units that stand decided, with and without a class."""
        return sum(one.count for one in self.classes) + self.classless

    @property
    def adds_up(self) -> bool:
        """Whether decided and open units are together those that exist."""
        return not self.gone and self.decided + self.open == self.units


def conflicts_of(run: Run, draft: DraftList) -> Iterator[Words]:
    """What does not add up in a run, each in one sentence; nothing where all is well."""
    last = draft.ready.set.window.of(run.year)[1]
    there = day_map(last).views
    lines = list(DecisionLine.objects.filter(assessment__run=run, stands=True))
    gone = [line for line in lines if line.unit_id not in there]
    if gone:
        names = ", ".join(unit_view(line.unit_id, on=last).full_name for line in gone)
        yield Words(
            f"Đã công nhận, phân loại đơn vị không còn tồn tại cuối kỳ: {names}.",
            f"Decided on units that do not exist at the end of the window: {names}.",
        )
    scope = {view.id for view in scope_of(run, draft.ready)}
    outside = [line for line in lines if scope and line.unit_id not in scope and line not in gone]
    if outside:
        yield Words(
            f"Có {len(outside)} đơn vị đã quyết định nhưng không thuộc diện xét của đơn vị này.",
            f"{len(outside)} units were decided on that are not in the scope of this unit.",
        )
    classed = [line for line in lines if line.class_code]
    if scope and len(classed) > len(scope):
        yield Words(
            f"Tổng các loại là {len(classed)}, nhiều hơn {len(scope)} đơn vị đang có.",
            f"The classes add up to {len(classed)}, more than the {len(scope)} units that exist.",
        )
    decided = run.assessments.filter(state=State.DECIDED.value).count()
    if decided != len(lines):
        yield Words(
            f"Có {decided} hồ sơ đã quyết định nhưng {len(lines)} kết quả còn hiệu lực.",
            f"{decided} assessments are decided, but {len(lines)} results stand.",
        )
    yield from _not_in_forms(run)


def class_sums_of(run: Run) -> ClassSums | None:
    """How the classes add up; None for a set without classes or whose units nobody can count."""
    ready = ready_of(run)
    scope = {view.id for view in scope_of(run, ready)}
    if not ready.set.classes or not scope:
        return None
    lines = list(
        DecisionLine.objects.filter(assessment__run=run, stands=True).values_list(
            "unit_id", "class_code"
        )
    )
    held = Counter(code for _unit, code in lines if code)
    known = {one.code: Words(one.title.vi, one.title.en) for one in ready.set.classes}
    titles = known | {code: Words(code, code) for code in held if code not in known}
    decided = {unit for unit, _code in lines}
    return ClassSums(
        classes=tuple(ClassCount(code, title, held[code]) for code, title in titles.items()),
        classless=sum(not code for _unit, code in lines),
        open=len(scope - decided),
        gone=len(decided - scope),
        units=len(scope),
    )


def _not_in_forms(run: Run) -> Iterator[Words]:
    """Counts that the forms do not hold: reports and decisions would disagree."""
    if not run.decisions:
        return
    law, pack = set_of(run), pack_of(run)
    wanted = counts_of(run, law, pack)
    posted: dict[tuple[int, CellKey], int] = {}
    rows = DerivedPosting.objects.filter(
        register="criteria", unit_id__in={unit for unit, _ in wanted}, first__year=run.year
    ).order_by("pk")
    for row in rows:
        posted[row.unit_id, CellKey(row.indicator, row.by)] = row.value
    missing = [
        (unit, cell)
        for (unit, cell), count in wanted.items()
        if posted.get((unit, cell)) != count.value
    ]
    if missing:
        units = len({unit for unit, _ in missing})
        yield Words(
            f"{len(missing)} số đếm kết quả chưa vào biểu của {units} đơn vị (biểu đã chốt hoặc "
            "không có ô); báo cáo và quyết định đang lệch nhau.",
            f"{len(missing)} counts of results are not in the forms of {units} units (locked, or "
            "no such cell): reports and the decision disagree.",
        )
