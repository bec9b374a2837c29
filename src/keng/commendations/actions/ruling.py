"""What a unit answers where the programme leaves a rule open: quotas, years, shares of votes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from keng.commendations import texts
from keng.commendations.journalling import of_unit
from keng.commendations.models import Ruling
from keng.commendations.programme import award_of
from keng.commendations.queries.rules import Answer, Rules
from keng.commendations.vocabulary import (
    OF_A_RECIPIENT,
    OF_AN_AWARD,
    SHARES,
    YES_OR_NO,
    Recipient,
    RuleName,
)
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, WrongState
from keng.kernel.moments import local_day
from keng.orgunits.actions import hold

_MOST_YEARS = 50
_MOST = 100_000


@dataclass(frozen=True)
class NewRuling:
    """An answer: which rule, of which award and recipient where it is of one, the number, why."""

    rule: RuleName
    value: int
    basis: str
    award: str = ""
    recipient: str = ""
    illustrative: bool = False


@transaction.atomic
def answer_rule(unit_id: int, new: NewRuling, *, year: int, actor: Actor, at: datetime) -> Ruling:
    """Say by which paper a rule holds there and below, from a year on; a quota only in that year.

    Decisions made before keep what they followed from. Raises NotAllowed (who manages rounds there
    may), WrongState where the programme itself says it, BadInput: no basis, a number out of range.
    """
    on = local_day(at)
    actor.require("manage_rounds", unit_id=unit_id, on=on)
    basis = texts.short(new.basis, what="Văn bản quy định", what_en="The basis", longest=300)
    award = new.award if new.rule in OF_AN_AWARD else ""
    recipient = new.recipient if new.rule in OF_A_RECIPIENT else ""
    _refuse_number(new)
    if award or new.rule in OF_AN_AWARD:
        award_of(award)
    if new.rule in OF_A_RECIPIENT and recipient not in set(Recipient):
        raise BadInput("Hãy chọn tập thể hay cá nhân.", message_en="Choose groups or persons.")
    hold(unit_id)
    said = _said(Rules(unit_id, year, on=on), new.rule, award, recipient)
    if said.is_law:
        raise WrongState(
            f"Chương trình đã quy định điều này ({said.basis}); địa phương không trả lời khác.",
            message_en="The programme says so itself; it is not answered otherwise.",
            code="law_says",
        )
    made = Ruling.objects.create(
        unit_id=unit_id,
        year=year,
        rule=new.rule.value,
        award=award,
        recipient=recipient,
        value=new.value,
        basis=basis,
        illustrative=new.illustrative,
        at=at,
        account_id=actor.account_id,
    )
    facts = {"rule": made.rule, "award": made.award, "recipient": made.recipient, "year": year}
    of_unit(unit_id, "ruled", {**facts, "unit": unit_id}, actor=actor, at=at, rows=[made])
    return made


def _said(rules: Rules, rule: RuleName, award: str, recipient: str) -> Answer:
    if rule is RuleName.YEARS_BETWEEN:
        return rules.years_between(award_of(award))
    if rule is RuleName.QUOTA:
        return rules.quota(award_of(award), Recipient(recipient))
    if rule is RuleName.MAY_DECIDE:
        return rules.may_decide(award_of(award))
    return rules.several() if rule is RuleName.SEVERAL else rules.share(rule)


def _refuse_number(new: NewRuling) -> None:
    most = _MOST
    if new.rule in SHARES:
        most = 100
    elif new.rule in YES_OR_NO:
        most = 1
    elif new.rule is RuleName.YEARS_BETWEEN:
        most = _MOST_YEARS
    if not 0 <= new.value <= most:
        raise BadInput(
            f"Giá trị phải là số từ 0 đến {most}.",
            message_en=f"The value must be a number from 0 to {most}.",
            code="bad_number",
        )
