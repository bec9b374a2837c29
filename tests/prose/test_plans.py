"""Plans that are read: what a careful reader finds in two of our own, and what cannot be."""

from __future__ import annotations

from time import monotonic

import pytest

from keng.prose.plans.bodies import heading_body, leading_body, listed
from keng.prose.plans.found import Doubt, PlanRead
from keng.prose.plans.reading import read_plan, told
from keng.prose.plans.tables import Cell
from prose import plans_told

PLANS = ("COMMUNE", "PROVINCE")


def _read(name: str) -> PlanRead:
    text: str = getattr(plans_told, name)
    return read_plan(text.split("\n"))


@pytest.mark.parametrize("name", PLANS)
def test_each_task_has_its_line_lead_helpers_quarter_and_day(name: str) -> None:
    found = [
        (task.line, task.lead, task.helpers, task.due.quarter, task.due.day)
        for task in _read(name).tasks
    ]

    assert tuple(found) == getattr(plans_told, f"{name}_TASKS")


@pytest.mark.parametrize("name", PLANS)
def test_each_target_has_its_value_and_unit(name: str) -> None:
    found = [
        (target.line, None if target.value is None else int(target.value), target.unit)
        for target in _read(name).targets
    ]

    assert tuple(found) == getattr(plans_told, f"{name}_TARGETS")


@pytest.mark.parametrize("name", PLANS)
def test_each_report_that_is_owed_has_its_day(name: str) -> None:
    found = [(duty.line, duty.due.day) for duty in _read(name).duties]

    assert tuple(found) == getattr(plans_told, f"{name}_DUTIES")


def test_a_row_of_the_annex_keeps_what_proves_it_and_its_rhythm() -> None:
    rows = {task.line: task for task in _read("COMMUNE").tasks if task.line > 50}

    assert rows[53].product == "Bài"
    assert rows[53].due.recurring == "Hằng tháng"
    assert rows[58].title == "Sơ kết 6 tháng"


def test_what_cannot_be_is_said_and_kept_as_written() -> None:
    plan = _read("COMMUNE")

    said = {(one.code, one.line, one.text) for one in plan.problems}
    assert (Doubt.IMPOSSIBLE_DAY, 33, "30/2") in said
    assert (Doubt.IMPOSSIBLE_DAY, 57, "31/9/2026") in said
    assert (Doubt.PAST_DAY, 58, "10/6/2025") in said
    assert (Doubt.NO_LEAD, 57, "Rà soát camera") in said
    impossible = next(task for task in plan.tasks if task.line == 33)
    assert impossible.due.day is None
    assert impossible.due.written == "30/2"


def test_the_cells_of_a_word_table_are_read_like_those_of_a_text() -> None:
    head = (
        "TT",
        "Nội dung công việc",
        "Cơ quan chủ trì",
        "Cơ quan phối hợp",
        "Thời gian",
        "Kết quả",
    )
    row = ("1", "Kiểm tra nội quy", "Phòng Nội vụ", "Công an tỉnh; Sở Y tế", "Tháng 5", "Biên bản")
    cells = [
        Cell(number, column, text, number)
        for number, texts in enumerate((head, row), 1)
        for column, text in enumerate(texts, 1)
    ]

    plan = read_plan(["\t".join(head), "\t".join(row)], [cells])

    assert [(task.title, task.lead, task.due.quarter) for task in plan.tasks] == [
        ("Kiểm tra nội quy", "Phòng Nội vụ", 2)
    ]
    assert plan.tasks[0].helpers == ("Công an tỉnh", "Sở Y tế")
    assert plan.tasks[0].product == "Biên bản"


def test_a_table_of_targets_is_read_with_its_units() -> None:
    lines = [
        "| STT | Chỉ tiêu | Đơn vị tính | Kế hoạch năm 2026 |",
        "| 1 | Thôn đăng ký thi đua | % | 95 |",
        "| 2 | Mô hình mới | mô hình | 03 |",
    ]

    targets = read_plan(lines).targets

    assert [(target.what, str(target.value), target.unit) for target in targets] == [
        ("Thôn đăng ký thi đua", "95", "%"),
        ("Mô hình mới", "3", "mô hình"),
    ]


def test_words_about_watched_people_are_not_given_out() -> None:
    lines = [
        "II. NHIỆM VỤ",
        "Phối hợp quản lý chặt người nghiện ma túy trên địa bàn xã.",
        "Giảm 15% số người nghiện.",
    ]

    plan = told(read_plan(lines))

    assert plan["targets"] == []
    assert "nghiện" not in str(plan)
    assert plan["tasks"][0]["title"] == "Phối hợp quản lý chặt người [đoạn không trích]"


def test_a_text_that_is_no_plan_says_that_there_is_no_task() -> None:
    plan = read_plan(["Sáng nay trời nhiều mây.", "", "Chiều có mưa."])

    assert plan.tasks == ()
    assert [problem.code for problem in plan.problems] == [Doubt.NO_TASKS]


def test_a_scan_without_marks_says_so_and_still_gives_its_tasks() -> None:
    lines = [
        "II. NHIEM VU",
        "1. Cong an xa",
        "Chu tri, phoi hop voi Doan Thanh nien xa tuan tra ban dem truoc ngay 30/4.",
        "Tham muu kien toan Ban Chi dao xa trong quy I.",
    ]

    plan = read_plan(lines)

    assert [task.lead for task in plan.tasks] == ["Cong an xa", "Cong an xa"]
    assert plan.problems[0].code is Doubt.WRONG_LETTERS


def test_wrong_letters_of_a_scan_change_no_day_and_lose_no_task() -> None:
    """Letters that were taken for digits, a missing space, and who leads in a sentence behind."""
    lines = [
        "II. NHIỆM VỤ",
        "1. Rà soát nơi dễ cháy trước ngày 3O/6/2026. Công an xã chủ trì, phối hợp với các thôn.",
        "2. Mở lớp chữa cháy ban đầu trong tháng l0/2026; Đoàn Thanh niên xã chủ trì.",
        "3. Tuần tra ban đêm hằng tháng; giao Côngan xã chủ trì.",
        "4. Sơ kết trước ngày 3l/6/2026.",
    ]

    plan = read_plan(lines)

    assert [(task.line, task.lead, task.due.day) for task in plan.tasks] == [
        (2, "Công an xã", "2026-06-30"),
        (3, "Đoàn Thanh niên xã", "2026-10"),
        (4, None, None),  # "Côngan" is no body that anybody knows: a person is asked
        (5, None, None),
    ]
    assert plan.tasks[0].helpers == ("các thôn",)
    said = {(one.code, one.line) for one in plan.problems}
    assert {(Doubt.NO_LEAD, 4), (Doubt.IMPOSSIBLE_DAY, 5)} <= said


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Công an huyện", "Công an huyện"),
        ("Giao Phòng Quản lý đô thị:", "Phòng Quản lý đô thị"),
        ("Trách nhiệm của Trưởng thôn", "Trưởng thôn"),
        ("Phòng ngừa, đấu tranh chống tội phạm", None),
        ("Tổ chức hội nghị", None),
        ("Số lượng mô hình", None),
    ],
)
def test_a_heading_names_a_body_or_none(title: str, body: str | None) -> None:
    assert heading_body(title) == body


def test_a_sentence_names_its_body_up_to_the_order() -> None:
    words = "Các thôn, mỗi đơn vị xây dựng 01 mô hình."

    told_body = leading_body(words)

    assert told_body is not None
    assert told_body[0] == "Các thôn"
    assert words[told_body[1] :].startswith("xây dựng")


def test_a_list_of_bodies_keeps_names_with_commas_whole() -> None:
    assert listed("UBND các xã, thị trấn và Hội Phụ nữ") == ("UBND các xã, thị trấn", "Hội Phụ nữ")


@pytest.mark.parametrize("size", [200, 400])
def test_the_work_grows_with_the_text_and_no_faster(size: int) -> None:
    lines = [
        "II. NHIỆM VỤ",
        *["Tham mưu, phối hợp với Công an xã; tổ chức họp dân." for _ in range(size)],
    ]

    assert len(read_plan(lines).tasks) == 2 * size


def test_a_megabyte_of_orders_is_read_in_seconds() -> None:
    sentence = "Tham mưu kế hoạch; tổ chức họp dân (phối hợp với Công an xã); báo cáo Công an xã; "

    began = monotonic()
    read_plan(["II. NHIỆM VỤ", sentence * 4000])

    assert monotonic() - began < 30
