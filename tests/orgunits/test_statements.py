"""A row of the map that was changed, removed or put in by hand is named, also one of the seed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection

from keng.db.dialects import guards_lifted
from keng.kernel.actors import OPERATOR
from keng.orgunits import queries
from keng.orgunits.actions import (
    Naming,
    NewUnit,
    correct_name,
    create_unit,
    dissolve,
    hand_over,
    merge,
    rename,
    reparent,
    undo,
)
from keng.orgunits.models import (
    Affiliation,
    Change,
    Designation,
    Management,
    Retracted,
    Succession,
    Unit,
)

from .conftest import ACT, AT, Country

pytestmark = pytest.mark.django_db

DAY = date(2025, 7, 1)
LATER = date(2025, 8, 1)


@pytest.fixture
def unguarded(db: None) -> Iterator[None]:
    """Whoever owns the database can take its guards off."""
    assert db is None  # asked for, so that pytest makes the tables
    with guards_lifted():
        yield
        connection.check_constraints()  # PostgreSQL puts no guard back before that


def by_hand(sql: str, *params: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def places() -> set[tuple[str, str]]:
    return {(problem.table, problem.id) for problem in queries.problems()}


def merged(country: Country) -> Unit:
    new = NewUnit(Naming("xa", "Hòa Mỹ"), country.district)
    act = {"on": DAY, "basis": ACT, "actor": OPERATOR, "at": AT}
    return merge([country.hoa_binh, country.phu_my], new, **act)


def test_every_act_on_the_map_states_the_rows_that_it_wrote(country: Country) -> None:
    act = {"basis": ACT, "actor": OPERATOR, "at": AT}
    new = merged(country)
    rename(country.tan_lap, Naming("xa", "Tân Lập Mới"), on=DAY, **act)
    correct_name(country.tan_lap, Naming("xa", "Tân Lập Hai"), on=DAY, **act)
    hand_over(country.thon_1, country.tan_lap, on=DAY, **act)
    wrong = reparent(country.thon_2, country.tan_lap, on=LATER, **act)
    undo(wrong.pk, **act)
    school = create_unit(NewUnit(Naming("thcs", "Hòa Mỹ"), new.pk), on=DAY, **act)
    dissolve(school.pk, on=LATER, **act)

    assert list(queries.problems()) == []
    assert Retracted.objects.count() == 3  # the name, the place of thôn 2 before and after
    assert Management.objects.count() == 1


@pytest.mark.usefixtures("unguarded")
@pytest.mark.parametrize(
    ("model", "change"),
    [
        (Unit, "key = 'other'"),
        (Unit, "created_at = '2020-01-01 00:00:00+00'"),
        (Designation, "name = 'Tên khác'"),
        (Designation, "also = 'Tên khác'"),
        (Designation, "code = '99999'"),
        (Designation, "folded = 'ten khac'"),
        (Designation, "sort_key = '00'"),
        (Designation, "day_is = 'by'"),
        (Designation, "basis = 'Quyết định khác'"),
        (Affiliation, "basis = 'Quyết định khác'"),
        (Affiliation, "day_is = 'by'"),
        (Succession, "basis = 'Quyết định khác'"),
        (Succession, "day_is = 'by'"),
    ],
)
def test_a_field_changed_by_hand_is_found(
    country: Country, model: type[Unit] | type[Designation] | type[Succession], change: str
) -> None:
    merged(country)
    row = model._default_manager.latest("pk")
    table = model._meta.db_table

    by_hand(f"UPDATE {table} SET {change} WHERE id = %s", row.pk)

    assert (table, str(row.pk)) in places()


def test_a_place_that_was_moved_by_hand_within_the_rules_is_found(country: Country) -> None:
    row = Affiliation.objects.get(unit_id=country.thon_1)

    Affiliation.objects.filter(pk=row.pk).update(parent_id=country.phu_my)

    assert places() == {("orgunits_affiliation", str(row.pk))}


def test_a_unit_and_a_manager_put_in_by_hand_are_found(country: Country) -> None:
    unit = Unit.objects.create(key="u-by-hand", level="village", created_at=AT)
    row = Management.objects.create(
        unit_id=country.thon_1, manager_id=country.phu_my, valid_from=DAY, basis=ACT
    )

    assert places() == {("orgunits_unit", str(unit.pk)), ("orgunits_management", str(row.pk))}


def test_a_manager_taken_away_by_hand_is_found(country: Country) -> None:
    hand_over(country.thon_1, country.phu_my, on=DAY, basis=ACT, actor=OPERATOR, at=AT)
    row = Management.objects.get()

    Management.objects.filter(pk=row.pk).delete()

    assert places() == {("orgunits_management", str(row.pk))}


def test_a_name_set_back_to_what_it_was_before_a_correction_is_found(country: Country) -> None:
    row = Designation.objects.get(unit_id=country.tan_lap)
    before = Designation.objects.filter(pk=row.pk).values().get()
    naming = Naming("xa", "Tân Lập Hai")
    correct_name(country.tan_lap, naming, on=DAY, basis=ACT, actor=OPERATOR, at=AT)

    Designation.objects.filter(pk=row.pk).update(**before)

    assert places() == {("orgunits_designation", str(row.pk))}


@pytest.mark.usefixtures("unguarded")
def test_an_archived_row_changed_added_or_removed_is_found(country: Country) -> None:
    naming = Naming("xa", "Tân Lập Hai")
    change = correct_name(country.tan_lap, naming, on=DAY, basis=ACT, actor=OPERATOR, at=AT)
    kept = Retracted.objects.get()
    real = kept.content

    Retracted.objects.update(content={**real, "name": "Tên khác"})
    changed = places()
    Retracted.objects.update(content=real)
    extra = Retracted.objects.create(
        change=change, table=kept.table, row_id=kept.row_id, content=real
    )
    added = places()
    Retracted.objects.all().delete()

    assert changed == {("orgunits_retracted", str(kept.pk)), ("orgunits_change", str(change.pk))}
    assert added == {("orgunits_retracted", str(extra.pk))}
    assert places() == {("orgunits_change", str(change.pk))}


@pytest.mark.usefixtures("unguarded")
def test_a_change_removed_by_hand_is_found(country: Country) -> None:
    last = Change.objects.latest("pk")

    by_hand("DELETE FROM orgunits_change WHERE id = %s", last.pk)

    assert ("orgunits_change", str(last.pk)) in places()
    assert country.nation


@pytest.mark.usefixtures("unguarded")
def test_the_moment_of_a_change_set_by_hand_is_found(country: Country) -> None:
    last = Change.objects.latest("pk")

    by_hand("UPDATE orgunits_change SET at = '2020-01-01 00:00:00+00' WHERE id = %s", last.pk)

    assert places() == {("orgunits_change", str(last.pk))}
    assert country.nation


@pytest.mark.usefixtures("unguarded")
def test_a_change_whose_facts_were_spoilt_hides_no_other_problem(country: Country) -> None:
    last = Change.objects.latest("pk")
    row = Designation.objects.get(unit_id=country.tan_lap)

    by_hand("UPDATE orgunits_change SET facts = '[1]' WHERE id = %s", last.pk)
    Designation.objects.filter(pk=row.pk).update(name="Tên khác")

    assert {("orgunits_change", str(last.pk)), ("orgunits_designation", str(row.pk))} <= places()


@pytest.mark.usefixtures("two_provinces")
def test_rows_of_the_seed_are_each_vouched_for() -> None:
    name = Designation.objects.get(code="11116", valid_until=date(2025, 7, 1))
    step = Succession.objects.order_by("pk")[7]

    Designation.objects.filter(pk=name.pk).update(name="Tên khác")
    Succession.objects.filter(pk=step.pk).update(basis="Quyết định khác")

    assert places() == {
        ("orgunits_designation", str(name.pk)),
        ("orgunits_succession", str(step.pk)),
    }


@pytest.mark.usefixtures("two_provinces")
def test_a_row_of_the_seed_that_an_action_changed_later_is_no_problem() -> None:
    name = Designation.objects.get(code="11116", valid_until=date(2025, 7, 1))
    naming = Naming("xa", "Quang Khải (thử)", "11116")
    act = {"basis": ACT, "actor": OPERATOR, "at": AT}
    correct_name(name.unit_id, naming, on=date(2024, 1, 1), **act)
    after = places()

    Designation.objects.filter(pk=name.pk).update(name=name.name)

    assert after == set()
    assert places() == {("orgunits_designation", str(name.pk))}
