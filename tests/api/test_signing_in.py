"""Nobody calls the API without a session, a password of one's own, and the CSRF token."""

from __future__ import annotations

import pytest
from django.test import Client

from api.conftest import Caller, error_of, signed_in
from intake.conftest import Desk
from keng.access.models import Account


def test_nobody_is_told_to_sign_in(desk: Desk) -> None:
    refused = error_of(Caller(Client()).get(f"/submissions/{desk.submission}"), 401)

    assert refused["code"] == "signed_out"
    assert "đăng nhập" in refused["message"]


def test_a_given_password_must_be_changed_first(desk: Desk) -> None:
    Account.objects.filter(pk=desk.clerk.account_id).update(must_change_password=True)

    refused = error_of(signed_in(desk.clerk.account_id).get("/duties"), 403)

    assert refused["code"] == "password_change_needed"


def test_a_closed_account_is_nobody(desk: Desk) -> None:
    caller = signed_in(desk.clerk.account_id)
    Account.objects.filter(pk=desk.clerk.account_id).update(is_active=False)

    assert caller.get("/duties").status_code == 401


def test_a_change_without_the_csrf_token_is_refused(desk: Desk, clerk: Caller) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = clerk.client.cookies

    refused = error_of(Caller(strict).post(f"/submissions/{desk.submission}/submit"), 403)

    assert refused["code"] == "csrf_failed"


@pytest.mark.usefixtures("desk")
def test_a_request_of_another_shape_names_its_fields(clerk: Caller) -> None:
    refused = error_of(clerk.get("/consolidated", unit="xã Quang Khải"), 422)

    assert refused["code"] == "bad_request"
    assert [one["field"] for one in refused["fields"]] == ["query.period"]
