"""The register of papers: what the unit issued and received in the period."""

from __future__ import annotations

from typing import Final

from django.db.models import Count as Counted
from django.db.models import Q

from keng.papers.models import Paper
from keng.papers.vocabulary import Direction, State
from keng.publishing.registers.shapes import Answer, Asked, Count, Register, Saying

_WORD: Final = "văn bản"
# By the codes of Decree 30/2020.
_KINDS: Final = {"sent_plans": "KH", "sent_decisions": "QĐ", "sent_letters": "CV"}


def _read(asked: Asked) -> Answer:
    """Filed papers by the day of issue (sent) or of arrival (received); two queries."""
    rows = Paper.objects.filter(unit_id=asked.unit_id)
    filed = rows.filter(state=State.FILED.value)
    sent = filed.filter(direction=Direction.SENT.value)
    received = filed.filter(direction=Direction.RECEIVED.value)
    days = (asked.period.first, asked.until)
    issued_then, came_then = Q(issued_on__range=days), Q(arrived_on__range=days)
    found = rows.aggregate(
        filed=Counted("pk", filter=Q(state=State.FILED.value, sorted_on__lte=asked.until)),
        waiting=Counted("pk", filter=Q(state=State.WAITING.value, sorted_on__range=days)),
        invented=Counted("pk", filter=Q(illustrative=True) & (issued_then | came_then)),
        dayless=Counted(
            "pk",
            filter=Q(
                state=State.FILED.value,
                direction=Direction.RECEIVED.value,
                arrived_on=None,
                sorted_on__range=days,
            ),
        ),
    )
    if not found["filed"]:
        return Answer(missing=("Sổ văn bản của đơn vị chưa có văn bản nào đã xác nhận.",))
    kinds = {
        name: Counted("pk", filter=issued_then & Q(direction=Direction.SENT.value, kind=kind))
        for name, kind in _KINDS.items()
    }
    counts = filed.aggregate(
        sent=Counted("pk", filter=issued_then & Q(pk__in=sent.values("pk"))),
        received=Counted("pk", filter=came_then & Q(pk__in=received.values("pk"))),
        **kinds,
    )
    missing = []
    if waiting := found["waiting"]:
        missing.append(f"{waiting} văn bản trong kỳ còn chờ xác nhận nên chưa được đếm.")
    if dayless := found["dayless"]:
        missing.append(f"{dayless} văn bản đến chưa ghi ngày đến nên số văn bản đến chưa được nêu.")
        del counts["received"]
    return Answer(counts, tuple(missing), is_illustrative=bool(found["invented"]))


PAPERS: Final = Register(
    code="papers",
    counts={
        "sent": Count("Văn bản đã ban hành theo sổ văn bản", _WORD),
        "sent_plans": Count("Kế hoạch đã ban hành theo sổ văn bản", "kế hoạch"),
        "sent_decisions": Count("Quyết định đã ban hành theo sổ văn bản", "quyết định"),
        "sent_letters": Count("Công văn đã ban hành theo sổ văn bản", "công văn"),
        "received": Count("Văn bản đến theo sổ văn bản", _WORD),
    },
    sayings=(
        Saying("Theo sổ văn bản, trong kỳ đã ban hành {sent}"),
        Saying("Trong đó có {sent_plans}", lead="+"),
        Saying("Trong đó có {sent_decisions}", lead="+"),
        Saying("Trong đó có {sent_letters}", lead="+"),
        Saying("Tiếp nhận {received} của cấp trên và các cơ quan, đơn vị"),
    ),
    read=_read,
)
