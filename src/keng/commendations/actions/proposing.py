"""Proposals: entered, changed, returned, taken back, declined."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from keng.commendations import namekeys, texts
from keng.commendations.actions._hold import moved, open_call_for_update, proposal_for_update
from keng.commendations.journalling import of_proposal
from keng.commendations.models import Call, Proposal
from keng.commendations.permissions import refuse_outside, require_proposer
from keng.commendations.programme import award_of, refuse_recipient
from keng.commendations.vocabulary import Act, Recipient, State
from keng.initiatives.queries import group_view
from keng.initiatives.wordscreen import a_post
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, WrongState
from keng.kernel.moments import local_day
from keng.orgunits.queries import unit_view
from keng.orgunits.vocabulary import search_form

NAMED = "named"
UNIT = "unit"
INITIATIVE = "initiative"


@dataclass(frozen=True)
class Described:
    """Who is proposed for what.

    A group: `group` says whether it is the unit `home_id` itself, an initiative of the register
    (`initiative_id`) or a collective by `name`. A person: `name`, and `about`, the post and place
    of work. `deed` is the achievement in a line, `achievement` told at length.
    """

    award: str
    recipient: Recipient
    home_id: int
    deed: str
    achievement: str
    group: str = NAMED
    initiative_id: int | None = None
    name: str = ""
    about: str = ""


@dataclass(frozen=True)
class _Clear:
    """What is stored of it: fields in clear, and words to be sealed (none for a group)."""

    fields: Mapping[str, object]
    words: Mapping[str, str]


@transaction.atomic
def propose(
    call_id: int,
    described: Described,
    *,
    proposer_id: int,
    actor: Actor,
    at: datetime,
    token: str = "",
) -> Proposal:
    """Propose a group or a person in a call. The same form sent twice (`token`) proposes once.

    Raises NotFound, NotAllowed for the proposing unit, WrongState (the call is closed or its last
    day is over), BadInput: an award that is not given to such, a unit outside the call, a text with
    personal data. Nothing is saved then.
    """
    on = local_day(at)
    call = open_call_for_update(call_id)
    require_proposer(actor, proposer_id, at=at)
    if token and (there := Proposal.objects.filter(token=token).first()):
        return there
    _refuse_late(call, on)
    refuse_outside(call, proposer_id, on=on)
    clear = _checked(call, described, actor, on)
    key = namekeys.new_key()
    made = Proposal.objects.create(
        call=call,
        proposer_id=proposer_id,
        key_name=key,
        sealed=namekeys.sealed_words(key, clear.words) if clear.words else "",
        state=State.PROPOSED.value,
        token=token,
        at=at,
        account_id=actor.account_id,
        **clear.fields,
    )
    facts = {"call": call.pk, "award": made.award, "recipient": made.recipient}
    of_proposal(made, "proposed", facts, actor=actor, at=at)
    return made


@transaction.atomic
def change_proposal(
    proposal_id: int, described: Described, *, seen: int, actor: Actor, at: datetime
) -> Proposal:
    """Change what is said; a returned proposal goes back to the council. Votes given stand no more.

    Raises NotFound, NotAllowed, WrongState (decided, withdrawn), Conflict (`seen` is not its
    revision), BadInput as `propose`, and where a person's name has been withdrawn.
    """
    found = proposal_for_update(proposal_id)
    require_proposer(actor, found.proposer_id, at=at)
    if found.name_withdrawn_at is not None:
        raise WrongState(
            "Tên trong đề nghị này đã rút; hãy rút đề nghị và lập đề nghị mới nếu cần.",
            message_en="The name was withdrawn; take the proposal back and make a new one.",
        )
    if found.recipient != described.recipient:
        raise BadInput(
            "Không đổi tập thể thành cá nhân; hãy rút đề nghị này và lập đề nghị mới.",
            message_en="A group does not become a person; take it back and propose anew.",
        )
    clear = _checked(found.call, described, actor, local_day(at))
    for name, value in clear.fields.items():
        setattr(found, name, value)
    if clear.words:
        found.sealed = namekeys.sealed_words(found.key_name, clear.words)
    found.turn += 1
    moved(found, Act.CHANGE, seen=seen)
    facts = {"award": found.award, "turn": found.turn}
    of_proposal(found, "changed", facts, actor=actor, at=at)
    return found


@transaction.atomic
def return_proposal(
    proposal_id: int, why: str, *, seen: int, actor: Actor, at: datetime
) -> Proposal:
    """Send a proposal back to be completed, with a reason.

    Raises NotFound, NotAllowed without "enter" at the unit of the call, WrongState, Conflict,
    BadInput (no reason).
    """
    return _ended(proposal_id, Act.RETURN, "returned", why, seen=seen, actor=actor, at=at)


@transaction.atomic
def decline_proposal(
    proposal_id: int, why: str, *, seen: int, actor: Actor, at: datetime
) -> Proposal:
    """Settle that a proposal is not commended in this call. Raises as `return_proposal`."""
    return _ended(proposal_id, Act.DECLINE, "declined", why, seen=seen, actor=actor, at=at)


@transaction.atomic
def withdraw_proposal(
    proposal_id: int, why: str, *, seen: int, actor: Actor, at: datetime
) -> Proposal:
    """Take a proposal back before it is decided; it stays to be read.

    Raises NotFound, NotAllowed for the proposing unit, WrongState, Conflict, BadInput (no reason).
    """
    found = proposal_for_update(proposal_id)
    require_proposer(actor, found.proposer_id, at=at)
    moved(found, Act.WITHDRAW, reason=_reason(why), seen=seen)
    of_proposal(found, "taken_back", {}, actor=actor, at=at)
    return found


def _ended(
    proposal_id: int, act: Act, verb: str, why: str, *, seen: int, actor: Actor, at: datetime
) -> Proposal:
    found = proposal_for_update(proposal_id)
    actor.require("enter", unit_id=found.call.unit_id, on=local_day(at))
    moved(found, act, reason=_reason(why), seen=seen)
    of_proposal(found, verb, {}, actor=actor, at=at)
    return found


def _reason(why: str) -> str:
    return texts.short(why, what="Lý do", what_en="The reason", longest=300)


def _refuse_late(call: Call, on: date) -> None:
    if call.closes_on is not None and on > call.closes_on:
        raise WrongState(
            f"Đợt xét nhận đề nghị đến hết ngày {call.closes_on:%d/%m/%Y}; hãy liên hệ nơi mở đợt.",
            message_en=f"The call took proposals until {call.closes_on.isoformat()}.",
            code="call_is_over",
        )


def _checked(call: Call, described: Described, actor: Actor, on: date) -> _Clear:
    refuse_recipient(award_of(described.award), described.recipient)
    refuse_outside(call, described.home_id, on=on)
    fields: dict[str, object] = {
        "award": described.award,
        "recipient": described.recipient.value,
        "home_id": described.home_id,
        "is_unit": False,
        "initiative_id": None,
        "name": "",
        "folded": "",
        "deed": "",
        "achievement": "",
    }
    deed = texts.short(described.deed, what="Tên thành tích", what_en="The achievement in a line")
    if described.recipient is Recipient.PERSON:
        name = texts.person_name(described.name)
        about = texts.short(
            described.about, what="Chức vụ, nơi công tác", what_en="Post and place of work"
        )
        told = texts.told(described.achievement, name=name)
        texts.told(deed, name=name)
        words = {"name": name, "about": about, "deed": deed, "achievement": told}
        return _Clear(fields, words)
    group = _group(described, actor, on)
    told = texts.told(described.achievement)
    return _Clear({**fields, **group, "deed": deed, "achievement": told}, {})


def _group(described: Described, actor: Actor, on: date) -> Mapping[str, object]:
    if described.group == UNIT:
        name = unit_view(described.home_id, on=on).full_name
        found: dict[str, object] = {"is_unit": True, "name": name}
    elif described.group == INITIATIVE:
        if described.initiative_id is None:
            raise BadInput("Hãy chọn mô hình.", message_en="Choose an initiative.")
        view = group_view(described.initiative_id, actor, on=on)
        if view.unit_id != described.home_id:
            raise BadInput(
                f"Mô hình “{view.name}” thuộc {view.unit_path}; hãy chọn đúng đơn vị.",
                message_en=f"The initiative belongs to {view.unit_path}; choose that unit.",
            )
        found = {"initiative_id": view.id, "name": view.name}
    else:
        name = texts.short(described.name, what="Tên tập thể", what_en="The name of the group")
        found = {"name": a_post(name)}
    name = str(found["name"])
    return {**found, "folded": search_form(name)}
