"""The results of two years beside each other as bars: a picture of the table under it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_ROW, _BAR, _LEFT, _WIDTH = 46, 14, 200, 290


def result_bars(rows: Sequence[tuple[str, int, int]], label: str) -> SafeString:
    """One pair of bars for each (name, last year, this year); `label` tells it in words."""
    most = max((count for _, *pair in rows for count in pair), default=0) or 1
    drawn = format_html_join(
        "",
        '<text x="0" y="{}" class="name">{}</text>'
        '<rect class="before" x="{}" y="{}" width="{}" height="{}"></rect>'
        '<text class="count" x="{}" y="{}">{}</text>'
        '<rect class="now" x="{}" y="{}" width="{}" height="{}"></rect>'
        '<text class="count" x="{}" y="{}">{}</text>',
        (_row(n, one, most) for n, one in enumerate(rows)),
    )
    return format_html(
        '<svg class="result-bars" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        _LEFT + _WIDTH + 40,
        max(len(rows), 1) * _ROW,
        label,
        drawn,
    )


def _row(n: int, one: tuple[str, int, int], most: int) -> tuple[object, ...]:
    name, before, now = one
    top = n * _ROW + 6
    first, second = (round(_WIDTH * count / most) for count in (before, now))
    under = top + _BAR + 3
    return (
        top + _BAR + 4,
        name,
        *(_LEFT, top, first, _BAR),
        *(_LEFT + first + 6, top + _BAR - 3, before),
        *(_LEFT, under, second, _BAR),
        *(_LEFT + second + 6, under + _BAR - 3, now),
    )
