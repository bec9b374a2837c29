"""Installing a version of a programme pack."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from pydantic import ValidationError

from keng.db.locks import for_update
from keng.journal.actions import record
from keng.journal.rows import ROWS, stated
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, Conflict
from keng.kernel.moments import local_day
from keng.orgunits.queries import nation
from keng.packs.content import content_of, digest_of
from keng.packs.differences import Difference, differences
from keng.packs.draftsets import drafted
from keng.packs.loading import load_pack
from keng.packs.models import PackVersion
from keng.packs.queries import VersionView, current, version_of, versions
from keng.packs.schema import Pack
from keng.packs.unpacking import unpacked
from keng.packs.upgrade import meaning_lost


@dataclass(frozen=True)
class Foresight:
    """A pack that was looked at, and what installing it would do.

    `in_use` is the version of the same programme that it would follow, None for a new programme;
    `is_installed` means that this very version is there already and nothing would change.
    """

    pack: Pack
    digest: str
    in_use: VersionView | None
    is_installed: bool
    differences: tuple[Difference, ...]


def install(path: Path | str, *, actor: Actor, at: datetime) -> VersionView:
    """Load a pack from its folder and put it in use; the same content again changes nothing.

    The pack is read and checked before the transaction. Needs `manage_packs` for the nation (the
    operator of the machine has it). Raises NotAllowed, PackError with all that is wrong, Conflict
    if the version is installed with other content, BadInput if stored figures would change their
    meaning. On any of them nothing is saved.
    """
    require_installer(actor, on=local_day(at))
    return _store(load_pack(path), actor=actor, at=at)


def install_archive(
    content: bytes, name: str, *, seen: int | None, actor: Actor, at: datetime
) -> VersionView:
    """Install the pack in a zip as `install` does, if it still takes the place of what was seen.

    `seen` is the version of this programme that was in use when the person looked at what would
    change, None if there was none. Raises Conflict if another one has been installed since, what
    `unpacking.unpacked` refuses, and what `install` raises; nothing is saved then.
    """
    require_installer(actor, on=local_day(at))
    with unpacked(content, name) as folder:
        pack = load_pack(folder)
    return _store_over(pack, seen, actor=actor, at=at)


def look_at_archive(content: bytes, name: str, *, actor: Actor, at: datetime) -> Foresight:
    """What installing the pack in a zip would change; nothing is saved.

    Raises all that `install_archive` raises, but for a version that was installed meanwhile.
    """
    require_installer(actor, on=local_day(at))
    with unpacked(content, name) as folder:
        pack = load_pack(folder)
    digest = digest_of(content_of(pack))
    known = [row for row in versions() if row.code == pack.code]
    same = next((row for row in known if row.version == pack.version), None)
    if same is not None:
        _refuse_other_content(same, digest)
    in_use = known[0] if known else None
    old = version_of(in_use.id) if in_use is not None else None
    if same is None and old is not None:
        _keep_meaning(old, pack)
    return Foresight(
        pack=pack,
        digest=digest,
        in_use=in_use,
        is_installed=same is not None,
        differences=tuple(differences(old, pack)) if old is not None else (),
    )


def install_with_set(
    code: str, text: str, version: str, *, seen: int | None, actor: Actor, at: datetime
) -> VersionView:
    """Publish the programme in use anew, as `version`, with the set `code` as the text has it.

    Everything else stays as it is. Raises as `install_archive`, and BadInput for a version that is
    no version; nothing is saved then.
    """
    require_installer(actor, on=local_day(at))
    made = drafted(text, code, current())
    try:
        pack = Pack.model_validate({**content_of(made), "version": version})
    except ValidationError:
        raise BadInput(
            f"“{version}” không phải là số phiên bản; ví dụ 2026.2.",
            message_en=f"{version!r} is no version; for example 2026.2.",
        ) from None
    return _store_over(pack, seen, actor=actor, at=at)


def require_installer(actor: Actor, *, on: date) -> None:
    """Raise NotAllowed unless the actor may install packs: a programme holds for every unit."""
    # On a machine without units only the operator can be there.
    if actor.reach("manage_packs", on=on) is not None:
        actor.require("manage_packs", unit_id=nation(on).id, on=on)


@transaction.atomic
def _store_over(pack: Pack, seen: int | None, *, actor: Actor, at: datetime) -> VersionView:
    rows = for_update(PackVersion.objects.filter(code=pack.code).order_by("pk"))
    latest = max((row.pk for row in rows), default=None)
    if latest != seen:
        raise Conflict(
            "Đã có phiên bản khác được cài sau khi bạn xem thử; hãy xem lại các thay đổi.",
            theirs=latest,
            message_en="Another version was installed after you looked; look at the changes again.",
        )
    return _store(pack, actor=actor, at=at)


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


def _again(row: PackVersion, digest: str) -> VersionView:
    _refuse_other_content(_view(row), digest)
    return _view(row)


def _refuse_other_content(row: VersionView, digest: str) -> None:
    if row.digest == digest:
        return
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
