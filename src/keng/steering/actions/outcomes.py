"""Results of coordination: each counted once, at the partner whose it is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction

from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, NotFound
from keng.kernel.moments import local_day
from keng.steering.actions._store import (
    cooperation_for_update,
    journal,
    reason_of,
    refuse_withdrawn,
)
from keng.steering.countable import countable
from keng.steering.models import Cooperation, Outcome, OutcomeShare
from keng.steering.words import line_of

_MOST: Final = 10**12


@dataclass(frozen=True)
class OutcomeGiven:
    """A result: which indicator, how much, in which days, whose it is, who took part.

    `value` is in the indicator's smallest unit.
    """

    indicator: str
    value: int
    first: date
    last: date
    partner_id: int
    together: Collection[int] = ()
    note: str = ""
    token: str = ""


@transaction.atomic
def add_outcome(cooperation_id: int, given: OutcomeGiven, *, actor: Actor, at: datetime) -> Outcome:
    """Enter a result at one partner; others that took part are named and count nothing.

    The result is part of the figure that the unit reports and is never added to it. Raises
    NotFound, NotAllowed (enter), and BadInput: an indicator that cannot be told apart by partner
    (a small count of people, a computed or broken-down one, a stock), days in the future or out of
    order, a partner of another programme, personal data in the note.
    """
    found = cooperation_for_update(cooperation_id, actor=actor, at=at)
    if given.token:
        there = found.outcomes.filter(token=given.token).first()
        if there is not None:
            return there
    countable(given.indicator)
    _refuse_days_and_value(given, on=local_day(at))
    together = sorted(set(given.together) - {given.partner_id})
    _refuse_strangers(found, [given.partner_id, *together], given.last)
    outcome = Outcome.objects.create(
        cooperation=found,
        partner_id=given.partner_id,
        indicator=given.indicator,
        value=given.value,
        first=given.first,
        last=given.last,
        note=line_of(given.note, "Ghi chú", "The note", required=False),
        token=given.token,
        at=at,
        account_id=actor.account_id,
    )
    shares = [OutcomeShare.objects.create(outcome=outcome, partner_id=pk) for pk in together]
    journal(found, "outcome_added", [outcome, *shares], actor=actor, at=at, outcome=outcome.pk)
    return outcome


@transaction.atomic
def withdraw_outcome(outcome_id: int, why: str, *, actor: Actor, at: datetime) -> Outcome:
    """Take back a result that was entered by mistake; it stays to be read and counts no more.

    Raises NotFound, NotAllowed, WrongState (withdrawn already), BadInput (no reason).
    """
    row = Outcome.objects.filter(pk=outcome_id).first()
    if row is None:
        raise NotFound("Không có kết quả này.", message_en="There is no such result.")
    found = cooperation_for_update(row.cooperation_id, actor=actor, at=at)
    outcome = Outcome.objects.get(pk=outcome_id)
    refuse_withdrawn(outcome.withdrawn_at)
    outcome.withdrawn_at, outcome.withdrawn_by = at, actor.account_id
    outcome.withdrawn_why = reason_of(why)
    outcome.save()
    journal(found, "outcome_withdrawn", [outcome], actor=actor, at=at, outcome=outcome.pk)
    return outcome


def _refuse_days_and_value(given: OutcomeGiven, *, on: date) -> None:
    if not given.first <= given.last <= on:
        raise BadInput(
            "Ngày bắt đầu phải trước ngày kết thúc và không ở tương lai.",
            message_en="The first day comes before the last, and neither is to come.",
            code="days_out_of_order",
        )
    if given.first.year != given.last.year:
        raise BadInput(
            "Kết quả thuộc một năm; hãy tách thành hai dòng theo năm.",
            message_en="A result lies within one year; enter a line for each year.",
            code="two_years",
        )
    if not 0 < given.value <= _MOST:
        raise BadInput("Số phải lớn hơn 0.", message_en="The number is above 0.")


def _refuse_strangers(found: Cooperation, partner_ids: Collection[int], day: date) -> None:
    rows = found.partners.filter(pk__in=partner_ids, valid_from__lte=day)
    known = set(rows.values_list("pk", flat=True))
    if not set(partner_ids) <= known:
        raise BadInput(
            "Có đối tác không tham gia chương trình vào lúc đó; hãy chọn lại.",
            message_en="A partner took no part in the programme then; choose again.",
            code="not_a_partner",
        )
