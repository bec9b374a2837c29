"""Which ways of reading a table there are for somebody, and what each says; what does not hold."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from keng.intake.foreign import TableMap, table_map
from keng.intake.models import MapVersion, SavedMap
from keng.intake.reports import queries as reports
from keng.intake.reports.originals import queries as originals
from keng.journal import rows
from keng.kernel.actors import Actor
from keng.kernel.errors import Ambiguous, NotFound
from keng.kernel.problems import Problem
from keng.orgunits.queries import UnitView, ancestors, direct_superior, unit_view, views
from keng.packs.schema import Form
from keng.reporting.queries.asked import asked_units
from keng.reporting.queries.duties import own_units


@dataclass(frozen=True)
class MapHead:
    """A way of reading in a list. `is_own`: the reader may change and retire it."""

    id: int
    name: str
    form: str
    unit_id: int
    unit_name: str
    versions: int
    changed_at: datetime
    is_own: bool


@dataclass(frozen=True)
class VersionLine:
    """One version of a way of reading, without its content."""

    n: int
    at: datetime
    account_id: int | None


@dataclass(frozen=True)
class MapView:
    """A way of reading with its last version and the list of all, newest first."""

    head: MapHead
    version_id: int
    way: TableMap
    versions: tuple[VersionLine, ...]


def maps_for(actor: Actor, *, on: date) -> list[MapHead]:
    """The ways that the actor may use, by name: of their own offices and of those above them."""
    found = [row for row in _in_use() if _may_use(row, actor, on)]
    named = views({row.unit_id for row in found}, on=on)
    versions = _versions_of([row.pk for row in found])
    lines = [
        MapHead(
            id=row.pk,
            name=row.name,
            form=row.form,
            unit_id=row.unit_id,
            unit_name=named[row.unit_id].full_name,
            versions=len(versions[row.pk]),
            changed_at=versions[row.pk][0].at,
            is_own=actor.may("enter", unit_id=row.unit_id, on=on),
        )
        for row in found
    ]
    return sorted(lines, key=lambda one: (one.name.casefold(), one.unit_name, one.id))


def map_view(map_id: int, actor: Actor, *, on: date) -> MapView:
    """One way of reading. NotFound where there is none in use that the actor may use."""
    head = next((one for one in maps_for(actor, on=on) if one.id == map_id), None)
    if head is None:
        raise _no_such_map()
    stored = list(MapVersion.objects.filter(saved_map_id=map_id).order_by("-n"))
    listed = tuple(VersionLine(one.n, one.at, one.account_id) for one in stored)
    return MapView(head, stored[0].pk, table_map(stored[0].content), listed)


def map_named(name: str, actor: Actor, *, form: str = "", on: date) -> MapView:
    """The way of reading of a name, of one form if given; letters may be large or small.

    Raises NotFound with the names that there are, Ambiguous where several offices have the name.
    """
    known = [one for one in maps_for(actor, on=on) if form in ("", one.form)]
    found = [one for one in known if one.name.casefold() == name.strip().casefold()]
    if len(found) > 1:
        raise Ambiguous(
            f"Có {len(found)} cách đọc bảng tên “{name}”; hãy thêm --form, hoặc đổi tên một cách.",
            message_en=f"{len(found)} ways of reading are called {name!r}; add --form.",
            candidates=[f"{one.name} ({one.unit_name}, {one.form})" for one in found],
        )
    if not found:
        names = "; ".join(one.name for one in known) or "(chưa có)"
        raise NotFound(
            f"Không có cách đọc bảng “{name}”; đang có: {names}.",
            message_en=f"There is no way of reading {name!r}; there are: {names}.",
        )
    return map_view(found[0].id, actor, on=on)


def version_of(version_id: int) -> tuple[TableMap, int]:
    """What one stored version says, and the unit that it belongs to; NotFound if there is none."""
    row = MapVersion.objects.select_related("saved_map").filter(pk=version_id).first()
    if row is None:
        raise NotFound(
            f"Không có phiên bản cách đọc bảng số {version_id}.",
            message_en=f"There is no version {version_id} of a way of reading.",
        )
    return table_map(row.content), row.saved_map.unit_id


def usable_map(version_id: int, actor: Actor, *, on: date) -> int:
    """The id of the way of reading of a version; NotFound where the actor may not use it."""
    row = MapVersion.objects.select_related("saved_map").filter(pk=version_id).first()
    if row is None or not _may_use(row.saved_map, actor, on):
        raise _no_such_map()
    return row.saved_map_id


def nameable_units(office_id: int, form: Form, *, on: date) -> list[UnitView]:
    """The units that a name in a table of the office may mean: itself, and who fills in the form
    below it.
    """
    return [unit_view(office_id, on=on), *asked_units(office_id, form, on=on)]


def units_of_maps(map_ids: Collection[int]) -> dict[int, int]:
    """The unit that each way of reading belongs to; one query."""
    return dict(SavedMap.objects.filter(pk__in=map_ids).values_list("pk", "unit_id"))


def problems() -> Iterator[Problem]:
    """Ways of reading and old reports that are not what the journal says, for `keng verify`."""
    yield from rows.problems(SavedMap, MapVersion, streams="table_map:")
    yield from reports.problems()
    yield from originals.problems()


def _in_use() -> Iterator[SavedMap]:
    return SavedMap.objects.filter(retired_at=None).order_by("pk").iterator()


def _versions_of(map_ids: list[int]) -> dict[int, list[VersionLine]]:
    found: dict[int, list[VersionLine]] = {pk: [] for pk in map_ids}
    rows_ = MapVersion.objects.filter(saved_map_id__in=map_ids).order_by("-n")
    for pk, n, at, account_id in rows_.values_list("saved_map_id", "n", "at", "account_id"):
        found[pk].append(VersionLine(n, at, account_id))
    return found


def _may_use(row: SavedMap, actor: Actor, on: date) -> bool:
    if actor.may("enter", unit_id=row.unit_id, on=on):
        return True
    return any(row.unit_id in _above(unit_id, on) for unit_id in own_units(actor, on=on) or ())


def _above(unit_id: int, on: date) -> set[int | None]:
    return {*ancestors(unit_id, on=on), direct_superior(unit_id, on=on)}


def _no_such_map() -> NotFound:
    return NotFound(
        "Không có cách đọc bảng này, hoặc nó đã thôi dùng; hãy chọn trong danh sách.",
        message_en="There is no such way of reading in use; choose one of the list.",
    )
