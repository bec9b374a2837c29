"""Each figure opens to its parts, and the parts that count add up to it."""

from __future__ import annotations

import pytest

from consolidation_cast import FIRES, NOON, PLANS, TODAY, Country, a_country, period
from keng.consolidation.queries import consolidate, drill
from keng.consolidation.shapes import Part, PartKind
from keng.kernel.actors import OPERATOR
from keng.kernel.figures import CellKey
from keng.reporting.models import AcceptedWarning, Figure

pytestmark = pytest.mark.django_db


def opened(country: Country, path: str, code: str, key: CellKey = FIRES) -> list[Part]:
    parts = drill(country.ids[path], period(code), key, actor=OPERATOR, on=TODAY)
    row = consolidate(country.ids[path], period(code), actor=OPERATOR, on=TODAY).row(key)
    assert row is not None
    assert row.value == sum(part.value or 0 for part in parts if part.counts)
    return parts


def shown(parts: list[Part]) -> list[tuple[PartKind, str, int | None, bool]]:
    return [(part.kind, part.unit, part.value, part.counts) for part in parts]


def test_a_province_opens_to_its_own_activity_its_communes_and_its_bodies() -> None:
    country = a_country({"A": "province", "A/a": "commune", "A/b": "commune", "A/hội": "body"})
    country.report("A/a", "2024", plans=3)
    country.report("A/b", "2024", plans=4)
    country.report("A/hội", "2024", form="body", plans=5)
    own = country.report("A", "2024", form="own", plans=2)

    parts = opened(country, "A", "2024", PLANS)

    assert shown(parts) == [
        (PartKind.OWN, "tỉnh A", 2, True),
        (PartKind.CHILD, "xã a", 3, True),
        (PartKind.CHILD, "xã b", 4, True),
        (PartKind.BODY, "hội", 5, True),
    ]
    assert parts[0].submission_id == own.pk


def test_villages_stand_beside_what_their_commune_entered_and_do_not_count() -> None:
    country = a_country({"A": "province", "A/a": "commune", "A/a/v": "village"})
    country.report("A/a", "2024", fires=6)
    country.report("A/a/v", "2024", form="village", fires=2)

    assert shown(opened(country, "A/a", "2024")) == [
        (PartKind.OWN, "xã a", 6, True),
        (PartKind.DETAIL, "thôn v", 2, False),
    ]


def test_a_reported_total_is_a_part_that_counts_only_where_it_stands_alone() -> None:
    country = a_country({"A": "province", "A/d": "district", "A/d/a": "commune"})
    country.report("A/d", "2022", form="total", fires=40)
    assert shown(opened(country, "A/d", "2022")) == [(PartKind.REPORTED_TOTAL, "huyện d", 40, True)]

    country.report("A/d/a", "2022", fires=38)

    assert shown(opened(country, "A/d", "2022")) == [
        (PartKind.CHILD, "xã a", 38, True),
        (PartKind.REPORTED_TOTAL, "huyện d", 40, False),
    ]


def test_an_adjustment_is_a_part_of_its_own() -> None:
    country = a_country()
    reported = country.report("A/a", "2024", fires=10)
    country.adjust(reported, "A", "fires", 8)

    assert shown(opened(country, "A", "2024")) == [
        (PartKind.CHILD, "xã a", 10, True),
        (PartKind.ADJUSTMENT, "xã a", -2, True),
    ]


def test_a_year_opens_to_the_reports_of_its_months() -> None:
    country = a_country({"A": "province", "A/a": "commune"})
    for month, fires in (("2024-01", 1), ("2024-02", 0), ("2024-03", 4)):
        country.report("A/a", month, fires=fires)

    (own,) = opened(country, "A/a", "2024Q1")

    assert [(one.period.code, one.value) for one in own.sources] == [
        ("2024-01", 1),
        ("2024-02", 0),
        ("2024-03", 4),
    ]


def test_sources_and_the_reasons_of_accepted_warnings_travel_upward() -> None:
    country = a_country({"A": "province", "A/a": "commune"})
    submission = country.report("A/a", "2024", fires=50)
    Figure.objects.update(source="BC 15/BC-UBND", note="kể cả cháy nhỏ")
    AcceptedWarning.objects.create(
        submission=submission,
        check_code="jump",
        cells=["fires"],
        fingerprint="f",
        reason="mùa khô kéo dài",
        at=NOON,
    )

    (part,) = opened(country, "A", "2024")

    assert part.source == "BC 15/BC-UBND"
    assert part.sources[0].warnings == ("mùa khô kéo dài",)
