"""The verdict on one criterion: outcome, steps, what it lacks, what would have to change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from keng.kernel.errors import BadInput, NotFound
from keng.kernel.figures import CellKey
from keng.packs.judging.verdicts import judge, judge_all, points_allowed
from keng.packs.judging.vocabulary import Claim, Given, Outcome, Result, Use
from packs.judging.cases import case, children, claimed, figures, the_set


def test_a_verdict_shows_the_figures_the_rule_and_what_would_have_to_change() -> None:
    one = the_set("qd9745")
    given = case(
        params={"restrain": "five_less"},
        now=figures(crimes_social_order=20),
        last_year=figures(crimes_social_order=21),
    )

    verdict = judge(one, "DH-18", given)

    assert verdict.outcome is Outcome.NOT_MET
    told = [(step.what.vi, step.value.vi if step.value else None) for step in verdict.steps]
    assert ("Cách hiểu “kiềm chế” tội phạm của tỉnh", "Giảm ít nhất 5%") in told
    assert ("Vụ phạm tội về trật tự xã hội (kỳ này)", "20") in told
    assert ("Vụ phạm tội về trật tự xã hội (cùng kỳ)", "21") in told
    assert told[-1][1] == "sai"
    assert verdict.to_change
    assert verdict.uses == (
        Use(CellKey("crimes_social_order"), "now", 20, small=False),
        Use(CellKey("crimes_social_order"), "last_year", 21, small=False),
    )


def test_what_is_not_known_is_listed_and_nothing_else() -> None:
    verdict = judge(the_set("qd9745"), "DH-18", case(now=figures(crimes_social_order=3)))

    assert verdict.outcome is Outcome.UNKNOWN
    assert {(lack.kind, lack.code) for lack in verdict.missing} == {
        ("parameter", "restrain"),
        ("figure", "crimes_social_order"),
    }


def test_a_part_that_fails_decides_whatever_else_is_not_known() -> None:
    verdict = judge(the_set("qd9745"), "DH-05", case(now=figures(letters_pending=1)))

    assert verdict.outcome is Outcome.NOT_MET
    assert verdict.missing == ()
    assert "hiện 1 so với 0" in verdict.to_change[0].vi


def test_a_small_total_is_marked_and_stands_in_no_sentence() -> None:
    verdict = judge(
        the_set("qd9745"),
        "DH-19",
        case(
            now=figures(people_with_addiction=7),
            last_year=figures(people_with_addiction=8),
            claims=claimed(DH_19=True),
        ),
    )

    assert verdict.outcome is Outcome.NOT_MET
    assert all(use.small for use in verdict.uses)
    assert {step.value.vi for step in verdict.steps if step.small and step.value} == {"7", "8"}
    assert not any("(hiện" in change.vi for change in verdict.to_change)


@pytest.mark.parametrize(
    ("claim", "outcome", "used"),
    [
        (Claim(), Outcome.NOT_MET, None),
        (Claim(exception="found_in_time"), Outcome.NOT_MET, None),
        (Claim(exception="found_in_time", reason="  "), Outcome.NOT_MET, None),
        (Claim(exception="bad_luck", reason="Báo cáo số 5"), Outcome.NOT_MET, None),
        (Claim(exception="found_in_time", reason="Báo cáo số 5"), Outcome.MET, "found_in_time"),
    ],
)
def test_an_exception_counts_only_if_the_law_knows_it_and_it_is_justified(
    claim: Claim, outcome: Outcome, used: str | None
) -> None:
    given = case(now=figures(crimes_serious_or_above=1), claims={"KDC-4b": claim})

    verdict = judge(the_set("tt124-village"), "KDC-4b", given)

    assert (verdict.outcome, verdict.exception) == (outcome, used)


def test_figures_decide_before_what_a_person_says_did_not_occur() -> None:
    one = the_set("tt124-village")
    said = {"KDC-4c1": Claim(occurred=False)}

    with_figure = judge(one, "KDC-4c1", case(now=figures(hotspots_new=1), claims=said))
    without = judge(one, "KDC-4c1", case(claims=said))

    assert with_figure.outcome is Outcome.NOT_MET
    assert without.outcome is Outcome.MET


def test_a_commune_is_judged_on_its_own_scale_by_what_villages_must_meet() -> None:
    given = case(
        now=figures(
            crimes_social_order=5,
            social_evil_cases=0,
            violations_administrative=9,
            crimes_serious_or_above=0,
            hotspots_new=0,
            fires_serious=0,
            work_deaths=1,
        ),
        last_year=figures(crimes_social_order=6, social_evil_cases=0, violations_administrative=9),
        claims=claimed(KDC_2=True, KDC_3=True, KDC_4c2=True, KDC_4c3=True),
    )

    failed = judge(the_set("tt124-commune"), "XA-2", given)
    excused = judge(
        the_set("tt124-commune"),
        "XA-2",
        replace(
            given,
            claims={**given.claims, "KDC-4d": Claim(exception="force_majeure", reason="Bão số 3")},
        ),
    )

    assert failed.outcome is Outcome.NOT_MET
    assert any("KDC-4d" in step.what.vi for step in failed.steps)
    assert excused.outcome is Outcome.MET


def test_figures_of_a_substitute_are_told_and_wait_for_the_missing_days() -> None:
    one = the_set("tt124-commune")
    gaps = one.set.uncovered(2024, 0)
    given = case(now=figures(initiatives_active=2), substitute=0, unconfirmed=gaps)

    waiting = judge(one, "XA-1c", given)
    confirmed = judge(one, "XA-1c", replace(given, unconfirmed=()))

    assert gaps == (
        (date(2023, 11, 16), date(2023, 11, 30)),
        (date(2024, 11, 1), date(2024, 11, 15)),
    )
    assert waiting.outcome is Outcome.WAITING
    assert [lack.kind for lack in waiting.missing] == ["days", "days"]
    assert confirmed.outcome is Outcome.MET
    assert "01/12/2023 – 31/12/2023 (calendar)" in [
        step.value.vi for step in confirmed.steps if step.value
    ]


def test_a_village_window_is_covered_whole_by_calendar_months() -> None:
    assert the_set("tt124-village").set.uncovered(2024, 0) == ()


def test_while_children_are_open_the_best_and_the_worst_case_are_told() -> None:
    given = case(children=children(recognised=6, refused=2, undecided=2))

    verdict = judge(the_set("tt124-commune"), "XA-4b", given)

    assert verdict.outcome is Outcome.WAITING
    assert [lack.code for lack in verdict.missing] == ["undecided 000", "undecided 001"]
    last = verdict.steps[-1]
    assert last.value is not None
    assert last.value.vi == "tốt nhất: đạt; xấu nhất: chưa đạt"


def test_a_share_that_fails_says_how_many_units_are_lacking() -> None:
    given = case(children=children(recognised=5, refused=5))

    verdict = judge(the_set("tt124-commune"), "XA-4b", given)

    assert verdict.outcome is Outcome.NOT_MET
    assert verdict.to_change[0].vi.endswith("còn thiếu 2 đơn vị")
    assert any(step.source == "tt124_2021: Điều 5 khoản 4" for step in verdict.steps)


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        ({}, Outcome.WAITING),
        ({"qd510-commune": Given(Result.WAITING)}, Outcome.WAITING),
        ({"qd510-commune": Given(Result.UNDECIDABLE)}, Outcome.UNKNOWN),
        ({"qd510-commune": Given(Result.RECOGNISED, "kha")}, Outcome.NOT_MET),
        ({"qd510-commune": Given(Result.RECOGNISED, "xuat_sac")}, Outcome.MET),
    ],
)
def test_the_class_of_another_set_is_waited_for(given: dict[str, Given], outcome: Outcome) -> None:
    assert judge(the_set("qd9745"), "DH-15", case(results=given)).outcome is outcome


def test_points_are_given_whole_or_as_marked_and_never_above_the_most() -> None:
    one = the_set("qd510-agency")
    claims = {
        "QD510-CQ-01": Claim(points=Decimal("2.5")),
        "QD510-CQ-03": Claim(points=Decimal(6)),
        "QD510-CQ-04a": Claim(met=True),
    }

    verdicts = judge_all(one, case(claims=claims, facts={"staff": 50, "staff_reached": 45}))

    points = {code: verdict.points for code, verdict in verdicts.items()}
    assert points["QD510-CQ-01"] == Decimal("2.5")
    assert points["QD510-CQ-02"] == Decimal(3)
    assert points["QD510-CQ-03"] is None
    assert points["QD510-CQ-04a"] == Decimal(1)
    assert points["QD510-CQ-04b"] is None
    assert [lack.kind for lack in verdicts["QD510-CQ-03"].missing] == ["claim", "points"] or [
        lack.kind for lack in verdicts["QD510-CQ-03"].missing
    ] == ["points"]


def test_points_above_the_most_or_of_an_unknown_item_are_refused() -> None:
    criteria = the_set("qd510-agency").set.criteria

    points_allowed(criteria["QD510-CQ-01"], Decimal(3))
    with pytest.raises(BadInput, match="từ 0 đến 3"):
        points_allowed(criteria["QD510-CQ-01"], Decimal("3.5"))
    with pytest.raises(BadInput, match="chưa có điểm tối đa"):
        points_allowed(criteria["QD510-CQ-04b"], Decimal(1))


def test_an_unknown_criterion_is_told_with_those_that_there_are() -> None:
    with pytest.raises(NotFound, match="KDC-1a"):
        judge(the_set("tt124-village"), "KDC-9", case())


def test_a_person_may_say_that_a_criterion_does_not_apply_only_where_it_may_not() -> None:
    one = the_set("tt124-agency")
    said = {"CQ-1a": Claim(applicable=False), "CQ-1b": Claim(applicable=False)}

    verdicts = judge_all(one, case(claims=said))
    known = judge(one, "CQ-1a", case(claims=said, facts={"has_party_cell": True}))

    assert verdicts["CQ-1a"].outcome is Outcome.NOT_APPLICABLE
    assert verdicts["CQ-1b"].outcome is Outcome.UNKNOWN
    assert known.outcome is Outcome.UNKNOWN
