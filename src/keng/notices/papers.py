"""Looking again at issued papers under which figures moved, outside of any lock."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from keng.kernel.actors import OPERATOR
from keng.kernel.errors import DomainError
from keng.kernel.moments import local_day
from keng.notices.actions.making import make
from keng.notices.drafts import Draft
from keng.notices.models import PaperDoubt
from keng.notices.recipients import People
from keng.notices.vocabulary import Kind
from keng.publishing.models import Paper
from keng.publishing.queries import changes_since_issue


def judge_papers(*, at: datetime) -> int:
    """Tell those who work at the issuer which papers no longer say what the figures say.

    How many papers were looked at. Consolidation is asked outside of any transaction of ours: a
    large paper takes a second, and nobody should wait for it. Asks for no grant; the notice names
    the paper and no figure.
    """
    doubts = list(PaperDoubt.objects.select_related("paper").order_by("pk"))
    for doubt in doubts:
        _settle(doubt, has_changed=_has_changed(doubt.paper, at), at=at)
    return len(doubts)


def _has_changed(paper: Paper, at: datetime) -> bool:
    try:
        return bool(changes_since_issue(paper.pk, actor=OPERATOR, at=at))
    except DomainError:  # its unit or outline is gone: nothing can be compared any more
        return False


@transaction.atomic
def _settle(doubt: PaperDoubt, *, has_changed: bool, at: datetime) -> None:
    paper = doubt.paper
    if has_changed:
        told = Draft(
            kind=Kind.PAPER_CHANGED,
            key=f"paper:{paper.pk}:{doubt.entry_id}",
            at=doubt.at,
            people=People(local_day(at)).everyone(paper.unit_id),
            unit_id=paper.unit_id,
            paper_id=paper.pk,
        )
        make([told], at=at)
    # A newer change may have come in while we looked: its entry is another, and it stays.
    PaperDoubt.objects.filter(pk=doubt.pk, entry_id=doubt.entry_id).delete()
