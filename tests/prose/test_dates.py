"""Days whole and partial, and periods; a part of a whole is no day."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keng.prose.dates import days_of, stretches_of
from keng.prose.text import Text


def days(line: str) -> list[str]:
    return [day.iso for day in days_of(Text.of([line]))]


def periods(line: str) -> list[tuple[str, str]]:
    return [(str(found.start), str(found.end)) for found in stretches_of(Text.of([line]))]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ngày 04 tháng 10 năm 2023", ["2023-10-04"]),
        ("ngày ... tháng 11 năm 2023", ["2023-11"]),
        ("ngày      tháng      năm 2024", ["2024"]),
        ("họp ngày 5/9/2019 và 15-6-2023", ["2019-09-05", "2023-06-15"]),
        ("từ tháng 8/2024", ["2024-08"]),
        ("báo cáo trước 10/5 hằng năm", ["--05-10"]),
        ("các năm 2021, 2022 và 2023", ["2021", "2022", "2023"]),
        ("giai đoạn 2021-2025", ["2021", "2025"]),
    ],
)
def test_days_are_read_as_far_as_they_are_told(line: str, expected: list[str]) -> None:
    assert days(line) == expected


@pytest.mark.parametrize(
    "line", ["có 07/07 làng đăng ký", "đạt 12/19 tiêu chí", "2010 lượt người dự", "tỷ lệ 3/4"]
)
def test_counts_are_no_days(line: str) -> None:
    assert days(line) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("6 tháng đầu năm 2024", ("2024-01-01", "2024-06-30")),
        ("8 tháng đầu năm 2023", ("2023-01-01", "2023-08-31")),
        ("06 tháng cuối năm 2024", ("2024-07-01", "2024-12-31")),
        ("quý III/2022", ("2022-07-01", "2022-09-30")),
        ("quý 2 năm 2020", ("2020-04-01", "2020-06-30")),
        ("từ ngày 15/11/2022 đến ngày 14/11/2023", ("2022-11-15", "2023-11-14")),
        ("từ 15/7 đến 14/8/2024", ("2024-07-15", "2024-08-14")),
        ("9 tháng đầu năm", ("None", "None")),
    ],
)
def test_periods_are_read(line: str, expected: tuple[str, str]) -> None:
    assert periods(line) == [expected]


def test_an_impossible_day_says_so() -> None:
    (day,) = days_of(Text.of(["họp ngày 31/02/2023"]))

    assert not day.possible


@given(st.lists(st.text(alphabet="0123456789/-. ngàythnămqIVu", max_size=60), max_size=5))
def test_any_text_returns_with_places_inside(lines: list[str]) -> None:
    text = Text.of(lines)
    found = days_of(text)

    for day in (*found, *stretches_of(text, found)):
        assert 0 <= day.span.start < day.span.end <= len(text.body)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


def test_a_ladder_is_no_month_where_the_marks_tell() -> None:
    assert days_of(Text.of(["Có xe chữa cháy 37, xe thang 03, xe cứu nạn 06."])) == ()
    assert [day.month for day in days_of(Text.of(["Trong tháng 3 có 05 vụ."]))] == [3]
