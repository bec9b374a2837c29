"""The year of a plan as a picture drawn by the server, and as the table that says the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from keng.planning.queries.timeline import MonthCell, Timeline

_LABEL, _MONTH, _ROW, _HEAD = 190, 50, 30, 26
_LARGEST: Final = 11
_SMALLEST: Final = 4
_LONGEST: Final = 26
_FEW: Final = 4  # so that single tasks stay small marks
_MONTHS: Final = range(1, 13)


@dataclass(frozen=True)
class ShownRow:
    """A row of the table: who, each month in words ("" = nothing due), tasks without a day."""

    name: str
    body_id: int | None
    months: Sequence[tuple[int, str, bool]]
    undated: int


def timeline_rows(timeline: Timeline) -> list[ShownRow]:
    """The rows of the table; of each month the words and whether something of it is late."""
    bodies = [
        ShownRow(
            name=row.name or _("chưa giao"),
            body_id=row.body_id,
            months=[_told(month, row.months.get(month)) for month in _MONTHS],
            undated=row.undated,
        )
        for row in timeline.rows
    ]
    return [*bodies, *(_plain(name, months) for name, months in _others(timeline) if months)]


def timeline_picture(timeline: Timeline, *, today: int) -> SafeString:
    """Bodies down, months across; a dot where work is due, larger for more, filled when done.

    Late work is a square, so that the picture is read without its colours. `today` is the month
    of the day, 0 for another year. Empty where nothing stands in any month.
    """
    rows = [(row.name or _("chưa giao"), row.months) for row in timeline.rows if row.months]
    others = [(name, months) for name, months in _others(timeline) if months]
    if not (rows or others):
        return SafeString("")
    counts = (cell.due for _name, months in rows for cell in months.values())
    most = max(_FEW, *counts) if rows else _FEW
    marks = [
        _mark(line, month, cell, most)
        for line, (_name, months) in enumerate(rows)
        for month, cell in sorted(months.items())
    ]
    marks += [
        _diamond(line, month, count)
        for line, (_name, months) in enumerate(others, len(rows))
        for month, count in sorted(months.items())
    ]
    names = [*(name for name, _months in rows), *(name for name, _months in others)]
    wide, tall = _LABEL + 12 * _MONTH, _HEAD + len(names) * _ROW
    return format_html(
        '<svg class="plan-year" role="img" aria-label="{}" width="{}" height="{}" '
        'viewBox="0 0 {} {}">{}{}{}</svg>',
        _("Việc đến hạn theo tháng của từng cơ quan; bảng bên dưới ghi cùng các số này."),
        *(wide, tall, wide, tall),
        _heads(tall, today),
        _lines(names, wide),
        format_html_join("", "{}", ((mark,) for mark in marks)),
    )


def _others(timeline: Timeline) -> list[tuple[str, Mapping[int, int]]]:
    return [
        (_("Chỉ tiêu đến hạn"), timeline.targets),
        (_("Báo cáo phải gửi"), timeline.reports),
    ]


def _told(month: int, cell: MonthCell | None) -> tuple[int, str, bool]:
    if cell is None:
        return month, "", False
    return month, f"{cell.done}/{cell.due}", cell.late > 0


def _plain(name: str, months: Mapping[int, int]) -> ShownRow:
    told = [(month, str(months[month]) if month in months else "", False) for month in _MONTHS]
    return ShownRow(name, None, told, 0)


def _heads(tall: int, today: int) -> SafeString:
    here = (
        format_html(
            '<rect class="here" x="{}" y="0" width="{}" height="{}"/>', _left(today), _MONTH, tall
        )
        if today
        else SafeString("")
    )
    months = format_html_join(
        "",
        '<text class="month" x="{}" y="17" text-anchor="middle">T{}</text>',
        ((_middle(month), month) for month in _MONTHS),
    )
    return here + months


def _lines(names: Sequence[str], wide: int) -> SafeString:
    return format_html_join(
        "",
        '<line x1="0" x2="{}" y1="{}" y2="{}"/><text x="2" y="{}">{}<title>{}</title></text>',
        (
            (wide, _top(line), _top(line), _top(line) + 19, _short(name), name)
            for line, name in enumerate(names)
        ),
    )


def _mark(line: int, month: int, cell: MonthCell, most: int) -> SafeString:
    size = _SMALLEST + (_LARGEST - _SMALLEST) * cell.due // most
    x, y = _middle(month), _top(line) + _ROW // 2
    said = _("tháng %(month)s: %(done)s/%(due)s việc đã xong") % {
        "month": month,
        "done": cell.done,
        "due": cell.due,
    }
    if cell.late:
        said = _("%(said)s, %(late)s quá hạn") % {"said": said, "late": cell.late}
        return format_html(
            '<rect class="late" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>',
            *(x - size, y - size, 2 * size, 2 * size, said),
        )
    look = "done" if cell.done == cell.due else "open"
    return format_html(
        '<circle class="{}" cx="{}" cy="{}" r="{}"><title>{}</title></circle>',
        *(look, x, y, size, said),
    )


def _diamond(line: int, month: int, count: int) -> SafeString:
    x, y, size = _middle(month), _top(line) + _ROW // 2, 7
    points = f"{x},{y - size} {x + size},{y} {x},{y + size} {x - size},{y}"
    said = _("tháng %(month)s: %(count)s") % {"month": month, "count": count}
    return format_html('<polygon class="day" points="{}"><title>{}</title></polygon>', points, said)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1].rstrip() + "…"


def _left(month: int) -> int:
    return _LABEL + (month - 1) * _MONTH


def _middle(month: int) -> int:
    return _left(month) + _MONTH // 2


def _top(line: int) -> int:
    return _HEAD + line * _ROW
