"""Whether chases, choices and feeds stand as the journal says. Notices follow from the journal."""

from __future__ import annotations

from collections.abc import Iterator

from keng.journal import rows as vouched
from keng.journal.models import Entry
from keng.kernel.problems import Problem
from keng.notices.models import Chase, ChasedUnit, Feed, MailRefusal


def problems() -> Iterator[Problem]:
    """Rows that were added, changed or removed outside Keng."""
    yield from vouched.problems(Chase, streams="round:")
    yield from vouched.problems(Feed, MailRefusal, streams="account:")
    yield from _lines()


def _lines() -> Iterator[Problem]:
    """The units of each chase against the list that the journal holds."""
    kept: dict[int, set[int]] = {}
    for chase_id, submission_id in ChasedUnit.objects.values_list("chase_id", "submission_id"):
        kept.setdefault(chase_id, set()).add(submission_id)
    told = Entry.objects.filter(verb="notices.chased").values_list("facts", flat=True)
    for facts in told.iterator(chunk_size=500):
        if kept.pop(facts["chase"], set()) != set(facts["submissions"]):
            what = "khác với nhật ký: danh sách đơn vị được đôn đốc đã bị sửa ngoài Keng"
            yield Problem("notices_chasedunit", str(facts["chase"]), what)
    for chase_id in kept:
        what = "không do Keng ghi: nhật ký không có dòng này"
        yield Problem("notices_chasedunit", str(chase_id), what)
