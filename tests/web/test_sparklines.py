"""The small lines beside the numbers: gaps are gaps, the scale starts at zero."""

from __future__ import annotations

import re

from keng.web.phrases.icons import icon_names
from keng.web.phrases.sparklines import HEIGHT, WIDTH, sparkline
from keng.web.templatetags import keng as tags


def points(svg: str) -> list[list[tuple[float, float]]]:
    return [
        [tuple(map(float, pair.split(","))) for pair in line.split()]  # type: ignore[misc]  # two each
        for line in re.findall(r'<polyline points="([^"]*)"', svg)
    ]


def test_the_line_goes_from_the_left_edge_to_the_right_and_up_with_the_value() -> None:
    [line] = points(sparkline([0, 5, 10], "0, 5, 10"))

    assert line == [(3.0, HEIGHT - 3.0), (WIDTH / 2, HEIGHT / 2), (WIDTH - 3.0, 3.0)]


def test_the_scale_starts_at_zero_so_that_a_small_change_looks_small() -> None:
    [line] = points(sparkline([100, 99], "100, 99"))

    # 18 pixels stand for 100, so one less is 0.18 pixels lower
    assert [y for _, y in line] == [3.0, 3.2]


def test_a_period_without_a_figure_is_a_gap_and_a_lonely_value_a_dot() -> None:
    svg = sparkline([1, 2, None, 4, None], "1, 2, –, 4, –")

    assert len(points(svg)) == 1
    assert svg.count("<circle") == 1


def test_no_value_at_all_draws_nothing() -> None:
    assert sparkline([None, None], "chưa có số") == ""


def test_the_words_are_escaped_and_told_to_who_cannot_see() -> None:
    svg = sparkline([1], 'a"<b>')

    assert 'role="img"' in svg
    assert "<b>" not in svg


def test_values_below_zero_keep_the_zero_line_inside() -> None:
    [line] = points(sparkline([-10, 0, 10], "-10, 0, 10"))

    assert [y for _, y in line] == [HEIGHT - 3.0, HEIGHT / 2, 3.0]


def test_an_icon_is_taken_from_the_sprite_and_hidden_from_readers() -> None:
    svg = tags.icon("bell")

    assert 'aria-hidden="true"' in svg
    assert "#bell" in svg
    assert {"house", "search", "x-lg"} <= icon_names()
