"""What the checks say about the figures of a commune, and what they keep quiet about."""

from __future__ import annotations

from decimal import Decimal

import pytest

from keng.checks import Finding, evaluate
from keng.kernel.errors import NotFound
from keng.kernel.figures import CellKey
from keng.kernel.periods import parse_period
from keng.packs.schema import Pack
from pack_cast import shipped

MARCH = parse_period("2024-03")
BALANCED = {
    "letters_carried_in": 2,
    "letters_received": 5,
    "letters_resolved": 4,
    "letters_transferred": 2,
    "letters_pending": 1,
}


@pytest.fixture
def pack() -> Pack:
    return shipped("antq")


def figures(**values: int | None) -> dict[CellKey, int | None]:
    return {CellKey(code): value for code, value in values.items()}


def found(
    pack: Pack,
    now: dict[CellKey, int | None],
    previous: dict[CellKey, int | None] | None = None,
    same_period: dict[CellKey, int | None] | None = None,
) -> list[Finding]:
    return evaluate(pack, "commune", now, previous=previous, same_period=same_period, period=MARCH)


def test_an_empty_form_has_no_findings(pack: Pack) -> None:
    assert found(pack, {}) == []


def test_a_balance_that_does_not_close_blocks_and_shows_its_sums(pack: Pack) -> None:
    now = figures(**{**BALANCED, "letters_resolved": 5})  # 2 + 5 = 7, 5 + 2 + 1 = 8

    (finding,) = found(pack, now)

    assert (finding.check, finding.severity) == ("letters_balance", "block")
    assert finding.message == (
        "Đơn thư: tồn đầu kỳ 2 + tiếp nhận 5 = 7, nhưng giải quyết 5 + chuyển 2 + còn tồn 1 = 8."
    )
    assert finding.message_en.endswith("but settled 5 + passed on 2 + open 1 = 8.")
    assert finding.fix.startswith("Sửa một trong năm ô")
    assert finding.values["on_hand"] == Decimal(7)
    assert finding.values["now.letters_pending"] == Decimal(1)
    assert CellKey("letters_received") in finding.cells


def test_a_balance_that_closes_is_silent(pack: Pack) -> None:
    assert found(pack, figures(**BALANCED)) == []


def test_a_missing_figure_makes_a_check_silent_and_is_not_zero(pack: Pack) -> None:
    assert (
        found(pack, figures(**{**BALANCED, "letters_resolved": 5, "letters_pending": None})) == []
    )


def test_resolving_more_than_came_in_only_warns(pack: Pack) -> None:
    now = figures(letters_received=3, letters_resolved=4)

    (finding,) = found(pack, now)

    assert (finding.check, finding.severity) == ("letters_resolved_above_letters_received", "warn")


def test_the_injured_of_an_earlier_accident_only_warn(pack: Pack) -> None:
    now = figures(traffic_accidents=0, traffic_deaths=1, traffic_injured=0)

    (finding,) = found(pack, now)

    assert finding.severity == "warn"
    assert "01" not in finding.message
    assert "1 người chết" in finding.message


def test_an_opening_is_held_against_the_closing_of_the_period_before(pack: Pack) -> None:
    (finding,) = found(pack, figures(cases_carried_in=0), previous=figures(cases_pending=2))

    assert finding.check == "cases_opening"
    assert finding.values == {"now.cases_carried_in": 0, "before.cases_pending": 2}


def test_a_digit_too_many_is_seen_by_the_cell(pack: Pack) -> None:
    (finding, jump) = found(pack, figures(fire_premises=330), previous=figures(fire_premises=33))

    assert (finding.check, jump.check) == ("digit_slip", "stock_jump")
    assert finding.cells == (CellKey("fire_premises"),)
    assert "Cơ sở thuộc diện quản lý" in finding.message
    assert "330, kỳ trước 33" in finding.message


def test_decimals_are_shown_as_people_write_them(pack: Pack) -> None:
    key = CellKey("explosives_turned_in_kg")  # three decimals: 12.500 kg is 12500

    (finding,) = evaluate(
        pack,
        pack.forms["commune"],
        {key: 125_000},
        previous={key: 12_500},
        same_period=None,
        period=MARCH,
    )

    assert "125, kỳ trước 12,5" in finding.message
    assert "125, 12.5 before" in finding.message_en
    assert finding.values["cell.before"] == Decimal("12.5")


def test_short_series_full_of_zeros_raise_no_alarm(pack: Pack) -> None:
    now = figures(fires=3, cases_theft=2, cases_total=4, hotspots=1)
    before = figures(fires=0, cases_theft=0, cases_total=1, hotspots=0)

    assert found(pack, now, previous=before, same_period=before) == []


def test_a_rise_is_told_only_against_both_comparisons(pack: Pack) -> None:
    now, before, last_year = figures(patrols=300), figures(patrols=12), figures(patrols=20)

    (finding,) = found(pack, now, previous=before, same_period=last_year)

    assert finding.check == "flow_outlier"  # 300 is over 12 * 5 + 10 and over 20 * 5 + 10
    assert found(pack, now, previous=before) == []
    assert found(pack, now, previous=before, same_period=figures(patrols=250)) == []


def test_a_number_too_large_to_add_up_is_told_instead_of_left_out(pack: Pack) -> None:
    largest = 2**63 - 1
    now = figures(**{**BALANCED, "letters_received": largest, "letters_carried_in": largest})

    findings = found(pack, now)

    assert any("số quá lớn" in finding.message for finding in findings)
    assert {finding.severity for finding in findings if "số quá lớn" in finding.message} == {"warn"}


def test_blocking_findings_come_first(pack: Pack) -> None:
    now = figures(
        **{**BALANCED, "letters_resolved": 6, "traffic_accidents": 0, "traffic_deaths": 1},
        traffic_injured=0,
    )

    severities = [finding.severity for finding in found(pack, now)]

    assert severities == sorted(severities, key=["block", "warn", "hint"].index)
    assert {"block", "warn"} <= set(severities)


def test_totals_of_people_in_a_sensitive_situation_are_in_no_finding(pack: Pack) -> None:
    now = figures(people_with_addiction=40, offenders_handled=400)
    before = figures(people_with_addiction=4, offenders_handled=4)

    assert found(pack, now, previous=before, same_period=before) == []


def test_a_rule_by_breakdown_names_the_value_that_is_wrong(pack: Pack) -> None:
    registered = CellKey.of("units_registered", {"unit_kind": "village"})
    recognised = CellKey.of("units_recognised", {"unit_kind": "village"})

    (finding,) = evaluate(
        pack,
        "commune_year",
        {registered: 7, recognised: 8},
        previous=None,
        same_period=None,
        period=parse_period("2024"),
    )

    assert finding.message == ("Thôn, khu dân cư: số được công nhận 8, nhiều hơn số đăng ký 7.")
    assert set(finding.cells) == {registered, recognised}


def test_a_threshold_of_the_law_is_read_on_the_last_day_of_the_period(pack: Pack) -> None:
    kinds = list(pack.breakdowns["unit_kind"].values)[1:]
    registered = {CellKey.of("units_registered", {"unit_kind": kind}): 10 for kind in kinds}
    recognised = {CellKey.of("units_recognised", {"unit_kind": kind}): 6 for kind in kinds}

    def checks(year: str) -> set[str]:
        findings = evaluate(
            pack,
            "commune_year",
            {**registered, **recognised},
            previous=None,
            same_period=None,
            period=parse_period(year),
        )
        return {finding.check for finding in findings}

    assert "enough_recognised" in checks("2024")  # 60 of 100 is below 70 per cent
    assert "enough_recognised" not in checks("2021")  # before the circular was in force


def test_an_unknown_form_is_refused_with_the_forms_that_there_are(pack: Pack) -> None:
    with pytest.raises(NotFound) as refusal:
        evaluate(pack, "xa", {}, previous=None, same_period=None, period=MARCH)

    assert "commune" in refusal.value.message


def test_an_answer_that_was_kept_is_given_to_the_same_question_only(pack: Pack) -> None:
    wrong = figures(**{**BALANCED, "letters_resolved": 5})
    first = found(pack, wrong)
    first.clear()  # what a caller does with its list is its own affair

    assert [finding.check for finding in found(pack, wrong)] == ["letters_balance"]
    assert found(pack, figures(**BALANCED)) == []
    assert [finding.check for finding in found(pack, wrong)] == ["letters_balance"]


def test_what_is_compared_with_is_part_of_the_question(pack: Pack) -> None:
    now = figures(**BALANCED)  # opens with 2

    assert found(pack, now, previous=figures(letters_pending=2)) == []
    (finding,) = found(pack, now, previous=figures(letters_pending=3))
    assert finding.check == "letters_opening"


def test_the_pack_is_part_of_the_question(pack: Pack) -> None:
    wrong = figures(**{**BALANCED, "letters_resolved": 5})
    silent = Pack.model_validate({**pack.model_dump(), "checks": {}})

    assert found(pack, wrong) != []
    assert found(silent, wrong) == []


def test_the_classes_of_a_real_district_are_one_more_than_its_registered_communes(
    pack: Pack,
) -> None:
    """Published for 2022: 8 excellent, 15 good, 1 average, of 23 registered; 8 + 15 + 1 = 24."""
    commune = {"unit_kind": "commune"}
    now = {
        CellKey.of("units_registered", commune): 23,
        CellKey.of("units_classified", {**commune, "class": "xuat_sac"}): 8,
        CellKey.of("units_classified", {**commune, "class": "kha"}): 15,
        CellKey.of("units_classified", {**commune, "class": "trung_binh"}): 1,
    }

    (finding,) = evaluate(
        pack,
        "reported_total",
        now,
        previous=None,
        same_period=None,
        period=parse_period("2022"),
    )

    assert (finding.check, finding.severity) == ("classes_above_registered", "warn")
    assert "cộng lại là 24, nhiều hơn số đăng ký 23" in finding.message
    assert finding.values["classes"] == Decimal(24)
