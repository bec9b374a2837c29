"""Recognition: how many units that the unit manages registered, and what was decided of them."""

from __future__ import annotations

from typing import Final

from keng.criteria.models import Assessment, DecisionLine, Run
from keng.packs.judging.vocabulary import Result
from keng.publishing.registers.shapes import Answer, Asked, Count, Register, Saying


def _read(asked: Asked) -> Answer:
    """Registrations and standing decisions of the year's runs at the unit, up to the last day."""
    year = asked.period.year
    runs = Run.objects.filter(unit_id=asked.unit_id, year=year)
    registered = Assessment.objects.filter(
        run__in=runs, registered_on__lte=asked.until, withdrawn_on__isnull=True
    )
    n = registered.values("unit_id").distinct().count()
    if not n:
        return Answer(missing=(f"Chưa có đơn vị nào đăng ký công nhận năm {year} trong Keng.",))
    counts = {"registered": n}
    lines = DecisionLine.objects.filter(
        decision__run__in=runs, decision__on__lte=asked.until, stands=True
    )
    missing: tuple[str, ...] = ()
    if lines.exists():
        met = lines.filter(outcome=Result.RECOGNISED.value)
        counts["recognised"] = met.values("unit_id").distinct().count()
    else:
        missing = (f"Chưa có quyết định công nhận năm {year} nên chưa nêu số được công nhận.",)
    return Answer(counts, missing)


RECOGNITION: Final = Register(
    code="recognition",
    counts={
        "registered": Count("Đơn vị đăng ký công nhận trong năm", "đơn vị"),
        "recognised": Count("Đơn vị được công nhận trong năm", "đơn vị"),
    },
    sayings=(
        Saying("Có {registered} thuộc quyền quản lý đăng ký công nhận năm {year}"),
        Saying("Trong đó {recognised} đã được công nhận", lead="+"),
    ),
    read=_read,
)
