"""Installing a version of a programme pack."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from keng.db.locks import for_update
from keng.journal.actions import record
from keng.journal.rows import ROWS, stated
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, Conflict
from keng.kernel.moments import local_day
from keng.orgunits.queries import unit_named
from keng.packs.content import content_of, digest_of
from keng.packs.loading import load_pack
from keng.packs.models import PackVersion
from keng.packs.queries import VersionView, version_of
from keng.packs.schema import Pack
from keng.packs.upgrade import meaning_lost

_NATION = "vn"


def install(path: Path | str, *, actor: Actor, at: datetime) -> VersionView:
    """Load a pack from its folder and put it in use; the same content again changes nothing.

    The pack is read and checked before the transaction. Needs `manage_packs` for the nation (the
    operator of the machine has it). Raises NotAllowed, PackError with all that is wrong, Conflict
    if the version is installed with other content, BadInput if stored figures would change their
    meaning. On any of them nothing is saved.
    """
    _permit(actor, on=local_day(at))
    return _store(load_pack(path), actor=actor, at=at)


@transaction.atomic
def _store(pack: Pack, *, actor: Actor, at: datetime) -> VersionView:
    content = content_of(pack)
    digest = digest_of(content)
    installed = list(for_update(PackVersion.objects.filter(code=pack.code).order_by("pk")))
    for row in installed:
        if row.version == pack.version:
            return _again(row, digest)
    if installed:
        _keep_meaning(version_of(installed[-1].pk), pack)
    row = PackVersion.objects.create(code=pack.code, version=pack.version, content=content)
    facts = {
        "version_id": row.pk,
        "version": pack.version,
        "digest": row.digest,
        ROWS: stated(row),
    }
    record(f"pack:{pack.code}", "packs.installed", actor=actor, at=at, facts=facts)
    return _view(row)


def _permit(actor: Actor, *, on: date) -> None:
    # A programme holds for every unit. On a machine without units only the operator can be there.
    if actor.reach("manage_packs", on=on) is not None:
        actor.require("manage_packs", unit_id=unit_named(_NATION, on=on).id, on=on)


def _again(row: PackVersion, digest: str) -> VersionView:
    if row.digest == digest:
        return _view(row)
    raise Conflict(
        f"Phiên bản {row.version} của “{row.code}” đã được cài với nội dung khác; "
        f"hãy tăng số phiên bản trong pack.yaml.",
        theirs=row.digest,
        message_en=f"Version {row.version} of {row.code!r} is installed with other content; "
        f"raise the version in pack.yaml.",
    )


def _keep_meaning(old: Pack, new: Pack) -> None:
    lost = meaning_lost(old, new)
    if lost:
        raise BadInput(
            f"Không cài được phiên bản {new.version}: "
            + "; ".join(vi for vi, _ in lost)
            + ". Số liệu đã lưu sẽ đổi nghĩa.",
            message_en=f"Version {new.version} cannot be installed: "
            + "; ".join(en for _, en in lost)
            + ". Stored figures would change their meaning.",
            code="meaning_lost",
        )


def _view(row: PackVersion) -> VersionView:
    return VersionView(row.pk, row.code, row.version, row.digest)
