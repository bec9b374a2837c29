"""The maps in memory: right after every change, never of a change that was rolled back."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from keng.kernel.actors import OPERATOR
from keng.kernel.errors import NotFound
from keng.orgunits import actions, queries
from keng.orgunits.actions import Naming
from keng.orgunits.models import Designation, MapStamp

from .conftest import ACT, AT, FOUNDED, Country, Found

TODAY = date(2026, 3, 2)


def test_a_question_costs_one_query_once_the_map_is_in_memory(country: Country) -> None:
    queries.tree(TODAY)

    with CaptureQueriesContext(connection) as captured:
        below = queries.descendants(country.province, on=TODAY)

    assert len(captured) == 1
    assert below == {
        country.district,
        country.hoa_binh,
        country.phu_my,
        country.tan_lap,
        country.thon_1,
        country.thon_2,
    }


def test_all_days_of_a_stretch_share_one_map(country: Country) -> None:
    assert queries.day_map(date(2021, 5, 5)) is queries.day_map(TODAY)
    assert queries.tree(date(2019, 12, 31)).descendants(country.nation) == frozenset()


def test_a_change_is_seen_at_once(country: Country, found: Found) -> None:
    before = queries.tree(TODAY)

    new = found("xa", "Vạn Xuân", under=country.district)

    assert new not in before
    assert queries.tree(TODAY).ancestors(new) == (
        country.district,
        country.province,
        country.nation,
    )


def test_a_change_by_another_process_is_seen_by_its_stamp(country: Country) -> None:
    queries.tree(TODAY)
    Designation.objects.filter(unit_id=country.phu_my).update(name="Phú Mỹ Hạ")
    stale = queries.unit_view(country.phu_my, on=TODAY).name
    MapStamp.objects.update(stamp="of another process")

    assert stale == "Phú Mỹ"
    assert queries.unit_view(country.phu_my, on=TODAY).name == "Phú Mỹ Hạ"


def test_a_change_that_was_rolled_back_leaves_no_map_behind(country: Country) -> None:
    with transaction.atomic():
        actions.rename(
            country.phu_my,
            Naming("xa", "Phú Mỹ Hạ"),
            on=date(2026, 1, 1),
            basis=ACT,
            actor=OPERATOR,
            at=AT,
        )
        inside = queries.unit_view(country.phu_my, on=TODAY).name
        transaction.set_rollback(True)

    assert inside == "Phú Mỹ Hạ"
    assert queries.unit_view(country.phu_my, on=TODAY).name == "Phú Mỹ"


def test_views_come_in_vietnamese_order_and_by_level(country: Country, found: Found) -> None:
    body = found("cong_an", "Công an huyện Sông Xanh", under=country.district)
    found("xa", "Đại Lộc", under=country.district)
    found("xa", "Dân Chủ", under=country.district)

    communes = queries.children(country.district, on=TODAY, level="commune")

    assert [view.name for view in communes] == [
        "Dân Chủ",
        "Đại Lộc",
        "Hòa Bình",
        "Phú Mỹ",
        "Tân Lập",
    ]
    assert [view.id for view in queries.children(country.district, on=TODAY, level="body")] == [
        body
    ]


def test_a_path_names_everyone_above_but_the_nation(country: Country) -> None:
    assert (
        queries.path_of(country.thon_1, on=TODAY)
        == "Thôn 1, xã Hòa Bình, huyện Sông Xanh, tỉnh An Bình"
    )
    assert queries.path_of(country.nation, on=TODAY) == "Việt Nam"


def test_a_unit_before_its_first_day_is_shown_as_it_began(country: Country) -> None:
    view = queries.unit_view(country.hoa_binh, on=date(2019, 1, 1))

    assert not view.exists
    assert view.name == "Hòa Bình"
    assert not queries.is_in_force(country.hoa_binh, on=date(2019, 1, 1))
    assert queries.is_in_force(country.hoa_binh, on=FOUNDED)


@pytest.mark.django_db
def test_unknown_units_are_refused_in_words() -> None:
    with pytest.raises(NotFound):
        queries.unit_view(404, on=TODAY)
    with pytest.raises(NotFound):
        queries.unit_by_key("khong-co", on=TODAY)
