"""The Word papers of recognition on the screens: looked at, headed, drafted, issued."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from docx import Document

from keng.criteria.models import Decision
from keng.publishing.models import Paper
from keng.web.tables.laidout import laid_out
from pages_cast import an_office_with_papers
from recognition_cast import Season, a_season, decided
from web_cast import Office

ANSWERS = {
    "basis": "Căn cứ Luật A\nTheo đề nghị của Hội đồng tại Tờ trình số 01/TTr-HĐ",
    "signed_by": "head",
}


@pytest.fixture
def office(db: None, settings: LazySettings, tmp_path: Path) -> Office:
    """The office with profiles of who issues papers."""
    del db
    settings.MEDIA_ROOT = str(tmp_path)
    return an_office_with_papers()


@pytest.fixture
def season(office: Office) -> Season:
    """A run under way."""
    return a_season(office)


def address(kind: str, about: int) -> str:
    return f"/cong-nhan/van-ban/recognition-{kind}/{about}/"


def test_the_pages_of_a_run_lead_to_its_papers(office: Office, season: Season) -> None:
    run = season.run.pk
    leader = office.browser("leader")
    made = decided(season)
    wanted = {
        f"/cong-nhan/{run}/": ["minutes", "proposal"],
        f"/cong-nhan/{run}/hoi-dong/": ["minutes"],
        f"/cong-nhan/{run}/danh-sach/": ["proposal"],
        f"/cong-nhan/quyet-dinh/{made.pk}/": ["decision", "certificates"],
        f"/ho-so/{season.reviewed.pk}/": ["results"],
    }

    for page, kinds in wanted.items():
        shown = leader.get(page).context["shelves"]
        assert [one.kind.removeprefix("recognition-") for one in shown] == kinds, page
    certificate = leader.get(f"/cong-nhan/ket-qua/{made.lines.get().pk}/giay/").content.decode()
    assert address("certificates", made.pk) in certificate


def test_a_look_keeps_nothing_and_lists_what_is_missing(office: Office, season: Season) -> None:
    made = decided(season)

    page = office.browser("leader").get(address("decision", made.pk))

    text = page.content.decode()
    assert "Công nhận 01 đơn vị" in text
    assert "[chưa rõ: luật, nghị quyết" in text
    assert "Chưa lập văn bản nào." in text
    assert not Paper.objects.exists()


def test_the_list_of_a_decision_is_a_table_and_no_line_stands_twice(
    office: Office, season: Season
) -> None:
    made = decided(season)

    parts = office.browser("leader").get(address("decision", made.pk)).context["parts"]

    [table] = [one for one in parts if one.kind == "table"]
    assert table.rows[0][:2] == ("STT", "Đơn vị")
    assert table.rows[1][:2] == ("1", "Thôn Đầu")
    lines = [one.text for one in parts]
    assert "Độc lập - Tự do - Hạnh phúc" not in lines  # it stands in the head


def test_the_head_that_was_filled_in_is_looked_at_and_drafted(
    office: Office, season: Season
) -> None:
    made, leader = decided(season), office.browser("leader")
    sent = ANSWERS | {"basis": "Căn cứ A\nCăn cứ B", "symbol": "QĐ-X"}

    looked = leader.post(f"{address('decision', made.pk)}lap/", sent | {"step": "xem"})
    taken = leader.post(f"{address('decision', made.pk)}lap/", sent | {"step": "tai"})

    assert "Căn cứ B." in looked.content.decode()
    assert not Paper.objects.exists()
    assert "Căn cứ A;" in [one.text for one in Document(BytesIO(taken.content)).paragraphs]


def test_a_decision_is_drafted_issued_and_has_its_number(office: Office, season: Season) -> None:
    made, leader = decided(season), office.browser("leader")
    Decision.objects.filter(pk=made.pk).update(number=None)

    kept = leader.post(f"{address('decision', made.pk)}lap/", ANSWERS | {"step": "luu"})
    paper = Paper.objects.get()
    assert kept.headers["Location"] == f"/bao-cao/{paper.pk}/"
    page = leader.get(kept.headers["Location"]).content.decode()
    assert f'href="/cong-nhan/quyet-dinh/{made.pk}/"' in page
    leader.post(f"/bao-cao/{paper.pk}/trinh/")
    paper.refresh_from_db()
    leader.post(f"/bao-cao/{paper.pk}/duyet/", {"revision": paper.revision})
    leader.post(f"/bao-cao/{paper.pk}/ban-hanh/", {"number": 12, "day": "2024-09-03"})

    made.refresh_from_db()
    assert (made.number, made.on.isoformat()) == (12, "2024-09-03")
    shelf = leader.get(f"/cong-nhan/quyet-dinh/{made.pk}/").context["shelves"][0]
    assert [one.number_line for one in shelf.papers] == ["12/QĐ-UBND"]


def test_a_draft_asks_for_what_it_lacks_and_keeps_what_was_answered(
    office: Office, season: Season
) -> None:
    leader, run = office.browser("leader"), season.run.pk
    leader.post(f"{address('minutes', run)}lap/", {"step": "luu", "met_at": "8 giờ"})
    paper = Paper.objects.get()
    where = f"/bao-cao/{paper.pk}/"

    steps = leader.get(where).context["steps"]
    head = next(one["form"] for one in steps if one["slug"] == "phan-dau")
    assert head["met_at"].value() == "8 giờ"
    leader.post(f"{where}phan-dau/", {"met_at": "8 giờ", "met_where": "Trụ sở xã"})

    text = leader.get(where).content.decode()
    assert "Địa điểm: Trụ sở xã." in text
    assert "Còn thiếu trước khi trình" not in text
    leader.post(f"{where}phan-dau/", {"met_at": "", "met_where": "Trụ sở xã"})
    assert "[chưa rõ: thời gian họp]" in leader.get(where).content.decode()


def test_who_only_views_sees_the_paper_and_cannot_keep_it(office: Office, season: Season) -> None:
    run = season.run.pk
    above, stranger = office.browser("auditor"), office.browser("stranger")

    page = above.get(address("minutes", run))
    refused = above.post(f"{address('minutes', run)}lap/", {"step": "luu"})

    assert page.context["may_draft"] is False
    assert above.get(f"{address('minutes', run)}tep/").status_code == 200
    assert refused.status_code == 403
    assert stranger.get(address("minutes", run)).status_code == 403
    assert not Paper.objects.exists()


def test_a_decision_that_recognises_nobody_has_no_certificates(
    office: Office, season: Season
) -> None:
    made = decided(season)
    made.lines.update(outcome="not_recognised")
    leader = office.browser("leader")

    page = leader.get(f"/cong-nhan/quyet-dinh/{made.pk}/")

    assert "nên không có giấy công nhận" in page.content.decode()


def test_a_paper_of_no_kind_and_about_nothing_is_not_found(office: Office) -> None:
    leader = office.browser("leader")

    assert leader.get("/cong-nhan/van-ban/recognition-poem/1/").status_code == 404
    assert leader.get(address("decision", 999)).status_code == 404


def test_a_group_row_spans_its_table_and_a_head_of_two_columns_is_none() -> None:
    file = Document()
    sides = file.add_table(1, 2)
    sides.cell(0, 0).text, sides.cell(0, 1).text = "CƠ QUAN\nXÃ", "QUỐC HIỆU"
    table = file.add_table(2, 3)
    for place, text in enumerate(("STT", "Đơn vị", "Kết quả")):
        table.cell(0, place).text = text
    table.cell(1, 0).text = "Nhóm một"
    held = BytesIO()
    file.save(held)

    found = laid_out(held.getvalue())

    assert [one.kind for one in found] == ["sides", "table"]
    assert found[1].rows == (("STT", "Đơn vị", "Kết quả"), ("Nhóm một",))
