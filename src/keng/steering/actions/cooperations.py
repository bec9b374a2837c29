"""Programmes of coordination: signed, extended by a new paper, stopped; their partners."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.db.models import Q

from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, Conflict, NotFound, WrongState
from keng.kernel.moments import local_day
from keng.orgunits.queries import is_in_force
from keng.steering.actions._store import (
    checked_day,
    cooperation_for_update,
    filed_paper,
    journal,
    reason_of,
    refuse_withdrawn,
)
from keng.steering.actions.posting import repost
from keng.steering.models import Cooperation, Partner, Term
from keng.steering.turns import Asked
from keng.steering.vocabulary import Register
from keng.steering.words import line_of, post_of

_NOTHING_ASKED: Final = Asked()


@dataclass(frozen=True)
class NewCooperation:
    """A programme as it was signed. `last` None = the paper says no end."""

    title: str
    paper_id: int
    first: date
    last: date | None = None
    asked: Asked = _NOTHING_ASKED
    illustrative: bool = False


@transaction.atomic
def sign_cooperation(
    unit_id: int, new: NewCooperation, *, actor: Actor, at: datetime
) -> Cooperation:
    """Enter a programme of coordination that the unit signed, with its paper and term.

    Raises NotAllowed (enter), BadInput (no title, a paper that is not in the register, an end
    before the beginning), Conflict where the unit runs one of this title.
    """
    actor.require("enter", unit_id=unit_id, on=local_day(at))
    title = line_of(new.title, "Tên chương trình", "The title")
    _refuse_same_title(unit_id, title)
    cooperation = Cooperation.objects.create(
        unit_id=unit_id,
        title=title,
        rhythm=new.asked.rhythm.value,
        reviews_half_year=new.asked.reviews_half_year,
        reviews_year=new.asked.reviews_year,
        illustrative=new.illustrative,
        at=at,
        account_id=actor.account_id,
    )
    term = _term(cooperation, new.paper_id, new.first, new.last, actor=actor, at=at)
    journal(cooperation, "cooperation_signed", [term], actor=actor, at=at)
    repost(cooperation.unit_id, Register.COORDINATION, actor=actor, at=at)
    return cooperation


@transaction.atomic
def change_cooperation(
    cooperation_id: int,
    title: str,
    asked: Asked,
    *,
    revision: int,
    actor: Actor,
    at: datetime,
) -> Cooperation:
    """Say anew what it is called and which meetings it asks for. Raises as `sign_cooperation`."""
    found = cooperation_for_update(cooperation_id, actor=actor, at=at, revision=revision)
    said = line_of(title, "Tên chương trình", "The title")
    if said != found.title:
        _refuse_same_title(found.unit_id, said)
    found.title, found.rhythm = said, asked.rhythm.value
    found.reviews_half_year, found.reviews_year = asked.reviews_half_year, asked.reviews_year
    found.revision += 1
    found.save()
    journal(found, "cooperation_changed", [], actor=actor, at=at)
    return found


@transaction.atomic
def extend_cooperation(
    cooperation_id: int,
    paper_id: int,
    first: date,
    last: date | None,
    *,
    actor: Actor,
    at: datetime,
) -> Term:
    """Extend or renew a programme by another paper; the terms before stay as they are.

    Raises NotFound, NotAllowed, WrongState (stopped), BadInput (not in the register, days out of
    order, a term that begins before the one that runs), Conflict (the paper is there already).
    """
    found = _running(cooperation_id, actor=actor, at=at)
    if found.terms.filter(paper_id=paper_id, withdrawn_at=None).exists():
        raise Conflict("Văn bản này đã gắn.", message_en="This paper is there already.", theirs=0)
    latest = found.terms.filter(withdrawn_at=None).order_by("-first").first()
    if latest is not None and first <= latest.first:
        raise BadInput(
            f"Lần ký trước bắt đầu từ {latest.first:%d/%m/%Y}; gia hạn phải bắt đầu sau ngày đó.",
            message_en="An extension begins after the beginning of the term before.",
            code="term_out_of_order",
        )
    term = _term(found, paper_id, first, last, actor=actor, at=at)
    journal(found, "cooperation_extended", [term], actor=actor, at=at)
    repost(found.unit_id, Register.COORDINATION, actor=actor, at=at)
    return term


@transaction.atomic
def withdraw_term(term_id: int, why: str, *, actor: Actor, at: datetime) -> Term:
    """Take back an extension that was entered by mistake; the only term there is stays.

    Raises NotFound, NotAllowed, WrongState (withdrawn already, the only one), BadInput.
    """
    row = Term.objects.filter(pk=term_id).first()
    if row is None:
        raise NotFound("Không có lần ký này.", message_en="There is no such term.")
    found = cooperation_for_update(row.cooperation_id, actor=actor, at=at)
    term = Term.objects.get(pk=term_id)
    refuse_withdrawn(term.withdrawn_at)
    if not found.terms.filter(withdrawn_at=None).exclude(pk=term_id).exists():
        raise WrongState(
            "Đây là lần ký duy nhất; hãy kết thúc chương trình nếu ghi nhầm.",
            message_en="This is the only term; stop the programme if it was a mistake.",
        )
    term.withdrawn_at, term.withdrawn_by, term.withdrawn_why = (
        at,
        actor.account_id,
        reason_of(why),
    )
    term.save()
    journal(found, "term_withdrawn", [term], actor=actor, at=at)
    repost(found.unit_id, Register.COORDINATION, actor=actor, at=at)
    return term


@transaction.atomic
def stop_cooperation(
    cooperation_id: int, on: date, why: str, *, actor: Actor, at: datetime
) -> Cooperation:
    """Say that a programme runs no more from a day on. Raises NotFound, NotAllowed, WrongState."""
    found = _running(cooperation_id, actor=actor, at=at)
    found.stopped_on, found.stopped_why = checked_day(on, "Ngày", "The day"), reason_of(why)
    found.revision += 1
    found.save()
    journal(found, "cooperation_stopped", [], actor=actor, at=at)
    repost(found.unit_id, Register.COORDINATION, actor=actor, at=at)
    return found


@transaction.atomic
def add_partner(
    cooperation_id: int,
    *,
    unit_id: int | None = None,
    name: str = "",
    since: date | None = None,
    actor: Actor,
    at: datetime,
) -> Partner:
    """Add a partner: a unit, or a body by its name; from the beginning unless a day is given.

    Raises NotFound, NotAllowed, WrongState, BadInput (neither or both, the unit itself, one that is
    not in force, a person's name), Conflict (a partner already).
    """
    found = _running(cooperation_id, actor=actor, at=at)
    if (unit_id is None) == (not name.strip()):
        raise BadInput(
            "Chọn một đơn vị hoặc ghi tên một cơ quan.",
            message_en="Choose a unit or write the name of a body.",
        )
    if unit_id is not None and not is_in_force(unit_id, on=local_day(at)):
        raise BadInput("Đơn vị không còn.", message_en="The unit is no more.")
    said = "" if unit_id is not None else post_of(name)
    same = Q(unit=None, name=said) if unit_id is None else Q(unit_id=unit_id)
    if found.partners.filter(same, valid_until=None).exists():
        raise Conflict("Đã là đối tác.", message_en="It is a partner already.", theirs=0)
    first = found.terms.filter(withdrawn_at=None).order_by("first").values_list("first", flat=True)
    partner = Partner.objects.create(
        cooperation=found,
        unit_id=unit_id,
        name=said,
        valid_from=since or first[0],
        at=at,
        by_account=actor.account_id,
    )
    journal(found, "partner_added", [partner], actor=actor, at=at, partner=partner.pk)
    return partner


@transaction.atomic
def end_partner(partner_id: int, until: date, *, actor: Actor, at: datetime) -> Partner:
    """Say that a partner takes part no more from a day on; its results stay.

    Raises NotFound, NotAllowed, WrongState (ended already), BadInput (before it began).
    """
    row = Partner.objects.filter(pk=partner_id).first()
    if row is None:
        raise NotFound("Không có đối tác này.", message_en="There is no such partner.")
    found = cooperation_for_update(row.cooperation_id, actor=actor, at=at)
    partner = Partner.objects.get(pk=partner_id)
    if partner.valid_until is not None:
        raise WrongState("Đối tác này đã thôi.", message_en="The partner has ended.")
    if until <= partner.valid_from:
        raise BadInput(
            f"Đối tác tham gia từ {partner.valid_from:%d/%m/%Y}; ngày thôi phải sau ngày đó.",
            message_en="The last day must come after the first one.",
            code="ends_before_it_begins",
        )
    partner.valid_until = until
    partner.save()
    journal(found, "partner_ended", [partner], actor=actor, at=at, partner=partner.pk)
    return partner


def _running(cooperation_id: int, *, actor: Actor, at: datetime) -> Cooperation:
    found = cooperation_for_update(cooperation_id, actor=actor, at=at)
    if found.stopped_on is not None:
        raise WrongState(
            f"Chương trình đã kết thúc từ {found.stopped_on:%d/%m/%Y}.",
            message_en="The programme of coordination was stopped.",
        )
    return found


def _term(
    cooperation: Cooperation,
    paper_id: int,
    first: date,
    last: date | None,
    *,
    actor: Actor,
    at: datetime,
) -> Term:
    filed_paper(paper_id, cooperation.unit_id, actor=actor, on=local_day(at))
    if last is not None and last < first:
        raise BadInput(
            "Ngày hết hạn trước ngày bắt đầu; hãy xem lại.",
            message_en="The term ends before it begins; check both days.",
            code="ends_before_it_begins",
        )
    return Term.objects.create(
        cooperation=cooperation,
        paper_id=paper_id,
        first=checked_day(first, "Ngày", "The day"),
        last=last,
        at=at,
        account_id=actor.account_id,
    )


def _refuse_same_title(unit_id: int, title: str) -> None:
    same = Cooperation.objects.filter(unit_id=unit_id, title=title, stopped_on=None).first()
    if same is not None:
        raise Conflict(
            f"Đơn vị đã có chương trình “{title}”.",
            message_en=f"The unit runs {title!r} already.",
            theirs=same.pk,
        )
