"""`keng units`, as a person types it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from keng.kernel.actors import OPERATOR
from keng.ops.main import main
from keng.orgunits import queries
from keng.orgunits.actions import load_seed, read_seed
from keng.orgunits.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two_provinces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hải Dương and Hải Phòng; Django runs already."""
    monkeypatch.setattr("keng.ops.commands.units.start_django", lambda _: None)
    seed = read_seed().within({"Hải Dương", "Hải Phòng"})
    load_seed(actor=OPERATOR, at=datetime(2026, 3, 2, tzinfo=UTC), seed=seed)


def _told(capsys: pytest.CaptureFixture[str], *arguments: str) -> object:
    assert main(["units", *arguments, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_what_became_of_xa_quang_khai(capsys: pytest.CaptureFixture[str]) -> None:
    told = _told(capsys, "succession", "xã Quang Khải, huyện Tứ Kỳ, tỉnh Hải Dương")

    assert isinstance(told, dict)
    assert told["unit"]["code"] == "11116"
    assert not told["unit"]["exists"]
    assert [
        (step["on"], step["extent"], step["share"], step["successor"]["path"])
        for step in told["successors"]
    ] == [("2025-07-01", "whole", None, "xã Tứ Kỳ, thành phố Hải Phòng")]


def test_the_same_for_a_person(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["units", "succession", "xa cong lac"]) == 0

    out = capsys.readouterr().out
    assert "muộn nhất 30/06/2025 (chưa rõ ngày): xã Cộng Lạc" in out
    assert "01/07/2025: xã Lạc Phượng" in out


def test_the_territory_of_a_district_is_told_by_communes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["units", "succession", "huyện Tứ Kỳ"]) == 0

    assert "xã Tứ Kỳ, thành phố Hải Phòng" in capsys.readouterr().out


def test_the_tree_on_30_june_2025(capsys: pytest.CaptureFixture[str]) -> None:
    told = _told(capsys, "tree", "huyện Tứ Kỳ", "--on", "2025-06-30")

    assert isinstance(told, dict)
    assert told["on"] == "2025-06-30"
    assert told["below"] == 20
    assert [child["name"] for child in told["children"]][:2] == ["An Thanh", "Bình Lãng"]


def test_a_tree_that_is_not_opened_says_how_many_stand_below(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["units", "tree", "--on", "2026-01-01"]) == 0
    closed = capsys.readouterr().out
    assert main(["units", "tree", "--on", "2026-01-01", "--depth", "0"]) == 0

    assert "thành phố Hải Phòng" in closed
    assert "(+114 đơn vị)" in closed
    assert "xã Tứ Kỳ" in capsys.readouterr().out


def test_one_unit_is_shown_with_its_history(capsys: pytest.CaptureFixture[str]) -> None:
    told = _told(capsys, "show", "xã Lạc Phượng, huyện Tứ Kỳ", "--on", "2025-06-30")

    assert isinstance(told, dict)
    assert told["names"][0]["day_is"] == "by"
    assert {step["predecessor"]["name"] for step in told["predecessors"]} == {
        "Cộng Lạc",
        "Phượng Kỳ",
    }
    assert main(["units", "show", "xã Lạc Phượng, huyện Tứ Kỳ", "--on", "2025-06-30"]) == 0
    assert "Hình thành từ" in capsys.readouterr().out


def test_an_ambiguous_name_lists_the_candidates_and_exits_1(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["units", "tree", "Tứ Kỳ", "--on", "2024-01-01"]) == 1

    assert "- thị trấn Tứ Kỳ, huyện Tứ Kỳ, tỉnh Hải Dương" in capsys.readouterr().err


def test_what_must_be_settled_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["units", "open"]) == 1

    assert "xã Phúc Thành A, huyện Kim Thành, tỉnh Hải Dương" in capsys.readouterr().out


def _sheet(path: Path, *rows: tuple[object, ...]) -> Path:
    book = Workbook()
    book.active.append(["Danh sách đơn vị"])
    book.active.append(["STT", "Tên", "Loại", "Trực thuộc"])
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


def _import(path: Path, *more: str) -> int:
    given = ["units", "import", str(path), "--on", "2025-07-01", "--basis", "QĐ ví dụ"]
    return main([*given, *more])


def test_a_sheet_of_villages_is_imported_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _sheet(
        tmp_path / "thon.xlsx",
        (1, "Ô Mễ", "thôn", "xã Tứ Kỳ, Hải Phòng"),
        (2, 1, "Tổ dân phố", "xã Tứ Kỳ"),
    )

    assert _import(path, "--dry-run") == 0
    assert "sẽ tạo 2 đơn vị" in capsys.readouterr().out
    assert not Unit.objects.filter(level="village").exists()
    assert _import(path) == 0
    assert _import(path) == 0
    assert "đã tạo 0 đơn vị; 2 đơn vị đã có sẵn" in capsys.readouterr().out
    assert Unit.objects.filter(level="village").count() == 2
    assert list(queries.problems()) == []


def test_wrong_cells_are_named_by_file_sheet_and_cell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _sheet(
        tmp_path / "thon.xlsx",
        (1, "Ô Mễ", "thôn", "xã Quang Khải"),
        (2, "=A1", "thôn", "xã Tứ Kỳ"),
    )

    assert _import(path) == 1
    every = capsys.readouterr().err
    path = _sheet(tmp_path / "hai.xlsx", (1, "Ô Mễ", "thôn", "xã Quang Khải"))
    assert _import(path, "--format", "json") == 1

    problems = json.loads(capsys.readouterr().out)["problems"]
    assert "thon.xlsx!Sheet!B4" in every
    assert "thon.xlsx!Sheet!D3" in every
    assert "Chưa lưu gì: 2 ô cần sửa." in every
    assert [(one["sheet"], one["cell"], one["code"]) for one in problems] == [
        ("Sheet", "D3", "not_found")
    ]
    assert "sau đó thuộc xã Tứ Kỳ" in problems[0]["message"]
    assert not Unit.objects.filter(level="village").exists()


def test_a_csv_will_do_and_other_files_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "thon.csv"
    table.write_text("Loại,Tên,Trực thuộc\nthôn,Ô Mễ,xã Tứ Kỳ\n", encoding="utf-8")
    other = tmp_path / "khac.csv"
    other.write_text("a,b\n1,2\n", encoding="utf-8")

    assert _import(table) == 0
    assert _import(other) == 1
    assert "keng units template" in capsys.readouterr().err
    assert _import(tmp_path / "missing.xlsx") == 2


def test_the_template_is_what_the_import_reads(tmp_path: Path) -> None:
    path = tmp_path / "mau.xlsx"
    assert main(["units", "template", "-o", str(path)]) == 0

    book = load_workbook(path)
    sheet = book.worksheets[0]
    sheet.append(["thôn", "Ô Mễ", "xã Tứ Kỳ"])
    book.save(path)

    assert _import(path) == 0
    assert Unit.objects.filter(level="village").count() == 1


def test_a_day_is_corrected_and_a_change_undone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["--on", "2024-12-01", "--basis", "Nghị quyết ví dụ"]
    assert main(["units", "correct-day", "xã Cộng Lạc", *given]) == 0
    assert "4 đơn vị" not in capsys.readouterr().err
    _import(_sheet(tmp_path / "thon.xlsx", (1, "Ô Mễ", "thôn", "xã Tứ Kỳ")))
    village = queries.unit_named("thôn Ô Mễ", on=queries.change_days()[-1])
    change = queries.changes(unit_id=village.id)[0].id

    assert main(["units", "undo", str(change), "--basis", "Nhập nhầm"]) == 0
    assert not queries.is_in_force(village.id, on=queries.change_days()[-1])
