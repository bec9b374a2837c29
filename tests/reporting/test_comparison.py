"""What stood before a period and in the same period of last year, by the kind of the indicator."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from keng.kernel.figures import CellKey
from keng.kernel.periods import Period, parse_period
from keng.reporting import comparison
from keng.reporting.comparison import Surroundings
from reporting_cast import a_pack

PACK = a_pack()


def p(code: str) -> Period:
    return parse_period(code)


def before(indicator: str, period: str, **values: int | None) -> int | None:
    """`m2024_07=3` is 3 for July 2024."""
    return comparison.value_before(PACK.indicators[indicator], p(period), _entered(values)).value


def _entered(values: Mapping[str, int | None]) -> dict[Period, int | None]:
    return {p(name[1:].replace("_", "-")): value for name, value in values.items()}


def test_a_flow_is_compared_with_the_period_of_the_same_length_before() -> None:
    assert before("fires", "2024-08", m2024_07=3, m2024_06=9) == 3
    assert before("fires", "2024Q2", m2024_03=9, y2024Q1=12) == 12
    assert before("fires", "2024Q2", m2024_03=9) is None


def test_a_quarter_before_may_be_made_of_its_months() -> None:
    assert before("fires", "2024Q2", m2024_01=1, m2024_02=2, m2024_03=3) == 6


def test_a_stock_is_what_stood_on_the_day_before_however_long_ago_it_was_told() -> None:
    assert before("pending", "2024-08", m2024_05=4) == 4
    assert before("pending", "2024-08", m2024_07=None, m2024_05=4) == 4
    assert before("pending", "2024-08", m2024_08=9, m2024_09=7) is None


def test_a_cumulative_flow_is_compared_with_the_latest_statement_of_the_year() -> None:
    assert before("posts", "2024-08", m2024_05=30, m2024_03=11) == 30
    assert before("posts", "2025-01", m2024_12=90) is None


def test_a_distinct_count_is_compared_inside_its_calendar_year() -> None:
    assert before("signed", "2024-08", m2024_07=55) == 55
    assert before("signed", "2025-01", m2024_12=300) is None


def test_a_yearly_result_is_compared_with_the_year_before() -> None:
    assert before("classed", "2025", y2024=7) == 7


def around(entered: Mapping[str, int | None], **more: Mapping[CellKey, int]) -> Surroundings:
    key = CellKey("fires")
    return Surroundings(
        period=p("2025-08"),
        entered={key: _entered(entered)} if entered else {},
        stated=more.get("stated", {}),
        inherited=more.get("inherited", {}),
    )


def last_year_of(surroundings: Surroundings, code: str = "fires") -> int | None:
    key = CellKey(code)
    return surroundings.last_year({key: PACK.indicators[code]})[key]


def test_the_same_period_is_what_the_unit_reported_a_year_ago() -> None:
    assert last_year_of(around({"m2024_08": 4, "m2024_07": 9})) == 4


def test_a_reported_figure_stands_before_what_predecessors_and_people_say() -> None:
    key = CellKey("fires")

    assert last_year_of(around({"m2024_08": 4}, stated={key: 6}, inherited={key: 5})) == 4
    assert last_year_of(around({}, stated={key: 6}, inherited={key: 5})) == 5
    assert last_year_of(around({}, stated={key: 6})) == 6


def test_without_any_word_of_last_year_it_is_unknown() -> None:
    assert last_year_of(around({})) is None


def test_an_old_stock_is_no_value_of_last_year() -> None:
    key = CellKey("pending")
    surroundings = Surroundings(
        period=p("2025-08"),
        entered={key: {p("2022-08"): 4}},
        stated={},
        inherited={},
    )

    assert last_year_of(surroundings, "pending") is None


def test_only_neighbours_are_read_however_long_the_unit_has_reported() -> None:
    months = [month for year in range(2015, 2026) for month in p(str(year)).months()]

    found = comparison.neighbours(p("2024-08"), months)

    assert found == {
        p("2024-07"),  # the period before
        p("2024-09"),  # the next of the year, which must not be lower
        p("2023-08"),  # the same period of last year
    }


def test_a_half_year_reads_its_months_and_the_half_year_before() -> None:
    others = [*p("2024").months(), p("2023H2"), p("2023H1"), p("2020")]

    found = comparison.neighbours(p("2024H1"), others)

    assert {p("2023H2"), p("2023H1"), *p("2024H1").months()} <= found
    assert p("2020") not in found
    assert p("2024-12") not in found


def test_a_fall_is_found_against_the_earlier_and_the_later_statement() -> None:
    indicator = PACK.indicators["posts"]
    entered = {p("2024-06"): 20, p("2024-07"): 18, p("2024-08"): 17}

    found = comparison.contradictions(indicator, p("2024-07"), entered)

    assert [(one.stated_value, one.others_value) for one in found] == [(20, 18), (18, 17)]


def test_a_stock_may_fall() -> None:
    indicator = PACK.indicators["pending"]

    assert (
        comparison.contradictions(indicator, p("2024-07"), {p("2024-06"): 9, p("2024-07"): 1}) == []
    )


@given(st.lists(st.integers(1, 12), unique=True), st.integers(1, 12))
def test_neighbours_never_hold_the_period_itself_nor_strangers(
    months: list[int], asked: int
) -> None:
    others = [p(f"2024-{month:02}") for month in months]

    found = comparison.neighbours(p(f"2024-{asked:02}"), others)

    assert p(f"2024-{asked:02}") not in found
    assert found <= set(others)


def test_what_stood_before_an_opening_is_the_stock_that_closed_the_period_before() -> None:
    closing, opening = CellKey("pending"), CellKey("open_at_start")
    indicator = PACK.indicators["pending"].model_copy(
        update={"code": "open_at_start", "opening_of": "pending"}
    )
    around = Surroundings(
        period=p("2024-08"),
        entered={closing: {p("2024-07"): 4}, opening: {p("2024-07"): 1}},
        stated={},
        inherited={},
    )

    assert around.before({opening: indicator}) == {opening: 4}
    assert (
        comparison.value_of(indicator, p("2024Q3"), {p("2024-07"): 1, p("2024-08"): 4}).value == 1
    )
