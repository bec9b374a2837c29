"""A program that acts for a person by a token."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from api.conftest import Caller, error_of
from intake.conftest import Desk
from keng.access import actions
from keng.access.actors import AccountActor
from keng.access.models import Account, ApiToken
from keng.kernel.actors import OPERATOR
from keng.kernel.moments import local_day

PASSWORD = "con-co-bay-la-bay-la"


def with_token(desk: Desk, scope: str) -> Caller:
    """A program of the clerk, without any session and under full CSRF checks."""
    at = datetime.now(tz=UTC)
    account = actions.set_password(desk.clerk.account_id or 0, PASSWORD, actor=OPERATOR, at=at)
    token = actions.make_token(
        "Máy thống kê",
        scope,
        last_day=local_day(at) + timedelta(days=3),
        password=PASSWORD,
        actor=AccountActor(account),
        at=at,
    )
    headers = {"authorization": f"Bearer {token}"}
    return Caller(Client(enforce_csrf_checks=True, headers=headers))


def test_a_program_reads_what_its_person_may_read(desk: Desk) -> None:
    answer = with_token(desk, "read").get(f"/submissions/{desk.submission}")

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_token_that_reads_changes_nothing(desk: Desk) -> None:
    refused = error_of(with_token(desk, "read").post(f"/submissions/{desk.submission}/submit"), 403)

    assert refused["code"] == "token_only_reads"


def test_a_token_that_writes_needs_no_csrf_token(desk: Desk) -> None:
    answer = with_token(desk, "write").post(f"/submissions/{desk.submission}/submit")

    assert answer.status_code != 403, answer.content


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_unknown_token_is_nobody(method: str, desk: Desk) -> None:
    headers = {"authorization": "Bearer keng_khong-co"}
    client = Client(enforce_csrf_checks=True, headers=headers)

    answer = getattr(client, method)(f"/api/v1/submissions/{desk.submission}")

    assert answer.status_code in {401, 405}


def test_an_ended_token_is_nobody(desk: Desk) -> None:
    caller = with_token(desk, "read")
    ApiToken.objects.update(ended_at=datetime.now(tz=UTC))

    assert error_of(caller.get("/duties"), 401)["code"] == "signed_out"


def test_while_a_given_password_stands_the_token_does_nothing(desk: Desk) -> None:
    caller = with_token(desk, "read")
    Account.objects.filter(pk=desk.clerk.account_id).update(must_change_password=True)

    assert error_of(caller.get("/duties"), 403)["code"] == "password_change_needed"


def test_the_screens_know_no_tokens(desk: Desk) -> None:
    caller = with_token(desk, "write")

    assert caller.client.get("/").status_code == 302
