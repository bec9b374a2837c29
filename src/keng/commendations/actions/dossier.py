"""Files of a dossier: examined, sealed under the key of the proposal, taken out without a loss."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction

from keng.commendations import namekeys, texts
from keng.commendations.actions._hold import proposal_for_update
from keng.commendations.journalling import of_proposal
from keng.commendations.models import DossierFile, Proposal
from keng.commendations.permissions import require_proposer
from keng.commendations.vocabulary import Act, State, may_act
from keng.criteria.evidence import kept_file
from keng.db.locks import for_update
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, NotFound, WrongState

MOST_FILES: Final = 30


def attach_file(
    proposal_id: int, content: bytes, name: str, title: str, *, actor: Actor, at: datetime
) -> DossierFile:
    """Put a file into the dossier; a picture is drawn anew without metadata, then all is sealed.

    Raises NotFound, NotAllowed, WrongState (decided, withdrawn, its name withdrawn), BadInput: what
    `kept_file` refuses (too large, another kind than its name, macros, a mark of secrecy), thirty
    files already. Nothing is saved then. The file is examined before the transaction begins.
    """
    kept = kept_file(content, name)
    called = texts.short(title, what="Tên tài liệu", what_en="What the file is")
    with transaction.atomic():
        found = _open_for_files(proposal_id, actor=actor, at=at)
        if found.files.filter(removed_at__isnull=True).count() >= MOST_FILES:
            raise BadInput(
                f"Hồ sơ đã có {MOST_FILES} tệp; hãy bỏ bớt hoặc gộp tệp.",
                message_en=f"The dossier holds {MOST_FILES} files; take some out.",
                code="too_many_files",
            )
        made = DossierFile.objects.create(
            proposal=found,
            title=called,
            sort=kept.sort,
            sha256=namekeys.keep_file(found.key_name, kept.content),
            size=len(kept.content),
            at=at,
            account_id=actor.account_id,
        )
        of_proposal(found, "file_attached", {"file": made.pk}, actor=actor, at=at, rows=[made])
    return made


@transaction.atomic
def remove_file(file_id: int, *, actor: Actor, at: datetime) -> DossierFile:
    """Take a file out of the dossier; it stays and can be put back.

    Raises NotFound, NotAllowed, WrongState.
    """
    return _put(file_id, removed=True, verb="file_removed", actor=actor, at=at)


@transaction.atomic
def restore_file(file_id: int, *, actor: Actor, at: datetime) -> DossierFile:
    """Put a file back that was taken out. Raises NotFound, NotAllowed, WrongState."""
    return _put(file_id, removed=False, verb="file_restored", actor=actor, at=at)


def _put(file_id: int, *, removed: bool, verb: str, actor: Actor, at: datetime) -> DossierFile:
    row: DossierFile | None = for_update(DossierFile.objects.filter(pk=file_id)).first()
    if row is None:
        raise NotFound(f"Không có tệp số {file_id}.", message_en=f"There is no file {file_id}.")
    found = _open_for_files(row.proposal_id, actor=actor, at=at)
    if (row.removed_at is not None) is not removed:
        row.removed_at = at if removed else None
        row.removed_by = actor.account_id if removed else None
        row.save(update_fields=["removed_at", "removed_by"])
        of_proposal(found, verb, {"file": row.pk}, actor=actor, at=at, rows=[row])
    return row


def _open_for_files(proposal_id: int, *, actor: Actor, at: datetime) -> Proposal:
    found = proposal_for_update(proposal_id)
    require_proposer(actor, found.proposer_id, at=at)
    if not may_act(State(found.state), Act.WITHDRAW) or found.name_withdrawn_at is not None:
        raise WrongState(
            "Hồ sơ này đã khép, không thêm bớt tệp được.",
            message_en="The dossier is closed; its files are not changed.",
        )
    return found
