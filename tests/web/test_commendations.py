"""The screens of commendations: a year from the call to the withdrawn name, and its refusals."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from commending_cast import NAME
from keng.commendations.models import Call, Decision, Proposal
from pages_cast import an_office_with_papers, commended
from web_cast import NOW, Office

PERSON = {
    "recipient": "person",
    "award": "giay_khen",
    "home": "xã Một",
    "group": "named",
    "name": NAME,
    "about": "Tổ viên",
    "deed": "Dập tắt đám cháy",
    "achievement": "Đã dập tắt đám cháy trước khi cháy lan.",
}


@pytest.fixture
def office(db: None, settings: Any, tmp_path: Any) -> Office:
    """The office, its keys and files in a folder of the test."""
    del db
    settings.KENG_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    return an_office_with_papers()


def browser(office: Office, login: str) -> Client:
    client = Client()
    client.force_login(office.accounts[login])
    return client


def opened(office: Office) -> Call:
    clerk = browser(office, "clerk")
    told = {"unit": office.one, "title": "Cuối năm", "year": NOW.year}
    answer = clerk.post("/khen-thuong/mo/", told)
    assert answer.status_code == 302, answer.content.decode()
    return Call.objects.get()


def test_a_year_from_the_call_to_the_withdrawn_name(office: Office) -> None:
    clerk, leader = browser(office, "clerk"), browser(office, "leader")
    call = opened(office)
    page = f"/khen-thuong/dot/{call.pk}/"
    clerk.post(f"{page}de-nghi/", PERSON)
    made = Proposal.objects.get()
    file = SimpleUploadedFile("bc.txt", "Báo cáo".encode())
    clerk.post(f"/khen-thuong/{made.pk}/tep/", {"title": "Báo cáo", "file": file})
    seat = {"post": "Chủ tịch Mặt trận", "unit": "xã Một", "login": ""}
    clerk.post(f"{page}hoi-dong/", seat)
    chair = call.seats.get()
    vote = {f"phieu-{made.pk}-{chair.pk}": "for", f"lan-{made.pk}": "1"}
    clerk.post(f"{page}phieu/", vote)

    looked = leader.get(f"{page}quyet-dinh/")
    head = {
        "symbol": "QĐ-UBND",
        "on": NOW.date().isoformat(),
        "authority": "CHỦ TỊCH",
        "signer_post": "CHỦ TỊCH",
        "minutes": "Biên bản 1",
        "number": "4",
        "chon": [str(made.pk)],
        "seen": looked.context["digest"],
        "hinh-thuc": "giay_khen",
    }
    leader.post(f"{page}quyet-dinh/", head)

    decision = Decision.objects.get()
    shown = leader.get(f"/khen-thuong/quyet-dinh/{decision.pk}/").content.decode()
    assert NAME in shown
    word = leader.get(f"/khen-thuong/quyet-dinh/{decision.pk}/quyet-dinh.docx")
    assert word.content.startswith(b"PK")
    found = clerk.get("/khen-thuong/so/?q=minh+hoa").content.decode()
    assert NAME in found
    assert clerk.get("/khen-thuong/so/tai.xlsx").content.startswith(b"PK")

    clerk.post(f"/khen-thuong/{made.pk}/rut-ten/", {"why": "Theo đề nghị"})

    for where in (
        f"/khen-thuong/quyet-dinh/{decision.pk}/",
        f"/khen-thuong/{made.pk}/",
        "/khen-thuong/so/",
        page,
    ):
        text = leader.get(where).content.decode()
        assert NAME not in text, where
        assert "tên đã rút" in text or "Tên đã rút" in text, where


def test_a_refusal_stands_on_the_form_and_what_was_typed_stays(office: Office) -> None:
    call = opened(office)
    clerk = browser(office, "clerk")
    wrong = {**PERSON, "achievement": f"{NAME} đã dập tắt đám cháy."}

    answer = clerk.post(f"/khen-thuong/dot/{call.pk}/de-nghi/", wrong)

    assert answer.status_code == 422
    assert "không nêu lại tên" in answer.content.decode()
    assert answer.context["form"]["deed"].value() == PERSON["deed"]
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    ("who", "address", "status"),
    [
        ("other.clerk", "/khen-thuong/dot/{call}/", 403),
        ("other.clerk", "/khen-thuong/{proposal}/", 403),
        ("other.clerk", "/khen-thuong/quyet-dinh/{decision}/", 403),
        ("other.clerk", "/khen-thuong/quyet-dinh/{decision}/quyet-dinh.docx", 403),
        ("other.clerk", "/khen-thuong/tep/{file}/", 403),
        ("clerk", "/khen-thuong/999/", 404),
        ("clerk", "/khen-thuong/dot/999/", 404),
        ("officer", "/khen-thuong/{proposal}/", 200),
        ("clerk", "/khen-thuong/tep/{file}/", 200),
    ],
)
def test_who_may_open_what(who: str, address: str, status: int, office: Office) -> None:
    known = commended(office)
    where = address.format(
        call=known["call_id"],
        proposal=known["proposal_id"],
        decision=known["commending_id"],
        file=known["dossier_id"],
    )

    assert browser(office, who).get(where).status_code == status


def test_a_proposal_is_returned_changed_and_taken_back(office: Office) -> None:
    known = commended(office)
    clerk = browser(office, "clerk")
    here = f"/khen-thuong/{known['proposal_id']}/"
    row = Proposal.objects.get(pk=known["proposal_id"])

    clerk.post(f"{here}tra-lai/", {"why": "Thiếu biên bản", "revision": row.revision})
    group = {**PERSON, "recipient": "group", "name": "Tổ số 5", "about": ""}
    clerk.post(f"{here}sua/", {**group, "revision": row.revision + 1})
    row.refresh_from_db()
    assert (row.state, row.turn) == ("proposed", 2)
    late = clerk.post(f"{here}rut/", {"why": "Nhầm", "revision": 1})
    assert late.status_code == 409
    clerk.post(f"{here}rut/", {"why": "Nhầm", "revision": row.revision})
    row.refresh_from_db()

    assert (row.state, row.reason) == ("withdrawn", "Nhầm")
    assert clerk.post(f"{here}la/", {}).status_code == 404


def test_a_decision_is_revoked_on_its_page(office: Office) -> None:
    known = commended(office)
    leader = browser(office, "leader")
    here = f"/khen-thuong/quyet-dinh/{known['commending_id']}/"
    head = {"symbol": "QĐ-UBND", "on": NOW.date().isoformat(), "authority": "CHỦ TỊCH"}

    without = leader.post(f"{here}huy/", head)
    leader.post(f"{here}huy/", {**head, "reason": "Kê khai sai"})

    assert without.status_code == 422
    assert Decision.objects.get(kind="revoke").about_id == known["commending_id"]


def test_an_officer_answers_a_rule_and_a_clerk_only_reads(office: Office) -> None:
    told = {
        "unit": office.one,
        "rule": "quorum",
        "value": 80,
        "year": NOW.year,
        "basis": "QC 1/QC-UBND",
    }

    answer = browser(office, "officer").post("/khen-thuong/quy-dinh/", told)
    again = browser(office, "officer").post("/khen-thuong/quy-dinh/", {**told, "value": 101})
    page = browser(office, "clerk").get("/khen-thuong/quy-dinh/")

    assert (answer.status_code, again.status_code) == (302, 422)
    assert "80%" in page.content.decode()
    assert page.context["form"] is None


def test_pages_without_anything_say_what_to_do(office: Office) -> None:
    clerk = browser(office, "clerk")

    for where, words in (
        ("/khen-thuong/?nam=2001", "Chưa có đợt xét khen nào"),
        ("/khen-thuong/so/", "Sổ chưa có lượt khen nào"),
        ("/khen-thuong/so/?q=khong", "Hãy bớt điều kiện lọc"),
    ):
        assert words in clerk.get(where).content.decode()
