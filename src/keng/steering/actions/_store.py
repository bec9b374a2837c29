"""What every act of the room shares: the row lock, the checks, the journal line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Max, Model, QuerySet

from keng.db.locks import for_update
from keng.journal.actions import record
from keng.journal.rows import ROWS, stated
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, Conflict, NotFound, WrongState
from keng.kernel.moments import local_day
from keng.papers.queries import heads_of
from keng.papers.vocabulary import State as PaperState
from keng.steering.models import Committee, Cooperation, Meeting
from keng.steering.words import line_of

COMMITTEE_STREAM, COOPERATION_STREAM = "committee:", "cooperation:"
Owner = Committee | Cooperation
_FIRST_DAY = date(1945, 9, 2)


def committee_for_update(
    committee_id: int, *, actor: Actor, at: datetime, revision: int | None = None
) -> Committee:
    """The committee, locked. Raises NotFound, NotAllowed (enter at its unit), Conflict."""
    found = for_update(Committee.objects.filter(pk=committee_id)).first()
    if found is None:
        raise NotFound("Không có Ban Chỉ đạo này.", message_en="There is no such committee.")
    actor.require("enter", unit_id=found.unit_id, on=local_day(at))
    refuse_changed(found.revision, revision)
    return found


def open_committee(committee_id: int, *, actor: Actor, at: datetime) -> Committee:
    """The committee, locked, unless it has ended. Raises as `committee_for_update`, WrongState."""
    found = committee_for_update(committee_id, actor=actor, at=at)
    if found.until is not None and found.until <= local_day(at):
        raise WrongState(
            f"Ban Chỉ đạo đã kết thúc từ {found.until:%d/%m/%Y}.",
            message_en=f"The committee has ended on {found.until.isoformat()}.",
        )
    return found


def cooperation_for_update(
    cooperation_id: int, *, actor: Actor, at: datetime, revision: int | None = None
) -> Cooperation:
    """The programme of coordination, locked. Raises NotFound, NotAllowed (enter), Conflict."""
    found = for_update(Cooperation.objects.filter(pk=cooperation_id)).first()
    if found is None:
        raise NotFound(
            "Không có chương trình phối hợp này.",
            message_en="There is no such programme of coordination.",
        )
    actor.require("enter", unit_id=found.unit_id, on=local_day(at))
    refuse_changed(found.revision, revision)
    return found


def meeting_for_update(
    meeting_id: int, *, actor: Actor, at: datetime, revision: int | None = None
) -> tuple[Meeting, Owner]:
    """A meeting and the committee or programme whose it is, the owner locked.

    Raises NotFound, NotAllowed (enter at the owner's unit), Conflict.
    """
    found = Meeting.objects.filter(pk=meeting_id).first()
    if found is None:
        raise NotFound("Không có cuộc họp này.", message_en="There is no such meeting.")
    owner = owner_of(found, actor=actor, at=at)
    locked = for_update(Meeting.objects.filter(pk=meeting_id)).get()
    refuse_changed(locked.revision, revision)
    return locked, owner


def owner_of(meeting: Meeting, *, actor: Actor, at: datetime) -> Owner:
    """The locked owner of a meeting. Raises NotAllowed."""
    if meeting.committee_id is not None:
        return committee_for_update(meeting.committee_id, actor=actor, at=at)
    return cooperation_for_update(meeting.cooperation_id or 0, actor=actor, at=at)


def journal(
    owner: Owner, verb: str, rows: Sequence[Model], *, actor: Actor, at: datetime, **facts: object
) -> None:
    """One line in the stream of the owner: how it and these rows stand now, never their words."""
    is_committee = isinstance(owner, Committee)
    stream = COMMITTEE_STREAM if is_committee else COOPERATION_STREAM
    told = {"unit": owner.unit_id, **facts, ROWS: stated(owner, *rows)}
    record(f"{stream}{owner.pk}", f"steering.{verb}", actor=actor, at=at, facts=told)


def refuse_changed(stored: int, seen: int | None) -> None:
    """Raise Conflict where somebody changed a row since it was seen."""
    if seen is not None and stored != seen:
        raise Conflict(
            "Có người vừa sửa; hãy tải lại trang rồi làm lại.",
            message_en="Somebody has just changed this; load the page and do it again.",
            theirs=stored,
        )


def filed_paper(paper_id: int, unit_id: int, *, actor: Actor, on: date) -> int:
    """The id of a paper that stands in the register of the unit.

    Raises BadInput for one that is not there, is not confirmed yet, or was put aside.
    """
    head = heads_of([paper_id], actor=actor, on=on).get(paper_id)
    if head is None or head.unit_id != unit_id or head.state != PaperState.FILED:
        raise BadInput(
            "Văn bản phải có trong sổ văn bản của đơn vị; hãy đăng ký văn bản trước.",
            message_en="The paper must stand in the unit's register; file it first.",
            code="paper_not_filed",
        )
    return head.id


def checked_day(day: date, vi: str, en: str) -> date:
    """A day of the past century or to come; BadInput for one that cannot be."""
    if day < _FIRST_DAY:
        raise BadInput(
            f"{vi} {day:%d/%m/%Y} quá xa về trước; hãy xem lại.",
            message_en=f"{en} {day.isoformat()} is too long ago; check it.",
        )
    return day


def reason_of(text: str) -> str:
    """Why something is withdrawn or ended. Raises BadInput for none, or for personal data."""
    return line_of(text, "Lý do", "The reason")


def refuse_withdrawn(when: datetime | None) -> None:
    """Raise WrongState for a row that was withdrawn already."""
    if when is not None:
        raise WrongState("Dòng này đã rút.", message_en="This was withdrawn already.")


def next_n(rows: QuerySet[Model]) -> int:
    """The number of the next row of a list; numbers are never given twice."""
    last: int | None = rows.aggregate(last=Max("n"))["last"]
    return (last or 0) + 1
