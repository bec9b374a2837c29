"""The clock of the server jumps while programs call: nothing is lost, nothing stays locked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from api.conftest import Caller, body_of, error_of
from api.test_tokens import with_token
from intake.conftest import Desk
from keng.api import clock
from keng.journal.queries import entries_of
from keng.kernel.figures import CellKey
from keng.reporting import queries

FIRES = CellKey("fires")


@pytest.fixture
def jumps(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the clock so many days ahead of now, or behind."""

    def jump(days: int) -> datetime:
        at = datetime.now(tz=UTC) + timedelta(days=days)
        monkeypatch.setattr(clock, "now", lambda: at)
        return at

    return jump


def entered(caller: Caller, desk: Desk, value: str, revision: int) -> None:
    cell = {"cell": str(FIRES), "value": value, "expected_revision": revision}
    body_of(caller.post(f"/submissions/{desk.submission}/cells", [cell]))


def test_what_is_entered_while_the_clock_jumps_stands_in_the_order_of_entering(
    desk: Desk, jumps: Any
) -> None:
    caller = with_token(desk, "write")

    for number, days in enumerate((0, 2, -2, 0)):
        jumps(days)
        entered(caller, desk, str(number + 1), number)

    figure = queries.figures_of(desk.submission)[FIRES]
    assert (figure.value, figure.revision) == (4, 4)
    history = queries.history_of(desk.submission, FIRES)
    assert [one.value for one in history] == [4, 3, 2, 1]  # newest first
    numbers = [one.n for one in entries_of(f"submission:{desk.submission}")]
    assert numbers == sorted(numbers)


def test_a_token_that_ended_by_a_clock_ahead_holds_once_it_is_set_right(
    desk: Desk, jumps: Any
) -> None:
    caller = with_token(desk, "read")

    jumps(400)
    assert error_of(caller.get("/duties"), 401)["code"] == "signed_out"
    jumps(0)

    assert caller.get("/duties").status_code == 200


def test_one_call_has_one_moment(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    caller, asked = with_token(desk, "read"), []

    def now() -> datetime:
        asked.append(datetime.now(tz=UTC))
        return asked[-1]

    monkeypatch.setattr(clock, "now", now)
    caller.get(f"/submissions/{desk.submission}")

    assert len(asked) == 1
