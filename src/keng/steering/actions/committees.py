"""Committees: begun, described anew, and what papers of the register say of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Model

from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, Conflict, NotFound
from keng.kernel.moments import local_day
from keng.steering.actions._store import (
    checked_day,
    committee_for_update,
    filed_paper,
    journal,
    open_committee,
    reason_of,
    refuse_withdrawn,
)
from keng.steering.models import Committee, CommitteeAct, Oversight
from keng.steering.vocabulary import Act, Rhythm
from keng.steering.words import line_of


@dataclass(frozen=True)
class NewCommittee:
    """A committee as a person gives it. Without a paper it is not known since when it is."""

    name: str
    rhythm: Rhythm = Rhythm.NONE
    paper_id: int | None = None
    on: date | None = None
    illustrative: bool = False


@transaction.atomic
def set_up_committee(unit_id: int, new: NewCommittee, *, actor: Actor, at: datetime) -> Committee:
    """Enter a committee of a unit, with the paper that set it up if that is in the register.

    Raises NotAllowed (the verb is enter at the unit), BadInput (no name, a person's data, a paper
    that is not in the register), Conflict where the unit has a committee of this name.
    """
    actor.require("enter", unit_id=unit_id, on=local_day(at))
    name = line_of(new.name, "Tên Ban Chỉ đạo", "The name")
    _refuse_same_name(unit_id, name)
    committee = Committee.objects.create(
        unit_id=unit_id,
        name=name,
        rhythm=new.rhythm.value,
        illustrative=new.illustrative,
        at=at,
        account_id=actor.account_id,
    )
    journal(committee, "committee_entered", [], actor=actor, at=at)
    if new.paper_id is not None:
        add_act(committee.pk, Act.SET_UP, new.paper_id, new.on, actor=actor, at=at)
        committee.refresh_from_db()
    return committee


@transaction.atomic
def change_committee(
    committee_id: int, name: str, rhythm: Rhythm, *, revision: int, actor: Actor, at: datetime
) -> Committee:
    """Say name and rhythm anew. Raises as `set_up_committee`, NotFound, and Conflict."""
    committee = committee_for_update(committee_id, actor=actor, at=at, revision=revision)
    said = line_of(name, "Tên Ban Chỉ đạo", "The name")
    if said != committee.name:
        _refuse_same_name(committee.unit_id, said)
    committee.name, committee.rhythm = said, rhythm.value
    committee.revision += 1
    committee.save()
    journal(committee, "committee_changed", [], actor=actor, at=at)
    return committee


@transaction.atomic
def add_act(
    committee_id: int,
    kind: Act,
    paper_id: int,
    on: date | None,
    *,
    actor: Actor,
    at: datetime,
) -> CommitteeAct:
    """Say what a paper of the unit's register does with the committee, from a day on.

    Without a day it holds from the day of the paper. The paper that ends a committee ends its seats
    and what they oversee. Raises NotFound, NotAllowed, WrongState (ended), BadInput (a paper not in
    the register, no day known, an end before the beginning), Conflict (said already).
    """
    committee = open_committee(committee_id, actor=actor, at=at)
    filed_paper(paper_id, committee.unit_id, actor=actor, on=local_day(at))
    standing = committee.acts.filter(withdrawn_at=None)
    if standing.filter(kind=kind.value, paper_id=paper_id).exists():
        raise Conflict("Văn bản này đã gắn.", message_en="This paper is there already.", theirs=0)
    if kind is Act.SET_UP and standing.filter(kind=kind.value).exists():
        raise BadInput(
            "Ban Chỉ đạo đã có quyết định thành lập; văn bản sau đó là kiện toàn.",
            message_en="The paper that set it up is there already; a later one renews it.",
            code="set_up_already",
        )
    made = CommitteeAct.objects.create(
        committee=committee,
        kind=kind.value,
        paper_id=paper_id,
        on=_day_of(paper_id, on),
        at=at,
        account_id=actor.account_id,
    )
    ended = _follow(committee)
    journal(committee, "act_added", [made, *ended], actor=actor, at=at, kind=kind.value)
    return made


@transaction.atomic
def withdraw_act(act_id: int, why: str, *, actor: Actor, at: datetime) -> CommitteeAct:
    """Take back what was said of a paper by mistake; seats that it ended stay ended.

    Raises NotFound, NotAllowed, WrongState (withdrawn already), BadInput (no reason).
    """
    found = CommitteeAct.objects.filter(pk=act_id).first()
    if found is None:
        raise NotFound("Không có văn bản này.", message_en="There is no such paper.")
    committee = committee_for_update(found.committee_id, actor=actor, at=at)
    act = CommitteeAct.objects.get(pk=act_id)
    refuse_withdrawn(act.withdrawn_at)
    act.withdrawn_at, act.withdrawn_by, act.withdrawn_why = at, actor.account_id, reason_of(why)
    act.save()
    _follow(committee)
    journal(committee, "act_withdrawn", [act], actor=actor, at=at)
    return act


def _day_of(paper_id: int, on: date | None) -> date:
    act = CommitteeAct(paper_id=paper_id)
    day = on or act.paper.issued_on
    if day is None:
        raise BadInput(
            "Văn bản chưa rõ ngày ban hành; hãy ghi ngày có hiệu lực.",
            message_en="The day of the paper is not known; write from which day it holds.",
            code="day_unknown",
        )
    return checked_day(day, "Ngày", "The day")


def _follow(committee: Committee) -> list[Model]:
    """Bring `since` and `until` up to the acts that stand; the seats that an end closes."""
    standing = committee.acts.filter(withdrawn_at=None)
    first = standing.filter(kind=Act.SET_UP).order_by("on").first()
    last = standing.filter(kind=Act.ENDED).order_by("on").first()
    committee.since = None if first is None else first.on
    committee.until = None if last is None else last.on
    if committee.since and committee.until and committee.until <= committee.since:
        raise BadInput(
            "Ban Chỉ đạo không thể kết thúc trước khi thành lập.",
            message_en="A committee cannot end before it was set up.",
        )
    committee.revision += 1
    committee.save()
    return [] if committee.until is None else closed(committee, committee.until)


def closed(committee: Committee, until: date, seat_id: int | None = None) -> list[Model]:
    """Close the seats (or one) of a committee, and what they oversee, before a day."""
    seats = committee.seats.filter(valid_until=None)
    if seat_id is not None:
        seats = seats.filter(pk=seat_id)
    rows: list[Model] = []
    for seat in seats.order_by("pk"):
        tasks = Oversight.objects.filter(seat=seat, valid_until=None).order_by("pk")
        for one in [*tasks, seat]:
            if one.valid_from >= until:
                raise BadInput(
                    f"“{seat.post}” được phân công từ {one.valid_from:%d/%m/%Y}; ngày thôi phải "
                    "sau ngày đó.",
                    message_en="The last day must come after the first one of each assignment.",
                    code="ends_before_it_begins",
                )
            one.valid_until = until
            one.save()
            rows.append(one)
    return rows


def _refuse_same_name(unit_id: int, name: str) -> None:
    same = Committee.objects.filter(unit_id=unit_id, name=name, until=None).first()
    if same is not None:
        raise Conflict(
            f"Đơn vị đã có “{name}”.",
            message_en=f"The unit has {name!r} already.",
            theirs=same.pk,
        )
