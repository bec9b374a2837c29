"""Sums, shares and changes made right are never told, made wrong always; any text returns."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from keng.proofing.finding import Severity
from keng.proofing.proofreading import proofread

NUMBERS = st.integers(1, 900)
KINDS = ("trộm cắp", "gây rối", "va chạm giao thông", "mâu thuẫn", "lừa đảo")
ROUNDINGS = st.sampled_from((ROUND_HALF_UP, ROUND_DOWN))
DECIMALS = st.integers(0, 2)


def told(text: str) -> set[str]:
    found = proofread(text.split("\n"))
    return {finding.code for finding in found if finding.severity is not Severity.STYLE}


def number(value: Decimal | int) -> str:
    return str(value).replace(".", ",")


def percent(part: int, whole: int, decimals: int, rounding: str) -> Decimal:
    return (Decimal(part) * 100 / whole).quantize(Decimal(1).scaleb(-decimals), rounding)


def listing(total: int, parts: list[int]) -> str:
    named = "; ".join(f"{part:02d} vụ {kind}" for part, kind in zip(parts, KINDS, strict=False))
    return f"Trong kỳ xảy ra {total:02d} vụ, gồm: {named}."


@settings(deadline=None, max_examples=60)
@given(st.lists(NUMBERS, min_size=2, max_size=5))
def test_parts_that_make_their_total_are_never_told(parts: list[int]) -> None:
    assert told(listing(sum(parts), parts)) == set()


@settings(deadline=None, max_examples=60)
@given(st.lists(NUMBERS, min_size=2, max_size=5), st.integers(-90, 90))
def test_parts_that_make_another_total_are_always_told(parts: list[int], off: int) -> None:
    total = sum(parts) + off
    running = [sum(parts[:count]) for count in range(1, len(parts) + 1)]
    assume(total > 0 and total not in running)

    assert "K101" in told(listing(total, parts))


@settings(deadline=None, max_examples=60)
@given(NUMBERS, NUMBERS, DECIMALS, ROUNDINGS)
def test_a_share_rounded_or_cut_off_is_never_told(
    part: int, rest: int, decimals: int, rounding: str
) -> None:
    share = percent(part, part + rest, decimals, rounding)

    assert told(f"Có {part}/{part + rest} hộ ký cam kết, đạt tỷ lệ {number(share)}%.") == set()


@settings(deadline=None, max_examples=60)
@given(NUMBERS, NUMBERS, DECIMALS, st.integers(2, 60))
def test_a_share_off_by_more_than_rounding_is_always_told(
    part: int, rest: int, decimals: int, off: int
) -> None:
    right = percent(part, part + rest, decimals, ROUND_HALF_UP)
    wrong = right + Decimal(off).scaleb(-decimals)
    assume(abs(wrong - Decimal(part) * 100 / (part + rest)) >= Decimal(1).scaleb(-decimals))

    text = f"Có {part}/{part + rest} hộ ký cam kết, đạt tỷ lệ {number(wrong)}%."

    assert "K121" in told(text)


@settings(deadline=None, max_examples=60)
@given(NUMBERS, NUMBERS, DECIMALS, ROUNDINGS)
def test_a_change_on_the_value_before_is_never_told(
    before: int, now: int, decimals: int, rounding: str
) -> None:
    assume(before != now)
    word = "tăng" if now > before else "giảm"
    share = percent(abs(now - before), before, decimals, rounding)

    text = f"Xảy ra {now} vụ, {word} {abs(now - before)} vụ ({number(share)}%) so với tháng trước."

    assert told(text) == set()


@settings(deadline=None, max_examples=60)
@given(NUMBERS, NUMBERS)
def test_a_change_divided_by_this_period_is_always_told(before: int, now: int) -> None:
    assume(before != now)
    word = "tăng" if now > before else "giảm"
    right = Decimal(abs(now - before)) * 100 / before
    share = percent(abs(now - before), now, 2, ROUND_HALF_UP)
    assume(abs(share - right) >= Decimal("0.01"))

    text = f"Xảy ra {now} vụ, {word} {abs(now - before)} vụ ({number(share)}%) so với tháng trước."

    assert "K111" in told(text)


@settings(deadline=None, max_examples=80)
@given(st.lists(st.text(max_size=60), max_size=12))
def test_any_text_returns(lines: list[str]) -> None:
    for finding in proofread(lines):
        assert 1 <= finding.line <= finding.end_line <= max(len(lines), 1)


PIECES = st.sampled_from(
    (
        *(
            "12 vụ",
            "gồm",
            "trong đó",
            "tăng",
            "giảm 03 vụ",
            "(",
            ")",
            "5,6%",
            "chiếm",
            "07/09 thôn",
        ),
        *("Kế hoạch số 12/KH-UBND", "ngày 31/4/2024", "của UBND xã", "1200.0000đ", ";", ":", "và"),
        *(
            "Tết Nguyên đán Giáp Thìn năm 2023",
            "“Đề án",
            "”",
            "|",
            "\t",
            "còn lại",
            "khác",
            "1.",
            "-",
        ),
        *(
            "đối tượng",
            "sinh năm 1990",
            "(Hai)",
            "bình quân",
            "3,5 người/xã",
            "tỷ lệ khám phá",
            "…",
        ),
    )
)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.lists(PIECES, max_size=14), max_size=6))
def test_any_talk_of_numbers_and_papers_returns(rows: list[list[str]]) -> None:
    lines = [" ".join(row) for row in rows]

    for finding in proofread(lines):
        assert 1 <= finding.line <= finding.end_line <= max(len(lines), 1)
