"""Every form of every page, sent with texts that no honest browser sends.

Each page is opened as whoever works there; its forms and the parameters of its address are read out
of it and sent again, one field at a time made hostile. No answer may be a failure of ours. The
short round takes a part of the fields; KENG_FUZZ takes all of them with every text.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final
from zlib import crc32

import pytest
from django.db import transaction
from django.test import Client

from forms_cast import Sending, browsers_of, sendings
from keng.journal.models import Entry
from keng.orgunits.queries import ancestors
from keng.publishing import pdf
from keng.web.frame.journalscope import units_of_streams
from pages_cast import an_office_with_papers
from web_cast import NOW, Office

pytestmark = pytest.mark.django_db

EACH: Final = int(os.environ.get("KENG_FUZZ", "0"))  # texts for each field; all fields then
ONE_IN: Final = 9  # of the fields, in the round of every day
HOSTILE: Final = (
    "9" * 5000,
    "9" * 25,
    "-9223372036854775809",
    "²",
    "٣",
    "khong-phai-so",
    "9999-13-99",
    "0000-00-00",
    "1e999",
    "../../../../etc/passwd",
    "{{ 7*7 }}{% debug %}",
    "=HYPERLINK(1)\t\r\nX-Evil: 1",
    "Ẫ" * 3000,
    "\u202egpj.exe",
    "%s%n{0.__class__}",
    "' OR 1=1 --",
    "",
)


@pytest.fixture
def office(db: None, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The office with something of each kind; without LibreOffice."""
    del db
    monkeypatch.setattr(pdf, "to_pdf", lambda content: content)
    return an_office_with_papers()


def test_no_field_of_a_form_brings_a_page_down(office: Office) -> None:
    browsers = browsers_of(office)
    answers, failures = Counter[int](), []

    for sending in sendings(office, browsers):
        for name in dict(sending.fields):
            for text in texts_for(sending, name):
                status = sent(browsers[sending.login], sending, name, text)
                answers[status] += 1
                if status >= 500:
                    failures.append((sending.page, sending.action, name, text[:30]))

    assert failures == []
    assert answers.total() > 100, answers  # forms were found


def test_no_form_reaches_into_another_unit(office: Office) -> None:
    """Numbers in forms and addresses are swapped for those of other rows.

    Whatever is written down then is about units that the person may view, or about a unit above:
    the run of recognition in which one registers is the decider's.
    """
    browsers, reached = browsers_of(office), {}
    forms = sendings(office, browsers)  # first: it makes units of its own
    for login in set(browsers) - {""}:
        account = office.accounts[login]
        reached[login] = office.actor(login).reach("view", on=NOW.date()) | {
            *ancestors(account.unit_id or 0, on=NOW.date())
        }
    astray, written = [], 0

    for sending in forms:
        for action, name, number in swaps(sending) if sending.method == "post" else ():
            with transaction.atomic():
                last = Entry.objects.latest("pk").pk
                browsers[sending.login].post(action, sending.given(name, number))
                streams = set(Entry.objects.filter(pk__gt=last).values_list("stream", flat=True))
                units = units_of_streams(streams)
                transaction.set_rollback(True)
            written += bool(streams)
            astray += [
                (sending.login, action, name, number, stream)
                for stream, unit in units.items()
                if unit is not None and unit not in reached[sending.login]
            ]

    assert astray == []
    assert written > 10  # some of the swapped forms do something


def swaps(sending: Sending) -> Iterator[tuple[str, str, str]]:
    """The address or one field with another number: (address, field, number)."""
    numbers = [str(number) for number in range(1, EACH + 4)]
    places = [name for name, value in dict(sending.fields).items() if value.isdecimal()]
    for name in places:
        yield from ((sending.action, name, number) for number in numbers if turn(sending, name))
    if found := re.findall(r"\d+", sending.action):
        for number in numbers:
            if turn(sending, number):
                yield sending.action.replace(found[-1], number), "", ""


def turn(sending: Sending, name: str) -> bool:
    """Whether a field is in the round of today."""
    return bool(EACH) or crc32(f"{sending.action} {name}".encode()) % ONE_IN == 0


def texts_for(sending: Sending, name: str) -> Iterator[str]:
    """The hostile texts whose turn it is at a field."""
    drawn = crc32(f"{sending.page} {sending.action} {name}".encode())
    turn = drawn // ONE_IN
    if EACH:
        yield from (HOSTILE[(turn + n) % len(HOSTILE)] for n in range(min(EACH, len(HOSTILE))))
    elif drawn % ONE_IN == 0:
        yield HOSTILE[turn % len(HOSTILE)]


def sent(browser: Client, sending: Sending, name: str, text: str) -> int:
    """The status of the answer; nothing of what the form did stays."""
    with transaction.atomic():
        send = browser.get if sending.method == "get" else browser.post
        answer = send(sending.action, sending.given(name, text))
        transaction.set_rollback(True)
    return int(answer.status_code)
