"""The short form as questions: answers, photos beside them, who sees them."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.http import HttpResponse
from django.test import Client

from keng.reporting import actions, queries
from keng.reporting.models import Photo
from photo_cast import a_photo
from reporting_cast import cells
from web_cast import NOW, Office

PAGE = "/bieu/{}/hoi/"


def page(response: HttpResponse) -> str:
    return response.content.decode()


def send(browser: Client, office: Office, key: str = "fires", **headers: str) -> HttpResponse:
    picture = BytesIO(a_photo())
    picture.name = "anh.jpg"
    return browser.post(
        f"/bieu/{office.draft.pk}/o/{key}/anh/", {"photo": picture}, headers=headers
    )


def test_every_cell_of_the_form_is_a_question(office: Office) -> None:
    told = page(office.browser("clerk").get(PAGE.format(office.draft.pk)))

    asked = queries.sheet_of(office.draft).form.cells()
    assert all(f'data-key="{key}"' in told for key in asked)
    assert told.count("data-photo>") == 2  # fires and damage: the one group that takes photos


def test_a_photo_lands_beside_its_answer_and_is_shown_with_words(office: Office) -> None:
    browser = office.browser("clerk")

    response = send(browser, office)

    assert response.headers["Location"] == f"/bieu/{office.draft.pk}/hoi/#o-fires"
    photo = Photo.objects.get()
    address = f"/bieu/{office.draft.pk}/anh/{photo.pk}.jpg"
    assert address in page(browser.get(PAGE.format(office.draft.pk)))
    picture = browser.get(address)
    assert picture.headers["Content-Type"] == "image/jpeg"
    assert picture.content.startswith(b"\xff\xd8")


def test_htmx_gets_the_strip_of_that_answer_only(office: Office) -> None:
    response = send(office.browser("clerk"), office, **{"HX-Request": "true"})

    told = page(response)
    assert 'id="a-o-fires"' in told
    assert "Đã lưu ảnh." in told
    assert "<html" not in told


def test_a_photo_is_taken_out_and_put_back(office: Office) -> None:
    browser = office.browser("clerk")
    send(browser, office)
    photo = Photo.objects.get()
    address = f"/bieu/{office.draft.pk}/anh/{photo.pk}"

    browser.post(f"{address}/bo/")
    told = page(browser.get(PAGE.format(office.draft.pk)))
    assert "Lấy lại ảnh đã bỏ" in told
    assert "<img src=" not in told.split("<main")[1]

    browser.post(f"{address}/lay-lai/")
    assert f"{address}.jpg" in page(browser.get(PAGE.format(office.draft.pk)))


@pytest.mark.parametrize("given", [{}, {"photo": BytesIO(b"no picture")}], ids=["none", "text"])
def test_what_is_no_photo_is_refused_in_plain_words(
    given: dict[str, BytesIO], office: Office
) -> None:
    response = office.browser("clerk").post(f"/bieu/{office.draft.pk}/o/fires/anh/", given)

    assert response.status_code == 422
    assert not Photo.objects.exists()


def test_the_officer_sees_the_photos_on_the_submission_and_a_stranger_none(office: Office) -> None:
    send(office.browser("clerk"), office)
    photo = Photo.objects.get()
    address = f"/bieu/{office.draft.pk}/anh/{photo.pk}.jpg"

    assert address in page(office.browser("officer").get(f"/bieu/{office.draft.pk}/"))
    assert address not in page(office.browser("keeper").get(f"/bieu/{office.draft.pk}/"))
    assert office.browser("keeper").get(address).status_code == 403
    assert office.browser("other.clerk").get(address).status_code == 403


def test_answers_posted_without_scripts_lead_back_to_the_questions(office: Office) -> None:
    browser = office.browser("clerk")
    back = PAGE.format(office.draft.pk)
    form = {"cell:fires": "2", "revision:fires": "0", "save": "1", "next": back}

    response = browser.post(f"/bieu/{office.draft.pk}/nhap/", form)

    assert response.headers["Location"] == back
    assert "1/" in page(browser.get(back))


def test_a_short_form_is_asked_as_questions_from_home(office: Office) -> None:
    assert PAGE.format(office.draft.pk) in page(office.browser("clerk").get("/"))


def test_what_was_handed_in_is_shown_without_fields(office: Office) -> None:
    clerk = office.actor("clerk")
    actions.enter(office.draft.pk, cells(fires=1), actor=clerk, at=NOW)
    actions.submit(office.draft.pk, actor=clerk, at=NOW)

    told = page(office.browser("clerk").get(PAGE.format(office.draft.pk)))
    assert "cell-input" not in told
    assert "data-photo" not in told
