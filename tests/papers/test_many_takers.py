"""Eight people take numbers of one series at once: no gap, no double.

On PostgreSQL. The test database of SQLite lies in memory, where threads do not wait for each other;
`benchmarks/papers.py` asks a file of it with eight processes.
"""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from keng.access.actions import create_account, grant
from keng.access.actors import AccountActor
from keng.kernel.actors import OPERATOR
from keng.orgunits.actions import Naming, NewUnit, create_nation, create_unit
from keng.papers import actions, queries
from keng.papers.models import Number, Series
from papers_cast import AT
from web_cast import SETUP, START

TAKERS = 8
pytestmark = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite in memory does not let threads wait"
)


def _series() -> tuple[Series, AccountActor]:
    nation = create_nation(actor=OPERATOR, at=SETUP).pk
    new = NewUnit(Naming("tinh", "Đông"), nation)
    unit = create_unit(new, on=START, basis="NQ 1", actor=OPERATOR, at=SETUP).pk
    account = create_account("clerk", unit_id=unit, actor=OPERATOR, at=SETUP)
    grant(account.pk, "clerk", unit_id=unit, actor=OPERATOR, at=SETUP)
    actor = AccountActor(account)
    return actions.open_series(unit, "KH-UBND", "UBND", 2025, actor=actor, at=AT), actor


def _taken_by_many(each: int) -> list[int]:
    """The numbers that eight threads took, and some of them gave back; all in one list."""
    series, actor = _series()
    taken: list[int] = []
    failed: list[BaseException] = []

    def take() -> None:
        try:
            for turn in range(each):
                number = actions.reserve_number(series.pk, "", actor=actor, at=AT)
                if turn % 5 == 4:
                    actions.give_back_number(number.pk, actor=actor, at=AT)
                else:
                    taken.append(number.n)
        except BaseException as error:
            failed.append(error)
            raise
        finally:
            connection.close()

    threads = [threading.Thread(target=take) for _ in range(TAKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    return taken


def _holds(taken: list[int]) -> None:
    assert len(taken) == len(set(taken))
    (series,) = Series.objects.all()
    rows = Number.objects.filter(series=series)
    assert sorted(rows.values_list("n", flat=True)) == list(range(1, series.last + 1))
    assert rows.filter(state="reserved").count() == len(taken)
    assert [one for one in queries.problems() if one.table.startswith("papers_")] == []


@pytest.mark.django_db(transaction=True)
def test_numbers_taken_and_given_back_at_once_have_no_gap_and_no_double() -> None:
    _holds(_taken_by_many(10))


@pytest.mark.soak
@pytest.mark.django_db(transaction=True)
def test_two_thousand_numbers_have_no_gap_and_no_double() -> None:
    taken = _taken_by_many(250)

    assert len(taken) == 1_600  # every fifth was given back
    _holds(taken)
