"""150,000 groups in one province: lists, searches and the table, beside the plain SQL of each.

    uv run python benchmarks/registers.py [--groups 150000] [--repeats 40]
                                          [--engine sqlite|postgresql]

An officer of the province opens the register: all of it, by a name, by kind and standing, a late
page, one commune, and the table of what exists on paper only. The aim is 300 ms at the 95th
percentile on PostgreSQL with a fixed number of queries. Beside each stands the plain SQL that
somebody would write for the same rows or counts (units below by a recursive query, and the communes
that they came from, of which every tenth still holds a group); that both give the same is checked
before anything is timed.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import browsing
import office

AT = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)
TODAY = AT.date()
COMMUNES, VILLAGES, FORMER = 110, 20, 330
NAMES = ("Tiếng kẻng an ninh", "Camera an ninh", "Ánh sáng an ninh", "Tổ tự quản", "Tổ liên gia")
KINDS = ("gong", "camera", "light", "team", "family")
BELOW = (
    "WITH RECURSIVE below(id) AS (SELECT CAST(%s AS bigint) UNION SELECT a.unit_id "
    "FROM orgunits_affiliation a JOIN below b ON a.parent_id = b.id "
    "WHERE a.valid_from <= %s AND (a.valid_until IS NULL OR a.valid_until > %s)) "
)
HELD = (
    f"{BELOW}, held(id) AS (SELECT id FROM below UNION SELECT s.predecessor_id "
    "FROM orgunits_succession s JOIN below b ON s.successor_id = b.id) "
)
SHORT = (
    "(g.paper_number = '' AND g.paper_text = '') "
    "OR COALESCE(g.last_activity_on, g.founded_on, DATE '0001-01-01') < %s "
    "OR COALESCE(g.last_review_on, g.founded_on, DATE '0001-01-01') < %s"
)
ALIVE = "(g.dissolved_on IS NULL OR g.dissolved_on > %s)"
PAGE = "ORDER BY g.folded, g.id LIMIT 50 OFFSET %s"


def main() -> None:
    """Measure each engine in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--groups", type=int, default=150_000)
    parser.add_argument("--repeats", type=int, default=40)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), action="append")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.inside:
        _inside(arguments.groups, arguments.repeats)
        return
    print(
        f"{office.machine()}; {arguments.groups:,} groups at {COMMUNES * (1 + VILLAGES):,} units\n"
    )
    print("| engine | request | median ms | p95 ms | questions | plain SQL p95 ms |")
    print("|---|---|---|---|---|---|")
    for name in arguments.engine or ("sqlite", "postgresql"):
        with office.engine(name) as environment:
            wanted = [f"--groups={arguments.groups}", f"--repeats={arguments.repeats}"]
            office.inside(str(Path(__file__).resolve()), environment, *wanted)


def _inside(groups: int, repeats: int) -> None:
    from keng.web import clock

    office.start()
    _install()
    communes = office.communes(COMMUNES)
    province = _province(communes[0])
    units = [*communes, *_villages(communes)]
    _fill(units, groups)
    _former(communes)
    _answer(province)
    clock.now = lambda: AT
    officer = browsing.signed_in("officer", "officer", province, AT)
    for words, address, sql, parameters in _requests(province, communes[3]):
        _compare(officer, address, sql, parameters)
        _say(words, partial(officer.get, address), partial(_plain, sql, parameters), repeats)


def _requests(province: int, commune: int) -> Iterator[tuple[str, str, str, list[Any]]]:
    from keng.initiatives.standing import months_before

    half, year = months_before(TODAY, 6), months_before(TODAY, 12)
    named = "SELECT g.id, g.name FROM initiatives_group g"
    rows = f"{HELD}{named} JOIN held ON held.id = g.unit_id"
    all_of, one = [province, TODAY, TODAY], [commune, TODAY, TODAY]
    yield "the register", "/mo-hinh/", f"{rows} {PAGE}", [*all_of, 0]
    found = f"{rows} WHERE g.folded LIKE %s {PAGE}"
    yield "a name, few", "/mo-hinh/?q=keng+an+ninh+1234", found, [*all_of, "%keng an ninh 1234%", 0]
    yield "a name, many", "/mo-hinh/?q=ninh", found, [*all_of, "%ninh%", 0]
    short = f"{rows} WHERE {ALIVE} AND ({SHORT})"
    yield (
        "on paper only, one kind",
        "/mo-hinh/?tinh-trang=on_paper&loai=gong",
        f"{short} AND g.kind = 'gong' {PAGE}",
        [*all_of, TODAY, half, year, 0],
    )
    yield "page 2,000", "/mo-hinh/?trang=2000", f"{rows} {PAGE}", [*all_of, 99_950]
    here = f"{BELOW}{named} JOIN below ON below.id = g.unit_id {PAGE}"
    yield "one commune", f"/mo-hinh/?don-vi={commune}", here, [*one, 0]
    counted = (
        f"{BELOW}SELECT g.unit_id, count(*), sum(CASE WHEN {SHORT} THEN 1 ELSE 0 END) "
        f"FROM initiatives_group g JOIN below ON below.id = g.unit_id WHERE {ALIVE} "
        "GROUP BY g.unit_id"
    )
    yield "the table", "/mo-hinh/hinh-thuc/", counted, [*all_of, half, year, TODAY]


def _plain(sql: str, parameters: list[Any]) -> list[Any]:
    from django.db import connection

    text = sql if connection.vendor == "postgresql" else sql.replace("DATE '0001", "'0001")
    with connection.cursor() as cursor:
        cursor.execute(text, parameters)
        return cursor.fetchall()


def _compare(officer: Any, address: str, sql: str, parameters: list[Any]) -> None:
    """SystemExit unless the page shows what the plain SQL gives."""
    page, rows = officer.get(address).content.decode(), _plain(sql, parameters)
    if "<tfoot>" in page:
        foot = re.findall(r'<th class="number">\s*([\d.]+)\s*</th>', page.split("<tfoot>")[1])
        shown = [int(number.replace(".", "")) for number in foot[:2]]
        same = shown == [sum(row[1] for row in rows), sum(row[2] for row in rows)]
    else:
        shown = [int(one) for one in re.findall(r'<td>\s*<a href="/mo-hinh/(\d+)/"', page)]
        same = shown == [row[0] for row in rows]
    if not same or not rows:
        raise SystemExit(f"{address}: the page and the plain SQL differ")


def _say(words: str, ask: Any, plain: Any, repeats: int) -> None:
    from django.db import connection

    took, beside = browsing.seconds(ask, repeats), []
    for _ in range(repeats):
        begun = time.perf_counter()
        plain()
        beside.append(time.perf_counter() - begun)
    middle, high = took[len(took) // 2], took[min(len(took) - 1, int(len(took) * 0.95))]
    sql = sorted(beside)[min(len(beside) - 1, int(len(beside) * 0.95))]
    told = (
        f"{1000 * middle:,.1f} | {1000 * high:,.1f} | {browsing.questions(ask)} | {1000 * sql:,.1f}"
    )
    print(f"| {connection.vendor} | {words} | {told} |", flush=True)


def _install() -> None:
    from keng.packs.models import PackVersion
    from keng.packs.schema import Initiatives

    said = {
        "kinds": {
            code: {"code": code, "label": {"vi": name, "en": name}, "source": {"sure": "read"}}
            for code, name in zip(KINDS, NAMES, strict=True)
        }
    }
    made = office.pack(1).model_copy(update={"initiatives": Initiatives.model_validate(said)})
    PackVersion.objects.create(
        code=made.code, version="1", digest="0" * 64, content=made.model_dump(mode="json")
    )


def _province(unit: int) -> int:
    from keng.orgunits.queries import ancestors, unit_view

    return next(
        one for one in ancestors(unit, on=TODAY) if unit_view(one, on=TODAY).level == "province"
    )


def _villages(communes: list[int]) -> list[int]:
    """Put in by hand, all at once: an act for each would take longer than all that is measured."""
    from keng.orgunits.models import Affiliation, Designation, MapStamp, Unit

    wanted = [(one, number) for one in communes for number in range(1, VILLAGES + 1)]
    units = Unit.objects.bulk_create(
        Unit(key=f"bench{place}", level="village", created_at=AT) for place in range(len(wanted))
    )
    known: dict[str, Any] = {"valid_from": date(2020, 1, 1), "basis": "(benchmark)"}
    pairs = list(zip(units, wanted, strict=True))
    Designation.objects.bulk_create(
        Designation(
            unit=unit,
            kind="thon",
            name=f"Số {number}",
            folded=f"so {number}",
            sort_key=f"{number:03}",
            **known,
        )
        for unit, (_, number) in pairs
    )
    Affiliation.objects.bulk_create(
        Affiliation(unit=unit, parent_id=commune, **known) for unit, (commune, _) in pairs
    )
    MapStamp.objects.update(stamp="benchmark")
    return [unit.pk for unit in units]


def _former(communes: list[int]) -> None:
    """Three communes that each of today's came from; every tenth still holds a group."""
    from keng.initiatives.models import Group
    from keng.orgunits.models import Designation, MapStamp, Succession, Unit

    ended, basis = date(2025, 7, 1), "(benchmark)"
    units = Unit.objects.bulk_create(
        Unit(key=f"former{place}", level="commune", created_at=AT) for place in range(FORMER)
    )
    Designation.objects.bulk_create(
        Designation(
            unit=unit,
            kind="xa",
            name=f"Cũ {place}",
            folded=f"cu {place}",
            sort_key=f"{place:03}",
            valid_from=date(2020, 1, 1),
            valid_until=ended,
            basis=basis,
        )
        for place, unit in enumerate(units)
    )
    Succession.objects.bulk_create(
        Succession(predecessor=unit, successor_id=one, on=ended, extent="whole", basis=basis)
        for unit, one in zip(units, communes * (FORMER // COMMUNES), strict=True)
    )
    Group.objects.bulk_create(
        Group(name="Tổ cũ", folded="to cu", kind=KINDS[3], unit=unit, at=AT) for unit in units[::10]
    )
    MapStamp.objects.update(stamp="benchmark of former communes")


def _fill(units: list[int], groups: int) -> None:
    from django.db import connection

    from keng.initiatives.models import Group
    from keng.kernel.vietnamese import fold

    folded = [fold(name) for name in NAMES]
    for start in range(0, groups, 5000):
        Group.objects.bulk_create(
            [_group(Group, n, units, folded) for n in range(start, min(start + 5000, groups))],
            batch_size=1000,
        )
    with connection.cursor() as cursor:  # as the server itself does some minutes later
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _group(model: Any, n: int, units: list[int], folded: list[str]) -> Any:
    kind = n % len(KINDS)
    return model(
        name=f"{NAMES[kind]} {n}",
        folded=f"{folded[kind]} {n}",
        kind=KINDS[kind],
        unit_id=units[n * 7919 % len(units)],
        founded_on=date(2022, 1, 1) + timedelta(days=n % 900),
        paper_number="" if n % 17 == 0 else f"{n % 90}/QĐ-UBND",
        members=n % 40,
        last_activity_on=TODAY - timedelta(days=n * 31 % 400),
        last_review_on=TODAY - timedelta(days=n * 37 % 500),
        dissolved_on=TODAY - timedelta(days=9) if n % 29 == 0 else None,
        dissolved_why="Hết" if n % 29 == 0 else "",
        at=AT,
    )


def _answer(province: int) -> None:
    from keng.initiatives.actions import answer_rule
    from keng.initiatives.standing import Rule
    from keng.kernel.actors import OPERATOR

    rule = Rule(6, 12, needs_dossier=True, basis="(benchmark)")
    answer_rule(province, rule, since=date(2020, 1, 1), actor=OPERATOR, at=AT)


if __name__ == "__main__":
    main()
