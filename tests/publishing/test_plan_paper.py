"""A plan as its official paper: parts in order, the annex, what is withheld, its form."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from keng.documents import word
from keng.kernel.errors import NotAllowed
from keng.packs.content import content_of
from keng.packs.models import PackVersion
from keng.planning import actions
from keng.planning.actions import TaskGiven
from keng.publishing.plan_paper import plan_paper
from keng.publishing.proofreading import proofread_file
from planning_cast import Plans, some_plans
from publishing_cast import a_publishing_pack
from web_cast import NOW, an_office


@pytest.fixture
def plans(db: None) -> Plans:
    del db
    return some_plans(an_office(_install))


def _install() -> None:
    pack = a_publishing_pack(periods=["month"])
    PackVersion.objects.create(code="sample", version="1", content=content_of(pack))


def _lines(plans: Plans, plan_id: int, login: str = "clerk") -> list[str]:
    paper = plan_paper(plan_id, actor=plans.office.actor(login), at=NOW)
    return word.paragraphs_of(paper.content)


def test_the_parts_stand_in_the_order_of_official_plans(plans: Plans) -> None:
    lines = _lines(plans, plans.one.pk)

    heads = [line for line in lines if line[:3] in {"I. ", "II.", "III", "IV.", "V. ", "VI."}]
    assert heads == [
        "I. MỤC TIÊU",
        "II. CHỈ TIÊU",
        "III. NHIỆM VỤ",
        "IV. TIẾN ĐỘ THỰC HIỆN",
        "V. TỔ CHỨC THỰC HIỆN",
        "VI. CHẾ ĐỘ BÁO CÁO",
    ]
    assert "2. Xây dựng 04 mô hình mới: ít nhất 04 mô hình." in lines
    assert "1. Công an xã: chủ trì thực hiện nhiệm vụ 1." in lines
    assert (
        "2. Đoàn Thanh niên xã: chủ trì thực hiện nhiệm vụ 2; phối hợp thực hiện nhiệm vụ 1."
        in lines
    )
    assert "1. Báo cáo năm, gửi Công an huyện, trước ngày 10/11/2024." in lines


def test_the_annex_has_a_row_for_each_task(plans: Plans) -> None:
    lines = _lines(plans, plans.one.pk)
    start = lines.index("STT")

    assert lines[start : start + 6] == [
        *("STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Sản phẩm"),
    ]
    assert lines[start + 6 : start + 12] == [
        *("1", "Mở lớp chữa cháy", "Công an xã", "Đoàn Thanh niên xã", "20/09/2024"),
        "Danh sách lớp",
    ]


def test_the_plan_above_is_the_basis_and_the_number_is_the_written_one(plans: Plans) -> None:
    assert any(
        line.startswith("Căn cứ Kế hoạch số 12/KH-UBND") for line in _lines(plans, plans.one.pk)
    )
    assert "Số: 12/KH-UBND" in _lines(plans, plans.north.pk, "officer")


def test_a_dropped_task_is_not_in_the_paper(plans: Plans) -> None:
    task = plans.task("patrol")
    actions.drop_task(
        task.pk, "Trùng", revision=task.revision, actor=plans.office.actor("clerk"), at=NOW
    )

    assert "Tuần tra" not in "\n".join(_lines(plans, plans.one.pk))


def test_words_about_watched_people_stay_out_of_the_file_and_are_counted(plans: Plans) -> None:
    clerk = plans.office.actor("clerk")
    given = TaskGiven("Quản lý người nghiện tại xã", lead="Công an xã")
    actions.add_task(plans.one.pk, given, actor=clerk, at=NOW)

    paper = plan_paper(plans.one.pk, actor=clerk, at=NOW)

    assert paper.withheld == 1
    parts = ZipFile(BytesIO(paper.content))
    assert not any("nghiện".encode() in parts.read(name) for name in parts.namelist())
    assert "[nội dung không xuất ra tệp" in "\n".join(word.paragraphs_of(paper.content))


def test_the_form_of_the_paper_has_nothing_to_say_against_it(plans: Plans) -> None:
    paper = plan_paper(plans.one.pk, actor=plans.office.actor("clerk"), at=NOW)

    found = proofread_file(paper.content, name="ke-hoach.docx")

    assert [one.rule for one in found.findings if one.rule.startswith("K3")] == []


def test_a_stranger_gets_no_paper(plans: Plans) -> None:
    with pytest.raises(NotAllowed):
        plan_paper(plans.one.pk, actor=plans.office.actor("other.clerk"), at=NOW)
