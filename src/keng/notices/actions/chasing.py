"""Chasing late units as it is really done: in Keng and by mail, by letter, phone or chat."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from keng.db.locks import for_update
from keng.journal.actions import record
from keng.journal.rows import ROWS, stated
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, NotFound, WrongState
from keng.kernel.moments import local_day
from keng.notices.actions.making import make
from keng.notices.drafts import Draft
from keng.notices.models import Chase, ChasedUnit
from keng.notices.recipients import People
from keng.notices.vocabulary import Kind, Way
from keng.reporting.models import Round
from keng.reporting.queries import Standing, round_status


@dataclass(frozen=True)
class Reached:
    """What a reminder came to: the units asked for, the people told, the units with nobody."""

    units: int
    people: int
    nobody: tuple[str, ...]


@transaction.atomic
def remind(
    round_id: int, submission_ids: Collection[int], *, actor: Actor, at: datetime
) -> Reached:
    """Remind the people of these units in the app, and by mail where they have an address.

    Everybody who hands in for the unit is told at once; mail goes out at the next working hour.
    Raises NotFound, NotAllowed (manage_rounds for the owner of the round), WrongState (the round is
    closed), BadInput (nobody chosen, or a unit that owes nothing). Nothing is saved then.
    """
    chase, owing = _chase(round_id, submission_ids, Way.APP, actor=actor, at=at)
    people = People(local_day(at))
    people.expect(*(one.unit.id for one in owing))
    told = {one.submission_id: people.at_work(one.unit.id) for one in owing}
    make((_draft(chase, one, told[one.submission_id]) for one in owing), at=at)
    return Reached(
        units=len(owing),
        people=len(frozenset().union(*told.values())),
        nobody=tuple(one.unit.full_name for one in owing if not told[one.submission_id]),
    )


@transaction.atomic
def note_chasing(
    round_id: int, submission_ids: Collection[int], way: str, *, actor: Actor, at: datetime
) -> int:
    """Write down that these units were chased outside Keng: by letter, phone or chat; how many.

    Raises as `remind`, and BadInput for another way.
    """
    if way not in {Way.LETTER, Way.PHONE, Way.CHAT}:
        raise BadInput(
            "Cách đôn đốc ghi được: công văn, điện thoại, tin nhắn.",
            message_en="What can be written down: a letter, a call, a message.",
        )
    chase, _ = _chase(round_id, submission_ids, Way(way), actor=actor, at=at)
    return chase.units


def _chase(
    round_id: int, submission_ids: Collection[int], way: Way, *, actor: Actor, at: datetime
) -> tuple[Chase, list[Standing]]:
    on = local_day(at)
    found = _round_for_update(round_id, actor=actor, on=on)
    owing = _owing(round_id, submission_ids, actor=actor, on=on)
    chase = Chase.objects.create(
        round=found, way=way.value, units=len(owing), at=at, account_id=actor.account_id
    )
    ids = [one.submission_id for one in owing]
    ChasedUnit.objects.bulk_create(
        (ChasedUnit(chase=chase, submission_id=one) for one in ids), batch_size=500
    )
    facts = {"chase": chase.pk, "way": way.value, "submissions": ids, ROWS: stated(chase)}
    record(f"round:{round_id}", "notices.chased", actor=actor, at=at, facts=facts)
    return chase, owing


def _round_for_update(round_id: int, *, actor: Actor, on: date) -> Round:
    found = for_update(Round.objects.filter(pk=round_id)).first()
    if found is None:
        raise NotFound(
            f"Không có đợt báo cáo số {round_id}.", message_en=f"There is no round {round_id}."
        )
    actor.require("manage_rounds", unit_id=found.owner_unit_id, on=on)
    if found.closed_at is not None:
        raise WrongState(
            f"Đợt báo cáo “{found.title}” đã đóng; không còn ai để đôn đốc.",
            message_en="The round is closed; nobody is left to chase.",
            code="round_closed",
        )
    return found


def _owing(
    round_id: int, submission_ids: Collection[int], *, actor: Actor, on: date
) -> list[Standing]:
    wanted = set(submission_ids)
    if not wanted:
        raise BadInput(
            "Chưa chọn đơn vị nào để đôn đốc.", message_en="No unit was chosen to be chased."
        )
    owing = round_status(round_id, on=on, actor=actor).owing
    if not wanted <= {one.submission_id for one in owing}:
        raise BadInput(
            "Có đơn vị đã nộp hoặc không thuộc đợt này; hãy tải lại trang rồi chọn lại.",
            message_en="A chosen unit has handed in or is not of this round; reload and choose "
            "again.",
            code="owes_nothing",
        )
    return [one for one in owing if one.submission_id in wanted]


def _draft(chase: Chase, one: Standing, people: frozenset[int]) -> Draft:
    due = one.return_due_on if one.state == "returned" and one.return_due_on else one.due_on
    return Draft(
        kind=Kind.CHASED,
        key=f"chase:{chase.pk}:{one.submission_id}",
        at=chase.at,
        people=people,
        unit_id=one.unit.id,
        submission_id=one.submission_id,
        round_id=chase.round_id,
        facts={"due": due.isoformat() if due else None},
    )
