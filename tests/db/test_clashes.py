"""Two at the same moment: the loser hears a refusal, and nothing else is taken for one."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from keng.access.models import Account
from keng.db.clashes import clash_of
from web_cast import Office, an_office

pytestmark = pytest.mark.django_db


def twice(*_: object, **__: object) -> Any:
    """Make the same account a second time, as somebody who was a moment later."""
    with transaction.atomic():
        Account.objects.create(login="clerk")


@pytest.fixture
def office(db: None) -> Office:
    """The small province of the screens."""
    del db
    return an_office()


def test_the_same_row_twice_is_a_clash_and_a_missing_value_is_none(office: Office) -> None:
    with pytest.raises(IntegrityError) as same:
        twice()
    with pytest.raises(IntegrityError) as missing, transaction.atomic():
        Account.objects.filter(login="clerk").update(language=None)

    assert clash_of(same.value) is not None
    assert clash_of(missing.value) is None
    assert clash_of(DatabaseError("?")) is None
    assert clash_of(ValueError()) is None
    assert office.accounts["clerk"].pk


def test_screens_and_api_answer_a_clash_with_a_refusal(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("keng.web.views.reviewing.actions.keep_reason", twice)
    monkeypatch.setattr("keng.api.routes.submissions.actions.submit", twice)
    reason = {"unit": str(office.north), "text": "Thiếu số"}

    page = office.browser("officer").post("/dot/mau-ly-do/", reason)
    called = office.browser("clerk").post(f"/api/v1/submissions/{office.draft.pk}/submit")

    assert page.status_code == called.status_code == 409
    assert "Cùng lúc này" in page.content.decode()
    assert called.json()["error"]["code"] == "conflict"
