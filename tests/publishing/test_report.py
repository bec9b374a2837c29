"""A report out of the database: the same figures as the consolidation, each with its source."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from keng.access.actors import AccountActor
from keng.consolidation.queries import consolidate
from keng.consolidation.shapes import Compare, Drafts
from keng.documents import word
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import BadInput, NotAllowed, NotFound
from keng.kernel.figures import CellKey
from keng.kernel.moments import local_day
from keng.kernel.periods import parse_period
from keng.publishing import report as publishing
from keng.publishing.heads import Head
from keng.publishing.report import Setting
from keng.reporting import actions
from reporting_cast import cells

from .conftest import AT, YEAR, Cast, correct, report, write


def built(cast: Cast, **setting: Any) -> publishing.BuiltReport:
    return publishing.build(
        cast.one,
        YEAR,
        "commune",
        actor=cast.clerk,
        at=AT,
        setting=Setting(**setting),
    )


def lines(content: bytes) -> list[str]:
    return [line for line in word.paragraphs_of(content) if line]


def test_the_report_says_what_was_accepted_against_last_year(cast: Cast) -> None:
    write(cast, "proposals", "Không.")

    made = built(cast, head=Head(signer="Trần Thị Thử"))

    text = lines(made.content)
    assert "ỦY BAN NHÂN DÂN" in text
    assert "XÃ MỘT" in text
    assert "Kính gửi: Ủy ban nhân dân huyện Bắc." in text
    assert "Kết quả chương trình thử năm\u00a02024" in text
    assert "- Vụ việc: 12 vụ, tăng 02 vụ (20%) so với cùng kỳ." in text
    assert "- Xảy ra 02 vụ, tăng 02 vụ (cùng kỳ không xảy ra)." in text
    assert "Không." in text
    assert "Trên đây là báo cáo của xã Một./." in text
    assert "Trần Thị Thử" in text
    assert made.gaps == ()
    assert made.marks == ()


def test_every_printed_value_is_that_of_the_consolidation(cast: Cast) -> None:
    made = built(cast)
    found = consolidate(
        cast.one, YEAR, actor=cast.clerk, on=local_day(AT), compare=Compare.SAME_PERIOD
    )
    by_view = {
        "value": lambda row: row.exact(row.value),
        "previous": lambda row: row.exact(row.previous),
        "change": lambda row: row.exact(row.change),
        "change_pct": lambda row: row.change_pct,
        "accepted": lambda row: Decimal(row.accepted),
        "expected": lambda row: Decimal(row.expected),
    }

    assert len(made.fields) > 20
    for one in made.fields:
        assert one.source is not None
        row = found.row(CellKey(one.source.indicator, one.source.by))
        assert row is not None
        value = by_view[one.source.view](row)
        assert one.source.exact == ("" if value is None else f"{value:f}"), one


def test_nobody_writes_the_report_of_a_unit_that_is_not_theirs_to_see(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        publishing.build(cast.one, YEAR, "commune", actor=cast.other_clerk, at=AT)


def test_an_outline_that_does_not_exist_or_is_not_meant_for_the_period_is_refused(
    cast: Cast,
) -> None:
    with pytest.raises(NotFound, match="commune, consolidated"):
        publishing.build(cast.one, YEAR, "weekly", actor=OPERATOR, at=AT)
    with pytest.raises(BadInput, match="không dành cho kỳ tháng 3/2024"):
        publishing.build(cast.one, parse_period("2024-03"), "commune", actor=OPERATOR, at=AT)


def test_a_preview_counts_what_is_submitted_and_is_marked_as_a_draft(cast: Cast) -> None:
    submission = actions.ensure_submission(cast.two, "commune", YEAR, actor=cast.other_clerk, at=AT)
    actions.enter(submission.pk, cells(cases=4), actor=cast.other_clerk, at=AT)
    actions.submit(submission.pk, actor=cast.other_clerk, at=AT)

    def made(drafts: Drafts) -> publishing.BuiltReport:
        setting = Setting(drafts=drafts)
        return publishing.build(
            cast.two, YEAR, "commune", actor=cast.other_clerk, at=AT, setting=setting
        )

    without, preview = made(Drafts.EXCLUDED), made(Drafts.INCLUDED)

    assert not any("04 vụ" in line for line in lines(without.content))
    assert any("04 vụ" in line for line in lines(preview.content))
    assert preview.marks == ("DỰ THẢO",)
    assert "DỰ THẢO" in lines(preview.content)


def test_figures_of_a_demonstration_are_marked_in_the_paper(cast: Cast) -> None:
    submission = actions.ensure_submission(cast.two, "commune", YEAR, actor=cast.officer, at=AT)
    actions.enter(submission.pk, cells(cases=4), actor=OPERATOR, at=AT, origin="illustrative")
    handed_in = actions.submit(submission.pk, actor=OPERATOR, at=AT)
    actions.accept(submission.pk, revision=handed_in.revision, actor=cast.officer, at=AT)

    made = publishing.build(cast.two, YEAR, "commune", actor=OPERATOR, at=AT)

    assert made.is_illustrative
    assert made.marks == ("SỐ LIỆU MINH HỌA",)


def test_an_unwritten_part_is_a_gap(cast: Cast) -> None:
    made = built(cast)

    assert made.gaps == ("Chưa viết phần “Kiến nghị”.",)
    assert "[Chưa viết: Kiến nghị]" in lines(made.content)


def test_a_table_of_units_adds_up_and_holds_back_small_totals(cast: Cast) -> None:
    report(cast, "2024", unit="two", cases=5, settled=1, offenders=7)

    def row_of(name: str, actor: AccountActor) -> list[str]:
        made = publishing.build(cast.district, YEAR, "consolidated", actor=actor, at=AT)
        texts = word.paragraphs_of(made.content)
        start = texts.index(name)
        return texts[start + 1 : start + 3]

    assert row_of("xã Một", cast.officer) == ["12", "3"]  # its direct superior may see it
    assert row_of("xã Hai", cast.officer) == ["5", "7"]
    assert row_of("TỔNG", cast.officer) == ["17", "10"]


def test_a_report_is_refreshed_and_what_people_wrote_stays(cast: Cast) -> None:
    first = built(cast)
    edited = _edited(first.content, "Tình hình", "Tình hình do xã viết thêm")
    submission = actions.ensure_submission(cast.one, "commune", YEAR, actor=cast.clerk, at=AT)
    correct(cast, submission.pk, cases=9, fires=3)

    found = publishing.refreshed(edited, actor=cast.clerk, at=AT)

    text = lines(found.content)
    assert "- Vụ việc: 09 vụ, giảm 01 vụ (10%) so với cùng kỳ." in text
    assert "- Xảy ra 03 vụ, tăng 03 vụ (cùng kỳ không xảy ra)." in text
    assert "1. Tình hình do xã viết thêm" in text
    turned = {f.label for f in word.read_fields(found.content) if f.key in found.turned}
    assert "Vụ việc" in turned
    assert "Vụ cháy" not in turned
    assert found.unknown == ()


def test_a_figure_of_a_unit_below_is_refreshed_too(cast: Cast) -> None:
    made = publishing.build(cast.district, YEAR, "consolidated", actor=cast.officer, at=AT)
    submission = actions.ensure_submission(cast.one, "commune", YEAR, actor=cast.clerk, at=AT)
    correct(cast, submission.pk, cases=11)

    text = word.paragraphs_of(publishing.refreshed(made.content, actor=cast.officer, at=AT).content)

    assert text[text.index("xã Một") + 1] == "11"
    assert text[text.index("TỔNG") + 1] == "11"


def test_a_file_that_is_no_report_of_ours_is_not_refreshed(cast: Cast) -> None:
    made = built(cast)
    foreign = _edited(made.content, "KengUnit", "OtherUnit", part="docProps/custom.xml")

    with pytest.raises(BadInput, match="không phải báo cáo do Keng lập"):
        publishing.refreshed(foreign, actor=cast.clerk, at=AT)


def test_a_report_as_it_was_known_at_an_earlier_moment(cast: Cast) -> None:
    submission = actions.ensure_submission(cast.one, "commune", YEAR, actor=cast.clerk, at=AT)
    before = datetime(2025, 1, 5, 3, 30, tzinfo=UTC)
    later = datetime(2025, 2, 1, 3, 0, tzinfo=UTC)
    actions.reopen(submission.pk, "Sai", actor=cast.officer, at=later)
    actions.enter(submission.pk, cells(cases=9), actor=cast.clerk, at=later)
    handed_in = actions.submit(submission.pk, actor=cast.clerk, at=later)
    actions.accept(submission.pk, revision=handed_in.revision, actor=cast.officer, at=later)

    then, now = built(cast, known_at=before), built(cast)

    assert any("Vụ việc: 12 vụ" in line for line in lines(then.content))
    assert any("Vụ việc: 09 vụ" in line for line in lines(now.content))
    assert {f.source.revision for f in then.fields if f.source} == {"2025-01-05T03:30:00+00:00"}


def _edited(content: bytes, old: str, new: str, part: str = "word/document.xml") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == part:
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode())
            target.writestr(name, data)
    return buffer.getvalue()
