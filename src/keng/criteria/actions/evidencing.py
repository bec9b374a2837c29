"""Evidence of a criterion: files with revisions, photos, papers, figures, links."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from keng.criteria import evidence as files
from keng.criteria.actions._store import assessment_for_update, require_open, touched
from keng.criteria.actions.assessing import criterion_of
from keng.criteria.models import Assessment, Evidence
from keng.criteria.permissions import require_for_unit
from keng.criteria.states import Act
from keng.criteria.words import written
from keng.db.locks import for_update
from keng.documents.store import digest_of
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, NotFound


def attach_file(
    assessment_id: int,
    criterion: str,
    content: bytes,
    name: str,
    *,
    replaces: int | None = None,
    actor: Actor,
    at: datetime,
) -> Evidence:
    """Attach a file, or a new revision of one (`replaces`); the older revisions stay.

    The same file at the same criterion again changes nothing; at other criteria it is allowed and
    shown (`queries.same_file`). Raises NotAllowed, WrongState, BadInput: what `kept_file` refuses,
    a criterion of one box, thirty pieces already. Nothing is saved then. The file is examined
    before the transaction begins.
    """
    kept = files.kept_file(content, name)
    with transaction.atomic():
        return _attached(assessment_id, criterion, kept, name, replaces, actor=actor, at=at)


def _attached(
    assessment_id: int,
    criterion: str,
    kept: files.Kept,
    name: str,
    replaces: int | None,
    *,
    actor: Actor,
    at: datetime,
) -> Evidence:
    found = for_evidence(assessment_id, criterion, actor=actor, at=at)
    kind = Evidence.Kind.PHOTO if kept.sort == "photo" else Evidence.Kind.FILE
    digest = digest_of(kept.content)
    same = standing(found, criterion).filter(sha256=digest).first()
    if same is not None:
        return same
    row = Evidence(
        assessment=found,
        criterion=criterion,
        kind=kind.value,
        title=written(name, where=criterion)[:300],
        sort=kept.sort,
        sha256=digest,
        size=len(kept.content),
    )
    _revise(row, found, criterion, replaces)
    files.store().keep(kept.content)
    return added(row, found, actor=actor, at=at)


@transaction.atomic
def remove_evidence(evidence_id: int, *, actor: Actor, at: datetime) -> Evidence:
    """Take a piece of evidence out; it stays in the history and in the store.

    Raises NotFound, NotAllowed, WrongState.
    """
    found, row = _row(evidence_id, actor=actor, at=at)
    if row.removed_at is None:
        row.removed_at, row.removed_by = at, actor.account_id
        row.save(update_fields=["removed_at", "removed_by"])
        facts = {"evidence": row.pk}
        touched(found, "evidence_removed", facts, actor=actor, at=at, rows=(row,))
    return row


@transaction.atomic
def restore_evidence(evidence_id: int, *, actor: Actor, at: datetime) -> Evidence:
    """Put a piece of evidence back that was taken out. Raises as `remove_evidence`."""
    found, row = _row(evidence_id, actor=actor, at=at)
    if row.removed_at is not None:
        row.removed_at, row.removed_by = None, None
        row.save(update_fields=["removed_at", "removed_by"])
        facts = {"evidence": row.pk}
        touched(found, "evidence_restored", facts, actor=actor, at=at, rows=(row,))
    return row


def refuse_evidence_of(found: Assessment, criterion: str) -> None:
    """BadInput for a criterion that the set does not have, or that is one box without evidence."""
    one = criterion_of(found, criterion)
    if one.kind == "attest_only":
        raise BadInput(
            f"Tiêu chí {criterion} chỉ xác nhận bằng một ô, không nhận tệp, ảnh, số liệu hay "
            "đường dẫn.",
            message_en=f"Criterion {criterion} is one box and takes no evidence.",
            where=criterion,
            code="one_box_only",
        )


def for_evidence(assessment_id: int, criterion: str, *, actor: Actor, at: datetime) -> Assessment:
    """The assessment, locked, for who may add evidence there; raises as `attach_file`."""
    found = assessment_for_update(assessment_id)
    require_for_unit(actor, "enter", found.unit_id, at=at)
    require_open(found, Act.WRITE)
    refuse_evidence_of(found, criterion)
    if standing(found, criterion).count() >= files.MOST_A_CRITERION:
        raise BadInput(
            f"Tiêu chí {criterion} đã có {files.MOST_A_CRITERION} minh chứng; hãy bỏ bớt.",
            message_en=f"Criterion {criterion} has {files.MOST_A_CRITERION} pieces of evidence; "
            "take some out.",
            where=criterion,
            code="too_much_evidence",
        )
    return found


def standing(found: Assessment, criterion: str) -> QuerySet[Evidence]:
    """The evidence of a criterion that was neither taken out nor replaced."""
    return found.evidence.filter(
        criterion=criterion, removed_at__isnull=True, replaced_by__isnull=True
    )


def _revise(row: Evidence, found: Assessment, criterion: str, replaces: int | None) -> None:
    if replaces is None:
        return
    old = found.evidence.filter(pk=replaces, criterion=criterion, replaced_by__isnull=True).first()
    if old is None or old.kind not in {"file", "photo"}:
        raise NotFound(
            f"Không có tệp minh chứng số {replaces} đang dùng ở tiêu chí {criterion} để thay.",
            message_en=f"No file {replaces} stands at criterion {criterion} to be replaced.",
        )
    row.replaces, row.n = old, old.n + 1


def added(row: Evidence, found: Assessment, *, actor: Actor, at: datetime) -> Evidence:
    """The new row, stored, with its journal line."""
    row.at, row.account_id = at, actor.account_id
    row.save()
    facts = {"evidence": row.pk, "kind": row.kind, "criterion": row.criterion.lower()}
    touched(found, "evidence_added", facts, actor=actor, at=at, rows=(row,))
    return row


def _row(evidence_id: int, *, actor: Actor, at: datetime) -> tuple[Assessment, Evidence]:
    row = for_update(Evidence.objects.filter(pk=evidence_id)).first()
    if row is None:
        raise NotFound(
            f"Không có minh chứng số {evidence_id}.",
            message_en=f"There is no evidence {evidence_id}.",
        )
    found = assessment_for_update(row.assessment_id)
    require_for_unit(actor, "enter", found.unit_id, at=at)
    require_open(found, Act.WRITE)
    return found, row
