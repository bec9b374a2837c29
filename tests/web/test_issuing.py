"""A report on its way over the screen: preview, draft, submit, approve, issue, signed file."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from keng.kernel.actors import OPERATOR
from keng.kernel.periods import parse_period
from keng.orgunits.actions import Naming, NewUnit, create_unit
from keng.packs.content import content_of
from keng.packs.models import PackVersion
from keng.publishing.actions import draft_paper
from keng.publishing.models import Paper
from keng.reporting import actions
from publishing_cast import a_publishing_pack
from reporting_cast import cells, text
from web_cast import DUE, NOW, SETUP, START, Office, an_office

ASKED = {"unit": "xã Một", "outline": "commune", "period": "2024-08"}


def install() -> None:
    closing = [
        {"item": "fixed", "code": "end", "template": text("Trên đây là báo cáo của {unit}.")}
    ]
    pack = a_publishing_pack(periods=["month"], closing=closing)
    PackVersion.objects.create(code="sample", version="1", content=content_of(pack))


def page(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture
def writing(db: None) -> Office:
    """The office with a programme that has an outline; xã Một has accepted figures."""
    del db
    office = an_office(install)
    clerk, officer = office.actor("clerk"), office.actor("officer")
    actions.enter(office.draft.pk, cells(cases=9, settled=5, fires=2), actor=clerk, at=NOW)
    actions.write_text(office.draft.pk, "proposals", "Đề nghị hỗ trợ.", actor=clerk, at=NOW)
    handed_in = actions.submit(office.draft.pk, actor=clerk, at=NOW)
    actions.accept(handed_in.pk, revision=handed_in.revision, actor=officer, at=NOW)
    return office


@pytest.fixture
def paper(writing: Office) -> Paper:
    """The draft of the clerk."""
    writing.browser("clerk").post(
        "/bao-cao/luu/", {"unit_id": writing.one, "period": "2024-08", "outline": "commune"}
    )
    return Paper.objects.get()


def act(office: Office, login: str, paper: Paper, step: str, **asked: object) -> Any:
    return office.browser(login).post(f"/bao-cao/{paper.pk}/{step}/", asked)


def state(paper: Paper) -> str:
    paper.refresh_from_db()
    return paper.state


def test_the_preview_holds_the_sentences_of_the_report(writing: Office) -> None:
    shown = page(writing.browser("clerk").get("/bao-cao/lap/", ASKED))

    assert "Xảy ra 02 vụ" in shown
    assert "Đề nghị hỗ trợ." in shown
    assert not Paper.objects.exists()


def test_the_draft_is_downloaded_as_a_word_file(writing: Office) -> None:
    response = writing.browser("clerk").get("/bao-cao/tai/", ASKED)

    assert response.content.startswith(b"PK")
    assert ".docx" in response.headers["Content-Disposition"]


def test_a_paper_goes_from_draft_to_its_signed_file(writing: Office, paper: Paper) -> None:
    assert act(writing, "clerk", paper, "trinh").status_code == 302
    paper.refresh_from_db()
    assert act(writing, "leader", paper, "duyet", revision=paper.revision).status_code == 302
    assert act(writing, "clerk", paper, "ban-hanh", number="5", day="2024-09-02").status_code == 302
    signed = SimpleUploadedFile("ky.pdf", b"%PDF-1.7 signed")
    assert act(writing, "clerk", paper, "ban-ky", file=signed).status_code == 302

    shown = page(writing.browser("leader").get(f"/bao-cao/{paper.pk}/"))
    assert state(paper) == "issued"
    assert "05/BC-UBND" in shown
    assert "Bản đã ký" in shown


def test_a_paper_that_changed_is_not_approved(writing: Office, paper: Paper) -> None:
    act(writing, "clerk", paper, "trinh")

    response = act(writing, "leader", paper, "duyet", revision="1")

    assert response.status_code == 422
    assert "đã thay đổi sau khi được xem" in page(response)
    assert state(paper) == "submitted"


def test_a_paper_is_given_back_with_a_reason(writing: Office, paper: Paper) -> None:
    act(writing, "clerk", paper, "trinh")

    assert act(writing, "leader", paper, "tra-lai", reason="").status_code == 422
    assert act(writing, "leader", paper, "tra-lai", reason="thiếu Nơi nhận").status_code == 302
    assert state(paper) == "draft"
    assert "thiếu Nơi nhận" in page(writing.browser("clerk").get(f"/bao-cao/{paper.pk}/"))


def test_head_and_signer_are_changed_in_the_draft(writing: Office, paper: Paper) -> None:
    response = act(
        writing, "clerk", paper, "phan-dau", place="Một", signed_by="deputy", signer="Trần Văn B"
    )

    assert response.status_code == 302
    shown = page(writing.browser("clerk").get(f"/bao-cao/{paper.pk}/"))
    assert "KT. CHỦ TỊCH" in shown
    assert "Trần Văn B" in shown


def test_a_figure_that_changes_after_issue_is_shown_and_corrected(
    writing: Office, paper: Paper
) -> None:
    act(writing, "clerk", paper, "trinh")
    paper.refresh_from_db()
    act(writing, "leader", paper, "duyet", revision=paper.revision)
    act(writing, "clerk", paper, "ban-hanh")
    officer, clerk = writing.actor("officer"), writing.actor("clerk")
    actions.reopen(writing.draft.pk, "sai", actor=officer, at=NOW)
    actions.enter(writing.draft.pk, cells(fires=3), actor=clerk, at=NOW)
    handed_in = actions.submit(writing.draft.pk, actor=clerk, at=NOW)
    actions.accept(handed_in.pk, revision=handed_in.revision, actor=officer, at=NOW)

    shown = page(writing.browser("clerk").get(f"/bao-cao/{paper.pk}/"))
    corrected = writing.browser("clerk").post(f"/bao-cao/{paper.pk}/dinh-chinh/")

    assert "đã thay đổi sau ban hành" in shown
    assert corrected.status_code == 302
    assert Paper.objects.get(corrects=paper).state == "draft"


@pytest.mark.parametrize("login", ["other.clerk", "stranger"])
def test_nobody_from_elsewhere_reads_or_moves_a_paper(
    login: str, writing: Office, paper: Paper
) -> None:
    browser = writing.browser(login)

    assert browser.get(f"/bao-cao/{paper.pk}/").status_code == 403
    assert browser.get(f"/bao-cao/{paper.pk}/tep/1/").status_code == 403
    assert browser.post(f"/bao-cao/{paper.pk}/trinh/").status_code in {403, 422}
    assert state(paper) == "draft"


def test_an_act_or_a_file_that_does_not_exist_is_not_found(writing: Office, paper: Paper) -> None:
    browser = writing.browser("clerk")

    assert browser.post(f"/bao-cao/{paper.pk}/bay/").status_code == 404
    assert browser.get(f"/bao-cao/{paper.pk}/tep/99/").status_code == 404
    assert browser.get(f"/bao-cao/{paper.pk}/tep/1/").content.startswith(b"PK")


def test_the_leader_finds_the_paper_at_home_and_looks_before_signing(
    writing: Office, paper: Paper
) -> None:
    act(writing, "clerk", paper, "trinh")

    home = page(writing.browser("leader").get("/"))
    shown = page(writing.browser("leader").get(f"/bao-cao/{paper.pk}/ky/"))

    assert f"/bao-cao/{paper.pk}/ky/" in home
    assert "Duyệt bản đang xem" in shown
    assert "Đây là bản đầu tiên." in shown
    assert f"/bao-cao/{paper.pk}/ky/" not in page(writing.browser("clerk").get("/"))


def test_what_changed_since_a_version_is_shown(writing: Office, paper: Paper) -> None:
    act(writing, "clerk", paper, "phan-dau", signer="Trần Thị Thử", signed_by="head")

    shown = page(writing.browser("leader").get(f"/bao-cao/{paper.pk}/ky/?so=1"))

    assert "<ins>Trần Thị Thử</ins>" in shown
    assert "Văn bản không chờ bạn quyết định" in shown


def test_an_explained_warning_stands_beside_the_paper(writing: Office) -> None:
    clerk, officer = writing.actor("clerk"), writing.actor("officer")
    actions.reopen(writing.draft.pk, "Bổ sung", actor=officer, at=NOW)
    actions.enter(writing.draft.pk, cells(offenders=90), actor=clerk, at=NOW)
    reason = "Vụ đánh bạc đông người"
    actions.accept_warning(writing.draft.pk, "offenders_within_cases", reason, actor=clerk, at=NOW)
    again = actions.submit(writing.draft.pk, actor=clerk, at=NOW)
    actions.accept(again.pk, revision=again.revision, actor=officer, at=NOW)
    writing.browser("clerk").post(
        "/bao-cao/luu/", {"unit_id": writing.one, "period": "2024-08", "outline": "commune"}
    )

    address = f"/bao-cao/{Paper.objects.get().pk}/ky/"
    assert reason in page(writing.browser("leader").get(address))
    assert reason not in page(writing.browser("keeper").get(address))  # two levels above


def test_looking_before_signing_asks_no_more_of_the_database_with_more_units(
    writing: Office,
) -> None:
    asked = []
    for more in (2, 12):
        for number in range(more):
            naming = Naming("xa", f"Thêm {more} {number}")
            new = NewUnit(naming, writing.north)
            create_unit(new, on=START, basis="NQ 1", actor=OPERATOR, at=SETUP)
        period = parse_period(f"2024-0{7 if more == 2 else 6}")
        made = actions.open_round(
            "commune", period, owner_unit_id=writing.north, due_on=DUE, actor=OPERATOR, at=NOW
        )
        for one in made.submissions.all():
            actions.enter(one.pk, cells(cases=1, offenders=90), actor=OPERATOR, at=NOW)
            check = "offenders_within_cases"
            actions.accept_warning(one.pk, check, "Đông người", actor=OPERATOR, at=NOW)
        paper = draft_paper(writing.north, period, "commune", actor=OPERATOR, at=NOW)
        asked.append(_questions(writing.browser("officer"), f"/bao-cao/{paper.pk}/ky/"))

    assert asked[1] <= asked[0]


def _questions(browser: Client, path: str) -> int:
    browser.get(path)
    with CaptureQueriesContext(connection) as found:
        assert browser.get(path).status_code == 200
    return len(found)


def test_without_libreoffice_the_text_is_shown_and_it_says_so(
    writing: Office, paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("keng.publishing.pdf.office", lambda: None)
    browser = writing.browser("leader")

    assert "chưa cài LibreOffice" in page(browser.get(f"/bao-cao/{paper.pk}/ky/"))
    assert "chưa cài LibreOffice" in page(browser.get(f"/bao-cao/{paper.pk}/trang/"))
    assert browser.get(f"/bao-cao/{paper.pk}/trang/1.png").status_code == 404


@pytest.mark.libreoffice
def test_the_pages_are_pictures_of_the_paper_as_it_will_look(writing: Office, paper: Paper) -> None:
    browser = writing.browser("leader")

    shown = page(browser.get(f"/bao-cao/{paper.pk}/trang/"))
    first = browser.get(f"/bao-cao/{paper.pk}/trang/1.png")
    beyond = browser.get(f"/bao-cao/{paper.pk}/trang/99.png")
    stranger = writing.browser("other.clerk").get(f"/bao-cao/{paper.pk}/trang/1.png")

    assert f"/bao-cao/{paper.pk}/trang/1.png" in shown
    assert first.content.startswith(b"\x89PNG")
    assert beyond.status_code == 404
    assert stranger.status_code == 403
