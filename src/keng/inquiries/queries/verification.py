"""What does not hold among inquiries, for `keng verify`."""

from __future__ import annotations

from collections.abc import Iterator

from keng.inquiries.models import Inquiry, Version
from keng.inquiries.vocabulary import State
from keng.journal import rows
from keng.kernel.problems import Problem


def problems() -> Iterator[Problem]:
    """Rows that the journal does not vouch for, and rounds that ask another form."""
    yield from rows.problems(Inquiry, Version, streams="inquiry:")
    opened = Inquiry.objects.filter(state=State.OPEN.value).select_related("round").order_by("pk")
    for row in opened.iterator(chunk_size=500):
        last = row.versions.order_by("-n").first()
        if row.round is None or last is None or row.round.form != last.form:
            yield Problem("inquiries_inquiry", str(row.pk), "đợt báo cáo không hỏi biểu mới nhất")
