"""The tables are never stale: whatever was written before a reading is in it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from consolidation_cast import FIRES, TODAY, Country, a_country, period
from keng.consolidation import tables
from keng.consolidation.catalogue import catalogue
from keng.consolidation.figures import Figures, RawFigures
from keng.consolidation.models import Node, PairRow, RollUp, Target, TargetKind
from keng.consolidation.pairs import pairs_of
from keng.consolidation.queries import consolidate, problems
from keng.consolidation.raw import LIVE
from keng.consolidation.shapes import Compare
from keng.consolidation.tables import Shelf, basis_of
from keng.db.reading import one_reading
from keng.kernel.actors import OPERATOR
from keng.orgunits.models import MapStamp
from keng.orgunits.queries import day_map
from keng.reporting.models import DirtyMark, Figure


def value(country: Country, path: str, code: str = "2024") -> int | None:
    found = consolidate(country.ids[path], period(code), actor=OPERATOR, on=TODAY)
    row = found.row(FIRES)
    return row.value if row is not None else None


@pytest.mark.django_db
def test_a_correction_is_in_the_next_reading_at_every_level() -> None:
    country = a_country()
    country.report("A/a", "2024", fires=3)
    country.report("A/b", "2024", fires=4)
    assert value(country, "Việt Nam") == 7

    country.report("A/a", "2024", fires=5)

    assert value(country, "Việt Nam") == 9
    assert value(country, "A") == 9
    assert not DirtyMark.objects.exists()


@pytest.mark.django_db
def test_a_reopened_report_leaves_the_sums() -> None:
    country = a_country()
    country.report("A/a", "2024", fires=3)
    country.report("A/b", "2024", fires=4)
    assert value(country, "A") == 7

    country.report("A/b", "2024", state="reopened")

    assert value(country, "A") == 3


@pytest.mark.django_db
def test_a_change_of_one_province_leaves_the_rows_of_another_alone() -> None:
    country = a_country({"A": "province", "A/a": "commune", "B": "province", "B/b": "commune"})
    country.report("A/a", "2024", fires=3)
    country.report("B/b", "2024", fires=4)
    assert value(country, "Việt Nam") == 7

    country.report("A/a", "2024", fires=1)
    tables.absorb()

    assert {node.unit_id for node in Node.objects.all()} == {country.ids["B"]}
    assert value(country, "Việt Nam") == 5


@pytest.mark.django_db
def test_a_month_that_changes_is_found_by_the_quarter_and_by_next_years_comparison() -> None:
    country = a_country()
    for month in ("2024-01", "2024-02", "2024-03"):
        country.report("A/a", month, fires=1)
    country.report("A/a", "2025Q1", fires=9)
    assert value(country, "A", "2024Q1") == 3
    assert _change(country) == 6

    country.report("A/a", "2024-02", fires=4)

    assert value(country, "A", "2024Q1") == 6
    assert _change(country) == 3


@pytest.mark.django_db
def test_a_comparison_is_made_anew_with_the_rows_of_provinces_that_did_not_change() -> None:
    country = a_country({"A": "province", "A/a": "commune", "B": "province", "B/b": "commune"})
    for year, first, second in (("2024Q1", 1, 10), ("2025Q1", 3, 14)):
        country.report("A/a", year, fires=first)
        country.report("B/b", year, fires=second)
    assert _change(country, "Việt Nam") == 6  # 17 - 11

    country.report("A/a", "2025Q1", fires=5)

    assert _change(country, "Việt Nam") == 8


def _change(country: Country, path: str = "A") -> int | None:
    found = consolidate(
        country.ids[path], period("2025Q1"), actor=OPERATOR, on=TODAY, compare=Compare.SAME_PERIOD
    ).row(FIRES)
    return found.change if found is not None else None


@pytest.mark.django_db
def test_a_mark_that_arrives_while_sums_are_made_stays_for_the_next_reader() -> None:
    country = a_country()
    country.report("A/a", "2024", fires=3)
    country.report("A/b", "2024", fires=4)
    figures = Figures(catalogue(), LIVE)
    tables.absorb()
    shelf = Shelf(TargetKind.FIGURES, period("2024"), basis_of(catalogue()))
    assert shelf.target.generation == 0
    _, evaluation = figures.evaluation(period("2024"), [country.ids["A"]])
    country.report("A/a", "2024", fires=30)

    amounts = {key: one.amount for key, one in evaluation.figures[country.ids["A"]].items()}
    kept = shelf.put([country.ids["A"]], tables.amount_rows({country.ids["A"]: amounts}))

    assert kept  # nobody has absorbed the mark yet, so the rows go in, with the mark beside them
    assert DirtyMark.objects.exists()
    assert value(country, "A") == 34


@pytest.mark.django_db
def test_sums_that_were_begun_before_a_change_was_absorbed_are_thrown_away() -> None:
    country = a_country()
    country.report("A/a", "2024", fires=3)
    tables.absorb()
    slow = Shelf(TargetKind.FIGURES, period("2024"), basis_of(catalogue()))
    assert slow.target.generation == 0
    country.report("A/a", "2024", fires=5)
    assert value(country, "A") == 5

    kept = slow.put([country.ids["A"]], tables.amount_rows({}))

    assert not kept
    assert value(country, "A") == 5


@pytest.mark.django_db
def test_a_change_of_the_map_makes_the_sums_anew() -> None:
    country = a_country()
    country.report("A/a", "2024", fires=3)
    assert value(country, "A") == 3

    country.add("A/c", "commune", since=date(2024, 1, 1))
    country.report("A/c", "2024", fires=2)

    assert value(country, "A") == 5


@pytest.mark.django_db
def test_a_row_that_somebody_changed_by_hand_is_named() -> None:
    country = a_country()
    country.report("A/a", "2023", fires=2)
    country.report("A/a", "2024", fires=3)
    consolidate(
        country.ids["A"], period("2024"), actor=OPERATOR, on=TODAY, compare=Compare.SAME_PERIOD
    )
    assert list(problems()) == []

    RollUp.objects.filter(unit_id=country.ids["A"], value=3).update(value=30)
    PairRow.objects.filter(unit_id=country.ids["A"]).update(previous=7)

    found = list(problems())
    assert [problem.table for problem in found] == ["consolidation_rollup", "consolidation_pair"]
    assert "30" in found[0].what
    assert found[0].id == str(RollUp.objects.get(value=30).pk)


@pytest.mark.django_db
def test_a_figure_changed_without_a_mark_is_named() -> None:
    country = a_country()
    country.report("A/a", "2024", fires=3)
    assert value(country, "A") == 3

    Figure.objects.update(value=4)

    assert [problem.table for problem in problems()] == ["consolidation_rollup"]


@pytest.mark.django_db
def test_a_clean_reading_makes_no_row_and_takes_few_queries(
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    communes = {f"A/{number}": "commune" for number in range(30)}
    country = a_country({"A": "province", **communes})
    for path in communes:
        country.report(path, "2024", fires=1, plans=2)
    value(country, "A")
    generations = list(Target.objects.values_list("generation", flat=True))

    with django_assert_max_num_queries(20):
        assert value(country, "A") == 30

    assert list(Target.objects.values_list("generation", flat=True)) == generations


_PATHS = ["A/a", "A/b", "A/a/v", "A/hội", "A", "A/d/c", "A/d"]
_FORMS = {"A/a/v": "village", "A/hội": "body", "A": "own", "A/d": "total"}
_writings = st.lists(
    st.tuples(
        st.sampled_from(_PATHS),
        st.sampled_from(["2023", "2024", "2024-01", "2024-02", "2024-03", "2024Q1"]),
        st.sampled_from(["accepted", "accepted", "submitted", "reopened"]),
        st.none() | st.integers(0, 9),
    ),
    min_size=1,
    max_size=8,
)


class TablesAndRawFiguresAgree(TestCase):
    """Whatever is written in whatever order, reading in between or not."""

    def setUp(self) -> None:
        kinds = {
            "A": "province",
            "A/a": "commune",
            "A/b": "commune",
            "A/a/v": "village",
            "A/hội": "body",
            "A/d": "district",
            "A/d/c": "commune",
        }
        self.country = a_country(kinds)

    @settings(max_examples=12, deadline=None)
    @given(writings=_writings, reads_between=st.booleans())
    def test_whatever_is_written_in_whatever_order(
        self, *, writings: list[tuple[str, str, str, int | None]], reads_between: bool
    ) -> None:
        for path, code, state, number in writings:
            form = _FORMS.get(path, "commune")
            cell = "plans" if form in {"body", "own"} else "fires"
            self.country.report(path, code, form=form, state=state, **{cell: number})
            if reads_between:
                self._agree(code)

        for code in ("2024", "2024Q1", "2024-02"):
            self._agree(code)
        assert list(problems()) == []

    def _agree(self, code: str) -> None:
        units = [self.country.ids[path] for path in ("Việt Nam", "A", "A/a", "A/d")]
        tabled, raw = Figures(catalogue(), LIVE), RawFigures(catalogue(), LIVE)
        assert tabled.of(period(code), units) == raw.of(period(code), units)
        for unit in units[:2]:
            assert pairs_of(tabled, period(code), unit) == pairs_of(raw, period(code), unit)


@pytest.mark.django_db
def test_where_nobody_was_asked_and_nothing_is_known_there_is_no_row() -> None:
    country = a_country()

    found = consolidate(country.ids["A"], period("2024"), actor=OPERATOR, on=TODAY)

    assert (found.rows, found.missing) == ((), ())


JULY = date(2025, 7, 1)
_OLD = ["H/h", "D/t/a", "D/t/b", "D/t/s", "D/t", "D"]
_NEW = ["N/c", "N/h", "N/f", "N/g", "N"]
_MERGED_FORMS = {"D/t": "total", "D": "own", "N": "own"}
_merged_writings = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(_OLD), st.sampled_from(["2024H2", "2025H1"]), st.integers(0, 9)),
        st.tuples(st.sampled_from(_NEW), st.sampled_from(["2025H2", "2025"]), st.integers(0, 9)),
    ),
    min_size=1,
    max_size=9,
)


class TablesAndRawFiguresAgreeAcrossAMerger(TestCase):
    """Two provinces become one, two communes one, a third is split: the same whatever the order."""

    def setUp(self) -> None:
        self.country = a_country({})
        for path, level in (("H", "province"), ("D", "province"), ("D/t", "district")):
            self.country.add(path, level, until=JULY)
        self.country.add("N", "province", since=JULY)
        for path in _OLD[:4]:
            self.country.add(path, "commune", until=JULY)
        for path in _NEW[:4]:
            self.country.add(path, "commune", since=JULY)
        whole = [("H", "N"), ("D", "N"), ("H/h", "N/h"), ("D/t/a", "N/c"), ("D/t/b", "N/c")]
        for old, new in whole:
            self.country.succeed(old, new, JULY)
        for new in ("N/f", "N/g"):
            self.country.succeed("D/t/s", new, JULY, "part")

    @settings(max_examples=12, deadline=None)
    @given(writings=_merged_writings, reads_between=st.booleans())
    def test_whatever_is_written_in_whatever_order(
        self, *, writings: list[tuple[str, str, int]], reads_between: bool
    ) -> None:
        for path, code, number in writings:
            form = _MERGED_FORMS.get(path, "commune")
            cell = "plans" if form == "own" else "fires"
            self.country.report(path, code, form=form, **{cell: number})
            if reads_between:
                self._agree("2025H2")

        for code in ("2024H2", "2025H1", "2025", "2025H2"):
            self._agree(code)
        assert list(problems()) == []

    def _agree(self, code: str) -> None:
        asked = period(code)
        there = ["Việt Nam", "N", "N/c"] if asked.last > JULY else ["Việt Nam", "D", "D/t"]
        units = [self.country.ids[path] for path in there]
        tabled, raw = Figures(catalogue(), LIVE), RawFigures(catalogue(), LIVE)
        assert tabled.of(asked, units) == raw.of(asked, units)
        for unit in units:
            assert pairs_of(tabled, asked, unit) == pairs_of(raw, asked, unit)


@pytest.mark.django_db
def test_sums_are_kept_under_the_map_that_they_were_made_on() -> None:
    country = a_country()
    country.report("A/a", "2024", fires=3)

    with one_reading():
        day_map(period("2024").last)
        MapStamp.objects.update(stamp="changed meanwhile")
        assert value(country, "A") == 3
    kept_under = Target.objects.get(kind=TargetKind.FIGURES).basis
    country.report("A/b", "2024", fires=4)

    assert "changed meanwhile" not in kept_under
    assert value(country, "A") == 7
    assert "changed meanwhile" in Target.objects.get(kind=TargetKind.FIGURES).basis
