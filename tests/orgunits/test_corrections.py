from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from keng.journal.models import Entry
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import BadInput, DomainError, NotAllowed, NotFound, WrongState
from keng.orgunits import queries
from keng.orgunits.actions import (
    Naming,
    NewUnit,
    correct_day,
    correct_name,
    create_unit,
    hand_over,
    merge,
    rename,
    undo,
)
from keng.orgunits.models import (
    Affiliation,
    Change,
    Designation,
    Management,
    Retracted,
    Succession,
)

from .conftest import ACT, AT, Country, Found, Stranger

BEFORE, DAY, TODAY = date(2025, 6, 30), date(2025, 7, 1), date(2026, 3, 2)
BY_OPERATOR = {"basis": ACT, "actor": OPERATOR, "at": AT}
WHY = {"basis": "Nhập nhầm (nêu làm ví dụ)", "actor": OPERATOR, "at": AT}


def _rows() -> list[list[tuple[object, ...]]]:
    return [
        list(model._default_manager.order_by("pk").values_list())
        for model in (Designation, Affiliation, Management, Succession)
    ]


def _merge(country: Country) -> int:
    new = NewUnit(Naming("xa", "Hòa Mỹ"), country.district)
    return merge([country.hoa_binh, country.phu_my], new, on=DAY, **BY_OPERATOR).pk


def test_an_undone_merger_leaves_every_row_as_it_was_before(country: Country) -> None:
    before = _rows()
    merged = _merge(country)
    change = Change.objects.latest("id")

    undone = undo(change.pk, **WHY)

    assert _rows() == before
    assert undone.undoes_id == change.pk
    assert not queries.is_in_force(merged, on=TODAY)
    assert queries.ancestors(country.thon_1, on=TODAY)[0] == country.hoa_binh
    assert list(queries.problems()) == []


def test_what_is_taken_back_is_archived_and_journalled(country: Country) -> None:
    merged = _merge(country)
    change = Change.objects.latest("id")

    undone = undo(change.pk, **WHY)

    kept = queries.retracted_rows(undone.pk)
    key = queries.unit_view(merged, on=TODAY).key
    assert {"name": "Hòa Mỹ", "unit": merged}.items() <= next(
        row for row in kept if "name" in row and row["unit"] == merged
    ).items()
    assert Change.objects.filter(pk=change.pk).exists()
    verbs = [entry.verb for entry in Entry.objects.filter(stream=f"unit:{key}").order_by("n")]
    assert verbs == ["orgunits.reorganise", "orgunits.undo"]
    assert queries.changes(unit_id=merged)[1].is_undone


def test_the_archive_and_the_changes_cannot_be_rewritten(country: Country) -> None:
    _merge(country)
    undo(Change.objects.latest("id").pk, **WHY)

    for rows in (Retracted.objects.all(), Change.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()


def test_a_change_that_others_build_on_is_undone_after_them(country: Country) -> None:
    merged = _merge(country)
    first = Change.objects.latest("id").pk
    create_unit(NewUnit(Naming("thon", "Mới"), merged), on=DAY, **BY_OPERATOR)
    second = Change.objects.latest("id").pk

    with pytest.raises(WrongState) as refusal:
        undo(first, **WHY)
    undo(second, **WHY)
    undo(first, **WHY)

    assert refusal.value.code == "built_on"
    assert queries.is_in_force(country.phu_my, on=TODAY)


def test_a_renaming_of_the_merged_unit_comes_first_too(country: Country) -> None:
    merged = _merge(country)
    first = Change.objects.latest("id").pk
    rename(merged, Naming("phuong", "Hòa Mỹ"), on=date(2026, 1, 1), **BY_OPERATOR)

    with pytest.raises(WrongState):
        undo(first, **WHY)

    assert queries.unit_view(merged, on=TODAY).kind == "phuong"


def test_a_change_is_undone_once_and_an_undoing_never(country: Country) -> None:
    _merge(country)
    change = Change.objects.latest("id").pk
    undone = undo(change, **WHY)

    for again in (change, undone.pk):
        with pytest.raises(WrongState):
            undo(again, **WHY)
    with pytest.raises(NotFound):
        undo(10_000, **WHY)


def test_after_an_undoing_the_right_change_can_be_made(country: Country) -> None:
    _merge(country)
    undo(Change.objects.latest("id").pk, **WHY)

    new = NewUnit(Naming("xa", "Mỹ Lập"), country.district)
    merged = merge([country.phu_my, country.tan_lap], new, on=DAY, **BY_OPERATOR)

    assert {step.predecessor.name for step in queries.predecessors(merged.pk)} == {
        "Phú Mỹ",
        "Tân Lập",
    }


def test_a_wrong_handing_over_gives_the_manager_back(country: Country, found: Found) -> None:
    school = found("thcs", "Trường THCS", under=country.phu_my, manager_id=country.phu_my)
    change = hand_over(school, country.district, on=DAY, **BY_OPERATOR)

    undo(change.pk, **WHY)

    assert queries.direct_superior(school, on=TODAY) == country.phu_my


def test_a_stranger_undoes_nothing(country: Country) -> None:
    merged = _merge(country)

    with pytest.raises(NotAllowed):
        undo(Change.objects.latest("id").pk, basis="x", actor=Stranger(), at=AT)

    assert queries.is_in_force(merged, on=TODAY)
    assert not Retracted.objects.exists()


def test_a_misspelt_name_is_rewritten_and_the_wrong_one_kept(country: Country) -> None:
    change = correct_name(country.phu_my, Naming("xa", "Phú Mĩ", "123"), on=TODAY, **WHY)

    names = queries.names_of(country.phu_my)
    assert [(one.text, one.code) for one in names] == [("xã Phú Mĩ", "123")]
    assert queries.retracted_rows(change.pk)[0]["name"] == "Phú Mỹ"
    assert queries.unit_named("xã Phú Mĩ", on=TODAY).id == country.phu_my
    with pytest.raises(BadInput):
        correct_name(country.phu_my, Naming("tinh", "Phú Mĩ"), on=TODAY, **WHY)


def test_a_wrong_correction_of_a_name_is_taken_back_and_both_are_kept(country: Country) -> None:
    before = _rows()
    change = correct_name(country.phu_my, Naming("phuong", "Phú Mĩ", "123"), on=TODAY, **WHY)

    undone = undo(change.pk, **WHY)

    assert _rows() == before
    assert undone.undoes_id == change.pk
    assert queries.retracted_rows(change.pk)[0]["name"] == "Phú Mỹ"
    assert queries.retracted_rows(undone.pk)[0]["name"] == "Phú Mĩ"
    assert queries.unit_named("xã Phú Mỹ", on=TODAY).id == country.phu_my
    assert list(queries.problems()) == []


def test_a_correction_that_a_later_change_builds_on_is_taken_back_after_it(
    country: Country,
) -> None:
    first = correct_name(country.phu_my, Naming("xa", "Phú Mĩ"), on=TODAY, **WHY)
    second = correct_name(country.phu_my, Naming("xa", "Phú Mý"), on=TODAY, **WHY)
    third = rename(country.phu_my, Naming("phuong", "Phú"), on=date(2026, 3, 1), **BY_OPERATOR)

    for change in (first, second):
        with pytest.raises(WrongState) as refusal:
            undo(change.pk, **WHY)
        assert refusal.value.code == "built_on"
    for change in (third, second, first):
        undo(change.pk, **WHY)

    assert [one.text for one in queries.names_of(country.phu_my)] == ["xã Phú Mỹ"]
    assert list(queries.problems()) == []


def test_a_stranger_takes_no_correction_back(country: Country) -> None:
    change = correct_name(country.phu_my, Naming("xa", "Phú Mĩ"), on=TODAY, **WHY)

    with pytest.raises(NotAllowed):
        undo(change.pk, basis="x", actor=Stranger(), at=AT)

    assert queries.names_of(country.phu_my)[0].text == "xã Phú Mĩ"


TU_KY = "huyện Tứ Kỳ, tỉnh Hải Dương"
TRUE_DAY = date(2024, 12, 1)  # invented for the test; no source gives the day
Y2023 = date(2023, 12, 31)


@pytest.mark.usefixtures("two_provinces")
def test_the_true_day_of_a_merger_moves_all_that_turned_on_it() -> None:
    cong_lac = queries.unit_named(f"xã Cộng Lạc, {TU_KY}", on=Y2023)

    change = correct_day([cong_lac.id], on=TRUE_DAY, **WHY)

    step = queries.successors(cong_lac.id)[0]
    assert (step.on, step.day_is.value) == (TRUE_DAY, "exact")
    assert queries.unit_named(f"xã Lạc Phượng, {TU_KY}", on=TRUE_DAY).exists
    assert not queries.is_in_force(cong_lac.id, on=TRUE_DAY)
    phuong_ky = queries.unit_named_ever(f"xã Phượng Kỳ, {TU_KY}", on=TODAY)
    assert queries.successors(phuong_ky.id)[0].on == TRUE_DAY
    assert len(queries.retracted_rows(change.pk)) == 8  # 3 names, 3 parents, 2 steps
    assert list(queries.problems()) == []


@pytest.mark.usefixtures("two_provinces")
def test_other_mergers_of_the_district_keep_their_unknown_day() -> None:
    cong_lac = queries.unit_named(f"xã Cộng Lạc, {TU_KY}", on=Y2023)
    dan_chu = queries.unit_named(f"xã Dân Chủ, {TU_KY}", on=Y2023)

    correct_day([cong_lac.id], on=TRUE_DAY, **WHY)

    assert queries.successors(dan_chu.id)[0].day_is.value == "by"


@pytest.mark.usefixtures("two_provinces")
def test_a_day_later_than_observed_is_refused_and_nothing_moves() -> None:
    cong_lac = queries.unit_named(f"xã Cộng Lạc, {TU_KY}", on=Y2023)

    with pytest.raises(BadInput):
        correct_day([cong_lac.id], on=date(2025, 7, 1), **WHY)

    assert queries.successors(cong_lac.id)[0].day_is.value == "by"


@pytest.mark.usefixtures("two_provinces")
def test_units_without_an_unknown_day_have_nothing_to_correct() -> None:
    quang_khai = queries.unit_named(f"xã Quang Khải, {TU_KY}", on=Y2023)

    with pytest.raises(BadInput):
        correct_day([quang_khai.id], on=TRUE_DAY, **WHY)


@pytest.mark.usefixtures("two_provinces")
def test_a_commune_cannot_move_to_a_parent_before_that_began() -> None:
    # huyện An Dương was cut: a part joined quận Hồng Bàng, the rest became quận An Dương.
    districts = [
        queries.unit_named(f"{name}, thành phố Hải Phòng", on=Y2023).id
        for name in ("huyện An Dương", "quận Hồng Bàng")
    ]
    communes = [view.id for unit in districts for view in queries.children(unit, on=Y2023)]

    with pytest.raises(DomainError) as refusal:
        correct_day(communes, on=TRUE_DAY, **WHY)
    correct_day([*districts, *communes], on=TRUE_DAY, **WHY)

    assert refusal.value.code == "outside_parent"
    assert "quận" in refusal.value.message
    assert not queries.is_in_force(districts[0], on=TRUE_DAY)
    assert list(queries.problems()) == []


@pytest.mark.usefixtures("two_provinces")
def test_a_day_that_was_set_wrongly_is_unknown_again() -> None:
    before = _rows()
    cong_lac = queries.unit_named(f"xã Cộng Lạc, {TU_KY}", on=Y2023)
    change = correct_day([cong_lac.id], on=TRUE_DAY, **WHY)

    undone = undo(change.pk, **WHY)

    assert _rows() == before
    step = queries.successors(cong_lac.id)[0]
    assert (step.on, step.day_is.value) == (date(2025, 6, 30), "by")
    assert len(queries.retracted_rows(undone.pk)) == 8
    assert list(queries.problems()) == []
    correct_day([cong_lac.id], on=TRUE_DAY, **WHY)  # and may be set again


@pytest.mark.usefixtures("two_provinces")
def test_a_day_is_not_taken_back_from_under_a_unit_that_was_put_there_since() -> None:
    cong_lac = queries.unit_named(f"xã Cộng Lạc, {TU_KY}", on=Y2023)
    change = correct_day([cong_lac.id], on=TRUE_DAY, **WHY)
    heir = queries.successors(cong_lac.id)[0].successor.id
    between = date(2025, 1, 5)
    create_unit(NewUnit(Naming("thon", "Giữa"), heir), on=between, **BY_OPERATOR)
    village = Change.objects.latest("id").pk
    before = _rows()

    with pytest.raises(WrongState) as refusal:
        undo(change.pk, **WHY)

    assert refusal.value.code == "outside_parent"
    assert _rows() == before
    undo(village, **WHY)
    undo(change.pk, **WHY)
    assert list(queries.problems()) == []


def test_a_day_is_not_taken_back_from_under_a_manager_that_was_named_since(
    country: Country, found: Found
) -> None:
    merged = _merge(country)
    for model in (Designation, Affiliation):  # as the seed of the country tells a merger
        model._default_manager.filter(valid_from=DAY).update(day_is="by")
    Succession.objects.filter(successor_id=merged).update(day_is="by")
    change = correct_day([merged], on=date(2025, 3, 1), **WHY)
    school = found("thcs", "Trường THCS", under=country.district, manager_id=country.district)
    hand_over(school, merged, on=date(2025, 4, 1), **BY_OPERATOR)
    before = _rows()

    with pytest.raises(WrongState) as refusal:
        undo(change.pk, **WHY)

    assert refusal.value.code == "outside_parent"
    assert "quản lý" in refusal.value.message
    assert _rows() == before
