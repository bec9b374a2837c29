"""A unit over time as a picture: one lane for its names, its parents, its managers.

The same facts stand as lists on the page; the picture is for who would rather look. Its scale is
not linear: each day on which anything changed has its place, so that a year of mergers is readable
beside decades without any.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from keng.orgunits.queries import Stretch
from keng.web import wording

_LABEL, _WIDE, _TALL, _HEAD, _PAD = 92, 640, 30, 22, 6
_LETTER: Final = 6.6  # mean width of a letter of 12 px
_MOST_STEPS: Final = 8  # more would not be readable; the lists hold them all


@dataclass(frozen=True)
class Lane:
    """What is drawn in one row, oldest first."""

    label: str
    stretches: tuple[Stretch, ...]


def ages(lanes: Sequence[Lane]) -> SafeString:
    """The picture; empty where there is nothing to tell but one state, or too much to be read."""
    days = _days(lanes)
    if not 1 <= len(days) <= _MOST_STEPS:
        return SafeString("")
    label = _("Tên, cấp trên và đơn vị quản lý qua thời gian; danh sách bên dưới ghi đủ")
    height = _HEAD + _TALL * len(lanes)
    rows = format_html_join(
        "", "{}", ((_row(lane, place, days),) for place, lane in enumerate(lanes))
    )
    marks = format_html_join(
        "",
        '<line x1="{0}" x2="{0}" y1="{1}" y2="{2}"/><text class="day" x="{0}" y="14" '
        'text-anchor="middle">{3}</text>',
        ((_place(day, days), _HEAD - 4, height, wording.day(day)) for day in days),
    )
    return format_html(
        '<svg class="ages" role="img" aria-label="{}" viewBox="0 0 {} {}">{}{}</svg>',
        label,
        _LABEL + _WIDE,
        height,
        marks,
        rows,
    )


def _days(lanes: Sequence[Lane]) -> list[date]:
    """The days on which something changed, in order."""
    known = {one.first for lane in lanes for one in lane.stretches}
    known |= {one.until for lane in lanes for one in lane.stretches}
    return sorted(day for day in known if day is not None)


def _place(day: date | None, days: Sequence[date], *, end: bool = False) -> int:
    """Where a day stands: the days of change share the width evenly; None is an open end."""
    step = _WIDE / (len(days) + 1)
    if day is None:
        return _LABEL + (_WIDE if end else 0)
    return round(_LABEL + step * (days.index(day) + 1))


def _row(lane: Lane, place: int, days: Sequence[date]) -> SafeString:
    top = _HEAD + place * _TALL
    boxes = format_html_join("", "{}", ((_box(one, top, days),) for one in lane.stretches))
    return format_html('<text x="0" y="{}">{}</text>{}', top + 19, lane.label, boxes)


def _box(one: Stretch, top: int, days: Sequence[date]) -> SafeString:
    left, right = _place(one.first, days), _place(one.until, days, end=True)
    fits = max(1, int((right - left - 2 * _PAD) / _LETTER))
    text = one.text if len(one.text) <= fits else one.text[: fits - 1] + "…"
    return format_html(
        '<g><title>{}</title><rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="3"/>'
        '<text x="{}" y="{}">{}</text></g>',
        one.text,
        "" if one.first and one.until else "open",
        left + 1,
        top + 3,
        max(right - left - 2, 2),
        _TALL - 6,
        left + _PAD,
        top + 19,
        text,
    )
