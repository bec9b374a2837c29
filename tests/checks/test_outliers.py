"""Odd figures: slips, copies, rare events, seasons, peers; and what is not odd."""

from __future__ import annotations

from math import comb
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keng.checks.odds import (
    dispersion,
    odds_above,
    odds_below,
    odds_of_repeats,
    odds_of_share,
)
from keng.checks.outliers import LIMITS, Beside, Odd, Peer, copied, hints_about
from keng.kernel.figures import CellKey

KEY = CellKey("fires")
DOCS = Path(__file__).parents[2] / "docs" / "algorithms" / "outliers.md"
COUNTS = st.lists(st.integers(0, 40), min_size=6, max_size=24)


def rows(first_cell: str) -> list[list[str]]:
    lines = DOCS.read_text(encoding="utf-8").splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(f"| {first_cell} |"))
    found = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        found.append([cell.strip() for cell in line.strip("|").split("|")])
    return found


def numbers(text: str) -> tuple[int, ...]:
    return tuple(int(one) for one in text.split()) if text != "–" else ()


@pytest.mark.parametrize("row", rows("value"), ids=lambda row: f"{row[0]} after {row[1]}")
def test_the_worked_table_is_what_the_code_says(row: list[str]) -> None:
    value, past, seasons, kind, odd = row

    found = hints_about(
        Beside(KEY, int(value), numbers(past), numbers(seasons), is_count=kind == "count")
    )

    assert (", ".join(sorted(one.odd for one in found)) or "–") == odd


def test_limits_in_the_documentation_are_those_of_the_code() -> None:
    told = {row[0].strip("`"): row[1] for row in rows("limit")}

    assert told == {name: f"{value:g}" for name, value in vars(LIMITS).items()}


def test_odds_of_a_short_past_can_be_checked_by_hand() -> None:
    # No event in 1 period: size 1/2, odds 1 to 1; nothing again = (1/2)^(1/2).
    assert odds_below(0, [0]) == pytest.approx(0.5**0.5)
    assert odds_above(1, [0]) == pytest.approx(1 - 0.5**0.5)
    # 8 or more of 10 where half fall: (45 + 10 + 1) / 1024.
    assert odds_of_share(8, 10, 0.5)[0] == pytest.approx((comb(10, 8) + 10 + 1) / 1024)
    # A single 1 comes again with the chance 1/e, and both of two with its square.
    assert odds_of_repeats(2, [1, 1]) == pytest.approx(0.1353, abs=1e-4)


def test_a_hint_tells_the_numbers_that_it_rests_on() -> None:
    (hint,) = hints_about(Beside(KEY, 9, (0, 1, 0, 0, 2, 0, 1, 0, 0, 0, 1, 0)))

    assert hint.message == (
        "9, trong khi 12 kỳ trước cộng lại 5 (cao nhất 2, 8 kỳ bằng 0). Cao hơn hẳn mức ngẫu nhiên."
    )
    (slip,) = hints_about(Beside(KEY, 1240, (118, 130, 121)))
    assert slip.message == (
        "1.240: khoảng gấp 10 mức thường thấy (118–130). Có thể thừa hoặc thiếu chữ số."
    )


def test_what_moves_all_peers_is_not_odd_beside_them() -> None:
    past = (4, 6, 5, 5, 4, 6)
    moved, calm = tuple([Peer(20, 5.0)] * 6), tuple([Peer(5, 5.0)] * 6)

    assert Odd.PEERS not in {one.odd for one in hints_about(Beside(KEY, 21, past, (), moved))}
    assert Odd.PEERS in {one.odd for one in hints_about(Beside(KEY, 21, past, (), calm))}
    assert not [
        one for one in hints_about(Beside(KEY, 21, past, (), calm[:4])) if one.odd == "peers"
    ]


def test_peers_of_another_size_are_no_peers() -> None:
    large = tuple([Peer(1, 50.0)] * 9)

    assert hints_about(Beside(KEY, 6, (4, 6, 5, 5, 4, 6), (), large)) == []


def test_a_copied_report_is_seen_and_one_of_small_counts_is_not() -> None:
    def pairs(values: list[int]) -> list[tuple[CellKey, int, int]]:
        return [(CellKey(f"c{n}"), value, value) for n, value in enumerate(values)]

    assert copied(pairs([12, 240, 31, 8, 77, 19])) is not None
    assert copied(pairs([1, 1, 1, 1, 1])) is None  # comes about once in 150 forms
    assert copied(pairs([0] * 60)) is None
    changed = [(key, now + (n % 2), before) for n, (key, now, before) in enumerate(pairs([9] * 8))]
    assert copied(changed) is None


@given(COUNTS)
def test_what_is_usual_is_never_odd(past: list[int]) -> None:
    middle = sorted(past)[len(past) // 2]

    assert hints_about(Beside(KEY, middle, tuple(past))) == []


@given(COUNTS, st.integers(0, 200))
def test_a_larger_count_is_never_less_odd_than_a_large_one(past: list[int], value: int) -> None:
    assert odds_above(value + 1, past) <= odds_above(value, past) + 1e-12
    assert odds_below(value, past) <= odds_below(value + 1, past) + 1e-12


@given(COUNTS, st.integers(0, 400), st.randoms(use_true_random=False))
def test_the_order_of_the_past_says_nothing(past: list[int], value: int, random: Random) -> None:
    shuffled = past[:]
    random.shuffle(shuffled)

    found = [one.odd for one in hints_about(Beside(KEY, value, tuple(past)))]
    assert found == [one.odd for one in hints_about(Beside(KEY, value, tuple(shuffled)))]


@given(st.lists(st.integers(100, 199), min_size=3, max_size=12), st.sampled_from([10, 100, 1000]))
def test_a_slip_by_a_factor_is_found_both_ways(past: list[int], factor: int) -> None:
    large = hints_about(Beside(KEY, past[0] * factor, tuple(past), is_count=False))
    small = hints_about(Beside(KEY, past[0], tuple(one * factor for one in past), is_count=False))

    assert [one.odd for one in (*large, *small)] == [Odd.SLIP, Odd.SLIP]


@given(st.lists(st.integers(0, 300), min_size=1, max_size=30))
def test_odds_are_odds(past: list[int]) -> None:
    assert dispersion(past) >= 1
    assert 0 <= odds_of_repeats(len(past) // 2, past) <= 1 + 1e-9
    assert 0 <= odds_above(past[0], past) <= 1 + 1e-9


def test_needless_hints_stay_as_rare_as_the_limits_say() -> None:
    """Counts by pure chance, three rates, 12 months of past: far fewer hints than one in 500."""
    random = Random(20240902)  # noqa: S311 - a drawing that repeats, no secret

    def drawn(rate: float) -> int:
        passed, events = random.expovariate(rate), 0
        while passed < 1:
            passed, events = passed + random.expovariate(rate), events + 1
        return events

    tried = [(rate, tuple(drawn(rate) for _ in range(13))) for rate in (0.3, 3, 20) * 700]
    hinted = [
        values
        for _rate, values in tried
        if hints_about(Beside(KEY, values[12], values[:12], (values[0],)))
    ]

    assert len(hinted) <= len(tried) / 500
