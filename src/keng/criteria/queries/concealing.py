"""What of a judgement on small totals of people is told to whom.

How a criterion comes out tells the total that it reads: "met" where none is allowed says 0. So it
is told to who sees the total, and to who judges the unit: those who work where it is decided and
the council. A decision is public, whatever it rests on.
"""

from __future__ import annotations

from datetime import datetime

from keng.consolidation.disclosure import sees_all, small_among
from keng.criteria.models import Assessment, Run
from keng.criteria.permissions import is_judging
from keng.criteria.sets import criteria_asked, reads_of_criterion, ready_of
from keng.kernel.actors import Actor
from keng.kernel.errors import NotAllowed
from keng.kernel.figures import CellKey
from keng.kernel.moments import local_day
from keng.packs.judging.rulebook import ReadySet


def small_criteria(
    found: Assessment, ready: ReadySet, actor: Actor, at: datetime
) -> frozenset[str]:
    """The criteria that read small totals which this reader does not see, whatever these are.

    Which ones they are depends on the rules and the reader alone, never on a value.
    """
    small = {code: _small_reads(ready, code) for code in criteria_asked(ready)}
    cells = frozenset().union(*small.values())
    last = ready.set.window.of(found.run.year)[1]
    if sees_all(found.unit_id, cells, actor, local_day(at), day=last):
        return frozenset()
    return frozenset(code for code, reads in small.items() if reads)


def _small_reads(ready: ReadySet, code: str) -> frozenset[CellKey]:
    """The small totals that the verdict on a criterion rests on."""
    places = (ready, *ready.others.values())
    there = next((one for one in places if code in one.criteria), None)
    reads = reads_of_criterion(there, code) if there is not None else ()
    return small_among(cell for _, cell in reads)


def tells_of_all(run: Run, actor: Actor, *, at: datetime) -> bool:
    """Whether the actor may read how all units of a run come out before they are decided."""
    ready = ready_of(run)
    reads_small = any(_small_reads(ready, code) for code in criteria_asked(ready))
    return not reads_small or is_judging(actor, run, at=at)


def require_list(run: Run, actor: Actor, *, at: datetime) -> None:
    """Raise NotAllowed unless `tells_of_all`."""
    if not tells_of_all(run, actor, at=at):
        raise NotAllowed(
            "Danh sách này tính từ các tổng số nhỏ về người nên trước khi có quyết định chỉ hiện "
            "với nơi quyết định và hội đồng.",
            message_en="This list rests on small totals of people; until there is a decision it "
            "is shown to those who decide and the council.",
        )
