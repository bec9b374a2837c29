"""Opening an original, which the journal keeps each time, and taking it away for good."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from keng.intake.models import KeptOriginal, OriginalOpening, ReadReport
from keng.intake.reports.actions import journal, report_for_update
from keng.intake.reports.originals import rows, sealing
from keng.intake.reports.originals.queries import require_owner, standing_original
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, NotFound

What = OriginalOpening.What
_LONGEST_REASON = 300


def open_original(report_id: int, *, actor: Actor, at: datetime) -> None:
    """Open the covered pages of an original for half an hour, for this person.

    Raises NotFound, NotAllowed (the verb is enter, and the actor works at the office that owns it),
    WrongState (the reading was dropped).
    """
    with transaction.atomic():
        report, original = _owned_for_update(report_id, actor=actor, at=at)
        _record(report, original, What.COVERED, 0, actor=actor, at=at)


def open_untouched(report_id: int, page: int, *, actor: Actor, at: datetime) -> None:
    """Open one page without its covers, for half an hour. Raises as `open_original`."""
    with transaction.atomic():
        report, original = _owned_for_update(report_id, actor=actor, at=at)
        if page not in {one.page.index for one in rows.paper(original).pages}:
            raise NotFound(
                f"Bản gốc không có trang {page}.", message_en=f"The original has no page {page}."
            )
        _record(report, original, What.PAGE, page, actor=actor, at=at)


def open_file(report_id: int, *, actor: Actor, at: datetime) -> tuple[str, bytes]:
    """The name and the bytes of the original, untouched. Raises as `open_original`, and WrongState
    on a machine without its key.
    """
    with transaction.atomic():
        report, original = _owned_for_update(report_id, actor=actor, at=at)
        _record(report, original, What.FILE, 0, actor=actor, at=at)
        return report.name, sealing.opened(original.name, sealing.PAPER, sha256=report.sha256)


@transaction.atomic
def take_original_away(report_id: int, reason: str, *, actor: Actor, at: datetime) -> None:
    """Destroy the key of an original and remove its files; the masked text stays.

    Nothing brings it back, a backup neither: keys are in none. Raises BadInput without a reason,
    and as `open_original`.
    """
    said = " ".join(reason.split())
    if not said or len(said) > _LONGEST_REASON:
        raise BadInput(
            f"Hãy ghi lý do bỏ bản gốc, tối đa {_LONGEST_REASON} ký tự.",
            message_en=f"Write why the original is taken away, at most {_LONGEST_REASON} letters.",
        )
    report, original = _owned_for_update(report_id, actor=actor, at=at)
    rows.take_away(original, said, account_id=actor.account_id, at=at)
    journal(report, "intake.original_taken_away", [original], actor=actor, at=at)


def _owned_for_update(
    report_id: int, *, actor: Actor, at: datetime
) -> tuple[ReadReport, KeptOriginal]:
    report = report_for_update(report_id, actor=actor, at=at)
    require_owner(report, actor, at=at)
    return report, standing_original(report_id)


def _record(
    report: ReadReport,
    original: KeptOriginal,
    what: OriginalOpening.What,
    page: int,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    account_id = require_owner(report, actor, at=at)
    last = original.openings.aggregate(last=Max("n"))["last"] or 0
    made = OriginalOpening.objects.create(
        original=original,
        n=last + 1,
        what=what.value,
        page=page,
        at=at,
        account_id=account_id,
    )
    facts = {"what": what.value, "page": page}
    journal(report, "intake.original_opened", [made], actor=actor, at=at, **facts)
