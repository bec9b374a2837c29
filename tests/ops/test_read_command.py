"""`keng read`: no database, no Django, plain refusals."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from keng.ops import main as command
from reading_samples import a_docx, para

REPORT = """ỦY BAN NHÂN DÂN XÃ AN BÌNH
Số: 45/BC-UBND
An Bình, ngày 12 tháng 11 năm 2022
BÁO CÁO
Kết quả phong trào năm 2022
I. KẾT QUẢ
Thực hiện Kế hoạch số 12/KH-UBND ngày 03/02/2022 của UBND huyện.
Xã có 07 thôn, tổ chức 12 buổi tuyên truyền trực tiếp.
Quản lý 04 đối tượng.
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "bao-cao.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = command.main(["read", *arguments])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_a_report_becomes_data(capsys: pytest.CaptureFixture[str], report: Path) -> None:
    code, out, _ = run(capsys, str(report), "--format", "json")
    answer = json.loads(out)

    assert code == 0
    assert answer["source"]["name"] == "bao-cao.txt"
    assert len(answer["source"]["sha256"]) == 64
    assert answer["meta"]["symbol"] == "BC-UBND"
    assert [part["number"] for part in answer["sections"]] == ["I"]
    assert [cited["date"] for cited in answer["citations"]] == ["2022-02-03"]
    assert [figure["value"] for figure in answer["figures"]] == [7, 12]
    assert answer["skipped"] == [{"line": 9, "reason": "watched"}]


def test_in_the_terminal_each_line_says_where(
    capsys: pytest.CaptureFixture[str], report: Path
) -> None:
    _, out, _ = run(capsys, str(report))

    assert "bao-cao.txt:8: 07 thôn" in out
    assert "bao-cao.txt:9: không trích (watched)" in out


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.txt", b"", "The file is empty"),
        ("a.txt", b" \n\n ", "The file is empty"),
        ("a.pdf", b"%PDF-1.7 cut off", "a.pdf"),
        ("a.txt", "TỐI MẬT\nBáo cáo".encode(), "state secrets"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    code, out, err = run(capsys, str(path))

    assert (code, out) == (1, "")
    assert told in err


def test_a_file_is_told_by_its_content_and_what_was_found_on_the_way_is_said(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "a.xyz"
    path.write_bytes("Báo cáo năm 2024: có 12 vụ.".encode("utf-16"))

    code, out, err = run(capsys, str(path), "--format", "json")

    read = json.loads(out)
    assert (code, read["source"]["kind"]) == (0, "txt")
    assert [figure["value"] for figure in read["figures"]] == [12]
    assert "a.xyz" in err


def test_a_footnote_of_a_word_file_is_told_with_its_figure(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    mark = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    notes = f'<w:root><w:footnote w:id="7">{para("Số liệu của Công an xã.")}</w:footnote></w:root>'
    path = tmp_path / "a.docx"
    path.write_bytes(a_docx(para("Có 12 vụ", mark, " và 03 thôn."), footnotes=notes))

    _, out, _ = run(capsys, str(path), "--format", "json")
    _, shown, _ = run(capsys, str(path))

    assert [figure.get("note", {}).get("text") for figure in json.loads(out)["figures"]] == [
        "Số liệu của Công an xã.",
        None,
    ]
    assert "a.docx:2:   chú thích: Số liệu của Công an xã." in shown


def test_a_missing_file_and_an_unknown_pack_are_refused(
    capsys: pytest.CaptureFixture[str], report: Path
) -> None:
    assert run(capsys, "nowhere.txt")[0] == 1
    assert run(capsys, str(report), "--pack", "no-such-pack")[0] == 1


def test_neither_django_nor_pydantic_is_loaded(report: Path) -> None:
    script = (
        "import sys; from keng.ops.main import main; main(sys.argv[1:]);"
        "sys.exit(any(name in sys.modules for name in ('django', 'pydantic', 'openpyxl')))"
    )

    done = subprocess.run(
        [sys.executable, "-c", script, "read", str(report), "--format", "json"],
        capture_output=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
