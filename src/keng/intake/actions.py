"""Keeping how the tables of an office are read: said once, changed by a new version, retired."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from keng.db.locks import for_update
from keng.intake.foreign import TableMap
from keng.intake.models import MapVersion, SavedMap
from keng.journal.actions import record
from keng.journal.rows import ROWS, stated
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, NotFound
from keng.kernel.moments import local_day
from keng.packs import installed


@transaction.atomic
def save_map(
    name: str, content: TableMap, *, unit_id: int, actor: Actor, at: datetime
) -> MapVersion:
    """Keep a way of reading for an office under a new name; its first version.

    Raises NotAllowed (the verb is enter at the office), NotFound (no such form), and BadInput: no
    name or one that the office uses already, a cell that the form does not have or that nobody
    types. Nothing is kept then.
    """
    actor.require("enter", unit_id=unit_id, on=local_day(at))
    _refuse_unfit(content)
    called = _called(name)
    if SavedMap.objects.filter(unit_id=unit_id, name=called, retired_at=None).exists():
        raise BadInput(
            f"Đơn vị đã có cách đọc bảng tên “{called}”; hãy đặt tên khác, hoặc mở cách đọc đó và "
            "lập lại từ tệp mẫu.",
            message_en=f"The office has a way of reading called {called!r}; choose another name, "
            "or open that one and make it anew from a sample.",
            code="map_name_taken",
        )
    made = SavedMap.objects.create(
        unit_id=unit_id, name=called, form=content.form, made_at=at, account_id=actor.account_id
    )
    return _add_version(made, 1, content, actor=actor, at=at)


@transaction.atomic
def renew_map(map_id: int, content: TableMap, *, actor: Actor, at: datetime) -> MapVersion:
    """Add a version to a way of reading; the earlier ones stay as they were.

    A version that says the same as the last is not added. Raises NotFound (no such map, or it is
    retired), NotAllowed, and BadInput as `save_map`, also for another form.
    """
    found = _map_for_update(map_id, actor, at)
    _refuse_unfit(content)
    if content.form != found.form:
        raise BadInput(
            f"Cách đọc “{found.name}” là của biểu “{found.form}”; biểu khác thì hãy lập cách đọc "
            "mới.",
            message_en=f"{found.name!r} reads the form {found.form!r}; make a new one for another.",
        )
    last = found.versions.order_by("-n")[0]
    if last.content == content.model_dump(mode="json"):
        return last
    return _add_version(found, last.n + 1, content, actor=actor, at=at)


@transaction.atomic
def retire_map(map_id: int, *, actor: Actor, at: datetime) -> None:
    """Offer a way of reading no longer; what was imported with it stays.

    Raises NotFound (no such map, or it is retired already) and NotAllowed.
    """
    found = _map_for_update(map_id, actor, at)
    found.retired_at = at
    found.save(update_fields=["retired_at"])
    _journal(found, "intake.map_retired", [], actor=actor, at=at)


def _map_for_update(map_id: int, actor: Actor, at: datetime) -> SavedMap:
    found = for_update(SavedMap.objects.filter(pk=map_id, retired_at=None)).first()
    if found is None:
        raise NotFound(
            "Cách đọc bảng này không còn dùng nữa; hãy chọn cách khác.",
            message_en="This way of reading is no longer in use; choose another.",
        )
    actor.require("enter", unit_id=found.unit_id, on=local_day(at))
    return found


def _called(name: str) -> str:
    found = " ".join(name.split())
    longest = SavedMap._meta.get_field("name").max_length or 0
    if not 0 < len(found) <= longest:
        raise BadInput(
            f"Hãy đặt tên cho cách đọc bảng, từ 1 đến {longest} ký tự.",
            message_en=f"Give the way of reading a name of 1 to {longest} characters.",
            code="map_without_name",
        )
    return found


def _refuse_unfit(content: TableMap) -> None:
    """Refuse cells that the form has not or that are computed: no file could ever fill them."""
    pack = installed.current()
    form = pack.form_of(content.form)
    cells = set(form.cells())
    for line in content.lines:
        if line.cell not in cells or not pack.indicator_of(line.cell).is_entered:
            raise BadInput(
                f"“{line.anchor.told}” gắn với ô “{line.key}” mà biểu “{form.label.vi}” không có "
                "hoặc Kẻng tự tính; hãy chọn ô khác.",
                message_en=f"{line.anchor.told!r} means the cell {line.key!r}, which form "
                f"{form.code!r} has not or Keng computes; choose another.",
                code="map_cell_unfit",
            )


def _add_version(
    row: SavedMap, n: int, content: TableMap, *, actor: Actor, at: datetime
) -> MapVersion:
    made = MapVersion.objects.create(
        saved_map=row,
        n=n,
        content=content.model_dump(mode="json"),
        at=at,
        account_id=actor.account_id,
    )
    _journal(row, "intake.map_saved", [made], actor=actor, at=at)
    return made


def _journal(
    row: SavedMap, verb: str, versions: Sequence[MapVersion], *, actor: Actor, at: datetime
) -> None:
    facts = {
        "map": row.pk,
        "unit": row.unit_id,
        "versions": [one.n for one in versions],
        ROWS: stated(row, *versions),
    }
    record(f"table_map:{row.pk}", verb, actor=actor, at=at, facts=facts)
