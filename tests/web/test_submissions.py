"""A form between the unit and the level above: each act by its button, each refusal in words."""

from __future__ import annotations

from typing import Any

import pytest

from keng.kernel.figures import CellKey
from keng.reporting import actions, queries
from keng.reporting.models import Submission
from reporting_cast import cells
from web_cast import NOW, Office


def page(response: Any) -> str:
    return str(response.content.decode())


def fill(office: Office, **values: int) -> None:
    actions.enter(office.draft.pk, cells(**values), actor=office.actor("clerk"), at=NOW)


def state(office: Office) -> str:
    return str(Submission.objects.get(pk=office.draft.pk).state)


def post(office: Office, login: str, act: str, **asked: object) -> Any:
    return office.browser(login).post(f"/bieu/{office.draft.pk}/{act}/", asked)


@pytest.fixture
def submitted(office: Office) -> Office:
    fill(office, cases=9, settled=5, fires=2)
    actions.submit(office.draft.pk, actor=office.actor("clerk"), at=NOW)
    return office


def test_the_grid_looks_like_the_paper_form(office: Office) -> None:
    fill(office, fires=2)

    shown = page(office.browser("clerk").get(f"/bieu/{office.draft.pk}/nhap/"))

    for word in ("STT", "Nội dung", "ĐVT", "Kỳ này", "Cùng kỳ năm trước", "Tăng/giảm", "Ghi chú"):
        assert word in shown
    assert "I. Nhóm events" in shown
    assert "II. Nhóm fire" in shown
    assert "còn 03 ngày" in shown
    assert 'name="cell:fires" value="2"' in shown


def test_without_scripts_the_whole_form_is_saved_at_once(office: Office) -> None:
    fill(office, fires=2)

    response = post(
        office, "clerk", "nhap", **{"cell:fires": "3", "revision:fires": "1", "cell:cases": "1.050"}
    )

    assert response.status_code == 302
    figures = queries.figures_of(office.draft.pk)
    assert (figures[CellKey("fires")].value, figures[CellKey("cases")].value) == (3, 1050)


def test_without_scripts_a_wrong_cell_is_named_and_nothing_is_saved(office: Office) -> None:
    response = post(office, "clerk", "nhap", **{"cell:fires": "ba", "cell:cases": "4"})

    assert response.status_code == 422
    assert "“ba” không phải là số" in page(response)
    assert queries.figures_of(office.draft.pk) == {}


def test_nothing_occurred_is_one_act_for_a_group(office: Office) -> None:
    response = post(office, "clerk", "khong-phat-sinh", group="fire")

    assert response.headers["Location"].endswith("#nhom-fire")
    assert queries.figures_of(office.draft.pk)[CellKey("damage")].value == 0
    shown = page(office.browser("clerk").get(f"/bieu/{office.draft.pk}/nhap/"))
    assert "Đã khai: không phát sinh" in shown


def test_nothing_occurred_is_refused_where_a_cell_is_filled(office: Office) -> None:
    fill(office, fires=2)

    response = post(office, "clerk", "khong-phat-sinh", group="fire")

    assert response.status_code == 422
    assert CellKey("damage") not in queries.figures_of(office.draft.pk)


def test_stocks_without_a_value_before_are_not_carried_over(office: Office) -> None:
    response = post(office, "clerk", "chuyen-so-ton")

    assert response.status_code == 422
    assert "Không có ô số tồn nào" in page(response)


def test_handing_in_with_an_error_names_it_and_leaves_the_draft(office: Office) -> None:
    fill(office, cases=3, settled=4)

    response = post(office, "clerk", "nop")

    assert response.status_code == 422
    assert "nhiều hơn" in page(response)
    assert state(office) == "draft"


def test_the_level_above_accepts_what_it_has_seen(submitted: Office) -> None:
    seen = Submission.objects.get(pk=submitted.draft.pk).revision

    response = post(submitted, "officer", "tiep-nhan", revision=seen)

    assert response.status_code == 302
    assert state(submitted) == "accepted"


@pytest.mark.parametrize(("revision", "status"), [("7", 409), ("", 422)])
def test_another_revision_than_the_one_on_the_screen_is_not_accepted(
    revision: str, status: int, submitted: Office
) -> None:
    response = post(submitted, "officer", "tiep-nhan", revision=revision)

    assert response.status_code == status
    assert state(submitted) == "submitted"


def test_a_return_shows_its_reason_beside_the_cell(submitted: Office) -> None:
    response = post(
        submitted,
        "officer",
        "tra-lai",
        cell=["fires", ""],
        reason=["thiếu vụ ngày 12/8", ""],
        message="Xem lại giúp",
        due_on="2024-09-04",
    )

    assert response.status_code == 302
    shown = page(submitted.browser("clerk").get(f"/bieu/{submitted.draft.pk}/nhap/"))
    assert "thiếu vụ ngày 12/8" in shown
    assert "nộp lại trước hết ngày 04/09/2024" in shown
    assert "Xem lại giúp" in page(submitted.browser("clerk").get("/"))


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"message": "", "due_on": "2024-09-04"}, ""),
        ({"message": "sai", "due_on": ""}, "Hãy chọn ngày hạn"),
        ({"message": "sai", "due_on": "mai"}, "không phải là ngày"),
    ],
)
def test_a_return_without_reason_or_day_is_refused(
    asked: dict[str, str], words: str, submitted: Office
) -> None:
    response = post(submitted, "officer", "tra-lai", **asked)

    assert response.status_code == 422
    assert words in page(response)
    assert state(submitted) == "submitted"


def test_a_returned_cell_may_be_explained_instead_of_changed(submitted: Office) -> None:
    post(submitted, "officer", "tra-lai", cell="fires", reason="sai", due_on="2024-09-04")

    post(submitted, "clerk", "tra-loi", key="fires", answer="đã đối chiếu sổ, đúng 2 vụ")

    assert post(submitted, "clerk", "nop").status_code == 302
    assert state(submitted) == "submitted"


def test_locking_and_reopening_ask_for_a_reason(submitted: Office) -> None:
    seen = Submission.objects.get(pk=submitted.draft.pk).revision
    post(submitted, "officer", "tiep-nhan", revision=seen)

    assert post(submitted, "officer", "chot", reason="").status_code == 422
    assert post(submitted, "officer", "chot", reason="đã tổng hợp").status_code == 302
    assert state(submitted) == "locked"
    assert post(submitted, "officer", "mo-lai", reason="").status_code == 422
    assert post(submitted, "officer", "mo-lai", reason="sai một vụ").status_code == 302
    assert state(submitted) == "reopened"


def test_an_adjustment_stands_beside_the_reported_figure(submitted: Office) -> None:
    seen = Submission.objects.get(pk=submitted.draft.pk).revision
    post(submitted, "officer", "tiep-nhan", revision=seen)

    response = post(
        submitted,
        "officer",
        "dieu-chinh",
        cell="fires",
        value="3",
        reason="tính cả vụ đêm 31/8",
        adjuster=submitted.north,
    )

    assert response.status_code == 302
    shown = page(submitted.browser("clerk").get(f"/bieu/{submitted.draft.pk}/"))
    assert "cấp trên dùng 3" in shown
    assert "tính cả vụ đêm 31/8" in shown
    assert queries.figures_of(submitted.draft.pk)[CellKey("fires")].value == 2
    adjustment = queries.adjustments_of(submitted.draft.pk)[0]
    agreed = submitted.browser("clerk").post(
        f"/dieu-chinh/{adjustment.id}/tra-loi/", {"answer": "agreed"}
    )
    assert agreed.status_code == 302
    assert queries.adjustments_of(submitted.draft.pk)[0].answer == "agreed"


@pytest.mark.parametrize("act", ["tiep-nhan", "tra-lai", "chot", "mo-lai", "dieu-chinh"])
def test_the_unit_itself_may_not_do_what_belongs_to_the_level_above(
    act: str, submitted: Office
) -> None:
    assert post(submitted, "clerk", act, revision="1", reason="x").status_code == 403
    assert state(submitted) == "submitted"


def test_buttons_are_offered_only_for_what_may_be_done(submitted: Office) -> None:
    address = f"/bieu/{submitted.draft.pk}/"

    for_officer = page(submitted.browser("officer").get(address))
    for_clerk = page(submitted.browser("clerk").get(address))

    assert "Tiếp nhận (bản" in for_officer
    assert "Trả lại để sửa" in for_officer
    assert "Tiếp nhận (bản" not in for_clerk


def test_what_changed_since_the_last_look_is_listed(submitted: Office) -> None:
    post(submitted, "officer", "tra-lai", cell="fires", reason="sai", due_on="2024-09-04")
    later = NOW.replace(hour=4)
    actions.enter(submitted.draft.pk, cells(fires=6), actor=submitted.actor("clerk"), at=later)

    shown = page(submitted.browser("officer").get(f"/bieu/{submitted.draft.pk}/"))

    assert "Thay đổi từ lần cấp trên xem gần nhất" in shown
    assert "<strong>6</strong>" in shown
    assert "Người clerk" in shown


def test_a_warning_is_explained_in_the_panel_of_its_cell(office: Office) -> None:
    fill(office, offenders=9, cases=2)

    response = post(
        office,
        "clerk",
        "giai-trinh",
        key="offenders",
        check="offenders_within_cases",
        reason="vụ lớn",
    )

    assert response.status_code == 200
    assert "vụ lớn" in page(response)
    assert "keng:cell-saved" in response.headers["HX-Trigger"]


def test_the_panel_of_a_cell_tells_its_history(office: Office) -> None:
    fill(office, fires=2)
    fill(office, fires=4)

    shown = page(office.browser("clerk").get(f"/bieu/{office.draft.pk}/o/fires/"))

    assert shown.count("Người clerk") == 2
    assert "nhập tay" in shown


def test_a_refusal_to_htmx_is_a_fragment_above_the_page(office: Office) -> None:
    response = office.browser("clerk").post(
        f"/bieu/{office.draft.pk}/giai-trinh/",
        {"key": "fires", "check": "fires_jump", "reason": "x"},
        headers={"HX-Request": "true"},
    )

    assert response.status_code == 422
    assert response.headers["HX-Retarget"] == "#messages"
    assert "<html" not in page(response)


def test_small_totals_are_held_back_from_who_is_not_near(submitted: Office) -> None:
    actions_by = submitted.browser("keeper")
    fill_later = cells(offenders=3)
    submission = Submission.objects.get(pk=submitted.draft.pk)
    actions.return_for_correction(
        submission.pk, {}, "x", due_on=NOW.date(), actor=submitted.actor("officer"), at=NOW
    )
    actions.enter(submission.pk, fill_later, actor=submitted.actor("clerk"), at=NOW)

    far = page(actions_by.get(f"/bieu/{submission.pk}/"))
    near = page(submitted.browser("officer").get(f"/bieu/{submission.pk}/"))

    row = 'id="o-offenders"'
    assert ">3<" in near.split(row)[1].split("</tr>")[0]
    assert ">3<" not in far.split(row)[1].split("</tr>")[0]
    assert "…" in far.split(row)[1].split("</tr>")[0]
