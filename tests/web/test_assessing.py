"""Assessing on screen: claims, computed proposals, evidence, submitting, reading only."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from assessing_cast import (
    Villages,
    a_village,
    an_office_of_villages,
    correct,
    report,
    say_all,
    submitted,
)
from keng.criteria import actions, queries
from keng.criteria.queries.shapes import AssessmentView, CriterionView
from keng.web import clock
from photo_cast import a_photo
from web_cast import NOW

HTMX = {"HX-Request": "true"}
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def villages(db: None) -> Villages:
    del db
    return an_office_of_villages()


@pytest.fixture
def found(villages: Villages) -> int:
    return a_village(villages, 2024, NOW)


@pytest.fixture
def head(villages: Villages) -> Client:
    return villages.office.browser("head")


def _view(villages: Villages, found: int, login: str = "head") -> AssessmentView:
    return queries.assessment_view(found, actor=villages.actor(login), at=LATER)


def _criterion(villages: Villages, found: int, code: str) -> CriterionView:
    return next(it for it in _view(villages, found).criteria if it.criterion.code == code)


def _save(client: Client, found: int, code: str, **said: object) -> str:
    answer = client.post(f"/ho-so/{found}/tieu-chi/{code}/luu/", said, headers=HTMX)
    return answer.content.decode()


def test_what_is_chosen_is_saved_at_once_and_the_list_follows(
    villages: Villages, head: Client, found: int
) -> None:
    said = _save(head, found, "K1", claim="met", revision="0")

    assert "Đã lưu" in said
    assert 'id="dong-K1"' in said
    assert "1/5 tiêu chí xong" in said
    claim = _criterion(villages, found, "K1").claim
    assert claim is not None
    assert (claim.claim, claim.revision) == ("met", 1)


def test_without_scripts_a_save_leads_back_to_the_page_or_on(head: Client, found: int) -> None:
    base = f"/ho-so/{found}/tieu-chi"

    stays = head.post(f"{base}/K1/luu/", {"claim": "met", "revision": "0"})
    goes = head.post(f"{base}/K1/luu/", {"claim": "met", "revision": "1", "then": "K2"})

    assert (stays.status_code, stays.headers["Location"]) == (302, f"{base}/K1/")
    assert goes.headers["Location"] == f"{base}/K2/"


def test_going_on_from_an_untouched_criterion_writes_nothing(
    villages: Villages, head: Client, found: int
) -> None:
    head.post(f"/ho-so/{found}/tieu-chi/K1/luu/", {"revision": "0", "then": "K2"})

    assert _criterion(villages, found, "K1").claim is None


def test_two_people_at_one_criterion_are_told_and_nothing_is_overwritten(
    villages: Villages, head: Client, found: int
) -> None:
    _save(head, found, "K1", claim="met", revision="0")

    clerk = villages.office.browser("clerk")
    said = _save(clerk, found, "K1", claim="not_met", revision="0")

    assert "Có người vừa sửa tiêu chí này" in said
    claim = _criterion(villages, found, "K1").claim
    assert claim is not None
    assert claim.claim == "met"


def test_not_applicable_needs_a_reason_and_says_so_where_it_is_saved(
    head: Client, found: int
) -> None:
    answer = head.post(
        f"/ho-so/{found}/tieu-chi/K1/luu/", {"claim": "not_applicable"}, headers=HTMX
    )

    assert answer.status_code == 422
    assert "hãy ghi vì sao không áp dụng" in answer.content.decode()


def test_what_occurred_is_excused_with_its_reason_only(
    villages: Villages, head: Client, found: int
) -> None:
    said = {"occurred": "yes", "exception": "force_majeure", "revision": "0"}
    assert "hãy ghi lý do" in _save(head, found, "K3", **said)

    _save(head, found, "K3", **said, exception_reason="Sét đánh.")

    assert _criterion(villages, found, "K3").outcome == "met"


def test_a_checklist_keeps_what_was_ticked(villages: Villages, head: Client, found: int) -> None:
    _save(head, found, "K4", done=["meeting", "signed"], revision="0")
    assert _criterion(villages, found, "K4").outcome == "met"

    _save(head, found, "K4", revision="1")

    assert _criterion(villages, found, "K4").outcome == "not_met"


def test_a_clause_of_one_box_has_no_note_no_file_and_says_why(
    villages: Villages, head: Client, found: int
) -> None:
    page = head.get(f"/ho-so/{found}/tieu-chi/K2/").content.decode()
    assert "một ô cho cả khoản" in page
    assert 'name="note"' not in page
    assert 'type="file"' not in page

    said = _save(head, found, "K2", claim="met", note="thêm", revision="0")

    assert "chỉ có một ô" in said
    assert _criterion(villages, found, "K2").claim is None


def test_the_computed_result_is_confirmed_as_it_was_seen(
    villages: Villages, head: Client, found: int
) -> None:
    report(villages.first, 2023, NOW, fires=2)
    report(villages.first, 2024, NOW, fires=1)
    page = head.get(f"/ho-so/{found}/tieu-chi/K5/")
    seen = page.context["one"].digest
    assert "chờ xác nhận" in page.content.decode()

    head.post(
        f"/ho-so/{found}/tieu-chi/K5/xac-nhan/",
        {"seen": seen, "stance": "confirmed"},
    )

    claim = _criterion(villages, found, "K5").claim
    assert claim is not None
    assert (claim.stance, claim.proposed) == ("confirmed", "met")


def test_a_result_that_moved_since_it_was_seen_is_not_confirmed(
    villages: Villages, head: Client, found: int
) -> None:
    report(villages.first, 2023, NOW, fires=2)
    form = report(villages.first, 2024, NOW, fires=1)
    seen = head.get(f"/ho-so/{found}/tieu-chi/K5/").context["one"].digest
    correct(form, NOW, fires=3)

    answer = head.post(
        f"/ho-so/{found}/tieu-chi/K5/xac-nhan/",
        {"seen": seen, "stance": "confirmed"},
    )

    assert answer.status_code == 409
    claim = _criterion(villages, found, "K5").claim
    assert claim is not None
    assert claim.stance == ""


def test_a_photo_a_link_and_a_figure_stand_as_evidence(
    villages: Villages, head: Client, found: int
) -> None:
    form = report(villages.first, 2024, NOW, fires=1)
    base = f"/ho-so/{found}/tieu-chi/K1"
    photo = SimpleUploadedFile("anh.jpg", a_photo(), content_type="image/jpeg")
    head.post(f"{base}/tep/", {"file": photo})
    head.post(f"{base}/dan/duong-dan/", {"link": "https://example.org/a", "title": "Bài"})
    head.post(f"{base}/dan/so-lieu/", {"figure": f"{form}:fires"})

    pieces = _criterion(villages, found, "K1").evidence

    assert [it.kind for it in pieces] == ["photo", "link", "figure"]
    answer = head.get(f"/ho-so/minh-chung/{pieces[0].id}/")
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert b"SecretPhone" not in answer.content


def test_a_program_named_pdf_is_refused_with_all_that_was_sent_beside_it(
    villages: Villages, head: Client, found: int
) -> None:
    program = SimpleUploadedFile("nghi-quyet.pdf", b"MZ\x90\x00" + b"\x00" * 200)
    text = SimpleUploadedFile("bien-ban.txt", "Biên bản họp thôn.".encode())

    answer = head.post(
        f"/ho-so/{found}/tieu-chi/K1/tep/", {"file": [program, text]}, headers=HTMX
    ).content.decode()

    assert "nghi-quyet.pdf" in answer
    assert list(_criterion(villages, found, "K1").evidence) == []


def test_the_same_file_at_other_criteria_is_shown(
    villages: Villages, head: Client, found: int
) -> None:
    for code in ("K1", "K3", "K4"):
        file = SimpleUploadedFile("bien-ban.txt", "Biên bản họp thôn.".encode())
        head.post(f"/ho-so/{found}/tieu-chi/{code}/tep/", {"file": file})

    page = head.get(f"/ho-so/{found}/tieu-chi/K1/").content.decode()

    assert "cùng tệp này còn ở 2 tiêu chí khác" in page
    assert len(_criterion(villages, found, "K4").evidence) == 1


def test_a_file_taken_out_is_put_back(villages: Villages, head: Client, found: int) -> None:
    file = SimpleUploadedFile("bien-ban.txt", "Biên bản họp thôn.".encode())
    head.post(f"/ho-so/{found}/tieu-chi/K1/tep/", {"file": file})
    [piece] = _criterion(villages, found, "K1").evidence

    head.post(f"/ho-so/{found}/minh-chung/{piece.id}/bo/")
    assert _criterion(villages, found, "K1").evidence[0].is_removed
    head.post(f"/ho-so/{found}/minh-chung/{piece.id}/lay-lai/")

    assert not _criterion(villages, found, "K1").evidence[0].is_removed


def test_submitting_lists_what_is_missing_with_the_way_to_it(head: Client, found: int) -> None:
    answer = head.post(f"/ho-so/{found}/trinh/")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "còn 4 chỗ chưa xong" in page
    assert f'href="/ho-so/{found}/tieu-chi/K3/"' in page


def test_a_whole_assessment_is_submitted_and_taken_back(
    villages: Villages, head: Client, found: int
) -> None:
    say_all(villages, found, NOW)
    head.post(f"/ho-so/{found}/trinh/")
    assert _view(villages, found).state == "submitted"

    head.post(f"/ho-so/{found}/lay-lai/", {"reason": "Thiếu ảnh"})

    assert _view(villages, found).state == "draft"


def test_a_question_of_the_commune_is_answered_beside_the_criterion(
    villages: Villages, head: Client
) -> None:
    found, _form = submitted(villages, 2024, NOW)
    leader = villages.actor("leader")
    actions.return_with_questions(
        found, "Xem lại.", {"K1": "Nghị quyết số mấy?"}, actor=leader, at=NOW
    )
    page = head.get(f"/ho-so/{found}/").content.decode()
    assert "Xem lại." in page
    assert "có câu hỏi" in page
    [question] = _criterion(villages, found, "K1").questions

    head.post(f"/ho-so/{found}/cau-hoi/{question.id}/", {"answer": "Số 05-NQ/CB."})

    page = head.get(f"/ho-so/{found}/tieu-chi/K1/").content.decode()
    assert "Số 05-NQ/CB." in page


def test_a_corrected_figure_reopens_the_criterion_and_shows_both_values(
    villages: Villages, head: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, form = submitted(villages, 2024, NOW)
    correct(form, LATER, fires=3)
    monkeypatch.setattr(clock, "now", lambda: LATER)

    page = villages.office.browser("clerk").get(f"/ho-so/{found}/tieu-chi/K5/").content.decode()
    home = head.get("/").content.decode()
    lines = head.get("/dang-ky/xem-lai/").content.decode()

    assert "trước 1, nay 3" in page
    assert "Xác nhận kết quả này" in page  # it lies with the commune, whose clerk may look again
    assert 'hx-get="/dang-ky/xem-lai/"' in home
    assert "số liệu đã được đính chính" in lines


def test_the_commune_records_an_on_site_check(villages: Villages) -> None:
    found, _form = submitted(villages, 2024, NOW)
    clerk = villages.office.browser("clerk")
    photo = SimpleUploadedFile("anh.jpg", a_photo(), content_type="image/jpeg")

    clerk.post(
        f"/ho-so/{found}/kiem-tra/",
        {"on": "2024-09-01", "text": "Kẻng dùng được.", "photo": photo},
    )

    page = clerk.get(f"/ho-so/{found}/kiem-tra/").content.decode()
    assert "Kẻng dùng được." in page
    assert "<img" in page


def test_who_only_sees_gets_no_forms_and_no_claims(villages: Villages, found: int) -> None:
    say_all(villages, found, NOW)

    answer = villages.office.browser("keeper").get(f"/ho-so/{found}/tieu-chi/K2/")

    assert answer.status_code == 200
    assert 'name="claim"' not in answer.content.decode()
    assert "chỉ hiện với đơn vị" in answer.content.decode()


def test_another_commune_does_not_open_the_assessment(villages: Villages, found: int) -> None:
    stranger = villages.office.browser("other.clerk")

    assert stranger.get(f"/ho-so/{found}/").status_code == 403
    assert stranger.get(f"/ho-so/{found}/tieu-chi/K1/").status_code == 403


def test_a_criterion_that_the_set_does_not_have_is_not_found(head: Client, found: int) -> None:
    assert head.get(f"/ho-so/{found}/tieu-chi/Z9/").status_code == 404
    assert head.get("/ho-so/999/").status_code == 404


def test_only_what_is_open_is_listed_when_asked(
    villages: Villages, head: Client, found: int
) -> None:
    say_all(villages, found, NOW)

    page = head.get(f"/ho-so/{found}/?chi=con-mo").content.decode()

    assert "dong-K1" not in page
    assert "dong-K5" in page


def test_the_sheet_holds_every_criterion_on_paper(
    villages: Villages, head: Client, found: int
) -> None:
    say_all(villages, found, NOW)

    page = head.get(f"/ho-so/{found}/ban-in/").content.decode()

    assert all(code in page for code in ("K1", "K2", "K3", "K4", "K5"))
    assert "Không xảy ra" in page


def test_a_commune_sees_what_its_share_waits_for(villages: Villages) -> None:
    a_village(villages, 2024, NOW)
    clerk = villages.actor("clerk")
    commune = actions.register("xa", 2024, villages.office.one, actor=clerk, at=NOW).pk

    page = villages.office.browser("clerk").get(f"/ho-so/{commune}/tieu-chi/X3/").content.decode()

    assert "thôn Đầu" in page
    assert "đang tự chấm" in page
    assert "chưa đăng ký" in page
