"""A unit that dissolved in the year: its registration goes on at its successor, as the set says."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from keng.criteria.actions._store import assessment_for_update, moved, told
from keng.criteria.actions.registering import register_with
from keng.criteria.models import Assessment
from keng.criteria.permissions import require_decider
from keng.criteria.sets import set_of
from keng.criteria.states import Act, State
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, WrongState
from keng.kernel.moments import local_day
from keng.orgunits.queries import became, came_from, unit_view


@transaction.atomic
def pass_to_successor(
    assessment_id: int, successor_id: int, *, actor: Actor, at: datetime
) -> Assessment:
    """Let the successor of a dissolved unit take its place in the run.

    The rule is the set's (`merged.registration`): none: the successor registers anew; any: it is
    registered if one predecessor was; all: if every one was; unknown: a person must find out.
    The old assessment ends with its reason and stays readable; nothing of it is copied.

    Raises NotAllowed (not the decider's people), WrongState (the unit exists, or was decided on),
    BadInput: no successor of it, or the set does not let the registration go on.
    """
    found = assessment_for_update(assessment_id)
    require_decider(actor, "enter", found.run, at=at)
    law = set_of(found.run)
    last = law.window.of(found.run.year)[1]
    gone = unit_view(found.unit_id, on=last)
    if gone.exists:
        raise WrongState(
            f"{gone.full_name} vẫn tồn tại cuối kỳ xét nên không chuyển hồ sơ.",
            message_en=f"{gone.full_name} still exists at the end of the window.",
        )
    if successor_id not in {link.successor.id for link in became(found.unit_id)}:
        raise BadInput(
            f"Đơn vị được chọn không phải đơn vị kế tục của {gone.full_name}.",
            message_en=f"The chosen unit is no successor of {gone.full_name}.",
            code="not_a_successor",
        )
    _refuse_by_rule(found, successor_id, law.merged.registration)
    heir = register_with(
        found.run.unit_id,
        found.run.set_code,
        found.run.year,
        successor_id,
        on=local_day(at),
        actor=actor,
        at=at,
    )
    words = (
        f"Đơn vị không còn tồn tại; hồ sơ chuyển sang {unit_view(successor_id, on=last).full_name}."
    )
    found.withdrawn_on, found.withdraw_reason = local_day(at), words
    moved(found, Act.WITHDRAW, {"heir": heir.pk}, actor=actor, at=at, reason=words)
    if heir.successor_of_id is None:
        heir.successor_of = found
        heir.save(update_fields=["successor_of"])
        told(heir, "succeeded", {"of": found.pk}, actor=actor, at=at)
    return heir


def _refuse_by_rule(found: Assessment, successor_id: int, rule: str | None) -> None:
    if rule is None:
        raise BadInput(
            "Bộ tiêu chí chưa nói đơn vị hợp nhất có được kế tục đăng ký hay không; hãy đăng ký "
            "mới cho đơn vị kế tục hoặc hỏi cơ quan ban hành.",
            message_en="The set does not say whether a merged unit keeps a registration: register "
            "the successor anew, or ask.",
            code="merger_rule_unknown",
        )
    if rule == "none":
        raise BadInput(
            "Theo bộ tiêu chí, đơn vị kế tục phải đăng ký mới.",
            message_en="By the set the successor registers anew.",
            code="register_anew",
        )
    if rule == "all":
        before = {link.predecessor.id for link in came_from(successor_id)}
        there = set(
            found.run.assessments.exclude(state=State.WITHDRAWN.value).values_list(
                "unit_id", flat=True
            )
        )
        there |= set(
            Assessment.objects.filter(followed_by__unit_id=successor_id).values_list(
                "unit_id", flat=True
            )
        )
        if before - there:
            raise BadInput(
                "Theo bộ tiêu chí, mọi đơn vị cũ phải đã đăng ký; còn đơn vị cũ chưa đăng ký.",
                message_en="By the set every predecessor must have been registered.",
                code="register_anew",
            )
