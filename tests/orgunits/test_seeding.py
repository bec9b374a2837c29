from __future__ import annotations

from datetime import date

import pytest

from keng.journal.models import Entry
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import NotAllowed, WrongState
from keng.orgunits import queries
from keng.orgunits.actions import Seed, load_seed
from keng.orgunits.models import Succession, Unit

from .conftest import AT, Stranger

Y2022, Y2024 = date(2022, 12, 31), date(2024, 12, 31)
JUNE_30, JULY_1, Y2026 = date(2025, 6, 30), date(2025, 7, 1), date(2026, 1, 1)


@pytest.mark.django_db
@pytest.mark.any_engine
def test_the_whole_country_loads_once_and_holds_together() -> None:
    made = load_seed(actor=OPERATOR, at=AT)
    again = load_seed(actor=OPERATOR, at=AT)

    assert made.units == 15_053  # and the nation
    assert again.units == 0
    assert list(queries.problems()) == []
    assert Entry.objects.filter(verb="orgunits.load_seed").count() == 1
    nation = queries.nation(Y2026)
    assert len(queries.children(nation.id, on=JULY_1)) == 34
    assert len(queries.units_below(nation.id, on=JULY_1, levels={"commune"})) == 3_321
    assert len(queries.units_below(nation.id, on=JUNE_30, levels={"commune"})) == 10_035
    assert len(queries.units_below(nation.id, on=Y2022, levels={"district"})) == 705
    assert not Succession.objects.exclude(share=None).exists()
    assert len(queries.fate_unknown(on=Y2026)) == 3
    assert len(queries.origin_unknown(on=Y2026)) == 3
    border = queries.unit_named("xã Bờ Y, huyện Ngọc Hồi, tỉnh Kon Tum", on=Y2024)
    assert queries.unit_named("xã Pờ Y, Kon Tum", on=JUNE_30) == queries.unit_view(
        border.id, on=JUNE_30
    )
    assert _became(border.id) == [("whole", "xã Bờ Y, tỉnh Quảng Ngãi")]
    successor = queries.successors(border.id)[0].successor
    assert {step.predecessor.full_name for step in queries.predecessors(successor.id)} == {
        "xã Bờ Y",
        "xã Đăk Xú",
        "thị trấn Plei Kần",
    }


def _became(unit_id: int) -> list[tuple[str, str]]:
    return [
        (step.extent.value, queries.path_of(step.successor.id, on=step.on))
        for step in queries.successors(unit_id)
    ]


TU_KY = "huyện Tứ Kỳ, tỉnh Hải Dương"


@pytest.mark.parametrize(
    ("path", "code", "expected"),
    [
        (f"xã Quang Khải, {TU_KY}", "11116", [("whole", "xã Tứ Kỳ, thành phố Hải Phòng")]),
        (f"xã Tân Kỳ, {TU_KY}", "11113", [("whole", "xã Tân Kỳ, thành phố Hải Phòng")]),
        (
            "xã Hoàng Diệu, huyện Gia Lộc, tỉnh Hải Dương",
            "11047",
            [("whole", "xã Gia Phúc, thành phố Hải Phòng")],
        ),
        (f"xã Cộng Lạc, {TU_KY}", "11140", [("whole", f"xã Lạc Phượng, {TU_KY}")]),
        (
            f"xã Hưng Đạo, {TU_KY}",
            "11086",
            [
                ("part", "xã Đại Sơn, thành phố Hải Phòng"),
                ("part", "xã Tân Kỳ, thành phố Hải Phòng"),
            ],
        ),
    ],
)
@pytest.mark.usefixtures("two_provinces")
def test_what_became_of_the_units_of_the_reports(
    path: str, code: str, expected: list[tuple[str, str]]
) -> None:
    unit = queries.unit_named(path, on=Y2022)

    assert unit.code == code
    assert _became(unit.id) == expected


@pytest.mark.parametrize(
    ("name", "code"), [("Tứ Kỳ", "11074"), ("Gia Phúc", "11050"), ("Tân Kỳ", "11113")]
)
@pytest.mark.usefixtures("two_provinces")
def test_the_new_communes_bear_the_codes_of_the_decree(name: str, code: str) -> None:
    assert queries.unit_named(f"xã {name}", on=Y2026).code == code


@pytest.mark.usefixtures("two_provinces")
def test_tan_ky_before_and_after_is_two_units_because_its_territory_grew() -> None:
    before = queries.unit_named(f"xã Tân Kỳ, {TU_KY}", on=JUNE_30)
    after = queries.unit_named("xã Tân Kỳ, thành phố Hải Phòng", on=JULY_1)

    origins = {
        (step.predecessor.name, step.extent.value) for step in queries.predecessors(after.id)
    }

    assert before.key != after.key
    assert before.code == after.code == "11113"
    assert origins == {
        ("Tân Kỳ", "whole"),
        ("Kỳ Sơn", "whole"),
        ("Đại Hợp", "whole"),
        ("Dân An", "whole"),
        ("Hưng Đạo", "part"),
    }


@pytest.mark.usefixtures("two_provinces")
def test_a_chain_of_mergers_is_followed_to_the_end() -> None:
    cong_lac = queries.unit_named(f"xã Cộng Lạc, {TU_KY}", on=Y2022)

    steps = [
        (step.on, step.day_is.value, step.successor.name) for step in queries.became(cong_lac.id)
    ]

    assert steps == [(JUNE_30, "by", "Lạc Phượng"), (JULY_1, "exact", "Lạc Phượng")]


@pytest.mark.usefixtures("two_provinces")
def test_the_tree_of_a_day_is_the_tree_of_that_day() -> None:
    def communes(on: date) -> set[str]:
        district = queries.unit_named(TU_KY, on=on)
        return {view.name for view in queries.children(district.id, on=on)}

    assert len(communes(Y2024)) == 23
    assert len(communes(JUNE_30)) == 20
    assert "Cộng Lạc" in communes(Y2024)
    assert "Lạc Phượng" in communes(JUNE_30)


@pytest.mark.usefixtures("two_provinces")
def test_a_district_has_no_successor_but_its_territory_has() -> None:
    district = queries.unit_named(TU_KY, on=Y2024)

    assert queries.successors(district.id) == []
    assert {view.name for view in queries.heirs_of_territory(district.id, on=Y2026)} == {
        "Chí Minh",
        "Đại Sơn",
        "Hà Tây",
        "Lạc Phượng",
        "Nguyên Giáp",
        "Tân Kỳ",
        "Tứ Kỳ",
    }


@pytest.mark.usefixtures("two_provinces")
def test_two_provinces_became_one_and_their_totals_can_be_compared() -> None:
    hai_phong = queries.unit_named("thành phố Hải Phòng", on=Y2026)

    found = queries.counterpart_of([hai_phong.id], shown_on=Y2026, other=Y2024)

    names = {queries.unit_view(unit, on=Y2024).full_name for unit in found.units}
    assert names == {"tỉnh Hải Dương", "thành phố Hải Phòng"}
    assert found.is_closed
    communes = {view.id for view in queries.children(hai_phong.id, on=Y2026)}
    assert queries.counterpart_of(communes, shown_on=Y2026, other=Y2024).is_closed


@pytest.mark.usefixtures("two_provinces")
def test_an_island_district_without_communes_became_a_special_zone() -> None:
    island = queries.unit_named("huyện Bạch Long Vĩ", on=Y2024)

    assert _became(island.id) == [("whole", "đặc khu Bạch Long Vĩ, thành phố Hải Phòng")]


@pytest.mark.usefixtures("two_provinces")
def test_units_sort_as_vietnamese_sorts() -> None:
    hai_phong = queries.unit_named("Hải Phòng", on=Y2026)

    names = [view.name for view in queries.children(hai_phong.id, on=Y2026)]

    assert names[:3] == ["Ái Quốc", "An Biên", "An Dương"]
    assert names.index("Cẩm Giang") < names.index("Cẩm Giàng") < names.index("Chí Linh")
    assert names.index("Dương Kinh") < names.index("Đại Sơn") < names.index("Gia Lộc")


@pytest.mark.django_db
def test_a_person_without_the_grant_loads_nothing(two_provinces_seed: Seed) -> None:
    with pytest.raises(NotAllowed):
        load_seed(actor=Stranger(), at=AT, seed=two_provinces_seed)

    assert not Unit.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.usefixtures("two_provinces")
def test_another_seed_is_refused_and_changes_nothing(whole_seed: Seed) -> None:
    before = Unit.objects.count()

    with pytest.raises(WrongState):
        load_seed(actor=OPERATOR, at=AT, seed=whole_seed)

    assert Unit.objects.count() == before
