"""A small line of the last values, drawn by the server as SVG.

It stands beside the numbers and never instead of them: the label tells the values in words, a
period without a figure is a gap in the line, and a single value is a dot.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH: Final = 96
HEIGHT: Final = 24
_PAD: Final = 3

Number = int | Decimal


def sparkline(values: Sequence[Number | None], label: str) -> SafeString:
    """A line through the values, oldest first; the newest is marked by a dot.

    `values` are in one unit, None where nothing was reported; `label` is the same in words. The
    scale runs from 0 (or the lowest, if below) to the highest, so that a small change of a large
    number does not look like a leap. Empty when there is no value at all.
    """
    known = [one for one in values if one is not None]
    if not known:
        return SafeString("")
    runs = _runs(_points(values, low=min(0, *known), high=max(0, *known)))
    lines = format_html_join(
        "", '<polyline points="{}"/>', ((" ".join(run),) for run in runs if len(run) > 1)
    )
    # A value between two gaps has no line, so it gets a dot; the newest has a larger one.
    alone = [run[0] for run in runs[:-1] if len(run) == 1]
    dots = format_html_join(
        "",
        '<circle cx="{}" cy="{}" r="{}"/>',
        [*((*one.split(","), "1.5") for one in alone), (*runs[-1][-1].split(","), "2.5")],
    )
    return format_html(
        '<svg class="spark" role="img" aria-label="{}" width="{}" height="{}" viewBox="0 0 {} {}">'
        "<title>{}</title>{}{}</svg>",
        label,
        WIDTH,
        HEIGHT,
        WIDTH,
        HEIGHT,
        label,
        lines,
        dots,
    )


def _points(values: Sequence[Number | None], *, low: Number, high: Number) -> list[str | None]:
    """Where each value lies, as "x,y"; x grows with time, y falls with the value."""
    wide, tall = WIDTH - 2 * _PAD, HEIGHT - 2 * _PAD
    step = Decimal(wide) / max(len(values) - 1, 1)
    span = Decimal(high - low) or Decimal(1)
    return [
        None
        if value is None
        else f"{_PAD + n * step:.1f},{_PAD + tall - tall * (value - low) / span:.1f}"
        for n, value in enumerate(values)
    ]


def _runs(points: Sequence[str | None]) -> list[list[str]]:
    """The stretches without a gap, oldest first."""
    runs: list[list[str]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [run for run in runs if run]
