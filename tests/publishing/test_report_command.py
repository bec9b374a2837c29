"""`keng report`, as a person types it."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from keng.consolidation.queries import consolidate
from keng.consolidation.shapes import Compare
from keng.documents import word
from keng.documents.workbooks import open_workbook
from keng.kernel.moments import local_day
from keng.ops.main import main
from keng.publishing import tables
from keng.reporting.actions import ensure_submission

from .conftest import AT, YEAR, Cast, correct

UNIT = ("--unit", "xã Một, huyện Bắc", "--period", "2024", "--outline", "commune")


@pytest.fixture(autouse=True)
def started(monkeypatch: pytest.MonkeyPatch) -> None:
    """Django runs already, and stands in the folder of the test."""
    monkeypatch.setattr("keng.ops.commands.report.start_django", lambda _: None)


def test_a_report_is_written_with_what_is_missing_beside_it(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "out" / "bc.docx"
    head = ("--number", "5", "--date", "2025-01-10", "--signer", "Lê Thử", "--to", "Tỉnh")

    code = main(["report", *UNIT, *head, "-o", str(place)])

    told = capsys.readouterr()
    text = word.paragraphs_of(place.read_bytes())
    assert code == 0
    assert "Kết quả chương trình thử năm 2024" in told.out
    assert "Chưa viết phần “Kiến nghị”." in told.err
    assert {"Số: 05/BC-UBND", "Kính gửi: Tỉnh.", "Lê Thử"} <= set(text)
    assert [file.name for file in place.parent.iterdir()] == ["bc.docx"]
    assert cast.one


def test_an_earlier_report_is_refreshed(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = tmp_path / "old.docx", tmp_path / "new.docx"
    assert main(["report", *UNIT, "--no-to", "-o", str(old)]) == 0
    submission = ensure_submission(cast.one, "commune", YEAR, actor=cast.clerk, at=AT)
    correct(cast, submission.pk, cases=9)

    assert main(["report", "--refresh", str(old), "-o", str(new)]) == 0

    told = capsys.readouterr()
    assert "số liệu thay đổi." in told.out
    assert "đổi chiều tăng/giảm" in told.err
    assert any("Vụ việc: 09 vụ, giảm 01 vụ" in x for x in word.paragraphs_of(new.read_bytes()))


def test_without_unit_and_outline_it_is_wrong_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["report", "--period", "2024", "-o", str(tmp_path / "x.docx")])

    assert code == 2
    assert "--unit, --outline" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_refusal_leaves_no_file(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = ("--unit", "xã Một, huyện Bắc", "--period", "2024-03", "--outline", "commune")

    code = main(["report", *wrong, "-o", str(tmp_path / "x.docx")])

    assert code == 1
    assert "không dành cho kỳ tháng 3/2024" in capsys.readouterr().err
    assert not (tmp_path / "x.docx").exists()
    assert cast.one


def test_without_libreoffice_the_word_file_is_there_and_the_reason_told(
    cast: Cast,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)

    code = main(["report", *UNIT, "-o", str(tmp_path / "bc.docx"), "--pdf"])

    assert code == 1
    assert (tmp_path / "bc.docx").exists()
    assert "chưa cài LibreOffice" in capsys.readouterr().err
    assert cast.one


@pytest.mark.libreoffice
def test_a_pdf_stands_beside_the_word_file(cast: Cast, tmp_path: Path) -> None:
    assert main(["report", *UNIT, "-o", str(tmp_path / "bc.docx"), "--pdf"]) == 0

    assert (tmp_path / "bc.pdf").read_bytes().startswith(b"%PDF-")
    assert cast.one


def test_the_consolidated_table_is_taken_along_as_workbook_and_csv(cast: Cast) -> None:
    found = consolidate(
        cast.district, YEAR, actor=cast.officer, on=local_day(AT), compare=Compare.SAME_PERIOD
    )

    lines = tables.consolidated_csv(found).decode("utf-8-sig").splitlines()
    book = open_workbook(tables.consolidated_xlsx(found), name="t.xlsx")

    assert lines[0].startswith("indicator,by,label,unit,value,status,previous,change")
    cases = next(line for line in lines if line.startswith("cases,"))
    assert cases.split(",")[:9] == [
        "cases",
        "",
        "Vụ việc",
        "vụ",
        "12",
        "official",
        "10",
        "2",
        "20.0",
    ]
    area = next(line for line in lines if line.startswith("area,"))
    assert area.split(",")[4] == "664.49"
    assert book.sheets


def test_no_word_of_a_programme_runs_in_a_spreadsheet(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "unit_of", lambda *_: '=HYPERLINK("http://x")')
    found = consolidate(
        cast.district, YEAR, actor=cast.officer, on=local_day(AT), compare=Compare.SAME_PERIOD
    )

    read = csv.reader(tables.consolidated_csv(found).decode("utf-8-sig").splitlines())

    cases = next(line for line in read if line[0] == "cases")
    assert cases[3:5] == ['\'=HYPERLINK("http://x")', "12"]
