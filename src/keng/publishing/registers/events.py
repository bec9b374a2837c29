"""The register of communication work: days, sessions and campaigns that the unit held."""

from __future__ import annotations

from typing import Final

from django.db.models import Count as Counted
from django.db.models import Q

from keng.initiatives.models import Event
from keng.publishing.registers.shapes import Answer, Asked, Count, Register, Saying


def _read(asked: Asked) -> Answer:
    """Events by the day that they took place, each once at its host; two queries."""
    rows = Event.objects.filter(host_id__in=asked.units, withdrawn_at__isnull=True)
    if not rows.filter(on__lte=asked.until).exists():
        return Answer(missing=("Sổ tuyên truyền của đơn vị chưa ghi việc nào.",))
    then = rows.filter(on__range=(asked.period.first, asked.until))
    counts = then.aggregate(
        held=Counted("pk", distinct=True),
        joint=Counted("pk", distinct=True, filter=Q(partners__isnull=False)),
        places=Counted("place", distinct=True),
        invented=Counted("pk", distinct=True, filter=Q(illustrative=True)),
    )
    invented = counts.pop("invented")
    return Answer(counts, is_illustrative=bool(invented))


EVENTS: Final = Register(
    code="events",
    counts={
        "held": Count("Việc tuyên truyền đã ghi sổ", "việc"),
        "joint": Count("Việc tuyên truyền phối hợp với đơn vị khác", "việc"),
        "places": Count("Nơi có việc tuyên truyền", "nơi"),
    },
    sayings=(
        Saying("Sổ tuyên truyền của đơn vị ghi {held} đã tổ chức, tại {places}"),
        Saying("Trong đó có {joint} phối hợp với đơn vị khác", lead="+"),
    ),
    read=_read,
)
