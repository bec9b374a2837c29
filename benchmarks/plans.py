"""10,000 tasks in one province: lists, agenda, board and year, beside the plain SQL of each.

    uv run python benchmarks/plans.py [--tasks 10000] [--repeats 20]
                                      [--engine sqlite|postgresql]

The province's own plan holds a fifth of the tasks, the communes' plans the rest; a third is done, a
fifth comes back every month. An officer of the province opens the list of plans, the plan, a late
page of it, its board, its year, the agenda of the province's bodies and one part of it. The aim is
300 ms at the 95th percentile with a fixed number of queries. Beside each stands the plain SQL that
somebody would write for the same rows or counts; that both give the same is checked before anything
is timed.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import browsing
import office

AT = datetime(2026, 9, 2, 2, 0, tzinfo=UTC)
TODAY = AT.date()
COMMUNES, BODIES = 110, 12
OPEN = "p.state = 'issued' AND t.state = 'open'"
NAMED = "SELECT t.id, t.title FROM planning_task t JOIN planning_plan p ON p.id = t.plan_id"


@dataclass(frozen=True)
class Request:
    """What is asked for, the address, the SQL beside it, and how the page shows its answer."""

    words: str
    address: str
    sql: str
    parameters: list[Any]
    shown: str


def main() -> None:
    """Measure each engine in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tasks", type=int, default=10_000)
    parser.add_argument("--repeats", type=int, default=20)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), action="append")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.inside:
        _inside(arguments.tasks, arguments.repeats)
        return
    print(f"{office.machine()}; {arguments.tasks:,} tasks in {1 + COMMUNES} plans\n")
    print("| engine | request | median ms | p95 ms | questions | plain SQL p95 ms |")
    print("|---|---|---|---|---|---|")
    for name in arguments.engine or ("sqlite", "postgresql"):
        with office.engine(name) as environment:
            wanted = [f"--tasks={arguments.tasks}", f"--repeats={arguments.repeats}"]
            office.inside(str(Path(__file__).resolve()), environment, *wanted)


def _inside(tasks: int, repeats: int) -> None:
    office.start()
    from keng.orgunits.queries import ancestors
    from keng.web import clock

    office.install(1)
    communes = office.communes(COMMUNES)
    province = ancestors(communes[0], on=TODAY)[0]
    plan = _fill(province, communes, tasks)
    clock.now = lambda: AT
    officer = browsing.signed_in("officer", "officer", province, AT)
    for one in _requests(province, plan):
        _compare(officer, one)
        plain = partial(_plain, one.sql, one.parameters)
        _say(one.words, partial(officer.get, one.address), plain, repeats)


def _requests(province: int, plan: int) -> Iterator[Request]:
    rows, link = f"{NAMED} WHERE t.plan_id = %s", r'class="plan-title"><a href="[^"]*/(\d+)/"'
    where = f"/ke-hoach/{plan}/"
    yield Request(
        "the list of plans",
        "/ke-hoach/",
        "SELECT p.id FROM planning_plan p ORDER BY p.unit_id <> %s, p.year DESC, p.unit_id, p.id "
        "LIMIT 100",
        [province],
        r'<tr><td><a href="/ke-hoach/(\d+)/"',
    )
    yield Request("the plan", where, f"{rows} ORDER BY t.n LIMIT 100", [plan], link)
    yield Request(
        "page 15", f"{where}?trang=15", f"{rows} ORDER BY t.n LIMIT 100 OFFSET 1400", [plan], link
    )
    yield Request(
        "the board",
        f"{where}?xem=bang",
        "SELECT count(*) FROM planning_task t WHERE t.plan_id = %s AND t.state <> 'dropped'",
        [plan],
        r'<h3>.*?<span class="soft small">[\d.]+/(\d+)<',
    )
    yield Request(
        "the year",
        f"{where}?xem=nam",
        "SELECT sum(CASE WHEN t.rhythm = 'monthly' THEN 12 ELSE 1 END) FROM planning_task t "
        "WHERE t.plan_id = %s",
        [plan],
        r">\d+/(\d+)<",
    )
    led = f"{NAMED} JOIN planning_body b ON b.id = t.lead_id WHERE b.unit_id = %s AND {OPEN}"
    late = f"{led} AND t.next_due < %s ORDER BY t.next_due, t.quarter, t.plan_id, t.n"
    duty = r'class="duty"><div class="what"><a href="[^"]*/(\d+)/"'
    part = "/ke-hoach/viec/?phan=qua-han"
    yield Request("all that is late", part, f"{late} LIMIT 100", [province, TODAY], duty)
    yield Request("the agenda", "/ke-hoach/viec/", f"{late} LIMIT 25", [province, TODAY], duty)


def _plain(sql: str, parameters: list[Any]) -> list[Any]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def _compare(officer: Any, one: Request) -> None:
    """SystemExit unless the page shows what the plain SQL gives; ids or counts that are added."""
    page, rows = officer.get(one.address).content.decode(), _plain(one.sql, one.parameters)
    page = page.partition("plan-months")[2].partition("</table>")[0] or page
    shown = [int(found) for found in re.findall(one.shown, page)]
    if len(rows) == 1:
        same = sum(shown) == rows[0][0]
    else:
        same = shown[: len(rows)] == [row[0] for row in rows]
    if not same or not rows:
        raise SystemExit(f"{one.address}: the page and the plain SQL differ")


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


def _fill(province: int, communes: list[int], tasks: int) -> int:
    """Put in by hand, all at once; the id of the province's plan."""
    from django.db import connection

    first = tasks // 5
    left, others = tasks - first, len(communes)
    plan = _plan(province, first)
    for place, unit in enumerate(communes):
        _plan(unit, left // others + (place < left % others))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return plan


def _plan(unit: int, tasks: int) -> int:
    from keng.planning.models import Body, Helper, Plan, Result, Task

    plan = Plan.objects.create(
        unit_id=unit,
        year=2026,
        title="Plan",
        state="issued",
        issued_on=date(2026, 1, 20),
        made_at=AT,
    )
    bodies = Body.objects.bulk_create(
        Body(unit_id=unit, name=f"Body {number}") for number in range(BODIES)
    )
    made = Task.objects.bulk_create(
        (_task(Task, plan, n, bodies) for n in range(1, tasks + 1)), batch_size=1000
    )
    Helper.objects.bulk_create(
        Helper(task=one, body=bodies[(one.n + 5) % BODIES], n=1) for one in made if one.n % 2
    )
    Result.objects.bulk_create(
        Result(
            task=one,
            n=1,
            outcome="done",
            day=date(2026, 1, 30),
            covers=date(2026, 1, 31),
            text="done",
            at=AT,
        )
        for one in made
        if one.rhythm == "monthly"
    )
    return plan.pk


def _task(model: Any, plan: Any, n: int, bodies: list[Any]) -> Any:
    """A third is done, a fifth comes back every month (January is done), the rest has a day."""
    lead = bodies[n % BODIES]
    if n % 5 == 0:
        due = date(2026, 2, 28)
        return model(plan=plan, n=n, title=f"Task {n}", lead=lead, rhythm="monthly", next_due=due)
    day = date(2026, 1 + n % 12, 1 + n % 28)
    if n % 3 == 0:
        return model(
            plan=plan, n=n, title=f"Task {n}", lead=lead, due_on=day, state="done", done_on=day
        )
    return model(plan=plan, n=n, title=f"Task {n}", lead=lead, due_on=day, next_due=day)


if __name__ == "__main__":
    main()
