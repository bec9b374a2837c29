"""The register of papers: 2,000 numbers by eight workers, a list of 20,000, lists of 100,000.

    uv run python benchmarks/papers.py [--engine sqlite|postgresql] [--papers 100000] [--repeats 40]

Numbers: eight processes take 2,000 numbers from one series; a gap or a double ends the benchmark
with an error. Beside it, a plain sequence of the database gives out as many (which leaves gaps
whenever a transaction fails). List: 20,000 rows of which 300 are wrong are read, looked at and
saved. Pages: each list and search of the register is asked for as its page asks, with the number of
questions, beside the plain SQL of the same answer.
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import office

WORKERS, NUMBERS = 8, 2_000
ROWS, BAD = 20_000, 300
UNITS = 100
AT = datetime(2025, 12, 1, 2, 0, tzinfo=UTC)
WORDS = (
    "tuần tra canh gác ban đêm giữ gìn trật tự cơ sở tuyên truyền tập huấn phòng cháy chữa cháy "
    "mô hình tự quản camera an ninh khu dân cư nhà trường doanh nghiệp hòa giải tổ bảo vệ ngày hội "
    "ký cam kết giao nộp vũ khí đường dây nóng tổng kết sơ kết phát động thi đua khen thưởng"
)
OF_2024 = (
    " AND direction='sent' AND kind='KH' AND sorted_on >= '2024-01-01' AND sorted_on < '2025-01-01'"
)


class Chance:
    """The same invented choices on every machine."""

    def __init__(self, seed: int) -> None:
        self.state = seed + 1

    def below(self, limit: int) -> int:
        """A whole number from 0 up to but not including the limit."""
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % limit

    def one_of(self, things: Sequence[str]) -> str:
        """One of several."""
        return things[self.below(len(things))]

    def words(self, count: int) -> str:
        """So many words."""
        return " ".join(self.one_of(LIST) for _ in range(count))


LIST = WORDS.split(" ")


def main() -> None:
    """Measure each engine in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), action="append")
    parser.add_argument("--papers", type=int, default=100_000)
    parser.add_argument("--repeats", type=int, default=40)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.inside:
        _inside(arguments.papers, arguments.repeats)
        return
    for name in arguments.engine or ("postgresql", "sqlite"):
        print(f"== {name}: {office.machine()}", flush=True)
        with office.engine(name) as environment:
            given = [f"--papers={arguments.papers}", f"--repeats={arguments.repeats}"]
            office.inside(str(Path(__file__).resolve()), environment, *given)


def _inside(papers: int, repeats: int) -> None:
    office.start()
    office.install(1)
    units = office.communes(UNITS)
    _numbers(units[0])
    _list(units[1])
    _fill(units, papers)
    _pages(units, repeats)


def _numbers(unit: int) -> None:
    from django.db import connection

    from keng.kernel.actors import OPERATOR
    from keng.papers.actions import open_series
    from keng.papers.queries import problems

    series = open_series(unit, "BC-UBND", "UBND", 2025, actor=OPERATOR, at=AT)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("CREATE SEQUENCE plain_numbers")
    connection.close()
    seconds, taken = _by_workers(_taking, series.pk)
    if sorted(taken) != list(range(1, NUMBERS + 1)):
        raise SystemExit("a number is missing or was given out twice")
    told = [one for one in problems() if one.table.startswith("papers_")]
    print(f"{NUMBERS} numbers by {WORKERS} workers: {seconds:.1f} s, {NUMBERS / seconds:.0f}/s")
    print(f"gaps 0, doubles 0, problems found by verification {len(told)}")
    if connection.vendor == "postgresql":
        seconds, _taken = _by_workers(_plain_taking, series.pk)
        print(f"beside: a plain sequence, {NUMBERS / seconds:.0f}/s", flush=True)


def _by_workers(work: Any, series: int) -> tuple[float, list[int]]:
    context = multiprocessing.get_context("spawn")
    barrier, results = context.Barrier(WORKERS + 1), context.Queue()
    started = [
        context.Process(target=work, args=(series, NUMBERS // WORKERS, barrier, results))
        for _ in range(WORKERS)
    ]
    for process in started:
        process.start()
    barrier.wait()
    begun = time.perf_counter()
    taken = [number for _ in started for number in results.get()]
    seconds = time.perf_counter() - begun
    for process in started:
        process.join()
    return seconds, taken


def _taking(series: int, count: int, barrier: Any, results: Any) -> None:
    office.start_worker()
    from django.db import connection

    from keng.kernel.actors import OPERATOR
    from keng.papers.actions import reserve_number

    connection.ensure_connection()
    barrier.wait()
    results.put([reserve_number(series, "", actor=OPERATOR, at=AT).n for _ in range(count)])


def _plain_taking(series: int, count: int, barrier: Any, results: Any) -> None:
    del series
    office.start_worker()
    from django.db import connection

    taken = []
    connection.ensure_connection()
    barrier.wait()
    for _ in range(count):
        with connection.cursor() as cursor:
            cursor.execute("SELECT nextval('plain_numbers')")
            taken.append(int(cursor.fetchone()[0]))
    results.put(taken)


def _list(unit: int) -> None:
    from keng.documents.workbooks import table_workbook
    from keng.kernel.actors import OPERATOR
    from keng.papers.actions import Policy, look_at_list, save_list
    from keng.papers.vocabulary import Direction

    step = ROWS // BAD
    rows = [
        [
            f"{n}/KH-UBND",
            "30/2/2025" if n % step == 0 and n <= step * BAD else "02/3/2025",
            "Kế hoạch",
            "UBND tỉnh",
            _title(Chance(n)),
        ]
        for n in range(1, ROWS + 1)
    ]
    heads = ["Số, ký hiệu", "Ngày văn bản", "Loại", "Tác giả", "Trích yếu"]
    content = table_workbook("Sổ", heads, rows)
    begun = time.perf_counter()
    look = look_at_list(unit, content, "so.xlsx", Direction.RECEIVED, actor=OPERATOR, at=AT)
    looked = time.perf_counter()
    saved = save_list(unit, look, Policy.WHAT_IS_RIGHT, actor=OPERATOR, at=AT)
    done = time.perf_counter()
    print(
        f"a list of {look.found.total} rows: looked at in {looked - begun:.1f} s, "
        f"{len(look.problems)} problems; {saved} saved in {done - looked:.1f} s",
        flush=True,
    )


def _fill(units: list[int], papers: int) -> None:
    """Papers as a list would bring them, with a text of some 200 words each."""
    from keng.kernel.vietnamese import searchable
    from keng.papers.models import Link, Paper, PaperText

    chance = Chance(7)
    for start in range(0, papers, 5_000):
        made = Paper.objects.bulk_create(
            _a_paper(units[n % len(units)], n, chance)
            for n in range(start, min(start + 5_000, papers))
        )
        PaperText.objects.bulk_create(
            PaperText(
                paper=one,
                head=searchable(f"{one.number} {one.symbol} {one.issuer} {one.title}"),
                body=searchable(chance.words(200)),
            )
            for one in made
        )
        Link.objects.bulk_create(
            Link(paper=one, kind="implements", target=other, key=other.key)
            for one, other in zip(made[100:], made, strict=False)
        )
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # as the server does by itself; it also merges the index of words
        cursor.execute("ANALYZE")


def _a_paper(unit: int, n: int, chance: Chance) -> Any:
    from keng.papers.models import Paper

    day = date(2021, 1, 1) + timedelta(days=chance.below(1_700))
    return Paper(
        unit_id=unit,
        direction=chance.one_of(("sent", "received")),
        state="filed",
        kind=chance.one_of(("KH", "BC", "CV", "QĐ")),
        number=str(n),
        symbol="KH-UBND",
        issued_on=day,
        issuer="UBND tỉnh",
        issuer_form="uy ban nhan dan tinh",
        title=_title(chance),
        key=f"{n}|KH-UBND|{day}|x",
        sorted_on=day,
        at=AT,
    )


def _title(chance: Chance) -> str:
    return chance.words(12).capitalize()


def _pages(units: list[int], repeats: int) -> None:
    from keng.kernel.actors import OPERATOR
    from keng.papers.models import Paper
    from keng.papers.queries import Filter, Force, chain_of, found_papers, paper_view

    on = AT.date()
    middle = Paper.objects.order_by("id").values_list("pk", flat=True)[Paper.objects.count() // 2]

    def listed(wanted: Any, first: int = 0) -> Callable[[], object]:
        def ask() -> object:
            rows = found_papers(wanted, actor=OPERATOR, on=on)
            return len(rows), rows[first : first + 100]

        return ask

    print("| asked | median ms | p95 ms | questions | plain SQL, p95 ms |")
    print("|---|---|---|---|---|")
    count = "SELECT count(*) FROM papers_paper WHERE state='filed'"
    newest = "SELECT * FROM papers_paper WHERE state='filed'"
    order = " ORDER BY sorted_on DESC, id DESC LIMIT 100"
    for words, ask, where in (
        ("all, first page", listed(Filter()), ""),
        ("all, page 500", listed(Filter(), 50_000), ""),
        (
            "sent plans of 2024",
            listed(Filter(direction="sent", kind="KH", year=2024)),
            OF_2024,
        ),
        ("no longer in force", listed(Filter(in_force=Force.NO)), " AND ends_on <= '2025-12-01'"),
        (
            "by issuer",
            listed(Filter(issuer="ubnd tinh")),
            " AND issuer_form LIKE '%uy ban nhan dan tinh%'",
        ),
        ("of one unit", listed(Filter(unit_id=units[3])), f" AND unit_id={units[3]}"),
        ("two common words", listed(Filter(words="tuan tra")), None),
        ("three words, one rare", listed(Filter(words="vu khi 4711")), None),
        ("number and symbol", listed(Filter(words="4711/KH-UBND")), None),
        ("the page of a paper", lambda: paper_view(middle, actor=OPERATOR, at=AT), None),
        ("its chain", lambda: chain_of(middle, actor=OPERATOR, at=AT), None),
    ):
        plain = None if where is None else (count + where, newest + where + order)
        _line(words, ask, plain, repeats)


def _line(words: str, ask: Any, plain: tuple[str, str] | None, repeats: int) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as caught:
        ask()
    if plain is None:
        plain = tuple(one["sql"] for one in caught.captured_queries)
    ours, theirs = [], []
    for _ in range(repeats):
        ours.append(_timed(ask))
        theirs.append(_timed(lambda: _run(plain)))
    mine, plainly = (sorted(times)[int(len(times) * 0.95) - 1] for times in (ours, theirs))
    middle = statistics.median(ours)
    print(f"| {words} | {middle:.0f} | {mine:.0f} | {len(caught)} | {plainly:.0f} |", flush=True)


def _timed(ask: Any) -> float:
    begun = time.perf_counter()
    ask()
    return 1000 * (time.perf_counter() - begun)


def _run(statements: Any) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)
            cursor.fetchall()


if __name__ == "__main__":
    main()
