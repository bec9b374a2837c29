"""What is known of a kept original, its pages as pictures, and whether all of them are whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from keng.documents.reading.document import Box
from keng.documents.reading.drawing import drawn_page
from keng.intake.models import KeptOriginal, OriginalOpening, ReadReport
from keng.intake.reports.originals import rows, sealing
from keng.intake.reports.originals.places import PaperPage
from keng.intake.reports.queries import report_row, require_near
from keng.kernel.actors import Actor
from keng.kernel.errors import NotAllowed, NotFound, WrongState
from keng.kernel.moments import local_day
from keng.kernel.problems import Problem
from keng.reporting.queries.duties import own_units

OPEN_FOR: Final = timedelta(minutes=30)
"""So long the pictures of an original are given out after it was opened."""
What = OriginalOpening.What


@dataclass(frozen=True)
class OriginalView:
    """The original of a report as somebody may know of it.

    `pages` by number say whether a page can be shown covered (all of it was read); `figures` have
    page and rectangle. `may_open`: the reader works at the office that owns it, and this machine
    has the key. `is_open`: they opened it less than half an hour ago.
    """

    pages: Mapping[int, bool]
    figures: Mapping[int, tuple[int, Box]]
    size: int
    is_drawn: bool
    is_owner: bool
    has_key: bool
    is_open: bool
    untouched: frozenset[int]
    taken_at: datetime | None
    taken_by_id: int | None
    reason: str

    @property
    def may_open(self) -> bool:
        """Whether an opening would give anything."""
        return self.is_owner and self.has_key and self.taken_at is None


def original_of(report_id: int, actor: Actor, *, at: datetime) -> OriginalView | None:
    """The original that is or was kept of a report; None where none ever was.

    Raises NotFound, and NotAllowed as `require_near`.
    """
    report = report_row(report_id)
    require_near(report, actor, on=local_day(at))
    original = KeptOriginal.objects.filter(report_id=report_id).first()
    if original is None:
        return None
    paper = rows.paper(original)
    opened = _opened_by(original, actor, at)
    return OriginalView(
        pages={one.page.index: one.is_read for one in paper.pages},
        figures=paper.figures,
        size=original.size,
        is_drawn=bool(original.sort),
        is_owner=is_owner(report, actor, at=at),
        has_key=sealing.has_key(original.name),
        is_open=any(what == What.COVERED for what, _page in opened),
        untouched=frozenset(page for what, page in opened if what == What.PAGE),
        taken_at=original.taken_at,
        taken_by_id=original.taken_by_id,
        reason=original.reason,
    )


def covered_page(report_id: int, page: int, actor: Actor, *, at: datetime) -> bytes:
    """A page as a JPEG, what the masked text leaves out painted over.

    Raises NotAllowed (not the office that owns it), WrongState (not opened within half an hour,
    a page of which not all was read, no key on this machine), NotFound.
    """
    original, found = _page(report_id, page, actor, at)
    if (What.COVERED, 0) not in _opened_by(original, actor, at):
        raise not_opened()
    if not found.is_read:
        raise WrongState(
            f"Trang {page} có chỗ không đọc được nên không che được; chỉ mở được trang không che.",
            message_en=f"Not all of page {page} was read, so it cannot be covered; only the "
            "untouched page can be opened.",
        )
    return _drawn(original, found, found.covers)


def untouched_page(report_id: int, page: int, actor: Actor, *, at: datetime) -> bytes:
    """A page as it is; only after it was opened untouched. Raises as `covered_page`."""
    original, found = _page(report_id, page, actor, at)
    if (What.PAGE, page) not in _opened_by(original, actor, at):
        raise not_opened()
    return _drawn(original, found, ())


def is_owner(report: ReadReport, actor: Actor, *, at: datetime) -> bool:
    """Whether the actor works at the office that had the report read; the operator does not."""
    return report.office_id in (own_units(actor, on=local_day(at)) or ())


def require_owner(report: ReadReport, actor: Actor, *, at: datetime) -> int:
    """The account of the actor; NotAllowed unless they work at the office that owns the report."""
    if actor.account_id is None or not is_owner(report, actor, at=at):
        raise NotAllowed(
            "Bản gốc chỉ mở cho người làm việc tại chính cơ quan đã giữ nó.",
            message_en="An original opens only to who works at the very office that kept it.",
        )
    return actor.account_id


def standing_original(report_id: int) -> KeptOriginal:
    """The original that is kept; NotFound where none is, or it was taken away."""
    original = rows.standing(report_id)
    if original is None:
        raise NotFound(
            "Bản đọc này không có bản gốc, hoặc bản gốc đã bỏ; hãy xem văn bản đã che.",
            message_en="No original is kept of this reading; look at the masked text.",
        )
    return original


def not_opened() -> WrongState:
    """The refusal for a picture that nobody opened, or too long ago."""
    return WrongState(
        "Bản gốc chưa mở hoặc đã quá 30 phút; hãy bấm Mở bản gốc.",
        message_en="The original is not open, or was opened over 30 minutes ago; open it again.",
    )


def problems() -> Iterator[Problem]:
    """Originals that are not whole, or are still there after they were taken away.

    A key that is missing is no damage: keys are in no backup, so a restored machine has none.
    """
    for original in KeptOriginal.objects.order_by("pk").iterator():
        if original.taken_at is not None:
            if not sealing.is_gone(original.name):
                yield _problem(original, "bản gốc đã bỏ nhưng khóa hoặc tệp vẫn còn trên máy")
            continue
        for part, digest in rows.parts(original).items():
            if not sealing.is_whole(original.name, part, digest):
                yield _problem(original, f"tệp gốc đã mã hóa ({part}) thiếu hoặc đã bị thay đổi")


def _problem(original: KeptOriginal, what: str) -> Problem:
    return Problem(KeptOriginal._meta.db_table, str(original.pk), what)


def _page(report_id: int, page: int, actor: Actor, at: datetime) -> tuple[KeptOriginal, PaperPage]:
    require_owner(report_row(report_id), actor, at=at)
    original = standing_original(report_id)
    found = next((one for one in rows.paper(original).pages if one.page.index == page), None)
    if found is None:
        raise NotFound(
            f"Bản gốc không có trang {page}.", message_en=f"The original has no page {page}."
        )
    return original, found


def _opened_by(original: KeptOriginal, actor: Actor, at: datetime) -> set[tuple[str, int]]:
    """What the actor opened within the last half hour."""
    if actor.account_id is None:
        return set()
    found = OriginalOpening.objects.filter(
        original=original, account_id=actor.account_id, at__gt=at - OPEN_FOR, at__lte=at
    )
    return set(found.values_list("what", "page"))


def _drawn(original: KeptOriginal, page: PaperPage, covers: Sequence[Box]) -> bytes:
    part = sealing.DRAWN if original.drawn else sealing.PAPER
    content = sealing.opened(original.name, part, sha256=original.report.sha256)
    return drawn_page(content, original.sort, page.page, covers=covers)
