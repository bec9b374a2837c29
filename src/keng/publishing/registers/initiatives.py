"""The register of self-management groups: what they did in the period, and who was silent.

How many there are, which live and which are on paper only are figures of the programme, with
sentences of their own in the outline.
"""

from __future__ import annotations

from typing import Final

from keng.initiatives.models import Activity
from keng.initiatives.queries.counting import members_of
from keng.initiatives.standing import Standing
from keng.publishing.registers.shapes import Answer, Asked, Count, Register, Saying


def _read(asked: Asked) -> Answer:
    """The groups as they stood on the last day, and what they did in the period."""
    members = members_of(asked.units, on=asked.until)
    there = [one.group.pk for one in members if one.standing is not Standing.DISSOLVED]
    if not there:
        return Answer(missing=("Sổ mô hình của đơn vị chưa có mô hình nào.",))
    done = Activity.objects.filter(
        group_id__in=[one.group.pk for one in members],
        on__range=(asked.period.first, asked.until),
        withdrawn_at__isnull=True,
    )
    active = set(done.values_list("group_id", flat=True))
    counts = {
        "activities": done.count(),
        "active": len(active),
        "silent": len(set(there) - active),
    }
    missing = () if active else ("Trong kỳ sổ mô hình chưa ghi hoạt động nào.",)
    invented = any(one.group.illustrative for one in members)
    return Answer(counts, missing, is_illustrative=invented)


INITIATIVES: Final = Register(
    code="initiatives",
    counts={
        "activities": Count("Hoạt động của các mô hình trong kỳ", "hoạt động"),
        "active": Count("Mô hình có hoạt động trong kỳ", "mô hình"),
        "silent": Count("Mô hình không có hoạt động nào trong kỳ", "mô hình"),
    },
    sayings=(
        Saying("Trong kỳ sổ mô hình ghi {activities} của {active}"),
        Saying("Còn {silent} không có hoạt động nào trong kỳ", lead="+"),
    ),
    read=_read,
)
