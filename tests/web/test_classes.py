"""A year of a set with classes on the screens: points, gate, quota, tie, and whether it adds up."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.conf import LazySettings

from classes_cast import an_office_with_classes, marks, six_villages
from keng.criteria import actions
from keng.criteria.models import Assessment, Claim, Decision
from keng.criteria.queries import class_sums, decision_draft
from keng.kernel.actors import OPERATOR
from keng.orgunits.actions import dissolve
from recognition_cast import HEAD, a_village
from sheets_cast import downloaded, filled, saved, sheet_of, wrongs
from web_cast import NOW, Office


@pytest.fixture
def office(db: None) -> Office:
    """The office with the illustrative set."""
    del db
    return an_office_with_classes()


@pytest.fixture
def villages(office: Office) -> dict[str, Assessment]:
    """Six reviewed villages by name."""
    return six_villages(office)


def run_of(villages: dict[str, Assessment]) -> int:
    return villages["A"].run_id


def on_the_list(run_id: int) -> dict[str, tuple[str, str | None]]:
    """Name to result and class."""
    lines = decision_draft(run_id, actor=OPERATOR, at=NOW).lines
    return {one.unit.removeprefix("thôn "): (one.result, one.in_class) for one in lines}


def untied(villages: dict[str, Assessment]) -> None:
    """The council looks at C again and gives P1 one point less: 54 + 30 + 10 = 94."""
    other = villages["C"].pk
    actions.return_with_questions(other, "Xem lại P1.", {}, actor=OPERATOR, at=NOW)
    actions.submit(other, actor=OPERATOR, at=NOW)
    actions.agree(other, marks((54, 30, 10)), "Họp ngày 02/9.", actor=OPERATOR, at=NOW)


def decided(run_id: int) -> Decision:
    seen = decision_draft(run_id, actor=OPERATOR, at=NOW).digest
    return actions.decide(run_id, HEAD, seen=seen, actor=OPERATOR, at=NOW)


def test_points_gate_and_quota_make_the_list_and_a_tie_is_left_to_people(
    villages: dict[str, Assessment],
) -> None:
    found = on_the_list(run_of(villages))

    assert found == {
        "A": ("recognised", "xuat_sac"),
        "B": ("waiting", None),
        "C": ("waiting", None),
        "D": ("recognised", "kha"),
        "E": ("not_recognised", None),
        "F": ("recognised", "trung_binh"),
    }


def test_the_list_on_the_screen_says_points_ties_and_why(
    office: Office, villages: dict[str, Assessment]
) -> None:
    page = office.browser("leader").get(f"/cong-nhan/{run_of(villages)}/danh-sach/")

    lines = {one.unit: one for one in page.context["lines"]}
    assert lines["thôn A"].score == "100"
    text = page.content.decode()
    assert "Có kế hoạch" in text  # the gate that E did not pass
    assert any("thôn C" in note for note in lines["thôn B"].notes)
    assert text.count("hội đồng phải phân định") == 2  # why B and C are left out
    assert page.context["deciding_count"] == 4


def test_one_point_unties_and_the_quota_lowers_the_last(villages: dict[str, Assessment]) -> None:
    untied(villages)

    found = on_the_list(run_of(villages))

    assert (found["A"], found["B"]) == (("recognised", "xuat_sac"),) * 2
    assert found["C"] == ("recognised", "kha")  # 94 points, but the share of 34 % is full
    [lowered] = [
        one
        for one in decision_draft(run_of(villages), actor=OPERATOR, at=NOW).lines
        if one.lowered_by
    ]
    assert (lowered.unit, lowered.lowered_by) == ("thôn C", "share")


def test_classes_add_up_to_the_units_that_exist(
    office: Office, villages: dict[str, Assessment]
) -> None:
    untied(villages)
    made, run = decided(run_of(villages)), run_of(villages)

    sums = class_sums(run, actor=OPERATOR, at=NOW)

    assert sums is not None
    assert {one.code: one.count for one in sums.classes} == {
        "xuat_sac": 2,
        "kha": 2,
        "trung_binh": 1,
    }
    # 5 with a class + E without one + G that never registered = 7 villages
    assert (sums.classless, sums.open, sums.units, sums.adds_up) == (1, 1, 7, True)
    told = "6 đã quyết định + 1 chưa = 7 đơn vị đang có cuối kỳ xét."
    for address in (f"/cong-nhan/{run}/", f"/cong-nhan/quyet-dinh/{made.pk}/"):
        assert told in office.browser("leader").get(address).content.decode()


def test_a_village_that_is_gone_makes_the_sum_wrong_on_board_and_decision(
    office: Office, villages: dict[str, Assessment]
) -> None:
    untied(villages)
    made, run = decided(run_of(villages)), run_of(villages)
    gone = villages["F"].unit_id
    dissolve(gone, on=date(2024, 10, 1), basis="NQ 9", actor=OPERATOR, at=NOW)

    for address in (f"/cong-nhan/{run}/", f"/cong-nhan/quyet-dinh/{made.pk}/"):
        text = office.browser("leader").get(address).content.decode()
        assert "6 đã quyết định + 1 chưa, không khớp 6 đơn vị đang có" in text, address
        assert "1 đơn vị đã quyết định không còn hoặc không thuộc diện xét." in text
    board = office.browser("leader").get(f"/cong-nhan/{run}/").content.decode()
    assert "đơn vị không còn tồn tại cuối kỳ: thôn F" in board


def test_a_decision_with_classes_computed_again_is_the_same(
    office: Office, villages: dict[str, Assessment]
) -> None:
    untied(villages)
    made = decided(run_of(villages))

    page = office.browser("clerk").get(f"/cong-nhan/quyet-dinh/{made.pk}/?tinh-lai=1")

    assert page.context["again"].is_identical
    lines = {one.unit: (one.in_class, one.score) for one in page.context["lines"]}
    assert lines["thôn C"] == ("Khá", "94")


def test_points_come_in_by_excel_and_none_above_the_maximum(
    office: Office, settings: LazySettings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    made = actions.register("diem", 2024, a_village(office, "A"), actor=OPERATOR, at=NOW)
    clerk = office.browser("clerk")
    book, rows = downloaded(clerk, made.pk)
    assert sheet_of(book)[f"C{rows['P1']}"].value.endswith("điểm từ 0 đến 60")

    above = filled(clerk, made.pk, {"P1": "Đ", "P1 G": "60,5"})
    good = filled(clerk, made.pk, {"P1": "Đ", "P1 G": "55,5"})

    assert wrongs(above) == {f"G{rows['P1']}": "điểm cao nhất là 60"}
    saved(clerk, made.pk, good)
    assert Claim.objects.get().points == 5550  # in hundredths
