"""What the unit above answers where no law says when a group exists on paper only."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from keng.initiatives.journalling import of_register
from keng.initiatives.models import PaperRule
from keng.initiatives.standing import Rule
from keng.initiatives.wordscreen import screened
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput
from keng.kernel.moments import local_day
from keng.orgunits.actions import hold

_LONGEST_MONTHS = 60


@transaction.atomic
def answer_rule(unit_id: int, rule: Rule, *, since: date, actor: Actor, at: datetime) -> PaperRule:
    """Say from which day on a group of the unit and of those below is on paper only, and by what.

    It holds until another answer, and for a unit below until that answers itself. Nothing that was
    posted before changes. Raises NotAllowed (who manages rounds there may), BadInput: no basis,
    months outside 1 to 60, or nothing asked for.
    """
    actor.require("manage_rounds", unit_id=unit_id, on=local_day(at))
    basis = screened(rule.basis, what="Căn cứ", what_en="The basis")
    if not basis:
        raise BadInput(
            "Hãy ghi văn bản quy định.", message_en="Write which paper says so.", code="no_basis"
        )
    for months in (rule.activity_months, rule.review_months):
        if months is not None and not 1 <= months <= _LONGEST_MONTHS:
            raise BadInput(
                f"Số tháng phải từ 1 đến {_LONGEST_MONTHS}.",
                message_en=f"Months are from 1 to {_LONGEST_MONTHS}.",
            )
    if not rule.is_known:
        raise BadInput("Hãy ghi ít nhất một điều kiện.", message_en="State at least one condition.")
    hold(unit_id)
    made = PaperRule.objects.create(
        unit_id=unit_id,
        since=since,
        activity_months=rule.activity_months,
        review_months=rule.review_months,
        needs_dossier=rule.needs_dossier,
        basis=basis,
        illustrative=rule.illustrative,
        at=at,
        account_id=actor.account_id,
    )
    facts = {"since": since.isoformat()}
    of_register(unit_id, "ruled", facts, actor=actor, at=at, rows=[made])
    return made
