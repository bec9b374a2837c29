"""One submission as the official form: what stands in it, for whom, and what our reader finds."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from keng.access.actions import create_account, grant
from keng.access.actors import AccountActor
from keng.documents import word
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import BadInput, NotAllowed
from keng.kernel.figures import CellKey
from keng.kernel.periods import parse_period
from keng.ops.main import main
from keng.orgunits.actions import NewUnit, create_unit
from keng.orgunits.actions.ledger import Naming
from keng.orgunits.queries import ancestors
from keng.publishing import pdf, report
from keng.publishing.printed_form import PrintedForm, print_form
from keng.reporting import actions
from keng.reporting.models import Submission
from reporting_cast import cells

from .conftest import AT, SETUP, START, YEAR, Cast

MARCH = parse_period("2024-03")


def accepted(cast: Cast) -> int:
    """The form of xã Một for 2024: 12 cases against 10, 2 fires against 0, 3 offenders."""
    return Submission.objects.get(unit_id=cast.one, first="2024-01-01", last="2024-12-31").pk


def printed(cast: Cast, submission_id: int | None = None) -> PrintedForm:
    return print_form(submission_id or accepted(cast), actor=cast.officer, at=AT)


def text_of(form: PrintedForm) -> list[str]:
    return [line for line in word.paragraphs_of(form.content) if line]


def found(form: PrintedForm, cell: str, view: str = "value") -> str:
    """What our reader finds printed for a cell."""
    key = CellKey.parse(cell)
    (text,) = (
        one.text
        for one in form.fields
        if one.source is not None
        and (one.source.indicator, one.source.by, one.source.view) == (key.indicator, key.by, view)
    )
    return text


def from_afar(cast: Cast) -> AccountActor:
    """Somebody of the province, two levels above the commune."""
    province = ancestors(cast.district, on=START)[0]
    account = create_account("afar", unit_id=province, actor=OPERATOR, at=SETUP)
    grant(account.pk, "officer", unit_id=province, actor=OPERATOR, at=SETUP)
    return AccountActor(account)


def test_the_form_has_the_head_of_the_units_reports_and_the_two_signatures_of_a_form(
    cast: Cast,
) -> None:
    lines = text_of(printed(cast))

    assert lines.index("ỦY BAN NHÂN DÂN") < lines.index("XÃ MỘT")
    assert any(line.strip().startswith("Số:") and "BC-UBND" in line for line in lines)
    assert "BIỂU COMMUNE" in lines
    assert "Kỳ báo cáo: năm\u00a02024 (từ 01/01/2024 đến 31/12/2024)" in lines
    head = ["STT", "Nội dung", "ĐVT", "Kỳ này", "Cùng kỳ", "Tăng/giảm", "%", "Ghi chú"]
    assert lines[(at := lines.index("STT")) : at + 8] == head
    assert "Nhóm events" in lines
    assert "Nhóm fire" in lines
    assert lines.index("Người lập biểu") < lines.index("Thủ trưởng đơn vị")
    assert not any("Nơi nhận" in line or "./." in line for line in lines)


def test_our_reader_finds_every_figure_with_its_exact_value(cast: Cast) -> None:
    form = printed(cast)

    assert (found(form, "cases"), found(form, "cases", "previous")) == ("12", "10")
    assert (found(form, "cases", "change"), found(form, "cases", "change_pct")) == ("+2", "+20")
    assert found(form, "fires", "change") == "+2"
    assert found(form, "area") == "664,49"
    area = next(one.source for one in form.fields if one.source and one.source.indicator == "area")
    assert (area.exact, area.period) == ("664.49", YEAR.code)
    asked = {cell.key for cell in Submission.objects.get(pk=accepted(cast)).figures.all()}
    told = {
        CellKey(one.source.indicator, one.source.by)
        for one in form.fields
        if one.source is not None
    }
    assert asked <= told


def test_accepted_figures_carry_no_mark_and_a_draft_does(cast: Cast) -> None:
    draft = actions.ensure_submission(cast.one, "commune", MARCH, actor=cast.clerk, at=AT)
    actions.enter(draft.pk, cells(cases=2, settled=5), actor=cast.clerk, at=AT)

    form = printed(cast, draft.pk)

    assert printed(cast).marks == ()
    assert form.marks == ("DỰ THẢO",)
    assert "DỰ THẢO" in text_of(form)
    assert "Khi in, biểu còn 01 lỗi phải sửa." in text_of(form)
    assert found(form, "fires") == "chưa có"


def test_invented_figures_are_marked_as_such(cast: Cast) -> None:
    made = actions.ensure_submission(cast.one, "commune", MARCH, actor=cast.clerk, at=AT)
    actions.enter(made.pk, cells(cases=2), actor=cast.clerk, at=AT, origin="illustrative")

    assert printed(cast, made.pk).marks == ("DỰ THẢO", "SỐ LIỆU MINH HỌA")


def test_an_explained_warning_is_a_note_under_the_table_and_named_in_its_row(cast: Cast) -> None:
    draft = actions.ensure_submission(cast.one, "commune", MARCH, actor=cast.clerk, at=AT)
    february = actions.ensure_submission(
        cast.one, "commune", parse_period("2024-02"), actor=cast.clerk, at=AT
    )
    actions.enter(february.pk, cells(fires=1), actor=cast.clerk, at=AT)
    actions.enter(draft.pk, cells(fires=9), actor=cast.clerk, at=AT)
    actions.accept_warning(
        draft.pk,
        "fires_jump",
        "Nắng nóng kéo dài",
        cells=[CellKey("fires")],
        actor=cast.clerk,
        at=AT,
    )

    lines = text_of(printed(cast, draft.pk))

    assert "xem giải trình (1)" in lines
    assert "(1) 9 vụ cháy, kỳ trước 1 vụ. Giải trình: Nắng nóng kéo dài." in lines


def test_a_cell_that_is_not_asked_in_the_period_is_crossed_and_says_why(cast: Cast) -> None:
    draft = actions.ensure_submission(cast.one, "commune", MARCH, actor=cast.clerk, at=AT)

    form = printed(cast, draft.pk)

    assert found(form, "teams") == "x"  # asked since July 2024
    assert "không báo cáo trong kỳ này" in text_of(form)


def test_whoever_stands_further_away_finds_no_small_total_and_nothing_to_work_it_out(
    cast: Cast,
) -> None:
    near, afar = printed(cast), print_form(accepted(cast), actor=from_afar(cast), at=AT)

    assert found(near, "offenders") == "3"
    assert (found(afar, "offenders"), found(afar, "offenders", "previous")) == ("…", "…")
    told = [one.source for one in afar.fields if one.source and one.source.indicator == "offenders"]
    assert {one.exact for one in told} == {""}
    assert {one.view for one in told} == {"value", "previous"}
    assert any(line.startswith("Ô ghi “…”") for line in text_of(afar))
    assert not any(line.startswith("Ô ghi “…”") for line in text_of(near))


def test_nobody_prints_the_form_of_a_unit_that_is_not_theirs_to_see(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        print_form(accepted(cast), actor=cast.other_clerk, at=AT)


def test_a_village_numbers_no_papers_and_is_dated_in_its_commune(cast: Cast) -> None:
    village = create_unit(
        NewUnit(Naming("thon", "Đông"), cast.one), on=START, basis="NQ 1", actor=OPERATOR, at=SETUP
    )
    made = actions.ensure_submission(village.pk, "village", MARCH, actor=OPERATOR, at=AT)

    lines = text_of(print_form(made.pk, actor=OPERATOR, at=AT))

    assert lines.index("XÃ MỘT") < lines.index("THÔN ĐÔNG")
    assert any(line.startswith("Một, ngày") for line in lines)
    assert not any(line.strip().startswith("Số:") for line in lines)


def test_a_printed_form_is_not_refreshed_as_if_it_were_a_report(cast: Cast) -> None:
    with pytest.raises(BadInput, match="không phải báo cáo"):
        report.refreshed(printed(cast).content, actor=cast.officer, at=AT)


UNIT = ("--unit", "xã Một, huyện Bắc", "--period", "2024", "--form", "commune")


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> None:
    """Django runs already, and stands in the folder of the test."""
    monkeypatch.setattr("keng.ops.commands.export.start_django", lambda _: None)


@pytest.mark.usefixtures("started")
def test_export_prints_one_form_into_the_file_that_is_named(cast: Cast, tmp_path: Path) -> None:
    place = tmp_path / "out" / "bieu.docx"

    assert main(["export", *UNIT, "--format", "docx", "-o", str(place)]) == 0

    assert "Người lập biểu" in word.paragraphs_of(place.read_bytes())
    assert cast.one


@pytest.mark.usefixtures("started")
def test_export_prints_several_forms_into_a_folder_and_into_no_single_file(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = actions.ensure_submission(cast.two, "commune", YEAR, actor=cast.other_clerk, at=AT)
    below = ["export", "--unit", "huyện Bắc", "--period", "2024", "--below", "--format", "docx"]

    refused = main([*below, "-o", str(tmp_path / "all.docx")])
    told = capsys.readouterr().err
    written = main([*below, "-o", str(tmp_path / "all")])

    assert (refused, written) == (1, 0)
    assert "hãy ghi tên thư mục" in told
    assert not (tmp_path / "all.docx").exists()
    names = {one.name for one in (tmp_path / "all").iterdir()}
    assert names == {f"{printed(cast, pk).name}.docx" for pk in (accepted(cast), made.pk)}


@pytest.mark.usefixtures("started")
def test_export_says_where_there_is_no_libreoffice_and_leaves_no_file(
    cast: Cast,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)

    assert main(["export", *UNIT, "--format", "pdf", "-o", str(tmp_path / "bieu.pdf")]) == 1

    assert "chưa cài LibreOffice" in capsys.readouterr().err
    assert not list(tmp_path.glob("*bieu*"))
    assert cast.one


@pytest.mark.libreoffice
def test_after_libreoffice_every_figure_of_the_form_is_found_again(
    cast: Cast, tmp_path: Path
) -> None:
    form = printed(cast)
    (tmp_path / "form.docx").write_bytes(form.content)
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        [
            *(str(pdf.office()), f"-env:UserInstallation={profile}", "--headless"),
            *("--convert-to", "docx", "--outdir", str(tmp_path / "out")),
            str(tmp_path / "form.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )

    returned = replace(form, content=(tmp_path / "out" / "form.docx").read_bytes())

    def told(content: bytes) -> dict[str, tuple[str, word.FieldSource | None]]:
        return {one.key: (one.text, one.source) for one in word.read_fields(content)}

    assert told(returned.content) == told(form.content)
    assert pdf.to_pdf(form.content).startswith(b"%PDF-")
