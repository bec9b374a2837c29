"""Passwords, codes and tokens are in the answer that tells them once, and nowhere else.

Everything that somebody could read is looked through: the log with its tracebacks, pages of errors,
the figures for machines, the journal, the rows of jobs, and every other row of the database.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

import pytest
from django.apps import apps
from django.test import Client

from jobs_cast import asked, tracing, worked_off
from keng.access import actions as access
from keng.access import totp, vault
from keng.access.models import SecondStep
from keng.jobs.queries import StepView
from keng.kernel.actors import OPERATOR
from keng.web import clock
from keng.web.views import security, session
from web_cast import PASSWORD, Office

pytestmark = pytest.mark.django_db

LASTING: Final = "mat-khau-lau-dai-bi-mat-91"
WRONG: Final = "mat-khau-go-nham-bi-mat-92"
MAIL: Final = "dia-chi-rieng-93@example.org"


def broken(*_: object, **__: object) -> Any:
    """A bug of ours in the middle of an act."""
    raise RuntimeError("hỏng giữa chừng")


def everything_stored() -> str:
    """Every row of every table as text, but for what a person is meant to see of an account."""
    return "\n".join(
        json.dumps(row, default=str, ensure_ascii=False)
        for model in apps.get_models()
        if model._meta.managed
        for row in model._default_manager.values()
    )


def written(records: list[logging.LogRecord]) -> str:
    """The log as a file would hold it, tracebacks included."""
    form = logging.Formatter("%(name)s %(levelname)s %(message)s")
    return "\n".join(form.format(record) for record in records)


def a_second_step(browser: Client, office: Office) -> Iterator[str]:
    """Turn the second step on; its secret, the code that was typed, and the codes for paper."""
    browser.post("/tai-khoan/bao-mat/cai/")
    step = SecondStep.objects.get(account=office.accounts["leader"])
    secret = vault.opened(step.sealed, account_id=step.account_id)
    yield totp.readable(secret)
    yield totp.readable(secret).replace(" ", "")
    code = totp.code_of(secret, int(clock.now().timestamp()) // 30)
    answer = browser.post("/tai-khoan/bao-mat/bat/", {"code": code})
    yield from answer.context["codes"]
    yield from (one.replace("-", "") for one in answer.context["codes"])


def test_no_secret_is_found_anywhere_but_where_it_was_told(
    office: Office, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    secrets, pages = [LASTING, WRONG, PASSWORD], []
    person = Client(raise_request_exception=False)
    last_day = (clock.now() + timedelta(days=9)).date().isoformat()
    token = {"label": "Máy", "scope": "read", "last_day": last_day, "password": PASSWORD}

    # What goes well tells its secrets once.
    person.post("/dang-nhap/", {"login": "leader", "password": WRONG})
    person.post("/dang-nhap/", {"login": LASTING, "password": PASSWORD})  # in the wrong field
    person.post("/dang-nhap/", {"login": "leader", "password": PASSWORD})
    secrets.append(person.post("/tai-khoan/ma/", token).context["new_token"])
    feed = person.post("/tai-khoan/lich/").content.decode()
    secrets += re.findall(r"/lich/([^\".]{20,})\.ics", feed)
    secrets += a_second_step(person, office)
    secrets.append(
        access.give_temporary_password(
            office.accounts["stranger"].pk, actor=OPERATOR, at=clock.now()
        )
    )
    person.get(f"/api/v1/units?q=xa&token={secrets[3]}", headers={"Authorization": "Bearer keng_x"})

    # And what breaks in the middle tells none.
    monkeypatch.setattr(session.actions, "sign_in", broken)
    monkeypatch.setattr(session.actions, "set_password", broken)
    monkeypatch.setattr(security.actions, "make_token", broken)
    again = {"present": PASSWORD, "wanted": LASTING, "again": LASTING}
    pages += [
        Client(raise_request_exception=False).post(
            "/dang-nhap/", {"login": "leader", "password": WRONG}
        ),
        person.post("/mat-khau/", again),
        person.post("/tai-khoan/ma/", token),
        office.browser("auditor").get("/nhat-ky/"),
        office.browser("keeper").get("/viec/"),
        Client().get("/metrics"),
    ]

    kept = f"{everything_stored()}\n{written(caplog.records)}"
    shown = "\n".join(page.content.decode() for page in pages)
    assert [page.status_code for page in pages[:3]] == [500, 500, 500]
    assert len(secrets) > 25
    assert "hỏng giữa chừng" in kept  # the log was looked at
    assert [one for one in secrets if one in kept] == []
    assert [one for one in secrets if one in shown] == []
    assert "Traceback" not in shown
    assert "hỏng giữa chừng" not in shown


def test_a_job_that_fails_tells_the_person_no_more_than_that(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    def leaking(_step: StepView) -> None:
        raise RuntimeError(f"connection to postgresql://keng:{WRONG}@host refused")

    tracing().before = leaking
    job = asked(office.actor("clerk"), unit_id=office.one)
    worked_off()

    page = office.browser("clerk").get(f"/viec/{job.pk}/")
    assert WRONG not in page.content.decode()
    assert WRONG not in everything_stored()
    assert "failed" in caplog.text  # the operator finds it in the log
