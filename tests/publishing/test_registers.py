"""Registers that write into a report: counts with their source, notes where nothing is known."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from docx import Document

from groups_cast import INITIATIVES, a_group, a_session, an_activity
from keng.criteria.models import Run
from keng.documents import word
from keng.initiatives.actions import found_group, hold_event, log_activity, withdraw_event
from keng.kernel.actors import OPERATOR
from keng.kernel.periods import parse_period
from keng.packs.content import content_of
from keng.packs.models import PackVersion
from keng.packs.schema import Initiatives
from keng.papers import actions as register
from keng.papers.vocabulary import Direction
from keng.publishing import actions, report
from keng.publishing.queries import content_of as stored_content
from keng.publishing.registers import REGISTERS, told_by
from keng.steering import actions as steering
from keng.steering.actions import ConclusionGiven
from papers_cast import COMMUNE_PLAN, a_file, facts
from planning_cast import some_plans
from publishing_cast import a_publishing_pack
from reporting_cast import text
from steering_cast import a_meeting, some_steering
from web_cast import AUGUST, NOW, Office, an_office

from .test_report import _edited, lines

ON = NOW.date()
ALL = ("papers", "tasks", "events", "initiatives", "recognition", "steering", "commendations")


@pytest.fixture
def office(db: None) -> Office:
    """Huyện Bắc with two communes, and an outline in which every register has its place."""
    del db
    return an_office(_install)


def test_an_office_without_registers_gets_no_sentence_but_is_told_why(office: Office) -> None:
    built = _built(office)

    assert not any("sổ" in line.lower() for line in lines(built.content))
    assert built.notes == (
        "Sổ văn bản của đơn vị chưa có văn bản nào đã xác nhận.",
        "Đơn vị chưa có kế hoạch năm 2024 đã ban hành trong Keng.",
        "Sổ tuyên truyền của đơn vị chưa ghi việc nào.",
        "Sổ mô hình của đơn vị chưa có mô hình nào.",
        "Chưa có đơn vị nào đăng ký công nhận năm 2024 trong Keng.",
        "Chưa ghi Ban Chỉ đạo, chương trình phối hợp nào của đơn vị.",
        "Sổ khen thưởng của đơn vị chưa ghi việc nào.",
    )


def test_papers_of_the_period_are_counted_by_the_day_that_makes_them_count(office: Office) -> None:
    _file(office, "05", date(2024, 8, 3))
    _file(office, "06", date(2024, 8, 31), kind="QĐ", symbol="QĐ-UBND")
    _file(office, "07", date(2024, 7, 31))  # the month before
    _file(office, "11", date(2024, 8, 1), direction=Direction.RECEIVED)  # no day of arrival
    register.keep_read(
        office.one,
        Direction.RECEIVED,
        a_file(COMMUNE_PLAN.replace("2025", "2024").replace("tháng 3", "tháng 8"), "cho.txt"),
        actor=office.actor("clerk"),
        at=NOW,
    )

    built = _built(office)

    assert "- Theo sổ văn bản, trong kỳ đã ban hành 02 văn bản." in lines(built.content)
    assert "+ Trong đó có 01 kế hoạch." in lines(built.content)
    assert "+ Trong đó có 01 quyết định." in lines(built.content)
    assert not any("công văn" in line for line in lines(built.content))
    assert not any("Tiếp nhận" in line for line in lines(built.content))
    assert "1 văn bản trong kỳ còn chờ xác nhận nên chưa được đếm." in built.notes
    assert any("chưa ghi ngày đến" in note for note in built.notes)


def test_tasks_of_plans_in_force_are_told_with_what_is_late(office: Office) -> None:
    some_plans(office)  # the monthly patrol of August has no result yet

    built = _built(office)

    assert "- Kế hoạch năm 2024 của đơn vị có 02 nhiệm vụ." in lines(built.content)
    assert any("quá hạn" in line for line in lines(built.content))
    assert not any("đã hoàn thành" in line for line in lines(built.content))


def test_events_and_activities_are_those_of_the_period_that_were_not_withdrawn(
    office: Office,
) -> None:
    clerk = office.actor("clerk")
    joint = a_session(office.one, date(2024, 8, 5), partners=(office.two,))
    hold_event(joint, actor=clerk, at=NOW)
    wrong = hold_event(a_session(office.one, date(2024, 8, 6)), actor=clerk, at=NOW)
    withdraw_event(wrong.pk, "Nhập nhầm.", actor=clerk, at=NOW)
    hold_event(a_session(office.one, date(2024, 7, 6)), actor=clerk, at=NOW)
    busy = found_group(a_group(office.one), actor=clerk, at=NOW)
    found_group(a_group(office.one, "Tổ liên gia"), actor=clerk, at=NOW)
    log_activity(busy.pk, an_activity(date(2024, 8, 9)), actor=clerk, at=NOW)
    log_activity(busy.pk, an_activity(date(2024, 8, 10)), actor=clerk, at=NOW)

    said = lines(_built(office).content)

    assert "- Sổ tuyên truyền của đơn vị ghi 01 việc đã tổ chức, tại 01 nơi." in said
    assert "+ Trong đó có 01 việc phối hợp với đơn vị khác." in said
    assert "- Trong kỳ sổ mô hình ghi 02 hoạt động của 01 mô hình." in said
    assert "+ Còn 01 mô hình không có hoạt động nào trong kỳ." in said


def test_each_count_stands_in_the_file_with_its_source(office: Office) -> None:
    _file(office, "05", date(2024, 8, 3))

    built = _built(office)

    sent = next(
        one for one in built.fields if one.source and one.source.indicator == "register:papers.sent"
    )
    assert sent.text == "01"
    assert sent.label.startswith("Văn bản đã ban hành theo sổ văn bản")
    assert sent.source is not None
    assert (sent.source.period, sent.source.exact, sent.source.view) == ("2024-08", "1", "value")


def test_refilling_moves_the_number_and_keeps_what_a_person_wrote_over(office: Office) -> None:
    clerk = office.actor("clerk")
    _file(office, "05", date(2024, 8, 3))
    _file(office, "02", date(2024, 8, 4), kind="CV", symbol="CV-UBND")
    paper = actions.draft_paper(office.one, AUGUST, "commune", actor=clerk, at=NOW)
    content = report_of(paper.pk, office)
    written = _edited(content, "Theo sổ văn bản, trong kỳ", "Từ đầu tháng, Ủy ban nhân dân xã")
    own = _edited(written, " công văn<", " công văn đôn đốc các thôn<")
    actions.bring_back(paper.pk, own, actor=clerk, at=NOW)
    _file(office, "08", date(2024, 8, 20))

    actions.refresh_paper(paper.pk, actor=clerk, at=NOW)

    said = lines(report_of(paper.pk, office))
    assert "- Từ đầu tháng, Ủy ban nhân dân xã đã ban hành 03 văn bản." in said
    assert "+ Trong đó có 02 kế hoạch." in said
    assert "+ Trong đó có 01 công văn đôn đốc các thôn." in said


def test_a_sentence_that_a_person_deleted_does_not_come_back(office: Office) -> None:
    clerk = office.actor("clerk")
    _file(office, "05", date(2024, 8, 3))
    paper = actions.draft_paper(office.one, AUGUST, "commune", actor=clerk, at=NOW)
    content = report_of(paper.pk, office)
    gone = _without_line(content, "Trong đó có")
    actions.bring_back(paper.pk, gone, actor=clerk, at=NOW)

    actions.refresh_paper(paper.pk, actor=clerk, at=NOW)

    assert not any("Trong đó có" in line for line in lines(report_of(paper.pk, office)))


def test_a_report_of_what_was_known_earlier_leaves_the_registers_out(office: Office) -> None:
    _file(office, "05", date(2024, 8, 3))
    earlier = report.Setting(known_at=NOW - timedelta(days=1))

    built = report.build(
        *(office.one, AUGUST, "commune"),
        actor=office.actor("clerk"),
        at=NOW,
        setting=earlier,
    )

    assert not any("sổ văn bản" in line for line in lines(built.content))


def test_registrations_are_told_and_a_missing_decision_is_no_zero(office: Office) -> None:
    told = _told(office, "recognition", office.north)
    assert told.missing == ("Chưa có đơn vị nào đăng ký công nhận năm 2024 trong Keng.",)
    assert all(one.value is None for one in told.stated.values())
    assert not Run.objects.exists()


def test_meetings_and_conclusions_of_the_period_are_told_with_programmes_in_force(
    office: Office,
) -> None:
    told, clerk = some_steering(office), office.actor("clerk")
    meeting = a_meeting(told, date(2024, 8, 28))
    a_meeting(told, date(2024, 7, 3))
    for words in ("Lắp camera ở cổng trường", "Ghi nhầm"):
        given = ConclusionGiven(words, "Công an xã", date(2024, 9, 30))
        made = steering.add_conclusion(meeting.pk, given, actor=clerk, at=NOW)
    steering.withdraw_conclusion(made.pk, "Ghi nhầm.", actor=clerk, at=NOW)

    said = lines(_built(office).content)

    assert "- Ban Chỉ đạo đã họp 01 cuộc." in said
    assert "+ Các cuộc họp có 01 kết luận." in said
    assert "- Đơn vị chủ trì 01 chương trình phối hợp còn hiệu lực." in said
    assert not any("đã thành nhiệm vụ" in line for line in said)
    counts = _told(office, "steering", office.one).stated
    assert [one.value for one in counts.values()] == [1, 1, 0, 1, 0]


def test_a_code_without_a_register_says_nothing() -> None:
    assert set(REGISTERS) == set(ALL)
    assert told_by(["another"], 1, AUGUST, actor=OPERATOR, on=ON) == {}


def test_every_count_that_a_register_names_in_a_sentence_is_one_of_its_counts() -> None:
    free = {"unit", "year", "period", "place", "superior", "last_year", "next_period"}
    for one in REGISTERS.values():
        for saying in one.sayings:
            named = {part.split("}")[0].split(":")[0] for part in saying.template.split("{")[1:]}
            assert named - free <= set(one.counts), (one.code, saying.template)
            assert named & set(one.counts), (one.code, saying.template)


def _install() -> None:
    section = {
        "code": "direction",
        "number_style": "I",
        "title": text("Chỉ đạo"),
        "items": [
            {"item": "fixed", "code": "always", "template": text("Phần này do Keng viết.")},
            *({"item": "register", "code": f"register_{one}", "of": one} for one in ALL),
            {"item": "fixed", "code": "end", "template": text("Hết phần này.")},
        ],
    }
    plain = a_publishing_pack(periods=["month"], sections=[section])
    pack = plain.model_copy(update={"initiatives": Initiatives.model_validate(INITIATIVES)})
    PackVersion.objects.create(code="sample", version="1", content=content_of(pack))


def _built(office: Office) -> report.BuiltReport:
    return report.build(office.one, AUGUST, "commune", actor=office.actor("clerk"), at=NOW)


def _told(office: Office, code: str, unit_id: int) -> Any:
    del office
    return told_by([code], unit_id, parse_period("2024-08"), actor=OPERATOR, on=ON)[code]


def _file(office: Office, number: str, day: date, **more: Any) -> None:
    said: dict[str, Any] = {
        "direction": Direction.SENT,
        "issuer": "UBND xã Một",
        "title": f"Văn bản {number}",
        **more,
    }
    given = facts(number, day=day, **said)
    register.file_paper(office.one, given, actor=office.actor("clerk"), at=_at())


def _at() -> datetime:
    return NOW


def report_of(paper_id: int, office: Office) -> bytes:
    """The Word file of a paper as it stands."""
    return stored_content(paper_id, actor=office.actor("clerk"), at=NOW)


def _without_line(content: bytes, words: str) -> bytes:
    """The file without the paragraphs in which the words stand."""
    document = Document(io.BytesIO(content))
    for paragraph in document.element.body.iter(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"
    ):
        said = "".join(paragraph.itertext())
        if words in said:
            paragraph.getparent().remove(paragraph)
            break
    out = io.BytesIO()
    document.save(out)
    assert word.paragraphs_of(out.getvalue())
    return out.getvalue()
