"""`keng plan read`: no database, no Django; a text and a Word file alike."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document

from keng.ops import main as command

PLAN = """ỦY BAN NHÂN DÂN XÃ ĐÔNG MẪU
Số: 07/KH-UBND
Đông Mẫu, ngày 20 tháng 01 năm 2026
KẾ HOẠCH
Giữ gìn trật tự năm 2026
I. NHIỆM VỤ
1. Công an xã chủ trì, phối hợp với Đoàn Thanh niên tuần tra trước ngày 30/4.
2. Phấn đấu 90% hộ ký cam kết.
3. Trưởng các thôn báo cáo kết quả về Công an xã trước ngày 30/2.
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "ke-hoach.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_a_plan_becomes_data(capsys: pytest.CaptureFixture[str], plan: Path) -> None:
    code = command.main(["plan", "read", str(plan), "--format", "json"])
    answer = json.loads(capsys.readouterr().out)

    assert answer["source"]["name"] == "ke-hoach.txt"
    first = answer["tasks"][0]
    assert (first["line"], first["lead"], first["due"]) == (7, "Công an xã", "2026-04-30")
    assert first["helpers"] == ["Đoàn Thanh niên"]
    assert [(one["line"], one["value"], one["unit"]) for one in answer["targets"]] == [(8, 90, "%")]
    assert [(one["line"], one["due_written"]) for one in answer["duties"]] == [(9, "30/2")]
    assert code == 1  # a day that no calendar has


def test_in_the_terminal_each_line_says_where_and_what_to_look_at(
    capsys: pytest.CaptureFixture[str], plan: Path
) -> None:
    command.main(["plan", "read", str(plan)])
    told = capsys.readouterr().out

    assert "ke-hoach.txt:7: [Công an xã]" in told
    assert "phối hợp: Đoàn Thanh niên; hạn: 2026-04-30" in told
    assert "ke-hoach.txt:9: cần xem: ngày không có trong lịch: 30/2" in told


def test_the_annex_of_a_word_file_is_read_row_by_row(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    document = Document()
    document.add_paragraph("KẾ HOẠCH")
    document.add_paragraph("Giữ gìn trật tự năm 2026")
    table = document.add_table(rows=3, cols=6)
    rows = (
        ("STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Sản phẩm"),
        ("1", "Mở lớp chữa cháy", "Công an xã", "Trạm Y tế", "Quý II", "Danh sách lớp"),
        ("2", "Sửa nhà văn hóa", "", "Các thôn", "30/2", ""),
    )
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    path = tmp_path / "ke-hoach.docx"
    document.save(str(path))

    command.main(["plan", "read", str(path), "--format", "json"])
    answer = json.loads(capsys.readouterr().out)

    assert [(one["title"], one["lead"], one["quarter"]) for one in answer["tasks"]] == [
        ("Mở lớp chữa cháy", "Công an xã", 2),
        ("Sửa nhà văn hóa", None, None),
    ]
    assert {one["code"] for one in answer["problems"]} == {"no_lead", "impossible_day"}


def test_a_missing_file_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code = command.main(["plan", "read", str(tmp_path / "khong-co.docx")])

    assert code == 1
    assert "There is no file" in capsys.readouterr().err


def test_neither_django_nor_pydantic_is_loaded(plan: Path) -> None:
    script = (
        "import sys\n"
        "from keng.ops.main import main\n"
        f"main(['plan', 'read', {str(plan)!r}])\n"
        "assert 'django' not in sys.modules and 'pydantic' not in sys.modules\n"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)

    assert done.returncode == 0, done.stderr.decode()
