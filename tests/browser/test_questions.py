"""The head of a village or school on a phone: questions, one thumb, a photo, handed in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from cable import hold
from keng.kernel.figures import CellKey
from keng.reporting import queries
from keng.reporting.models import Photo, Submission
from keng.reporting.photos import store
from photo_cast import a_photo
from web_cast import PHONE, Office

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


def test_a_head_answers_on_a_phone_with_a_photo_and_hands_in(
    open_page: Open, office: Office, tmp_path: Path
) -> None:
    picture = tmp_path / "anh.jpg"
    picture.write_bytes(a_photo(size=(2400, 1200)))
    page = open_page("clerk", "/", PHONE)

    page.click("#phai-nop a")
    page.wait_for_load_state("networkidle")  # Enter goes down once the script is there
    page.locator('[data-key="cases"]').fill("9")
    page.locator('[data-key="cases"]').press("Enter")
    expect(page.locator('[data-key="settled"]')).to_be_focused()
    fires = page.locator("#o-fires")
    fires.locator('[data-step="1"]').click()
    fires.locator('[data-step="1"]').click()
    expect(page.locator(".save-state")).to_have_attribute("data-state", "saved")
    fires.locator("input[type=file]").set_input_files(picture)
    expect(fires.locator("img")).to_have_count(1)
    page.click(".thumb-bar .btn-primary")
    expect(page.locator(".note.success")).to_contain_text("Đã nộp biểu")

    figure = queries.figures_of(office.draft.pk)[CellKey("fires")]
    assert figure.value == 2
    assert Submission.objects.get(pk=office.draft.pk).state == "submitted"
    photo = Photo.objects.get()
    assert (photo.width, photo.height) == (1600, 800)
    assert b"SecretPhone" not in store().read(photo.sha256)


def test_a_photo_chosen_before_the_script_has_come_is_sent_too(
    open_page: Open, office: Office, tmp_path: Path
) -> None:
    picture = tmp_path / "anh.jpg"
    picture.write_bytes(a_photo())
    page = open_page("clerk", "/", PHONE)
    waiting = hold(page, "**/keng/questions*.js")  # a slow network
    page.goto(page.url.rstrip("/") + f"/bieu/{office.draft.pk}/hoi/", wait_until="commit")
    fires = page.locator("#o-fires")
    fires.locator("input[type=file]").set_input_files(picture)

    for route in waiting:
        route.continue_()

    expect(fires.locator("img")).to_have_count(1)


def test_a_photo_taken_out_by_mistake_is_put_back(
    open_page: Open, office: Office, tmp_path: Path
) -> None:
    picture = tmp_path / "anh.jpg"
    picture.write_bytes(a_photo())
    page = open_page("clerk", f"/bieu/{office.draft.pk}/hoi/", PHONE)
    fires = page.locator("#o-fires")

    fires.locator("input[type=file]").set_input_files(picture)
    fires.locator("button[aria-label^='Bỏ ảnh']").click()
    fires.locator("text=Lấy lại ảnh đã bỏ").click()

    expect(fires.locator("img")).to_have_count(1)
    assert Photo.objects.get().removed_at is None
