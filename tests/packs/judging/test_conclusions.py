"""What a set comes to: recognised, not, waiting, or not to be decided with what is asked for."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from keng.packs.judging.conclusions import conclude, public_reason
from keng.packs.judging.overlay import Overlay, overlaid, unknowns
from keng.packs.judging.rulebook import ReadySet, made_ready
from keng.packs.judging.vocabulary import History, Outcome, Result, Verdict
from keng.packs.schema.criteria_results import YearsInRow
from pack_cast import shipped
from packs.judging.cases import all_outcomes, case, the_set

MET, NOT_MET = Outcome.MET, Outcome.NOT_MET


def scored(**bounds: str) -> ReadySet:
    """The sheet of agencies with its unknowns typed in: 3 + 3 + 5 + 1 + 8 + 80 = 100 points."""
    one = the_set("qd510-agency").set
    typed = Overlay(
        points={"QD510-CQ-04b": Decimal(8), "QD510-CQ-05": Decimal(80)},
        bounds={code: Decimal(bound) for code, bound in bounds.items()},
        complete=True,
    )
    return made_ready(overlaid(one, typed), shipped("antq"))


BOUNDS = {"xuat_sac": "90", "kha": "75", "trung_binh": "50", "yeu": "0"}


def points(one: ReadySet, **given: str) -> dict[str, Verdict]:
    found = {
        code: Verdict(code, MET, points=criterion.points.max)
        for code, criterion in one.set.criteria.items()
        if criterion.points is not None
    }
    for name, value in given.items():
        code = f"QD510-CQ-{name.removeprefix('p')}"
        found[code] = Verdict(code, NOT_MET, points=Decimal(value))
    return found


def test_all_met_is_recognised_and_says_nothing_stands_in_the_way() -> None:
    one = the_set("tt124-village")

    conclusion = conclude(one, all_outcomes(one, MET), case())

    assert conclusion.result is Result.RECOGNISED
    assert (conclusion.met, conclusion.criteria) == (12, 12)
    assert (conclusion.reasons, conclusion.to_change, conclusion.asked) == ((), (), ())


def test_one_that_surely_fails_decides_and_the_reason_of_an_attestation_is_only_its_group() -> None:
    one = the_set("tt124-village")
    verdicts = all_outcomes(one, Outcome.UNKNOWN, KDC_3=NOT_MET)

    conclusion = conclude(one, verdicts, case())

    assert conclusion.result is Result.NOT_RECOGNISED
    hidden = next(reason for reason in conclusion.reasons if reason.code == "KDC-3")
    assert hidden.hidden
    assert public_reason(one, hidden).vi == "Không xảy ra trường hợp tại khoản 3"
    open_ = next(reason for reason in conclusion.reasons if reason.code == "KDC-1a")
    assert public_reason(one, open_) == open_.words


def test_criteria_that_do_not_apply_stand_in_nobodys_way() -> None:
    one = the_set("tt124-agency")
    verdicts = all_outcomes(one, MET, CQ_4=Outcome.NOT_APPLICABLE)

    conclusion = conclude(one, verdicts, case())

    assert conclusion.result is Result.RECOGNISED
    assert (conclusion.met, conclusion.applicable, conclusion.criteria) == (13, 13, 14)


def test_a_set_that_asks_for_its_own_number_counts_and_does_not_decide() -> None:
    one = the_set("qd9745")
    verdicts = all_outcomes(one, MET, DH_01=NOT_MET, DH_02=NOT_MET)

    conclusion = conclude(one, verdicts, case())

    assert conclusion.result is Result.UNDECIDABLE
    assert (conclusion.met, conclusion.criteria) == (32, 34)
    assert conclusion.asked[0].vi == "Số tiêu chí cần đạt để được công nhận"


@pytest.mark.parametrize(
    ("met", "open_", "result"),
    [
        (30, 0, Result.RECOGNISED),
        (30, 4, Result.RECOGNISED),
        (29, 0, Result.NOT_RECOGNISED),
        (26, 3, Result.NOT_RECOGNISED),
        (26, 4, Result.UNDECIDABLE),
    ],
)
def test_open_criteria_leave_it_open_only_where_they_could_matter(
    met: int, open_: int, result: Result
) -> None:
    pack = shipped("antq")
    one = made_ready(overlaid(pack.set_of("qd9745"), Overlay(recognised_from=30)), pack)
    outcomes = [MET] * met + [Outcome.UNKNOWN] * open_ + [NOT_MET] * (34 - met - open_)
    verdicts = {
        code: Verdict(code, outcome)
        for code, outcome in zip(one.set.criteria, outcomes, strict=True)
    }

    assert conclude(one, verdicts, case()).result is result


def test_a_score_without_its_unknowns_gives_no_class_and_lists_them() -> None:
    one = the_set("qd510-agency")

    conclusion = conclude(one, all_outcomes(one, MET), case())

    assert conclusion.result is Result.UNDECIDABLE
    assert conclusion.in_class is None
    assert conclusion.score is None
    told = [words.vi for words in conclusion.asked]
    assert "Điểm tối thiểu của loại Xuất sắc" in told
    assert unknowns(one.set) == (
        "points:QD510-CQ-04b",
        "points:QD510-CQ-05",
        "bound:xuat_sac",
        "bound:kha",
        "bound:trung_binh",
        "bound:yeu",
    )


@pytest.mark.parametrize(
    ("lost", "score", "in_class", "result"),
    [
        ("80", "100", "xuat_sac", Result.RECOGNISED),
        ("70", "90", "xuat_sac", Result.RECOGNISED),
        ("69", "89", "kha", Result.RECOGNISED),
        ("30", "50", "trung_binh", Result.RECOGNISED),
        ("29", "49", "yeu", Result.NOT_RECOGNISED),
    ],
)
def test_once_they_are_typed_in_the_points_give_the_class(
    lost: str, score: str, in_class: str, result: Result
) -> None:
    one = scored(**BOUNDS)

    conclusion = conclude(one, points(one, p05=lost), case())

    assert conclusion.score == Decimal(score)
    assert (conclusion.in_class, conclusion.result) == (in_class, result)


def test_a_score_says_how_many_points_the_next_class_takes() -> None:
    one = scored(**BOUNDS)

    conclusion = conclude(one, points(one, p05="69"), case())

    assert [change.vi for change in conclusion.to_change] == ["Thêm 1 điểm để đạt loại Xuất sắc"]


def test_years_in_a_row_are_needed_where_the_set_says_so_and_mergers_are_asked_about() -> None:
    one = the_set("tt124-village")
    needed = YearsInRow.model_validate(
        {"code": "five", "title": {"vi": "5 năm", "en": "5 years"}, "years": 5, "needed": True}
    )
    strict = replace(one, set=one.set.model_copy(update={"years_in_row": (needed,)}))
    verdicts = all_outcomes(one, MET)

    assert conclude(strict, verdicts, case(), History(years=4)).result is Result.RECOGNISED
    assert conclude(strict, verdicts, case(), History(years=3)).result is Result.NOT_RECOGNISED
    assert conclude(strict, verdicts, case(), History()).result is Result.UNDECIDABLE
    merged = History(years=4, merged=True)
    assert conclude(strict, verdicts, case(), merged).result is Result.UNDECIDABLE


def test_a_team_under_complaint_is_not_rated_and_one_nobody_asked_about_is_open() -> None:
    one = the_set("teams-2026")
    verdicts = all_outcomes(one, MET)
    facts = {"under_complaint": False, "too_young": False}

    fine = conclude(one, verdicts, case(facts=facts))
    complaint = conclude(one, verdicts, case(facts={**facts, "under_complaint": True}))
    silent = conclude(one, verdicts, case())

    assert (fine.result, fine.in_class) == (Result.RECOGNISED, "excellent")
    assert (complaint.result, complaint.in_class) == (Result.NOT_RECOGNISED, None)
    assert [reason.kind for reason in complaint.reasons] == ["gate"]
    assert silent.result is Result.UNDECIDABLE


def test_a_rating_whose_lower_criteria_are_unknown_stays_open() -> None:
    one = the_set("teams-2026")
    facts = {"under_complaint": False, "too_young": False}
    verdicts = all_outcomes(one, MET, TO_5=NOT_MET)

    conclusion = conclude(one, verdicts, case(facts=facts))

    assert conclusion.result is Result.UNDECIDABLE
    assert conclusion.asked[0].vi == "Tiêu chí của mức Hoàn thành tốt nhiệm vụ"


def test_the_order_of_the_verdicts_does_not_matter() -> None:
    one = the_set("tt124-village")
    verdicts = all_outcomes(one, MET, KDC_1a=NOT_MET, KDC_4a=Outcome.UNKNOWN)

    backwards = dict(reversed(verdicts.items()))

    assert conclude(one, backwards, case()) == conclude(one, verdicts, case())
