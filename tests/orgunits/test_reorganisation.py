from __future__ import annotations

from datetime import date

import pytest

from keng.journal.models import Entry
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import BadInput, DomainError, NotAllowed, WrongState
from keng.orgunits import queries
from keng.orgunits.actions import (
    Flow,
    Naming,
    NewUnit,
    Reorganisation,
    merge,
    rename,
    reorganise,
    split,
)
from keng.orgunits.models import Succession, Unit
from keng.orgunits.vocabulary import Extent

from .conftest import ACT, AT, Country, Found, Stranger

BEFORE, DAY, TODAY = date(2025, 6, 30), date(2025, 7, 1), date(2026, 3, 2)
BY_OPERATOR = {"basis": ACT, "actor": OPERATOR, "at": AT}


def _xa(country: Country, name: str) -> NewUnit:
    return NewUnit(Naming("xa", name), country.district)


def test_a_merger_ends_units_and_begins_one_and_moves_what_stood_below(
    country: Country,
) -> None:
    merged = merge(
        [country.hoa_binh, country.phu_my], _xa(country, "Hòa Mỹ"), on=DAY, **BY_OPERATOR
    )

    steps = queries.predecessors(merged.pk)
    assert {view.name for view in queries.children(country.district, on=DAY)} == {
        "Hòa Mỹ",
        "Tân Lập",
    }
    assert {step.predecessor.name for step in steps} == {"Hòa Bình", "Phú Mỹ"}
    assert {(step.extent, step.share, step.basis) for step in steps} == {(Extent.WHOLE, None, ACT)}
    assert queries.ancestors(country.thon_1, on=DAY)[0] == merged.pk
    assert queries.ancestors(country.thon_1, on=BEFORE)[0] == country.hoa_binh
    assert list(queries.problems()) == []


def test_a_merger_is_journalled_in_the_stream_of_every_unit_it_touches(country: Country) -> None:
    merged = merge(
        [country.hoa_binh, country.phu_my], _xa(country, "Hòa Mỹ"), on=DAY, **BY_OPERATOR
    )

    touched = [country.hoa_binh, country.phu_my, merged.pk, country.thon_1, country.thon_2]
    streams = {
        f"unit:{key}" for key in Unit.objects.filter(pk__in=touched).values_list("key", flat=True)
    }
    entries = Entry.objects.filter(verb="orgunits.reorganise")
    assert {entry.stream for entry in entries} == streams
    assert len({entry.facts["digest"] for entry in entries}) == 1


def test_the_unit_that_takes_in_another_is_a_new_unit_even_under_its_old_name(
    country: Country,
) -> None:
    merged = merge(
        [country.hoa_binh, country.phu_my], _xa(country, "Hòa Bình"), on=DAY, **BY_OPERATOR
    )

    assert merged.pk != country.hoa_binh
    assert queries.unit_named("xã Hòa Bình", on=DAY).id == merged.pk
    assert queries.unit_named("xã Hòa Bình", on=BEFORE).id == country.hoa_binh


def test_management_by_a_merged_unit_passes_to_the_new_one(country: Country, found: Found) -> None:
    school = found("thcs", "Trường THCS Phú Mỹ", under=country.tan_lap, manager_id=country.phu_my)

    merged = merge(
        [country.hoa_binh, country.phu_my], _xa(country, "Hòa Mỹ"), on=DAY, **BY_OPERATOR
    )

    assert queries.direct_superior(school, on=BEFORE) == country.phu_my
    assert queries.direct_superior(school, on=DAY) == merged.pk


def test_a_split_gives_every_village_its_part(country: Country) -> None:
    north, south = split(
        country.hoa_binh,
        {
            _xa(country, "Hòa Bình Bắc"): [country.thon_1],
            _xa(country, "Hòa Bình Nam"): [country.thon_2],
        },
        on=DAY,
        **BY_OPERATOR,
    )

    assert queries.ancestors(country.thon_1, on=DAY)[0] == north.pk
    assert queries.ancestors(country.thon_2, on=DAY)[0] == south.pk
    assert {step.extent for step in queries.successors(country.hoa_binh)} == {Extent.PART}
    found = queries.counterpart_of([north.pk], shown_on=DAY, other=BEFORE)
    assert not found.is_closed
    assert [step.successor for step in found.splits] == [south.pk]
    assert list(queries.problems()) == []


def test_a_split_that_forgets_a_village_is_refused_and_names_it(country: Country) -> None:
    before = Unit.objects.count()

    with pytest.raises(WrongState) as refusal:
        split(
            country.hoa_binh,
            {_xa(country, "Bắc"): [country.thon_1], _xa(country, "Nam"): []},
            on=DAY,
            **BY_OPERATOR,
        )

    assert refusal.value.code == "no_part_given"
    assert "Thôn 2, xã Hòa Bình" in refusal.value.message
    assert Unit.objects.count() == before
    assert queries.is_in_force(country.hoa_binh, on=TODAY)
    assert not Succession.objects.exists()


def test_one_act_may_cut_one_unit_and_merge_the_parts_with_others(country: Country) -> None:
    # Tân Lập is cut: a part goes with the whole of Hòa Bình, a part with the whole of Phú Mỹ.
    plan = Reorganisation(
        into=[_xa(country, "Đại Hòa"), _xa(country, "Đại Mỹ")],
        flows=[
            Flow(country.hoa_binh, 0, Extent.WHOLE),
            Flow(country.phu_my, 1, Extent.WHOLE),
            Flow(country.tan_lap, 0, Extent.PART),
            Flow(country.tan_lap, 1, Extent.PART),
        ],
    )

    first, second = reorganise(plan, on=DAY, **BY_OPERATOR)

    group = queries.closed_group(country.tan_lap, first=BEFORE, last=DAY)
    assert group.before == {country.hoa_binh, country.phu_my, country.tan_lap}
    assert group.after == {first.pk, second.pk}
    # The district is the same on both days, so its total can be compared.
    now = {view.id for view in queries.children(country.district, on=DAY)}
    assert queries.counterpart_of(now, shown_on=DAY, other=BEFORE).is_closed


def test_what_an_unassigned_part_managed_is_left_for_a_person(
    country: Country, found: Found
) -> None:
    school = found("thcs", "Trường THCS Tân Lập", under=country.phu_my, manager_id=country.tan_lap)

    split(
        country.tan_lap,
        {_xa(country, "Thượng"): [], _xa(country, "Hạ"): []},
        on=DAY,
        **BY_OPERATOR,
    )

    assert [view.id for view in queries.without_manager(on=DAY)] == [school]


def test_plans_that_do_not_add_up_are_refused(country: Country) -> None:
    one, two = _xa(country, "Một"), _xa(country, "Hai")
    whole, part = Extent.WHOLE, Extent.PART
    plans = [
        Reorganisation([one, two], [Flow(country.phu_my, 0, whole)]),  # "Hai" takes over nothing
        Reorganisation([one], [Flow(country.phu_my, 0, part)]),  # where is the rest?
        Reorganisation(
            [one, two], [Flow(country.phu_my, 0, whole), Flow(country.phu_my, 1, whole)]
        ),
        Reorganisation(
            [one, two], [Flow(country.phu_my, 0, whole), Flow(country.thon_1, 1, whole)]
        ),
    ]

    for plan in plans:
        with pytest.raises(BadInput):
            reorganise(plan, on=DAY, **BY_OPERATOR)

    assert not Succession.objects.exists()


def test_a_merger_needs_two_and_a_split_needs_two(country: Country) -> None:
    with pytest.raises(BadInput):
        merge([country.phu_my], _xa(country, "Mỹ"), on=DAY, **BY_OPERATOR)
    with pytest.raises(BadInput):
        split(country.phu_my, {_xa(country, "Mỹ"): []}, on=DAY, **BY_OPERATOR)

    assert queries.is_in_force(country.phu_my, on=TODAY)


def test_later_changes_come_first(country: Country) -> None:
    rename(country.phu_my, Naming("phuong", "Phú Mỹ"), on=date(2026, 1, 1), **BY_OPERATOR)

    with pytest.raises(WrongState):
        merge([country.hoa_binh, country.phu_my], _xa(country, "Hòa Mỹ"), on=DAY, **BY_OPERATOR)

    assert queries.is_in_force(country.hoa_binh, on=TODAY)


def test_permission_is_asked_over_every_predecessor_and_parent(country: Country) -> None:
    some = Stranger(frozenset({country.hoa_binh, country.district}))

    with pytest.raises(NotAllowed):
        merge(
            [country.hoa_binh, country.phu_my],
            _xa(country, "Hòa Mỹ"),
            on=DAY,
            basis=ACT,
            actor=some,
            at=AT,
        )

    assert not Succession.objects.exists()
    assert queries.is_in_force(country.hoa_binh, on=TODAY)


def test_a_unit_that_has_ended_cannot_be_merged_again(country: Country) -> None:
    merge([country.hoa_binh, country.phu_my], _xa(country, "Hòa Mỹ"), on=DAY, **BY_OPERATOR)

    with pytest.raises(DomainError):
        merge(
            [country.phu_my, country.tan_lap],
            _xa(country, "Mỹ Lập"),
            on=date(2025, 8, 1),
            **BY_OPERATOR,
        )
