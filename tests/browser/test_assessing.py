"""A village head assesses on a phone; a commune registers its villages, answers, looks again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from assessing_cast import Villages, an_office_of_villages, correct, report, submitted
from cable import hold
from keng.criteria import actions, queries
from keng.criteria.evidence import store
from keng.web import clock
from photo_cast import a_photo
from web_cast import DESKTOP, PHONE, Office

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


@pytest.fixture
def villages(transactional_db: None, under_way: Any) -> Iterator[Villages]:
    """The office with villages; kept in the database where the server sees it."""
    del transactional_db
    yield an_office_of_villages()
    under_way.wait()


@pytest.fixture
def office(villages: Villages) -> Office:
    """The office of the villages, for whoever opens pages."""
    return villages.office


def _year() -> int:
    return clock.today().year


def _now() -> datetime:
    return datetime.now(tz=UTC)


def test_a_village_head_registers_and_assesses_on_a_phone_and_hands_in(
    open_page: Open, villages: Villages, tmp_path: Path
) -> None:
    picture = tmp_path / "anh.jpg"
    picture.write_bytes(a_photo(size=(2400, 1200)))
    report(villages.first, _year() - 1, _now(), fires=2)
    report(villages.first, _year(), _now(), fires=1)
    page = open_page("head", "/", PHONE)

    page.click("#tieu-chi a:has-text('Bộ kdc')")
    page.click("#cua-don-vi button:has-text('Đăng ký')")
    page.click("#cua-don-vi a")
    page.click("#dong-K1 a")
    page.click("label:has-text('Đạt') >> nth=0")
    expect(page.locator("#save-state")).to_contain_text("Đã lưu")
    page.locator("input[capture]").set_input_files(picture)
    expect(page.locator("#minh-chung img")).to_have_count(1)
    page.click("[data-after]")
    expect(page.locator(".criterion-title")).to_contain_text("K2")
    page.locator("input[name=claim][value=met]").check()
    page.click("[data-after]")
    page.locator("input[name=occurred][value=no]").check()
    page.click("[data-after]")
    page.get_by_label("Họp").check()
    page.get_by_label("Ký", exact=True).check()
    page.click("[data-after]")
    page.click("text=Xác nhận kết quả này")
    expect(page.locator("#de-xuat")).to_contain_text("Đã xác nhận")
    page.click("[data-after]")
    page.click("text=Trình hồ sơ")
    expect(page.locator(".note.success")).to_contain_text("Đã trình hồ sơ")

    head = villages.actor("head")
    [row] = queries.enrolments_of(villages.first, _year(), actor=head, at=_now())
    assert row.assessment_id is not None
    view = queries.assessment_view(row.assessment_id, actor=head, at=_now())
    assert (view.state, view.met, view.applicable) == ("submitted", 5, 5)
    [photo] = view.criteria[0].evidence
    assert b"SecretPhone" not in store().read(photo.sha256)


def test_a_commune_registers_all_answers_a_question_and_looks_again(
    open_page: Open, villages: Villages
) -> None:
    found, form = submitted(villages, _year(), _now())
    page = open_page("clerk", "/", DESKTOP)

    page.click("main a:has-text('Đăng ký: Bộ kdc')")
    page.click("button[name=all]")
    expect(page.locator(".note.success")).to_contain_text("Đã đăng ký 02 đơn vị")

    leader = villages.actor("leader")
    actions.return_with_questions(
        found, "Xem lại.", {"K1": "Nghị quyết số mấy?"}, actor=leader, at=_now()
    )
    page.goto(page.url.split("/dang-ky/")[0])
    page.click("main a:has-text('Sửa hồ sơ')")
    expect(page.locator(".note.warn").first).to_contain_text("Xem lại.")
    page.click("#dong-K1 a")
    page.fill("[name=answer]", "Số 05-NQ/CB.")
    page.click("text=Lưu câu trả lời")
    expect(page.locator(".note.success")).to_contain_text("Đã lưu câu trả lời")

    correct(form, _now(), fires=3)
    page.click(".brand")
    page.click(".reopened a:has-text('Xem lại')")
    page.click("#dong-K5 a")
    expect(page.locator("#mo-lai")).to_contain_text("trước 1, nay 3")
    expect(page.locator("#dong-K5")).to_contain_text("xem lại")
    page.click("text=Tôi thấy khác, giải trình")
    page.fill("#explanation", "Hai vụ do sét đánh, không tính.")
    page.click("text=Gửi giải trình")
    expect(page.locator("#de-xuat")).to_contain_text("Đơn vị thấy khác")
    expect(page.locator("#mo-lai")).to_have_count(0)
    page.click(".crumbs a >> nth=1")
    page.click("text=Trình hồ sơ")
    expect(page.locator(".note.success")).to_contain_text("Đã trình hồ sơ")


def test_two_changes_at_once_are_both_kept(open_page: Open, villages: Villages) -> None:
    """A quick hand ticks twice before the first answer is back: the second waits for it."""
    head = villages.actor("head")
    found = actions.register("kdc", _year(), villages.first, actor=head, at=_now()).pk
    page = open_page("head", f"/ho-so/{found}/tieu-chi/K4/", DESKTOP)
    page.wait_for_load_state("networkidle")

    page.get_by_label("Họp").check()
    page.get_by_label("Ký", exact=True).check()
    page.locator("#note").fill("Họp ngày 05/3.")
    page.keyboard.press("Alt+PageDown")
    page.wait_for_url("**/K5/")

    view = queries.assessment_view(found, actor=head, at=_now())
    claim = next(one.claim for one in view.criteria if one.criterion.code == "K4")
    assert claim is not None
    assert (claim.done, claim.note) == (("meeting", "signed"), "Họp ngày 05/3.")


def test_what_is_answered_before_the_scripts_have_come_is_saved_too(
    open_page: Open, villages: Villages, tmp_path: Path
) -> None:
    picture = tmp_path / "anh.jpg"
    picture.write_bytes(a_photo())
    head = villages.actor("head")
    found = actions.register("kdc", _year(), villages.first, actor=head, at=_now()).pk
    page = open_page("head", "/", PHONE)
    waiting = hold(page, "**/htmx*.js")  # a slow network
    page.goto(page.url.rstrip("/") + f"/ho-so/{found}/tieu-chi/K1/", wait_until="commit")
    page.click("label:has-text('Đạt') >> nth=0")
    page.locator("input[capture]").set_input_files(picture)

    for route in waiting:
        route.continue_()

    expect(page.locator("#save-state")).to_contain_text("Đã lưu")
    expect(page.locator("#minh-chung img")).to_have_count(1)
    view = queries.assessment_view(found, actor=head, at=_now())
    first = view.criteria[0]
    assert first.claim is not None
    assert (first.claim.claim, len(first.evidence)) == ("met", 1)
