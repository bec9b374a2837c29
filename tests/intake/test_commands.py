"""`keng import` and `keng export`: what is printed, what is saved, with which exit code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from intake.conftest import Desk
from intake.filled_forms import NOTE, VALUE, at, edited, typed
from keng.kernel.figures import CellKey
from keng.ops.main import main
from keng.reporting.models import Submission
from keng.reporting.queries import figures_of
from keng.screening.models import KeptText

EXPORT = ["export", "--unit", "xã Quang Khải", "--period", "2024", "--form", "commune"]


@pytest.fixture
def form(desk: Desk, tmp_path: Path) -> Path:
    """The form of xã Quang Khải for 2024 as `keng export` writes it."""
    del desk
    path = tmp_path / "khai.xlsx"
    assert main([*EXPORT, "-o", str(path)]) == 0
    return path


def fill(path: Path, **values: object) -> None:
    cells = {at(VALUE, key): value for key, value in values.items()}
    path.write_bytes(edited(path.read_bytes(), typed(cells)))


def told_as_json(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out.splitlines()[-1])


def test_a_filled_form_is_imported(
    desk: Desk, form: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(form, cases_total=9, fires="05")

    assert main(["import", str(form)]) == 0

    assert "đã lưu 2 ô, 3 ô không đổi" in capsys.readouterr().out
    assert figures_of(desk.submission)[CellKey("fires")].value == 5


def test_json_holds_what_was_saved_and_every_problem(
    form: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(form, cases_total=9, fires="1,234")

    assert main(["import", str(form), "--partial", "--format", "json"]) == 1

    told = told_as_json(capsys)
    assert set(told) == {"saved", "problems"}
    assert told["saved"] == 1
    [problem] = told["problems"]
    assert set(problem) == {"file", "sheet", "cell", "code", "message"}
    assert problem["file"] == str(form)
    assert (problem["sheet"], problem["cell"]) == ("xã Quang Khải", "E12")
    assert problem["code"] == "ambiguous_number"


def test_text_reads_like_a_compiler(
    desk: Desk, form: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(form, cases_total=9, fires="=1+1")

    assert main(["import", str(form)]) == 1

    told = capsys.readouterr().out
    assert f"{form}!xã Quang Khải!E12: ô là công thức: chép ô" in told
    assert "chưa lưu gì, 1 lỗi" in told
    assert figures_of(desk.submission) == {}


def test_a_dry_run_saves_nothing(
    desk: Desk, form: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(form, cases_total=9)

    assert main(["import", str(form), "--dry-run"]) == 0

    assert "chạy thử, chưa lưu gì: 1 ô sẽ được lưu" in capsys.readouterr().out
    assert figures_of(desk.submission) == {}


def test_what_a_person_should_look_at_is_told_though_it_is_saved(
    desk: Desk, form: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(form, fires=60)

    assert main(["import", str(form)]) == 0

    assert "cảnh báo: Số vụ cháy cao bất thường." in capsys.readouterr().out
    assert figures_of(desk.submission)[CellKey("fires")].value == 60


def test_a_blanked_cell_is_told(form: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(form, fires=6)
    main(["import", str(form)])
    assert main([*EXPORT, "-o", str(form)]) == 0
    fill(form, fires=None)

    assert main(["import", str(form)]) == 0

    assert "E12: ô để trống: số đã có trên hệ thống giữ nguyên" in capsys.readouterr().out


def test_a_file_that_does_not_exist_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "nowhere.xlsx"]) == 2

    assert "nowhere.xlsx: no such file" in capsys.readouterr().err


def test_several_files_are_imported_one_by_one(
    form: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(form, fires=6)
    other = tmp_path / "other.xlsx"
    other.write_bytes(b"no workbook")

    assert main(["import", str(other), str(form), "--format", "json"]) == 1

    told = told_as_json(capsys)
    assert told["saved"] == 1
    assert [one["file"] for one in told["problems"]] == [str(other)]


def test_a_form_is_opened_where_there_is_none_yet(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "hd.xlsx"

    assert main(["export", "--unit", "xã Hưng Đạo", "--period", "2024", "-o", str(path)]) == 0

    assert Submission.objects.filter(unit_id=desk.country.hung_dao, form="commune").exists()
    assert "1 biểu, năm 2024" in capsys.readouterr().out


@pytest.mark.usefixtures("desk")
def test_the_forms_of_the_units_below_come_in_one_file(tmp_path: Path) -> None:
    path = tmp_path / "huyen.xlsx"
    arguments = ["export", "--unit", "huyện Tứ Kỳ", "--period", "2024", "--below"]

    assert main([*arguments, "--layout", "table", "-o", str(path)]) == 0

    assert path.stat().st_size > 0
    assert not list(tmp_path.glob(".*.part"))


@pytest.mark.usefixtures("desk")
def test_an_unknown_unit_is_refused_in_plain_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.xlsx"

    assert main(["export", "--unit", "xã Đâu Đó", "--period", "2024", "-o", str(path)]) == 1

    assert "xã Đâu Đó" in capsys.readouterr().err
    assert not path.exists()


def test_files_may_be_worked_on_at_the_same_time_and_are_told_in_their_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "keng.sqlite3").touch()  # the processes look for it; no file here gets that far
    monkeypatch.setenv("KENG_DIR", str(tmp_path))
    files = [tmp_path / f"{name}.xlsx" for name in ("b", "a", "c")]
    for path in files:
        path.write_bytes(b"%PDF-1.7")

    assert main(["import", "--jobs", "2", "--format", "json", *map(str, files)]) == 1

    told = told_as_json(capsys)
    assert [one["file"] for one in told["problems"]] == [str(path) for path in files]


@pytest.mark.parametrize("jobs", ["0", "65", "two"])
def test_a_wrong_number_of_jobs_is_wrong_use(jobs: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["import", "--jobs", jobs, "a.xlsx"])

    assert ended.value.code == 2


@pytest.mark.usefixtures("desk")
def test_units_below_without_any_form_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.xlsx"
    arguments = ["export", "--unit", "huyện Tứ Kỳ", "--period", "2023", "--below"]

    assert main([*arguments, "-o", str(path)]) == 1

    assert "mở đợt báo cáo" in capsys.readouterr().err
    assert not path.exists()


@pytest.mark.usefixtures("desk")
def test_a_unit_without_a_form_for_the_period_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.xlsx"

    assert main(["export", "--unit", "xã Hưng Đạo", "--period", "2024Q3", "-o", str(path)]) == 1

    assert "xã Hưng Đạo" in capsys.readouterr().err


def test_personal_data_in_a_note_are_told_then_kept_for_one_reason(
    desk: Desk, form: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cells = {at(VALUE, "fires"): 5, at(NOTE, "fires"): "gọi 0900000001"}
    form.write_bytes(edited(form.read_bytes(), typed(cells)))

    assert main(["import", str(form)]) == 1
    told = capsys.readouterr().out
    assert "--keep-personal-data" in told
    assert "0900000001" not in told
    assert main(["import", str(form), "--keep-personal-data", ""]) == 1
    assert figures_of(desk.submission) == {}

    assert main(["import", str(form), "--keep-personal-data", "Số trực ban"]) == 0

    assert figures_of(desk.submission)[CellKey("fires")].note == "gọi 0900000001"
    kept = KeptText.objects.get()
    assert (kept.field, kept.reason, kept.account_id) == (
        "reporting_figure.note",
        "Số trực ban",
        None,
    )
