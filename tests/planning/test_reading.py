"""A plan read out of a file: kept beside the plan, taken line by line by a person."""

from __future__ import annotations

from datetime import date

import pytest

from keng.documents.reading import FileRefused
from keng.intake.yearplans.asking import read_into
from keng.intake.yearplans.extracting import rhythm_of
from keng.kernel.errors import BadInput, NotAllowed, WrongState
from keng.planning import actions, queries
from keng.planning.actions import TaskGiven
from keng.planning.models import Finding, Plan, Source
from keng.planning.queries.shapes import FindingLine
from keng.planning.vocabulary import Rhythm
from planning_cast import TODAY
from web_cast import NOW, Office

PLAN = """KẾ HOẠCH
Giữ gìn trật tự năm 2024
I. CHỈ TIÊU
Phấn đấu 92,5% hộ ký cam kết.
Không để xảy ra cháy lớn.
II. NHIỆM VỤ
1. Công an xã chủ trì, phối hợp với Đoàn Thanh niên xã tuần tra hằng tháng.
2. Tham mưu bố trí kinh phí xong trước ngày 30/2.
3. Trạm Y tế xã phối hợp quản lý người nghiện ma túy trên địa bàn.
III. TỔ CHỨC THỰC HIỆN
1. Trưởng các thôn
Báo cáo năm (trước 05/11 hằng năm) về Công an xã.
"""


@pytest.fixture
def plan(office: Office) -> Plan:
    clerk = office.actor("clerk")
    return actions.draft_plan(office.one, 2024, "Kế hoạch", actor=clerk, at=NOW)


def _read(office: Office, plan: Plan, text: str = PLAN) -> Source:
    source = read_into(plan.pk, "kh.txt", text.encode(), actor=office.actor("clerk"), at=NOW)
    return Source.objects.get(pk=source.source_id or 0)


def _lines(office: Office, source: Source) -> list[FindingLine]:
    return list(queries.source_view(source.pk, office.actor("clerk"), on=TODAY).findings)


def test_what_was_read_waits_beside_the_masked_text(office: Office, plan: Plan) -> None:
    source = _read(office, plan)

    found = {(one.kind, one.line): one for one in _lines(office, source)}
    assert found["target", 4].content["value"] == 925
    assert found["target", 4].content["digits"] == 1
    assert found["target", 5].content["aim"] == "at_most"
    assert found["task", 7].content["rhythm"] == "monthly"
    assert found["task", 8].doubts == ["impossible_day", "no_lead"]
    assert found["task", 8].content["due_written"] == "30/2"
    assert found["duty", 12].content["due_on"] == "2024-11-05"
    assert plan.tasks.count() == 0
    assert list(queries.problems()) == []


def test_words_about_watched_people_are_not_kept(office: Office, plan: Plan) -> None:
    source = _read(office, plan)

    kept = str(source.lines) + str(list(Finding.objects.values_list("content", flat=True)))
    assert "nghiện" not in kept
    assert "withheld" in next(one.doubts for one in _lines(office, source) if one.line == 9)


def test_what_is_sure_is_taken_in_one_go_and_the_rest_waits(office: Office, plan: Plan) -> None:
    source = _read(office, plan)

    taken = actions.take_all_sure(source.pk, actor=office.actor("clerk"), at=NOW)

    waiting = [one.line for one in _lines(office, source) if one.verdict == "waiting"]
    assert waiting == [8, 9]
    assert taken == len(_lines(office, source)) - 2
    task = plan.tasks.order_by("n").first()
    assert task is not None
    assert task.lead is not None
    assert task.lead.name == "Công an xã"
    assert [one.body.name for one in task.helpers.all()] == ["Đoàn Thanh niên xã"]
    assert list(queries.problems()) == []


def test_a_person_puts_a_line_right_before_it_is_taken(office: Office, plan: Plan) -> None:
    source = _read(office, plan)
    line = next(one for one in _lines(office, source) if one.line == 8)
    given = TaskGiven("Bố trí kinh phí", lead="Văn phòng xã", due_on=date(2024, 2, 29))

    finding = actions.take_finding(line.id, actor=office.actor("clerk"), at=NOW, changed=given)

    task = plan.tasks.get(pk=finding.made or 0)
    assert (task.title, task.due_on) == ("Bố trí kinh phí", date(2024, 2, 29))
    assert finding.content["due_written"] == "30/2"  # what was read stays as it was read
    with pytest.raises(WrongState):
        actions.refuse_finding(line.id, actor=office.actor("clerk"), at=NOW)


def test_a_refused_line_is_not_in_the_plan(office: Office, plan: Plan) -> None:
    source = _read(office, plan)
    line = _lines(office, source)[0]

    actions.refuse_finding(line.id, actor=office.actor("clerk"), at=NOW)

    assert plan.targets.count() == 0
    assert _lines(office, source)[0].verdict == "refused"


def test_the_same_file_is_read_once(office: Office, plan: Plan) -> None:
    _read(office, plan)

    with pytest.raises(BadInput, match="đã được đọc"):
        _read(office, plan)


def test_a_file_without_a_plan_keeps_nothing(office: Office, plan: Plan) -> None:
    with pytest.raises(BadInput, match="Không thấy nhiệm vụ"):
        _read(office, plan, "Trời hôm nay nhiều mây.\n")

    assert not Source.objects.exists()


def test_a_secret_file_is_refused(office: Office, plan: Plan) -> None:
    with pytest.raises(FileRefused):
        _read(office, plan, f"TỐI MẬT\n{PLAN}")


def test_another_unit_reads_nothing_into_it(office: Office, plan: Plan) -> None:
    with pytest.raises(NotAllowed):
        read_into(plan.pk, "kh.txt", PLAN.encode(), actor=office.actor("other.clerk"), at=NOW)


@pytest.mark.parametrize(
    ("said", "rhythm"),
    [
        ("Hằng tháng", Rhythm.MONTHLY),
        ("Định kỳ 06 tháng", Rhythm.HALF_YEARLY),
        ("hàng quý", Rhythm.QUARTERLY),
        ("Thường xuyên", Rhythm.ALWAYS),
        ("hằng năm", Rhythm.ONCE),
        (None, Rhythm.ONCE),
    ],
)
def test_words_name_a_rhythm(said: str | None, rhythm: Rhythm) -> None:
    assert rhythm_of(said) is rhythm
