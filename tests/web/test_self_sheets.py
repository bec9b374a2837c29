"""Self-assessment in Excel: the workbook out, the filled one looked at and saved, what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from assessing_cast import Villages, a_village, an_office_of_villages, report, submitted
from keng.criteria import actions
from keng.criteria.actions import ClaimInput, FactInput
from keng.criteria.models import Assessment, Claim, LocalVersion
from keng.criteria.queries import assessment_view
from keng.kernel.actors import OPERATOR
from sheets_cast import (
    ANSWER,
    NOTE,
    POINTS,
    downloaded,
    filled,
    looked,
    saved,
    sheet_of,
    wrongs,
)
from web_cast import NOW, SETUP


@pytest.fixture
def villages(db: None, settings: LazySettings, tmp_path: Path) -> Villages:
    """The office with three villages."""
    del db
    settings.MEDIA_ROOT = str(tmp_path)
    return an_office_of_villages()


@pytest.fixture
def dossier(villages: Villages) -> int:
    """The first village, registered, with nothing said yet."""
    return a_village(villages, 2024, NOW)


@pytest.fixture
def head(villages: Villages) -> Client:
    """The browser of the head of the first village."""
    return villages.office.browser("head")


def test_the_sheet_tells_criteria_window_and_what_is_computed(
    villages: Villages, dossier: int, head: Client
) -> None:
    report(villages.first, 2023, NOW, fires=2)
    report(villages.first, 2024, NOW, fires=1)

    book, rows = downloaded(head, dossier)

    sheet = sheet_of(book)
    assert {"K1", "K2", "K3", "K4", "K5", "DK-households"} <= rows.keys()
    first, last = assessment_view(dossier, actor=OPERATOR, at=NOW).law.window.of(2024)
    assert sheet[f"D{rows['K1']}"].value == f"{first:%d/%m/%Y} – {last:%d/%m/%Y}"
    computed = str(sheet[f"E{rows['K5']}"].value)
    assert computed.startswith("Đạt. ")
    assert sheet[f"C{rows['K5']}"].value == "Keng tính từ số liệu; để trống"
    assert sheet[f"C{rows['K4']}"].value == "ghi số các việc đã làm, 0 là chưa: 1. Họp; 2. Ký"


def test_a_look_saves_nothing_and_what_was_looked_at_is_saved_whole(
    dossier: int, head: Client
) -> None:
    said = {"K1": "Đ", "K2": "đạt", "K3": "không", "K4": "1; 2", "DK-households": "120"}

    answer = filled(head, dossier, said)

    assert answer.status_code == 200
    assert [one.code for one in answer.context["filled"].lines] == [
        "K1",
        "K2",
        "K3",
        "K4",
        "DK-households",
    ]
    assert not Claim.objects.exists()
    assert saved(head, dossier, answer).status_code == 302
    claims = {one.criterion: one for one in Claim.objects.all()}
    assert (claims["K1"].claim, claims["K2"].claim) == ("met", "met")
    assert claims["K3"].occurred is False
    assert claims["K4"].done == ["meeting", "signed"]
    assert assessment_view(dossier, actor=OPERATOR, at=NOW).facts == {"households": 120}


def test_the_same_sheet_again_changes_nothing(dossier: int, head: Client) -> None:
    saved(head, dossier, filled(head, dossier, {"K1": "Đ", "DK-households": "120"}))

    answer = filled(head, dossier, {})

    assert "Phiếu không đổi nội dung nào" in answer.content.decode()
    assert answer.context["token"] == ""
    assert answer.context["filled"].blank == ("K2", "K3", "K4")


def test_an_exception_needs_its_number_and_reason(dossier: int, head: Client) -> None:
    wrong = filled(head, dossier, {"K3": "CÓ", "K3 H": "2"})
    bare = filled(head, dossier, {"K3": "CÓ", "K3 H": "1"})
    good = filled(head, dossier, {"K3": "CÓ", "K3 H": "1", "K3 I": "Bão số 3"})

    assert "từ 1 đến 1" in next(iter(wrongs(wrong).values()))
    assert "lý do áp dụng ngoại lệ" in next(iter(wrongs(bare).values()))
    saved(head, dossier, good)
    row = Claim.objects.get(criterion="K3")
    assert (row.exception, row.exception_reason) == ("force_majeure", "Bão số 3")


def test_every_wrong_cell_is_named_and_nothing_of_the_sheet_is_taken(
    dossier: int, head: Client
) -> None:
    book, rows = downloaded(head, dossier)
    sheet = sheet_of(book)
    sheet[f"{ANSWER}{rows['K1']}"] = "tốt"
    sheet[f"{NOTE}{rows['K2']}"] = "có vụ"
    sheet[f"{ANSWER}{rows['K4']}"] = "3"
    sheet[f"{ANSWER}{rows['K5']}"] = "Đ"
    sheet[f"{POINTS}{rows['K3']}"] = 5
    sheet[f"{ANSWER}{rows['DK-households']}"] = "nhiều"

    found = wrongs(looked(head, dossier, book))

    assert "hãy ghi: Đ, K, KAD" in found[f"F{rows['K1']}"]
    assert "chỉ có một ô" in found[f"I{rows['K2']}"]
    assert "từ 1 đến 2" in found[f"F{rows['K4']}"]
    assert "Keng tính" in found[f"F{rows['K5']}"]
    assert "không chấm điểm" in found[f"G{rows['K3']}"]
    assert "số nguyên" in found[f"F{rows['DK-households']}"]
    assert not Claim.objects.exists()


def test_a_criterion_that_the_set_does_not_have_is_named(dossier: int, head: Client) -> None:
    book, rows = downloaded(head, dossier)
    sheet = sheet_of(book)
    sheet[f"A{rows['K1']}"] = "K9"
    sheet[f"{ANSWER}{rows['K1']}"] = "Đ"

    assert "không có mã “K9”" in wrongs(looked(head, dossier, book))[f"A{rows['K1']}"]


def test_the_sheet_of_another_unit_is_refused_whole(
    villages: Villages, dossier: int, head: Client
) -> None:
    other = actions.register("kdc", 2024, villages.middle, actor=OPERATOR, at=NOW).pk
    book, rows = downloaded(villages.office.browser("clerk"), other)
    sheet_of(book)[f"{ANSWER}{rows['K1']}"] = "Đ"

    found = wrongs(looked(head, dossier, book))

    assert len(found) == 1
    assert "phiếu này của hồ sơ khác; hồ sơ đang mở là thôn Đầu" in next(iter(found.values()))


def test_the_sheet_of_the_set_as_it_was_is_refused(
    villages: Villages, dossier: int, head: Client
) -> None:
    book, rows = downloaded(head, dossier)
    sheet_of(book)[f"{ANSWER}{rows['K1']}"] = "Đ"
    run = Assessment.objects.get(pk=dossier).run
    title = {"vi": "Thêm", "en": "More"}
    added = {"code": "K6", "kind": "attest", "group": "local", "title": title}
    run.local = LocalVersion.objects.create(
        unit_id=villages.office.province,
        set_code="kdc",
        n=1,
        pack_version_id=run.pack_version_id,
        since=SETUP.date(),
        overlay={"added": [added]},
        basis="QĐ 1",
        running="adopt",
        at=SETUP,
    )
    run.save()

    found = wrongs(looked(head, dossier, book))

    assert "bộ tiêu chí đã có bản khác" in next(iter(found.values()))


def test_what_somebody_changed_meanwhile_is_not_overwritten(
    villages: Villages, dossier: int, head: Client
) -> None:
    book, rows = downloaded(head, dossier)
    sheet = sheet_of(book)
    sheet[f"{ANSWER}{rows['K1']}"], sheet[f"{ANSWER}{rows['K4']}"] = "Đ", "1"
    sheet[f"{ANSWER}{rows['DK-households']}"] = 90
    clerk = villages.actor("clerk")
    actions.claim(dossier, "K1", ClaimInput("not_met"), actor=clerk, at=NOW)
    actions.type_facts(dossier, FactInput({"households": 80}), actor=clerk, at=NOW)

    found = wrongs(looked(head, dossier, book))

    assert found.keys() == {f"F{rows['K1']}", f"F{rows['DK-households']}"}
    assert all("đã có người sửa" in message for message in found.values())
    assert Claim.objects.get().claim == "not_met"


def test_a_change_between_look_and_save_is_told_and_nothing_is_saved(
    villages: Villages, dossier: int, head: Client
) -> None:
    answer = filled(head, dossier, {"K1": "Đ", "K4": "1"})
    actions.claim(dossier, "K4", ClaimInput(done=()), actor=villages.actor("clerk"), at=NOW)

    refused = saved(head, dossier, answer)

    assert refused.status_code == 422
    assert Claim.objects.get().criterion == "K4"


def test_personal_data_in_a_note_is_refused_with_its_cell(dossier: int, head: Client) -> None:
    said = {"K1": "Đ", "K1 I": "Ông Nguyễn Văn A, CCCD 012345678901"}

    found = wrongs(filled(head, dossier, said))

    assert "số giấy tờ tùy thân" in next(iter(found.values()))
    assert not Claim.objects.exists()


def test_who_is_not_inside_gets_no_sheet_and_a_closed_dossier_takes_none(
    villages: Villages,
) -> None:
    dossier, _form = submitted(villages, 2024, NOW)
    head = villages.office.browser("head")

    closed = filled(head, dossier, {"K1": "K"})
    outside = villages.office.browser("auditor").get(f"/ho-so/{dossier}/tu-cham.xlsx")

    assert closed.context["token"] == ""
    assert "không ở bước sửa" in closed.content.decode()
    assert outside.status_code == 403
