"""Reports on the screen: preview, hand-written parts, the Word file."""

from __future__ import annotations

from typing import Any

from keng.kernel.actors import OPERATOR
from keng.reporting import actions, queries
from reporting_cast import cells
from web_cast import NOW, Office

ASKED = {"unit": "xã Một", "outline": "commune", "period": "2024-08"}


def page(response: Any) -> str:
    return str(response.content.decode())


def test_nobody_looks_at_the_report_of_a_stranger(office: Office) -> None:
    response = office.browser("other.clerk").get("/bao-cao/lap/", ASKED)

    assert response.status_code == 403


def test_the_page_asks_which_report_first(office: Office) -> None:
    shown = page(office.browser("clerk").get("/bao-cao/lap/"))

    assert "Báo cáo của xã" in shown
    assert "xã Một, huyện Bắc, tỉnh Đông" in shown


def test_a_written_part_is_kept_with_the_submission(office: Office) -> None:
    actions.enter(office.draft.pk, cells(fires=2), actor=office.actor("clerk"), at=NOW)
    browser = office.browser("clerk")
    asked = {
        "submission": office.draft.pk,
        "slot": "causes",
        "text": "Do chập điện.",
        "revision": "0",
    }

    first = browser.post("/bao-cao/loi-van/", asked, headers={"HX-Request": "true"})
    again = browser.post("/bao-cao/loi-van/", {**asked, "text": "Khác."})

    assert "Đã lưu lúc" in page(first)
    assert again.status_code == 409
    assert (
        queries.texts_of(office.draft.pk, actor=OPERATOR, on=NOW.date())["causes"].text
        == "Do chập điện."
    )


def test_saving_a_part_never_leads_to_another_site(office: Office) -> None:
    response = office.browser("clerk").post(
        "/bao-cao/loi-van/",
        {
            "submission": office.draft.pk,
            "slot": "causes",
            "text": "x",
            "back": "https://example.org/",
        },
    )

    assert response.headers["Location"] == "/bao-cao/"


def test_a_written_part_opens_the_submission_that_is_not_there_yet(office: Office) -> None:
    response = office.browser("clerk").post(
        "/bao-cao/loi-van/",
        {
            "unit_id": office.one,
            "form": "commune",
            "period": "2024-07",
            "slot": "causes",
            "text": "Do chập điện.",
            "back": "/bao-cao/",
        },
    )

    assert response.headers["Location"] == "/bao-cao/"
    made = queries.submissions_of(office.one, on=NOW.date(), actor=OPERATOR)
    assert "2024-07" in {one.period.code for one in made}
