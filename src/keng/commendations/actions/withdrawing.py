"""A person's name is withdrawn, and then is gone: the key is destroyed, the award still counts."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from keng.commendations import namekeys, texts
from keng.commendations.actions._hold import proposal_for_update
from keng.commendations.journalling import of_proposal
from keng.commendations.models import Proposal
from keng.commendations.vocabulary import Recipient
from keng.criteria.permissions import may_for_unit
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, WrongState
from keng.kernel.moments import local_day


@transaction.atomic
def withdraw_name(proposal_id: int, why: str, *, actor: Actor, at: datetime) -> Proposal:
    """Take a person's name back, with all that is said of the person and the files of the dossier.

    The row, its award, its votes and decisions stay and go on counting, without a name. Once the
    transaction is committed the key is overwritten and removed, then the files: no backup, older or
    later, opens them again. This cannot be undone. Raises NotFound, NotAllowed (who proposes for
    the unit, or enters at the unit of the call), WrongState (withdrawn already), BadInput: a group,
    no reason, personal data in the reason.
    """
    found = proposal_for_update(proposal_id)
    if not may_for_unit(actor, "enter", found.proposer_id, at=at):
        actor.require("enter", unit_id=found.call.unit_id, on=local_day(at))
    if found.recipient != Recipient.PERSON:
        raise BadInput(
            "Chỉ tên cá nhân mới rút được; tên tập thể không phải dữ liệu cá nhân.",
            message_en="Only the name of a person is withdrawn.",
            code="not_a_person",
        )
    if found.name_withdrawn_at is not None:
        raise WrongState("Tên này đã rút.", message_en="The name was withdrawn already.")
    found.name_withdrawn_why = texts.short(why, what="Lý do", what_en="The reason", longest=300)
    found.name_withdrawn_at, found.name_withdrawn_by = at, actor.account_id
    found.sealed = ""
    found.revision += 1
    found.save()
    of_proposal(found, "name_withdrawn", {}, actor=actor, at=at)
    key, files = found.key_name, tuple(found.files.values_list("sha256", flat=True))
    transaction.on_commit(lambda: namekeys.destroy(key, files))
    return found
