"""Photos through the API, as on a phone."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from api.conftest import body_of, error_of
from keng.reporting.models import Photo
from photo_cast import a_photo
from web.conftest import office
from web_cast import Office

__all__ = ["office"]


def add(office: Office, login: str, cell: str = "fires", content: bytes | None = None) -> Any:
    file = SimpleUploadedFile("anh.jpg", content or a_photo())
    address = f"/api/v1/submissions/{office.draft.pk}/photos"
    return office.browser(login).post(address, {"cell": cell, "file": file})


@pytest.fixture
def kept(office: Office) -> int:
    """A photo beside the fires of xã Một; its id."""
    [one] = body_of(add(office, "clerk"))
    return int(one["id"])


def test_a_photo_is_added_listed_and_fetched_without_what_its_file_told(office: Office) -> None:
    [made] = body_of(add(office, "clerk"))
    officer = office.browser("officer")

    assert (made["cell"], made["width"], made["height"]) == ("fires", 40, 30)
    assert body_of(officer.get(f"/api/v1/submissions/{office.draft.pk}/photos")) == [made]
    picture = officer.get(f"/api/v1/photos/{made['id']}")
    assert picture.headers["Content-Type"] == "image/jpeg"
    assert picture.content.startswith(b"\xff\xd8")
    assert b"SecretPhone" not in picture.content


def test_it_is_taken_out_and_put_back(office: Office, kept: int) -> None:
    clerk = office.browser("clerk")

    [out] = body_of(clerk.post(f"/api/v1/photos/{kept}/remove"))
    [back] = body_of(clerk.post(f"/api/v1/photos/{kept}/restore"))

    assert (out["is_removed"], back["is_removed"]) == (True, False)


def test_who_stands_further_away_sees_none(office: Office, kept: int) -> None:
    keeper: Client = office.browser("keeper")

    assert body_of(keeper.get(f"/api/v1/submissions/{office.draft.pk}/photos")) == []
    assert error_of(keeper.get(f"/api/v1/photos/{kept}"), 403)["code"] == "not_allowed"


@pytest.mark.parametrize(
    ("login", "cell", "content", "status"),
    [
        ("clerk", "fires", b"%PDF-1.7 no picture", 422),
        ("clerk", "no_such_cell", None, 422),
        ("auditor", "fires", None, 403),
        ("other.clerk", "fires", None, 403),
    ],
)
def test_what_may_not_be_kept_is_refused_and_not_kept(
    login: str, cell: str, content: bytes | None, status: int, office: Office
) -> None:
    error_of(add(office, login, cell, content), status)

    assert not Photo.objects.exists()
