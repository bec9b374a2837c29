"""Moments that come from outside."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from keng.kernel.errors import BadInput
from keng.kernel.moments import in_utc


def test_a_moment_of_any_zone_is_one_of_utc() -> None:
    assert in_utc(datetime.fromisoformat("2024-08-01T07:00:00+07:00")) == datetime(
        2024, 8, 1, tzinfo=UTC
    )
    assert in_utc(datetime.fromisoformat("0631-12-15T19:37:11+19:16")).tzinfo is UTC


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2024-08-01T07:00:00", "múi giờ"),
        ("0001-01-01T00:00:00+14:00", "ngoài lịch"),
        ("9999-12-31T23:59:59-12:00", "ngoài lịch"),
    ],
)
def test_a_moment_without_zone_or_out_of_the_calendar_is_refused(written: str, code: str) -> None:
    with pytest.raises(BadInput, match=code):
        in_utc(datetime.fromisoformat(written))
