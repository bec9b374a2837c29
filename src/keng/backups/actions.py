"""Writing down that a backup was made, and that this database came out of one."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from keng.backups.making import Made
from keng.backups.manifest import Manifest
from keng.backups.models import Backup
from keng.backups.queries import RESTORED, STREAM
from keng.journal.actions import record
from keng.journal.rows import ROWS, stated
from keng.kernel.actors import Actor
from keng.kernel.errors import NotAllowed


def require_operator(actor: Actor) -> None:
    """Raise NotAllowed unless the actor is the operator: a backup holds every unit's data."""
    if actor.account_id is not None:
        raise NotAllowed(
            "Sao lưu và khôi phục là việc của người vận hành máy chủ; hãy chạy không có --as.",
            message_en="Backups are the business of the operator of the machine; run it without "
            "--as.",
        )


@transaction.atomic
def record_backup(
    made: Made, *, is_encrypted: bool, took: timedelta, actor: Actor, at: datetime
) -> Backup:
    """Write down a backup that was found good; `at` is when it began.

    Raises NotAllowed for anyone but the operator, and what `journal.actions.record` raises on a
    machine without the seal key; nothing is saved then, and the file stays.
    """
    require_operator(actor)
    row = Backup.objects.create(
        at=at,
        took_ms=max(took // timedelta(milliseconds=1), 0),
        account_id=actor.account_id,
        bytes=made.bytes,
        sha256=made.sha256,
        rows=made.manifest.rows,
        files=len(made.manifest.files),
        is_encrypted=is_encrypted,
        has_keys=bool(made.manifest.keys),
    )
    facts = {"sha256": row.sha256, "rows": row.rows, "files": row.files, ROWS: stated(row)}
    record(f"{STREAM}{row.pk}", "backups.made", actor=actor, at=at, facts=facts)
    return row


@transaction.atomic
def record_restoration(manifest: Manifest, *, actor: Actor, at: datetime) -> None:
    """Write down that from here on the data are those of a backup: what came after it is missing.

    Raises NotAllowed for anyone but the operator.
    """
    require_operator(actor)
    facts = {"made_at": manifest.made_at, "rows": manifest.rows, "files": len(manifest.files)}
    record(RESTORED, "backups.restored", actor=actor, at=at, facts=facts)
