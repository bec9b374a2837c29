"""The second net: forty disguised indicators are refused, forty harmless ones pass.

Each case is a whole indicator in a real pack, refused or accepted by the loader itself.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from keng.packs.forbidden import hits_in, undisguised
from keng.packs.loading import PackError, load_pack
from pack_cast import SOUND

GOOD = {
    "code": "extra",
    "vi": "Buổi sinh hoạt chuyên đề",
    "en": "Thematic sessions",
    "unit": "buổi",
    "counts": "session",
    "rest": "",
}

REFUSED = [
    # religion
    ({"vi": "Số hộ theo tôn giáo"}, "tôn giáo"),
    ({"vi": "So ho theo ton giao"}, "tôn giáo"),
    ({"vi": "Số hộ Ton Giao trong thôn"}, "tôn giáo"),
    ({"vi": "Hộ có người theo đạo"}, "tôn giáo"),
    ({"vi": "Số giáo dân trên địa bàn"}, "tôn giáo"),
    ({"vi": "Điểm nhóm Tin Lành sinh hoạt"}, "tôn giáo"),
    ({"vi": "Chức sắc, chức việc được gặp gỡ"}, "tôn giáo"),
    ({"vi": "Số người đi nhà thờ ngày lễ"}, "tôn giáo"),
    ({"vi": "Cơ sở thờ tự"}, "tôn giáo"),
    ({"vi": "T ô n  g i á o"}, "tôn giáo"),
    ({"vi": "Hộ tôn\u200bgiáo"}, "tôn giáo"),
    ({"vi": "Hộ tоn giао trên địa bàn"}, "tôn giáo"),  # Cyrillic o and a
    ({"vi": "Hộ t0n gi4o"}, "tôn giáo"),
    ({"code": "ho_ton_giao"}, "tôn giáo"),
    ({"code": "hotongiao"}, "tôn giáo"),
    ({"en": "Households of believers"}, "tôn giáo"),
    ({"en": "Catholic families visited"}, "tôn giáo"),
    ({"rest": "note: {vi: Ghi riêng hộ Công giáo, en: Write apart}"}, "tôn giáo"),
    # ethnicity
    ({"vi": "Hộ đồng bào dân tộc thiểu số"}, "dân tộc"),
    ({"vi": "Ho dong bao dan toc thieu so"}, "dân tộc"),
    ({"vi": "Số hộ DTTS ký cam kết"}, "dân tộc"),
    ({"vi": "Hộ người Mông, người Dao"}, "dân tộc"),
    ({"code": "ethnic_households"}, "dân tộc"),
    ({"en": "Minority households"}, "dân tộc"),
    # nationality
    ({"vi": "Người nước ngoài tạm trú"}, "quốc tịch"),
    ({"vi": "Số khách quốc tịch khác"}, "quốc tịch"),
    ({"en": "Foreign nationals registered"}, "quốc tịch"),
    # political opinion
    ({"vi": "Người có biểu hiện bất mãn"}, "chính kiến"),
    ({"vi": "Trường hợp có quan điểm chính trị khác"}, "chính kiến"),
    ({"en": "Activists invited to talk"}, "chính kiến"),
    # people watched, suspected, convicted, treated
    ({"vi": "Đối tượng hình sự được gọi hỏi"}, "theo dõi"),
    ({"vi": "Doi tuong trong dien quan ly"}, "theo dõi"),
    ({"vi": "Người chấp hành xong án, tù tha về địa phương"}, "theo dõi"),
    ({"vi": "Thanh niên chậm tiến được giáo dục"}, "theo dõi"),
    ({"vi": "Người đang điều trị Methadone"}, "theo dõi"),
    ({"vi": "Người nghiện tại thôn"}, "theo dõi"),
    ({"vi": "Người bị theo dõi (tổng số)", "rest": "small: true"}, "theo dõi"),
    ({"en": "Suspected youths"}, "theo dõi"),
    # single people, and breakdowns outside the closed lists
    ({"vi": "Danh sách người vắng mặt, họ và tên"}, "danh tính"),
    ({"code": "cells", "vi": "Hộ theo tôn giáo"}, "tôn giáo"),
    ({"rest": "by: [religion]"}, "breakdown"),
    ({"rest": "by: [gender]"}, "breakdown"),
    ({"counts": "believer"}, "counts"),
    ({"counts": "people_total"}, "small: true"),
    ({"rest": "small: true\n    by: [class]"}, "small"),
]

PASSES = [
    {"vi": "Lãnh đạo xã dự họp thôn"},
    {"vi": "Văn bản chỉ đạo của Đảng ủy"},
    {"vi": "Buổi học tập đạo đức, lối sống"},
    {"vi": "Cuộc kiểm tra tại phường Đạo Thạnh"},
    {"vi": "Trường phổ thông dân tộc nội trú được tuyên truyền"},
    {"vi": "Ngày hội Đại đoàn kết toàn dân tộc"},
    {"vi": "Đối tượng thụ hưởng được tuyên truyền"},
    {"vi": "Lớp tập huấn cho các đối tượng tập huấn của kế hoạch"},
    {"vi": "Lượt tuần tra phối hợp với dân quân"},
    {"vi": "Công trình tôn tạo di tích"},
    {"vi": "Tập thể được tôn vinh"},
    {"vi": "Phân công, giao nhiệm vụ cho tổ"},
    {"vi": "Phan cong giao nhiem vu cho to"},
    {"vi": "Tin do quần chúng cung cấp"},
    {"vi": "Tin do quan chung cung cap"},
    {"vi": "Hồ sơ giao xử lý"},
    {"vi": "Ho so giao xu ly"},
    {"vi": "Hội viên Hội thanh niên dự tập huấn"},
    {"vi": "Giáo viên, học sinh dự buổi tuyên truyền"},
    {"vi": "Hội giảng của giáo viên"},
    {"vi": "Người lao động dự tập huấn"},
    {"vi": "Nguoi lao dong du tap huan"},
    {"vi": "Người hòa giải được bồi dưỡng"},
    {"vi": "Người kinh doanh ký cam kết"},
    {"vi": "Camera giám sát giao thông"},
    {"vi": "Câu lạc bộ phòng, chống tội phạm"},
    {"vi": "Buổi tuyên truyền phòng, chống ma túy"},
    {"vi": "Đơn chưa giải quyết"},
    {"vi": "Don chua giai quyet"},
    {"vi": "Điểm chữa cháy công cộng mới"},
    {"vi": "Vật liệu chứa trong kho"},
    {"vi": "Dụng cụ thô sơ giao nộp"},
    {"vi": "Đồng phục trang bị cho tổ"},
    {"vi": "Bình chữa cháy cao dài 60 cm"},
    {"vi": "Cơ sở thuộc diện quản lý về phòng cháy"},
    {"vi": "Người dân dự họp thôn"},
    {"vi": "Số người bị thương do đuối nước"},
    {"vi": "Buổi tập huấn về đạo lý uống nước nhớ nguồn"},
    {"en": "Templates handed out, sections opened"},
    {"en": "Relay race on the festival day"},
    {"en": "Surveillance cameras put up"},
    {"en": "Trace of the patrol route, graceful ending"},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The sound pack with room for one more indicator."""
    return shutil.copytree(SOUND, tmp_path / "sound")


def add(folder: Path, changes: dict[str, str]) -> None:
    it = {**GOOD, **changes}
    lines = [
        f"  {it['code']}:",
        f'    label: {{vi: "{it["vi"]}", en: "{it["en"]}"}}',
        f"    unit: {it['unit']}",
        f"    counts: {it['counts']}",
        "    kind: flow",
        *([f"    {it['rest']}"] if it["rest"] else []),
    ]
    path = folder / "indicators" / "1-cases.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "\n".join(lines) + "\n", encoding="utf-8")


@pytest.mark.parametrize(("changes", "said"), REFUSED, ids=[str(n) for n in range(len(REFUSED))])
def test_a_disguised_indicator_is_refused_with_its_line(
    folder: Path, changes: dict[str, str], said: str
) -> None:
    add(folder, changes)

    with pytest.raises(PackError) as refusal:
        load_pack(folder)

    problems = refusal.value.problems
    assert {problem.at.file for problem in problems} == {"indicators/1-cases.yaml"}
    assert all(problem.at.line > 29 for problem in problems)
    assert any(said in f"{problem.message} {problem.message_en}" for problem in problems)


@pytest.mark.parametrize("changes", PASSES, ids=[str(n) for n in range(len(PASSES))])
def test_a_harmless_indicator_passes(folder: Path, changes: dict[str, str]) -> None:
    add(folder, changes)

    assert "extra" in load_pack(folder).indicators


def test_there_are_forty_of_each() -> None:
    assert len(REFUSED) >= 40
    assert len(PASSES) >= 40


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("pack.yaml", "label: {vi: Phân loại,", "label: {vi: Dân tộc,"),
        ("pack.yaml", "kha: {vi: Khá,", "kha: {vi: Người có đạo,"),
        ("pack.yaml", "units: {vụ: cases,", "units: {vụ: cases, tín đồ: people,"),
        ("pack.yaml", "  class:", "  ton_giao:"),
        ("indicators/1-cases.yaml", "label: {vi: Vụ việc", "label: {vi: Tôn giáo"),
        ("forms/commune.yaml", "vi: Biểu xã", "vi: Biểu tôn giáo"),
        ("checks/balance.yaml", "vi: Sửa một", "vi: Xem lại người bị theo dõi và sửa một"),
        ("outlines/commune.yaml", "title: {vi: Kết quả", "title: {vi: Tình hình tôn giáo"),
        ("outlines/parts/shared.yaml", "Tiếp nhận", "Đối tượng hình sự"),
    ],
)
def test_the_net_also_lies_under_breakdowns_groups_forms_and_outlines(
    folder: Path, file: str, old: str, new: str
) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(PackError) as refusal:
        load_pack(folder)

    assert any(problem.at.file == file for problem in refusal.value.problems)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Tôn_Giáo!", "tôn giáo"),
        ("t ô n g i á o", "tôngiáo"),
        ("to\u0302n gia\u0301o", "tôn giáo"),
        ("TÔN-GIÁO", "tôn giáo"),
        ("tôn\u00adgiáo", "tôngiáo"),
        ("2024", "2024"),
        ("Hoà Hảo", "hòa hảo"),
    ],
)
def test_disguises_are_undone(written: str, read: str) -> None:
    assert undisguised(written) == read


def test_the_two_small_totals_pass_only_as_small_totals() -> None:
    label = "Người nghiện có hồ sơ (tổng số)"

    assert hits_in(label, totals_allowed=True) == ()
    assert [hit.topic.code for hit in hits_in(label)] == ["persons"]
