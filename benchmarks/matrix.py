"""Opening the matrix of a nation, on both engines, beside an empty page of Django in the same run.

    uv run python benchmarks/matrix.py [--communes 3321] [--months 12] [--engine sqlite|postgresql]

34 provinces, two years of a monthly form, states and days that differ from unit to unit. An officer
of the nation opens the matrix of the last 12 periods: by provinces (what the page shows first), by
communes, a piece further down, the late ones, one commune by its name. Times are of the server
(Django's test client: middleware, permission, queries, template), medians of nine readings; the
empty page goes through the same middleware.
"""

from __future__ import annotations

import argparse
import statistics
from pathlib import Path
from typing import Any

import browsing
import nation
import office

REPEATS = 9
PAGES = (
    ("by provinces", ""),
    ("by communes, first piece", "?view=units"),
    ("piece from line 1,600", "?view=units&from=1600"),
    ("late units, first piece", "?view=units&pick=late"),
    ("one commune by its name", "?q=xa+2999"),
)


def main() -> None:
    """Measure each engine in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--communes", type=int, default=3321)
    parser.add_argument("--months", type=int, default=12)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), action="append")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    size = [f"--{name}={getattr(arguments, name)}" for name in ("communes", "months")]
    if arguments.inside:
        _inside(arguments.communes, arguments.months)
        return
    print(f"{office.machine()}; {arguments.communes:,} communes x {2 * arguments.months} months\n")
    print("| engine | page | ms | bytes | questions | beside an empty page |")
    print("|---|---|---|---|---|---|")
    for name in arguments.engine or ("sqlite", "postgresql"):
        with office.engine(name) as environment:
            office.inside(str(Path(__file__).resolve()), environment, *size)


def _inside(communes: int, months: int) -> None:
    office.start()
    nation.build(communes, 1, months)
    _spread()
    browser = _officer()
    beside = _timed(browser, browsing.EMPTY)
    _say("an empty page", beside, b"", 0, beside)
    for words, query in PAGES:
        address = f"/dot/bang/{query}"
        took = _timed(browser, address)
        asked = browsing.questions(lambda at=address: browser.get(at))
        _say(words, took, browser.get(address).content, asked, beside)


def _spread() -> None:
    """Days and states that differ: a seventh late, an eleventh never, a fifth waiting."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("UPDATE reporting_submission SET due_on = last, first_submitted_on = last")
        cursor.execute(
            "UPDATE reporting_submission SET first_submitted_on = opened_day.day FROM "
            "(SELECT max(last) AS day FROM reporting_submission) AS opened_day WHERE id % 7 = 0"
        )
        cursor.execute("UPDATE reporting_submission SET state = 'submitted' WHERE id % 5 = 0")
        cursor.execute(
            "UPDATE reporting_submission SET state = 'draft', first_submitted_on = NULL "
            "WHERE id % 11 = 0"
        )
        cursor.execute("ANALYZE")


def _officer() -> Any:
    from keng.orgunits.queries import unit_by_key
    from keng.web import clock

    root = unit_by_key("vn", on=clock.today()).id
    return browsing.signed_in("nation", "officer", root, nation.AT)


def _timed(browser: Any, address: str) -> float:
    return statistics.median_low(browsing.seconds(lambda: browser.get(address), REPEATS))


def _say(words: str, took: float, content: bytes, questions: int, beside: float) -> None:
    from django.db import connection

    ratio = f"{took / beside:,.0f} x"
    told = f"{1000 * took:,.0f} | {len(content):,} | {questions} | {ratio}"
    print(f"| {connection.vendor} | {words} | {told} |", flush=True)


if __name__ == "__main__":
    main()
