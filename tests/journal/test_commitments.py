"""A commitment proves what a row said without saying it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keng.journal.canonical import canonical
from keng.journal.commitments import digest, new_salt

SALT = "00" * 16
texts = st.text(max_size=8)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)


def test_the_same_row_under_the_same_salt_has_the_same_digest() -> None:
    one = digest(SALT, {"value": 5, "note": "đã rà soát"})
    two = digest(SALT, {"note": "đã rà soát", "value": 5})

    assert one == two
    assert len(one) == 64


@pytest.mark.parametrize(
    "other",
    [
        {"value": 6, "note": ""},
        {"value": None, "note": ""},
        {"value": "5", "note": ""},
        {"value": 5, "note": " "},
        {"value": 5},
    ],
)
def test_another_row_has_another_digest(other: dict[str, object]) -> None:
    assert digest(SALT, other) != digest(SALT, {"value": 5, "note": ""})


def test_missing_is_not_zero() -> None:
    assert digest(SALT, {"value": None}) != digest(SALT, {"value": 0})


def test_a_fresh_salt_hides_even_a_small_figure() -> None:
    row = {"value": 2}

    assert digest(new_salt(), row) != digest(new_salt(), row)


def test_days_and_moments_may_be_committed_in_any_zone() -> None:
    at = datetime(2026, 3, 2, 3, 4, tzinfo=UTC)

    assert digest(SALT, {"at": at, "on": date(2026, 3, 2)})


NAIVE = datetime(2026, 3, 2, tzinfo=UTC).replace(tzinfo=None)


@pytest.mark.parametrize("value", [0.1, b"x", {1: 2}, NAIVE])
def test_what_cannot_be_written_exactly_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        digest(SALT, {"value": value})


@pytest.mark.parametrize("salt", ["", "00", "zz" * 16])
def test_a_salt_spoilt_by_hand_gives_another_digest_and_no_error(salt: str) -> None:
    assert digest(salt, {"value": 1}) != digest(SALT, {"value": 1})


@given(values, values)
def test_different_values_are_written_differently(one: object, two: object) -> None:
    def same(left: object, right: object) -> bool:
        return repr(_ordered(left)) == repr(_ordered(right))

    assert (canonical(one) == canonical(two)) == same(one, two)


def _ordered(value: object) -> object:
    if isinstance(value, dict):
        return sorted((key, _ordered(item)) for key, item in value.items()), "mapping"
    if isinstance(value, list):
        return [_ordered(item) for item in value]
    return value
