"""Figures across mergers: what belongs to whom, what compares with what, on which map."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Unpack

import pytest

from consolidation_cast import FIRES, NOON, TODAY, Country, a_country, period
from keng.consolidation.queries import consolidate, drill, problems
from keng.consolidation.rollup import Mark
from keng.consolidation.shapes import Compare, PartKind, Row, View
from keng.journal.actions import record
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import NotFound
from keng.reporting.models import Figure, FigureRevision, StateChange, Submission

pytestmark = pytest.mark.django_db
JULY, JUNE_30 = date(2025, 7, 1), date(2025, 6, 30)


def row(country: Country, path: str, code: str, **view: Unpack[View]) -> Row:
    found = consolidate(country.ids[path], period(code), actor=OPERATOR, on=TODAY, **view)
    answer = found.row(FIRES)
    assert answer is not None
    return answer


def merged() -> Country:
    """A province whose communes a and b become c on 1 July 2025; e stays."""
    country = a_country({"A": "province", "A/e": "commune"})
    country.add("A/a", "commune", until=JULY)
    country.add("A/b", "commune", until=JULY)
    country.add("A/c", "commune", since=JULY)
    country.succeed("A/a", "A/c", JULY)
    country.succeed("A/b", "A/c", JULY)
    return country


def test_a_whole_merger_compares_with_the_sum_of_its_predecessors() -> None:
    country = merged()
    country.report("A/a", "2024H2", fires=3)
    country.report("A/b", "2024H2", fires=4)
    country.report("A/e", "2024H2", fires=10)
    country.report("A/c", "2025H2", fires=9)
    country.report("A/e", "2025H2", fires=8)

    commune = row(country, "A/c", "2025H2", compare=Compare.SAME_PERIOD)
    province = row(country, "A", "2025H2", compare=Compare.SAME_PERIOD)

    assert (commune.value, commune.previous, commune.change) == (9, 7, 2)
    assert (province.value, province.previous, province.change) == (17, 17, 0)
    assert list(problems()) == []


def test_a_merger_whose_predecessors_did_not_all_report_is_not_compared() -> None:
    country = merged()
    country.report("A/a", "2024H2", fires=3)
    country.report("A/c", "2025H2", fires=9)

    commune = row(country, "A/c", "2025H2", compare=Compare.SAME_PERIOD)
    province = row(country, "A", "2025H2", compare=Compare.SAME_PERIOD)

    assert commune.change is None
    assert commune.not_comparable
    assert (province.previous, province.change) == (3, None)


def split() -> Country:
    """a gives part of itself to d; both end, c and f begin: a swap inside province A."""
    country = a_country({"A": "province"})
    for old in ("A/a", "A/d"):
        country.add(old, "commune", until=JULY)
    for new in ("A/c", "A/f"):
        country.add(new, "commune", since=JULY)
    country.succeed("A/a", "A/c", JULY, "part")
    country.succeed("A/a", "A/f", JULY, "part")
    country.succeed("A/d", "A/f", JULY)
    country.report("A/a", "2024H2", fires=3)
    country.report("A/d", "2024H2", fires=4)
    country.report("A/c", "2025H2", fires=5)
    country.report("A/f", "2025H2", fires=6)
    return country


def test_a_part_split_is_not_compared_and_says_why() -> None:
    commune = row(split(), "A/c", "2025H2", compare=Compare.SAME_PERIOD)

    assert (commune.previous, commune.change) == (None, None)
    assert "địa giới" in commune.not_comparable


def test_communes_that_swap_a_village_do_not_break_their_province() -> None:
    country = split()

    province = row(country, "A", "2025H2", compare=Compare.SAME_PERIOD)

    assert (province.value, province.previous, province.change) == (11, 7, 4)
    assert province.both is not None
    assert province.both.units == 2
    assert list(problems()) == []


def test_a_year_that_spans_the_merger_is_put_together_from_both_sides_of_it() -> None:
    country = merged()
    country.report("A/a", "2025H1", fires=3)
    country.report("A/b", "2025H1", fires=4)
    country.report("A/c", "2025H2", fires=9)
    country.report("A/e", "2025", fires=1)

    commune = row(country, "A/c", "2025")
    parts = drill(country.ids["A/c"], period("2025"), FIRES, actor=OPERATOR, on=TODAY)

    assert commune.value == 16
    assert Mark.PREDECESSORS in commune.marks
    assert [(one.unit, one.value) for one in parts if one.kind is PartKind.PREDECESSOR] == [
        ("xã a", 3),
        ("xã b", 4),
    ]
    assert row(country, "A", "2025").value == 17


def test_a_value_whose_period_spans_the_merger_belongs_to_the_successor() -> None:
    country = merged()
    country.report("A/c", "2025", fires=12)
    country.report("A/a", "2025H1", fires=3)

    assert row(country, "A/c", "2025").value == 12
    assert row(country, "A", "2025").value == 12


def provinces() -> Country:
    """Provinces H and D become N; D has a district t of communes a and b; a and b become c."""
    country = a_country({})
    country.add("H", "province", until=JULY)
    country.add("D", "province", until=JULY)
    country.add("N", "province", since=JULY)
    country.add("D/t", "district", until=JULY)
    country.add("D/t/a", "commune", until=JULY)
    country.add("D/t/b", "commune", until=JULY)
    country.add("H/h", "commune", until=JULY)
    country.add("N/c", "commune", since=JULY)
    country.add("N/h", "commune", since=JULY)
    for old, new in (("H", "N"), ("D", "N"), ("D/t/a", "N/c"), ("D/t/b", "N/c"), ("H/h", "N/h")):
        country.succeed(old, new, JULY)
    return country


def test_a_districts_own_total_belongs_to_its_province_and_its_successor() -> None:
    country = provinces()
    country.report("D/t", "2022", form="total", fires=40)
    country.report("H/h", "2022", fires=5)

    assert row(country, "D", "2022").value == 40
    assert row(country, "N", "2022", map_on=date(2025, 7, 1)).value == 45


def test_last_year_of_a_merged_province_is_the_sum_of_the_old_ones() -> None:
    country = provinces()
    country.report("D/t/a", "2024H2", fires=3)
    country.report("D/t/b", "2024H2", fires=4)
    country.report("H/h", "2024H2", fires=5)
    country.report("N/c", "2025H2", fires=6)
    country.report("N/h", "2025H2", fires=7)

    found = row(country, "N", "2025H2", compare=Compare.SAME_PERIOD)

    assert (found.value, found.previous, found.change) == (13, 12, 1)
    assert list(problems()) == []


def test_the_map_of_another_day_places_the_figures_and_changes_no_sum() -> None:
    country = merged()
    country.report("A/a", "2024", fires=3)
    country.report("A/b", "2024", fires=4)
    country.report("A/e", "2024", fires=10)

    assert row(country, "A/c", "2024", map_on=JULY).value == 7
    assert row(country, "A", "2024", map_on=JULY).value == 17
    assert row(country, "A/a", "2024", map_on=JUNE_30).value == 3
    with pytest.raises(NotFound, match="xã c"):
        consolidate(country.ids["A/a"], period("2024"), actor=OPERATOR, on=TODAY, map_on=JULY)


def test_a_merged_units_figure_cannot_be_given_to_one_of_its_predecessors() -> None:
    country = merged()
    country.report("A/c", "2025H2", fires=9)

    found = consolidate(
        country.ids["A/a"], period("2025H2"), actor=OPERATOR, on=TODAY, map_on=JUNE_30
    ).row(FIRES)

    assert found is None or found.value is None


# What was known when ------------------------------------------------------------------------------


def remember(submission: Submission, value: int, at: datetime, n: int) -> None:
    """A revision of the figure, as `enter` writes it."""
    figure = Figure.objects.get(submission=submission, indicator="fires")
    Figure.objects.filter(pk=figure.pk).update(value=value, revision=n, at=at)
    entry = record(f"submission:{submission.pk}", "enter", actor=OPERATOR, at=at, facts={"n": n})
    FigureRevision.objects.create(
        figure=figure,
        n=n,
        value=value,
        status="official",
        origin="entered",
        at=at,
        salt="s",
        digest="d",
        entry=entry,
    )


def move(submission: Submission, before: str, after: str, at: datetime) -> None:
    entry = record(f"submission:{submission.pk}", after, actor=OPERATOR, at=at, facts={})
    StateChange.objects.create(
        submission=submission,
        act="accept",
        before=before,
        after=after,
        revision=1,
        at=at,
        entry=entry,
    )


def test_what_was_known_at_a_moment_is_answered_from_the_revisions() -> None:
    country = a_country()
    first, second = (datetime(2026, 2, day, 3, 0, tzinfo=UTC) for day in (1, 2))
    early, late = (datetime(2026, 2, day, 9, 0, tzinfo=UTC) for day in (1, 2))
    submission = country.report("A/a", "2024", fires=3)
    remember(submission, 3, NOON, 1)
    move(submission, "submitted", "accepted", first)
    remember(submission, 5, second, 2)

    before = consolidate(
        country.ids["A"],
        period("2024"),
        actor=OPERATOR,
        on=TODAY,
        known_at=datetime(2026, 1, 20, tzinfo=UTC),
    )
    draft = before.row(FIRES)

    assert draft is None or draft.value is None
    assert row(country, "A", "2024", known_at=early).value == 3
    assert row(country, "A", "2024", known_at=late).value == 5
    assert row(country, "A", "2024").value == 5


def test_a_group_that_spans_two_districts_is_compared_again_when_a_third_one_changes() -> None:
    country = a_country({"A": "province", "A/x": "district", "A/y": "district", "A/z": "district"})
    country.add("A/z/s", "commune")
    for old in ("A/x/a", "A/y/d"):
        country.add(old, "commune", until=JULY)
    for new in ("A/x/c", "A/y/f"):
        country.add(new, "commune", since=JULY)
    country.succeed("A/x/a", "A/x/c", JULY, "part")
    country.succeed("A/x/a", "A/y/f", JULY, "part")
    country.succeed("A/y/d", "A/y/f", JULY)
    for path, fires in (("A/x/a", 3), ("A/y/d", 4), ("A/z/s", 1)):
        country.report(path, "2024H2", fires=fires)
    for path, fires in (("A/x/c", 5), ("A/y/f", 6), ("A/z/s", 2)):
        country.report(path, "2025H2", fires=fires)
    before = row(country, "A", "2025H2", compare=Compare.SAME_PERIOD)

    country.report("A/z/s", "2025H2", fires=9)
    after = row(country, "A", "2025H2", compare=Compare.SAME_PERIOD)

    assert (before.change, after.change) == (5, 12)  # 13 - 8, then 20 - 8
    assert list(problems()) == []


def test_an_adjustment_below_a_district_that_did_not_change_still_reaches_its_province() -> None:
    country = a_country({"A": "province", "A/d": "district", "A/d/a": "commune", "A/b": "commune"})
    adjusted = country.report("A/d/a", "2025H2", fires=10)
    country.report("A/d/a", "2024H2", fires=6)
    country.report("A/b", "2025H2", fires=1)
    country.adjust(adjusted, "A", "fires", 8)
    assert row(country, "A", "2025H2", compare=Compare.SAME_PERIOD).change == 2  # 8 - 6

    country.report("A/b", "2025H2", fires=2)
    again = row(country, "A", "2025H2", compare=Compare.SAME_PERIOD)

    assert (again.value, again.change) == (10, 2)  # 8 + 2
    assert list(problems()) == []
