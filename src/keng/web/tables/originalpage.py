"""The original page of an old report as its screen shows it: which page, and its figures marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from keng.access.queries import names_of
from keng.documents.reading import Box
from keng.intake.reports.judging import Judged
from keng.intake.reports.originals.queries import OriginalView
from keng.intake.reports.queries import ReportView
from keng.web import wording
from keng.web.frame.requests import is_whole
from keng.web.tables.reporttext import look_of

SIDE: Final = 10_000
"""How many parts a side of the page has in the drawing of the marks."""
_WIDER: Final = 0.004
_TALLER: Final = 0.12


@dataclass(frozen=True)
class MarkedFigure:
    """A figure at its place; the rectangle in parts of the page."""

    n: int
    phrase: str
    look: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class ShownOriginal:
    """What the screen says of the original, and the page that it shows (0: the masked text).

    `before` and `after` are pages (0: none). `place_unknown`: the figure that is being decided has
    no known place on the page. `taken_by` is empty while it is kept.
    """

    view: OriginalView
    page: int
    last: int
    before: int
    after: int
    is_untouched: bool
    is_read: bool
    marks: Sequence[MarkedFigure]
    place_unknown: bool
    taken_by: str

    @property
    def is_picture(self) -> bool:
        """Whether a picture stands in the place of the masked text."""
        return self.page > 0


def shown_original(
    found: OriginalView | None, report: ReportView, current: int, asked: Mapping[str, str]
) -> ShownOriginal | None:
    """The original beside a figure (0: none). `asked` is what stands behind the ? of the address:
    trang (page), xem=chu (the text instead), che=1 (covered although it was opened untouched).
    """
    if found is None:
        return None
    page = 0 if asked.get("xem") == "chu" else _page(found, report, current, asked.get("trang", ""))
    pages = sorted(found.pages)
    at = pages.index(page) if page else -1
    names = names_of({found.taken_by_id}) if found.taken_at else {}
    return ShownOriginal(
        view=found,
        page=page,
        last=pages[-1] if pages else 0,
        before=pages[at - 1] if at > 0 else 0,
        after=pages[at + 1] if page and at + 1 < len(pages) else 0,
        is_untouched=page in found.untouched and asked.get("che") != "1",
        is_read=bool(page) and found.pages[page],
        marks=_marks(found, report.judged, page),
        place_unknown=bool(page and current and current not in found.figures),
        taken_by=wording.account(found.taken_by_id, names) if found.taken_at else "",
    )


def states_told() -> Mapping[str, str]:
    """What a mark on the page means, for who does not see its colour."""
    return {
        "open": _("chờ nhận"),
        "question": _("cần hỏi"),
        "accepted": _("đã nhận"),
        "corrected": _("đã sửa"),
        "refused": _("đã bỏ"),
    }


def _page(found: OriginalView, report: ReportView, current: int, wanted: str) -> int:
    """The page that is asked for, else that of the figure, else the first; 0 where none is open."""
    if not (found.may_open and found.is_open and found.is_drawn and found.pages):
        return 0
    if is_whole(wanted) and len(wanted) < 5 and int(wanted) in found.pages:
        return int(wanted)
    if current in found.figures:
        return found.figures[current][0]
    line = next((one.read.line for one in report.judged if one.read.n == current), 0)
    page = report.lines[line - 1][0] if line else 0
    return page if page in found.pages else min(found.pages)


def _marks(found: OriginalView, judged: Sequence[Judged], page: int) -> list[MarkedFigure]:
    if not page:
        return []
    told = states_told()
    marks = []
    for one in judged:
        place = found.figures.get(one.read.n)
        if place is not None and place[0] == page:
            look = look_of(one)
            phrase = f"{one.read.phrase} ({told[look]})"
            marks.append(MarkedFigure(one.read.n, phrase, look, *_sides(place[1])))
    return marks


def _sides(box: Box) -> tuple[int, int, int, int]:
    more = (box.bottom - box.top) * _TALLER
    left, top = max(0.0, box.left - _WIDER), max(0.0, box.top - more)
    right, bottom = min(1.0, box.right + _WIDER), min(1.0, box.bottom + more)
    sides = (left, top, right - left, bottom - top)
    x, y, width, height = (round(side * SIDE) for side in sides)
    return x, y, width, height
