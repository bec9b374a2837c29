"""One change to the map while it is written: its rows, its record, its line in the journal."""

from __future__ import annotations

import base64
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from secrets import token_bytes, token_hex
from typing import TypeVar

from django.db import models
from django.forms.models import model_to_dict

from keng.db.locks import for_update
from keng.journal.actions import record_across
from keng.journal.commitments import new_salt
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, NotFound, WrongState
from keng.kernel.moments import local_day
from keng.kernel.vietnamese import normalise, sort_key
from keng.orgunits.models import (
    Affiliation,
    Change,
    Designation,
    Fact,
    Management,
    MapStamp,
    Retracted,
    Succession,
    Unit,
)
from keng.orgunits.queries.maps import successions
from keng.orgunits.queries.statements import commitment, keeping, standing
from keng.orgunits.queries.units import is_in_force, path_of, unit_view
from keng.orgunits.vocabulary import KINDS, DayIs, search_form

_Row = TypeVar("_Row", bound=Fact)
FACTS: tuple[type[Fact], ...] = (Designation, Affiliation, Management)
TABLES: dict[str, type[Fact | Succession]] = {
    "designation": Designation,
    "affiliation": Affiliation,
    "management": Management,
    "succession": Succession,
}


@dataclass(frozen=True)
class Act:
    """By whose order the map changes: the day, the act as cited, the person, the moment."""

    on: date
    basis: str
    actor: Actor
    at: datetime

    @property
    def today(self) -> date:
        """The legal day on which the change is entered; it decides which grants are in force."""
        return local_day(self.at)


@dataclass(frozen=True)
class Naming:
    """A kind, a name and an official code that a unit bears from a day on."""

    kind: str
    name: str
    code: str = ""

    def checked(self) -> Naming:
        """The same with one spelling and single spaces. Raises BadInput."""
        name = normalise(" ".join(self.name.split()))
        if self.kind not in KINDS:
            raise BadInput(
                f"Không có loại đơn vị “{self.kind}”; hãy chọn một trong: {', '.join(KINDS)}.",
                message_en=f'There is no kind of unit "{self.kind}".',
            )
        if not name or len(name) > 200:
            raise BadInput(
                "Tên đơn vị phải có từ 1 đến 200 ký tự.",
                message_en="The name of a unit has 1 to 200 characters.",
            )
        return Naming(self.kind, name, self.code.strip())


@dataclass
class Ledger:
    """Collects what one change opens, closes and takes back, and writes it all at the end."""

    verb: str
    act: Act
    opened: list[tuple[str, int]] = field(default_factory=list)
    closed: list[tuple[str, int, str | None]] = field(default_factory=list)
    created: list[int] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)
    _written: dict[type[models.Model], set[int]] = field(default_factory=dict)
    _taken_back: list[tuple[str, int, dict[str, object]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        basis = " ".join(self.act.basis.split())
        if not basis or len(basis) > 300:
            raise BadInput(
                "Hãy ghi văn bản làm căn cứ (số, ký hiệu, ngày, cơ quan), tối đa 300 ký tự.",
                message_en="Cite the act that orders the change, in at most 300 characters.",
            )
        self.act = Act(self.act.on, basis, self.act.actor, self.act.at)

    def new_unit(self, level: str) -> Unit:
        """An identity with a fresh key, longer than any key of the seed."""
        key = "u" + base64.b32encode(token_bytes(8)).decode().lower()[:10]
        unit = Unit.objects.create(key=key, level=level, created_at=self.act.at)
        self.made(unit)
        return unit

    def made(self, unit: Unit) -> None:
        """Count the unit as created by this change."""
        self.created.append(unit.pk)
        self.touched.add(unit.pk)
        self._wrote(unit)

    def name(
        self,
        unit_id: int,
        naming: Naming,
        *,
        first: date,
        until: date | None,
        day_is: DayIs = DayIs.EXACT,
    ) -> None:
        """Open a designation."""
        self._open(
            Designation(
                unit_id=unit_id,
                valid_from=first,
                valid_until=until,
                day_is=day_is,
                basis=self.act.basis,
                **named(naming),
            )
        )

    def put_under(self, unit_id: int, parent_id: int, *, first: date, until: date | None) -> None:
        """Open an affiliation."""
        self._open(
            Affiliation(
                unit_id=unit_id,
                parent_id=parent_id,
                valid_from=first,
                valid_until=until,
                basis=self.act.basis,
            )
        )

    def give_to(self, unit_id: int, manager_id: int, *, first: date, until: date | None) -> None:
        """Open a management."""
        self._open(
            Management(
                unit_id=unit_id,
                manager_id=manager_id,
                valid_from=first,
                valid_until=until,
                basis=self.act.basis,
            )
        )

    def succeed(self, predecessor_id: int, successor_id: int, extent: str) -> None:
        """Record that territory passed on the day of the act."""
        self._open(
            Succession(
                predecessor_id=predecessor_id,
                successor_id=successor_id,
                on=self.act.on,
                extent=extent,
                day_is=DayIs.EXACT,
                basis=self.act.basis,
            )
        )

    def close(self, row: Fact, until: date) -> None:
        """End a row on a day that lies within it; undoing the change gives the old end back."""
        self.closed.append((_table(row), row.pk, _iso(row.valid_until)))
        self.touched.add(row.unit_id)
        self._wrote(row)
        row.valid_until = until
        row.save(update_fields=["valid_until"])

    def keep(self, row: Fact | Succession) -> None:
        """Store the row as it stands, before it is taken back or rewritten."""
        content = {name: _plain(value) for name, value in model_to_dict(row).items()}
        self._taken_back.append((_table(row), row.pk, {**content, "id": row.pk}))
        self._wrote(row)

    def take_back(self, row: Fact | Succession) -> None:
        """Move a row to the archive of retracted rows."""
        self.keep(row)
        self.touched |= {unit for unit in _units_of(row) if unit}
        row.delete()

    def write(self, *, undoes: Change | None = None) -> Change:
        """Store the change, its journal line in the stream of each unit touched, a new stamp."""
        change = Change(
            verb=self.verb,
            on=self.act.on,
            basis=self.act.basis,
            at=self.act.at,
            account_id=self.act.actor.account_id,
            undoes=undoes,
            salt=new_salt(),
            facts={
                "units": sorted(self.touched),
                "created": self.created,
                "opened": [list(row) for row in self.opened],
                "closed": [list(row) for row in self.closed],
                **standing(self._written),
            },
        )
        change.facts["kept"] = [keeping(change, *row) for row in self._taken_back]
        change.digest = commitment(change)
        change.save(force_insert=True)
        Retracted.objects.bulk_create(
            Retracted(change=change, table=table, row_id=row_id, content=content)
            for table, row_id, content in self._taken_back
        )
        journalise(change, self.act, self.touched)
        new_stamp()
        return change

    def _open(self, row: Fact | Succession) -> None:
        row.save(force_insert=True)
        self.opened.append((_table(row), row.pk))
        self._wrote(row)
        self.touched |= {unit for unit in _units_of(row) if unit}

    def _wrote(self, row: models.Model) -> None:
        self._written.setdefault(type(row), set()).add(row.pk)


def journalise(change: Change, act: Act, unit_ids: Collection[int]) -> None:
    """One line in the stream of each unit that the change touched; ids, day and digest only."""
    keys = Unit.objects.filter(pk__in=unit_ids).order_by("key").values_list("key", flat=True)
    facts = {"change": change.pk, "day": change.on.isoformat(), "digest": change.digest}
    record_across(
        f"orgunits.{change.verb}",
        {f"unit:{key}": facts for key in keys},
        actor=act.actor,
        at=act.at,
    )


def new_stamp() -> None:
    """Let every process drop the maps that it holds in memory."""
    stamp = token_hex(16)
    if not MapStamp.objects.filter(pk=1).update(counter=models.F("counter") + 1, stamp=stamp):
        MapStamp.objects.create(pk=1, counter=1, stamp=stamp)


def named(naming: Naming) -> dict[str, str]:
    """The columns of a designation that follow from its name."""
    return {
        "kind": naming.kind,
        "name": naming.name,
        "code": naming.code,
        "folded": search_form(naming.name),
        "sort_key": sort_key(naming.name),
    }


def lock(unit_ids: Iterable[int]) -> dict[int, Unit]:
    """Take the row locks of the units in the order of their ids, after the lock of the map.

    Changes of the map are rare and touch many units, so the row of the stamp orders them all; that
    is also what keeps a parent from ending while a unit is put under it. The stamp is new from here
    on, so that maps read in the middle of the change are never taken for the map of before.
    """
    new_stamp()
    wanted = sorted(set(unit_ids))
    found = {
        unit.pk: unit for unit in for_update(Unit.objects.filter(pk__in=wanted)).order_by("pk")
    }
    for unit_id in wanted:
        if unit_id not in found:
            raise NotFound(
                f"Không có đơn vị số {unit_id}.", message_en=f"There is no unit number {unit_id}."
            )
    return found


def require_over(act: Act, unit_ids: Iterable[int]) -> None:
    """Ask for `manage_units` over each unit, as the grants of today stand.

    For a unit that is not in force today: over the units that hold its territory, else over its
    parent.
    """
    asked: set[int] = set()
    for unit_id in unit_ids:
        asked |= _answerable(unit_id, act.today)
    for unit_id in sorted(asked):
        act.actor.require("manage_units", unit_id=unit_id, on=act.today)


def _answerable(unit_id: int, today: date) -> set[int]:
    if is_in_force(unit_id, on=today):
        return {unit_id}
    heirs = {step.successor for step in successions().later(unit_id)}
    living = {heir for heir in heirs if is_in_force(heir, on=today)}
    if living:
        return living
    parent_id = unit_view(unit_id, on=today).parent_id
    return _answerable(parent_id, today) if parent_id is not None else {unit_id}


def row_on(model: type[_Row], unit_id: int, on: date) -> _Row | None:
    """The row of the unit that holds on the day, or None."""
    row = (
        model._default_manager.filter(unit_id=unit_id, valid_from__lte=on)
        .order_by("-valid_from")
        .first()
    )
    return row if row is not None and row.holds_on(on) else None


def name_on(unit_id: int, on: date) -> Designation:
    """The designation of the day. Raises WrongState where the unit is not in force."""
    row = row_on(Designation, unit_id, on)
    if row is None:
        path = path_of(unit_id, on=on)
        raise WrongState(
            f"{path} không tồn tại vào ngày {on:%d/%m/%Y}; hãy chọn ngày khác hoặc đơn vị kế thừa.",
            message_en=f"Unit {unit_id} is not in force on {on.isoformat()}.",
        )
    return row


def refuse_same_day(row: Fact, on: date) -> None:
    """Raises WrongState if the row begins on the very day: then there is nothing to close."""
    if row.valid_from == on:
        path = path_of(row.unit_id, on=on)
        raise WrongState(
            f"{path} đã có thay đổi cùng loại vào ngày {on:%d/%m/%Y}; nếu thay đổi ấy sai, hãy "
            "hoàn tác nó rồi nhập lại.",
            message_en=f"Unit {row.unit_id} already changed in this way on {on.isoformat()}; "
            "undo that change first if it is wrong.",
        )


def _table(row: models.Model) -> str:
    return row._meta.model_name or ""


def _units_of(row: Fact | Succession) -> tuple[int, ...]:
    if isinstance(row, Succession):
        return (row.predecessor_id, row.successor_id)
    return (row.unit_id,)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
