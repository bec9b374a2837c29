from __future__ import annotations

from datetime import date

import pytest

from keng.journal.models import Entry
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import BadInput, NotAllowed, WrongState
from keng.orgunits import queries
from keng.orgunits.actions import Naming, NewUnit, create_nation, create_unit, merge, split
from keng.orgunits.models import Affiliation, Change, Unit

from .conftest import ACT, AT, Country, Found, Stranger

TODAY, LAST_YEAR = date(2026, 3, 2), date(2025, 1, 1)


def _create(new: NewUnit, **more: object) -> Unit:
    given = {"on": LAST_YEAR, "basis": ACT, "actor": OPERATOR, "at": AT, **more}
    return create_unit(new, **given)


def test_a_unit_begins_on_its_day_by_the_act_and_is_journalled(country: Country) -> None:
    unit = _create(NewUnit(Naming("thon", "  Đông   Hòa "), country.phu_my))

    view = queries.unit_view(unit.pk, on=LAST_YEAR)
    entry = Entry.objects.get(stream=f"unit:{unit.key}")
    change = Change.objects.latest("id")
    assert view.full_name == "thôn Đông Hòa"
    assert not queries.unit_view(unit.pk, on=date(2024, 12, 31)).exists
    assert [one.basis for one in queries.names_of(unit.pk)] == [ACT]
    assert entry.verb == "orgunits.create"
    assert entry.facts == {"change": change.pk, "day": "2025-01-01", "digest": change.digest}


def test_a_stranger_creates_nothing(country: Country) -> None:
    before = (Unit.objects.count(), Change.objects.count(), Entry.objects.count())

    with pytest.raises(NotAllowed):
        _create(NewUnit(Naming("thon", "Đông"), country.phu_my), actor=Stranger())

    assert (Unit.objects.count(), Change.objects.count(), Entry.objects.count()) == before


def test_the_grant_over_the_parent_is_what_counts(country: Country) -> None:
    clerk = Stranger(frozenset({country.phu_my}))

    unit = _create(NewUnit(Naming("thon", "Đông"), country.phu_my), actor=clerk)

    assert Entry.objects.get(stream=f"unit:{unit.key}").account_id == 7
    with pytest.raises(NotAllowed):
        _create(NewUnit(Naming("thon", "Đông"), country.tan_lap), actor=clerk)


@pytest.mark.parametrize(
    ("naming", "basis"),
    [
        (Naming("khong_co", "Đông"), ACT),
        (Naming("thon", "   "), ACT),
        (Naming("thon", "Đ" * 201), ACT),
        (Naming("thon", "Đông"), "  "),
        (Naming("thon", "Đông"), "x" * 301),
        (Naming("huyen", "Đông"), ACT),  # a district cannot stand under a commune
    ],
)
def test_what_makes_no_unit_is_refused_and_saves_nothing(
    country: Country, naming: Naming, basis: str
) -> None:
    before = Unit.objects.count()

    with pytest.raises(BadInput):
        _create(NewUnit(naming, country.phu_my), basis=basis)

    assert Unit.objects.count() == before


def test_a_namesake_under_the_same_parent_is_refused(country: Country) -> None:
    with pytest.raises(WrongState) as refusal:
        _create(NewUnit(Naming("thon", "1"), country.hoa_binh))

    assert refusal.value.code == "namesake"
    assert "xã Hòa Bình" in refusal.value.message


def test_a_parent_that_is_not_in_force_is_refused(country: Country) -> None:
    with pytest.raises(WrongState):
        _create(NewUnit(Naming("thon", "9"), country.hoa_binh), on=date(2019, 1, 1))


def test_the_nation_is_made_once(country: Country) -> None:
    again = create_nation(actor=OPERATOR, at=AT)

    assert again.pk == country.nation
    assert queries.nation(date(1990, 1, 1)).exists
    assert queries.names_of(country.nation)[0].first is None


def test_a_village_entered_from_before_a_merger_goes_along_with_its_commune(
    country: Country, found: Found
) -> None:
    merged = _merged(country)

    village = found("thon", "Cũ", under=country.phu_my, on=date(2021, 1, 1))

    rows = Affiliation.objects.filter(unit_id=village).order_by("valid_from")
    assert [(row.parent_id, row.valid_from, row.valid_until) for row in rows] == [
        (country.phu_my, date(2021, 1, 1), date(2025, 7, 1)),
        (merged, date(2025, 7, 1), None),
    ]


def test_a_village_of_a_commune_that_was_cut_needs_its_part_named(
    country: Country, found: Found
) -> None:
    parts = split(
        country.tan_lap,
        {
            NewUnit(Naming("xa", "Tân Lập Thượng"), country.district): [],
            NewUnit(Naming("xa", "Tân Lập Hạ"), country.district): [],
        },
        on=date(2025, 7, 1),
        basis=ACT,
        actor=OPERATOR,
        at=AT,
    )

    with pytest.raises(WrongState):
        found("thon", "Cũ", under=country.tan_lap, on=date(2021, 1, 1))
    village = found(
        "thon", "Cũ", under=country.tan_lap, on=date(2021, 1, 1), next_parent_id=parts[1].pk
    )

    assert queries.unit_view(village, on=TODAY).parent_id == parts[1].pk


def test_a_manager_by_act_goes_along_with_a_whole_merger_too(
    country: Country, found: Found
) -> None:
    merged = _merged(country)

    school = found(
        "thcs",
        "Trường THCS Phú Mỹ",
        under=country.tan_lap,
        on=date(2021, 1, 1),
        manager_id=country.phu_my,
    )

    assert queries.direct_superior(school, on=date(2022, 1, 1)) == country.phu_my
    assert queries.direct_superior(school, on=TODAY) == merged


def _merged(country: Country) -> int:
    return merge(
        [country.hoa_binh, country.phu_my],
        NewUnit(Naming("xa", "Hòa Mỹ"), country.district),
        on=date(2025, 7, 1),
        basis=ACT,
        actor=OPERATOR,
        at=AT,
    ).pk
