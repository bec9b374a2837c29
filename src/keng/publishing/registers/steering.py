"""Steering committees and coordination: meetings, what they concluded, programmes in force."""

from __future__ import annotations

from typing import Final

from django.db.models import Q

from keng.publishing.registers.shapes import Answer, Asked, Count, Register, Saying
from keng.steering.models import Committee, Conclusion, Cooperation, Meeting, Term
from keng.steering.vocabulary import MeetingState


def _read(asked: Asked) -> Answer:
    """Meetings by their day at the committees and programmes of the unit itself; six queries."""
    committees = Committee.objects.filter(unit_id=asked.unit_id)
    programmes = Cooperation.objects.filter(unit_id=asked.unit_id)
    led, joint = list(committees.values_list("illustrative", flat=True)), list(programmes)
    if not led and not joint:
        return Answer(missing=("Chưa ghi Ban Chỉ đạo, chương trình phối hợp nào của đơn vị.",))
    held = Meeting.objects.filter(
        state=MeetingState.HELD, on__range=(asked.period.first, asked.until)
    )
    counts: dict[str, int] = {}
    if led:
        meetings = held.filter(committee__in=committees)
        concluded = Conclusion.objects.filter(meeting__in=meetings, withdrawn_at__isnull=True)
        counts["meetings"] = meetings.count()
        counts["conclusions"] = concluded.count()
        counts["tasks"] = concluded.filter(task__isnull=False).count()
    if joint:
        going_on = [
            one.pk for one in joint if one.stopped_on is None or one.stopped_on > asked.until
        ]
        terms = Term.objects.filter(
            Q(last__isnull=True) | Q(last__gte=asked.until),
            cooperation__in=going_on,
            first__lte=asked.until,
            withdrawn_at__isnull=True,
        )
        counts["programmes"] = terms.values("cooperation").distinct().count()
        counts["joint_meetings"] = held.filter(cooperation__in=joint).count()
    invented = any(led) or any(one.illustrative for one in joint)
    return Answer(counts, is_illustrative=invented)


STEERING: Final = Register(
    code="steering",
    counts={
        "meetings": Count("Cuộc họp của Ban Chỉ đạo trong kỳ", "cuộc"),
        "conclusions": Count("Kết luận tại các cuộc họp của Ban Chỉ đạo", "kết luận"),
        "tasks": Count("Kết luận đã giao thành nhiệm vụ", "kết luận"),
        "programmes": Count("Chương trình phối hợp còn hiệu lực", "chương trình"),
        "joint_meetings": Count("Cuộc họp giữa các bên phối hợp trong kỳ", "cuộc"),
    },
    sayings=(
        Saying("Ban Chỉ đạo đã họp {meetings}"),
        Saying("Các cuộc họp có {conclusions}", lead="+"),
        Saying("Trong đó {tasks} đã thành nhiệm vụ trong kế hoạch", lead="+"),
        Saying("Đơn vị chủ trì {programmes} phối hợp còn hiệu lực"),
        Saying("Các bên phối hợp đã họp {joint_meetings} trong kỳ", lead="+"),
    ),
    read=_read,
)
