from __future__ import annotations

from datetime import date

import pytest

from keng.journal.models import Entry
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import BadInput, DomainError, NotAllowed, NotFound, WrongState
from keng.orgunits import queries
from keng.orgunits.actions import Naming, dissolve, hand_over, rename, reparent
from keng.orgunits.models import Affiliation, Change, Designation, Management

from .conftest import ACT, AT, Country, Found, Stranger

BEFORE, DAY, TODAY = date(2024, 12, 31), date(2025, 1, 1), date(2026, 3, 2)
BY_OPERATOR = {"basis": ACT, "actor": OPERATOR, "at": AT}


def test_a_renamed_unit_is_the_same_unit_with_two_names(country: Country) -> None:
    change = rename(country.phu_my, Naming("phuong", "Phú Mỹ"), on=DAY, **BY_OPERATOR)

    assert queries.unit_view(country.phu_my, on=BEFORE).full_name == "xã Phú Mỹ"
    assert queries.unit_view(country.phu_my, on=DAY).full_name == "phường Phú Mỹ"
    assert queries.successors(country.phu_my) == []
    key = queries.unit_view(country.phu_my, on=DAY).key
    entry = Entry.objects.filter(stream=f"unit:{key}").latest("n")
    assert entry.verb == "orgunits.rename"
    assert entry.facts["change"] == change.pk
    assert list(queries.problems()) == []


def test_a_name_may_be_entered_in_the_past_and_ends_where_the_next_one_begins(
    country: Country,
) -> None:
    rename(country.phu_my, Naming("phuong", "Phú Mỹ"), on=DAY, **BY_OPERATOR)

    rename(country.phu_my, Naming("xa", "Phú Mỹ Cũ"), on=date(2022, 1, 1), **BY_OPERATOR)

    names = [(one.text, one.until) for one in queries.names_of(country.phu_my)]
    assert names == [
        ("xã Phú Mỹ", date(2022, 1, 1)),
        ("xã Phú Mỹ Cũ", DAY),
        ("phường Phú Mỹ", None),
    ]


def test_a_kind_of_another_level_is_refused(country: Country) -> None:
    with pytest.raises(BadInput):
        rename(country.phu_my, Naming("huyen", "Phú Mỹ"), on=DAY, **BY_OPERATOR)

    assert Designation.objects.filter(unit_id=country.phu_my).count() == 1


def test_two_renamings_on_one_day_are_refused(country: Country) -> None:
    rename(country.phu_my, Naming("phuong", "Phú Mỹ"), on=DAY, **BY_OPERATOR)

    with pytest.raises(WrongState) as refusal:
        rename(country.phu_my, Naming("phuong", "Mỹ Phú"), on=DAY, **BY_OPERATOR)

    assert "hoàn tác" in refusal.value.message


def test_a_stranger_renames_nothing(country: Country) -> None:
    before = (Change.objects.count(), Entry.objects.count())

    with pytest.raises(NotAllowed):
        rename(country.phu_my, Naming("xa", "X"), on=DAY, basis=ACT, actor=Stranger(), at=AT)

    assert queries.unit_view(country.phu_my, on=TODAY).name == "Phú Mỹ"
    assert (Change.objects.count(), Entry.objects.count()) == before


def test_a_unit_under_another_parent_takes_along_what_stands_below_it(
    country: Country, found: Found
) -> None:
    other = found("huyen", "Núi Cao", under=country.province)

    reparent(country.hoa_binh, other, on=DAY, **BY_OPERATOR)

    assert queries.ancestors(country.thon_1, on=DAY)[:2] == (country.hoa_binh, other)
    assert queries.ancestors(country.thon_1, on=BEFORE)[:2] == (country.hoa_binh, country.district)
    assert country.thon_2 in queries.descendants(other, on=TODAY)
    assert [one.text for one in queries.parents_of(country.hoa_binh)] == [
        "huyện Sông Xanh",
        "huyện Núi Cao",
    ]


def test_a_unit_cannot_stand_under_itself_or_at_a_wrong_level(
    country: Country, found: Found
) -> None:
    office = found("co_quan", "Sở Nội vụ", under=country.province)
    branch = found("co_quan", "Chi cục", under=office)

    for unit, parent in (
        (office, branch),
        (office, office),
        (country.thon_1, country.district),
        (country.hoa_binh, country.nation),
    ):
        with pytest.raises(BadInput):
            reparent(unit, parent, on=DAY, **BY_OPERATOR)

    assert Affiliation.objects.filter(unit_id=office).count() == 1


def test_moving_asks_over_the_unit_the_old_and_the_new_parent(
    country: Country, found: Found
) -> None:
    other = found("huyen", "Núi Cao", under=country.province)
    some = Stranger(frozenset({country.hoa_binh, other}))

    with pytest.raises(NotAllowed):
        reparent(country.hoa_binh, other, on=DAY, basis=ACT, actor=some, at=AT)
    everyone = Stranger(some.allowed | {country.district})
    reparent(country.hoa_binh, other, on=DAY, basis=ACT, actor=everyone, at=AT)

    assert queries.unit_view(country.hoa_binh, on=DAY).parent_id == other


def test_an_agency_has_no_manager_until_an_act_names_one(country: Country, found: Found) -> None:
    office = found("co_quan", "Trạm Y tế Hòa Bình", under=country.hoa_binh)
    listed = queries.without_manager(on=TODAY, within=country.province)

    hand_over(office, country.district, on=DAY, **BY_OPERATOR)

    assert [view.id for view in listed] == [office]
    assert queries.direct_superior(office, on=BEFORE) is None
    assert queries.direct_superior(office, on=DAY) == country.district
    assert queries.without_manager(on=DAY) == []
    assert [
        view.id for view in queries.managed_by(country.district, on=DAY, levels={"agency"})
    ] == [office]


def test_management_passes_on_a_day_and_can_be_taken_away(country: Country, found: Found) -> None:
    school = found(
        "thpt", "Trường THPT Sông Xanh", under=country.hoa_binh, manager_id=country.district
    )

    hand_over(school, country.province, on=DAY, **BY_OPERATOR)
    hand_over(school, None, on=date(2026, 1, 1), **BY_OPERATOR)

    superiors = [queries.direct_superior(school, on=on) for on in (BEFORE, DAY, date(2026, 1, 1))]
    assert superiors == [country.district, country.province, None]
    assert [one.text for one in queries.managers_of(school)] == ["huyện Sông Xanh", "tỉnh An Bình"]


def test_a_village_reports_to_its_commune_without_any_act(country: Country) -> None:
    assert queries.direct_superior(country.thon_1, on=TODAY) == country.hoa_binh
    assert {view.id for view in queries.managed_by(country.hoa_binh, on=TODAY)} == {
        country.thon_1,
        country.thon_2,
    }
    assert queries.direct_superior(country.nation, on=TODAY) is None


def test_nobody_manages_itself(country: Country) -> None:
    with pytest.raises(BadInput):
        hand_over(country.hoa_binh, country.hoa_binh, on=DAY, **BY_OPERATOR)

    assert not Management.objects.exists()


def test_a_unit_that_is_dissolved_ends_and_is_not_asked_about(country: Country) -> None:
    dissolve(country.thon_2, on=DAY, **BY_OPERATOR)

    assert queries.is_in_force(country.thon_2, on=BEFORE)
    assert not queries.is_in_force(country.thon_2, on=DAY)
    assert queries.fate_unknown(on=TODAY) == []
    assert list(queries.problems()) == []


def test_a_unit_with_others_below_it_cannot_be_dissolved(country: Country) -> None:
    with pytest.raises(WrongState) as refusal:
        dissolve(country.hoa_binh, on=DAY, **BY_OPERATOR)

    assert "Thôn 1, xã Hòa Bình" in refusal.value.message
    assert queries.is_in_force(country.hoa_binh, on=TODAY)


def test_a_dissolved_commune_is_not_listed_as_of_unknown_fate(
    country: Country,
) -> None:
    dissolve(country.tan_lap, on=DAY, **BY_OPERATOR)

    assert queries.fate_unknown(on=TODAY) == []


@pytest.mark.parametrize("act", [rename, reparent, hand_over, dissolve])
def test_a_unit_that_is_not_in_force_cannot_be_changed(country: Country, act: object) -> None:
    early = date(2019, 1, 1)
    arguments = {rename: (Naming("xa", "X"),), dissolve: ()}.get(act, (country.district,))

    with pytest.raises(DomainError) as refusal:
        act(country.hoa_binh, *arguments, on=early, **BY_OPERATOR)

    assert isinstance(refusal.value, WrongState)


@pytest.mark.usefixtures("country")
def test_an_unknown_unit_is_refused_in_words() -> None:
    with pytest.raises(NotFound):
        dissolve(404, on=DAY, **BY_OPERATOR)
