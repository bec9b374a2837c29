"""Every form of every page sent twice at the same moment: as if one had been sent after the other.

What two people do at once must come out as one of the two orders in which they could have done it:
the same rows, the same entries in the journal, and the loser told why. The forms are read out of
the pages as a browser meets them, so that a new act is walked without being named here. Each form
runs against a copy of the database, since what happens at once must be committed. On PostgreSQL;
SQLite has one writer.
"""

from __future__ import annotations

import os
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.db import connection, connections, transaction
from django.test import Client

from forms_cast import Sending, browsers_of, sendings
from keng.journal.models import Entry
from keng.publishing import pdf
from pages_cast import an_office_with_papers
from web_cast import Office

pytestmark = [
    pytest.mark.soak,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer"),
]

MOST: Final = int(os.environ.get("KENG_RACES", "100000"))  # forms that are raced, for a short look
_REFUSED: Final = 4
MUTE: Final = frozenset({"access_signintally", "django_session", "access_opensession"})
"""Tables of the door itself: they count attempts and say nothing of what was done."""
NOT_RACED: Final = frozenset({"/dang-nhap/", "/dang-xuat/"})


class Outcome:
    """What two acts left behind: rows by table, entries by verb, and how each was answered."""

    def __init__(self, before: Counter[str], after: Counter[str], answers: Sequence[int]) -> None:
        self.made = {name: after[name] - before[name] for name in {*before, *after}}
        self.made = {name: count for name, count in self.made.items() if count}
        self.answers = sorted(status // 100 for status in answers)
        self.broke = [status for status in answers if status >= 500]

    def is_like(self, *orders: Outcome, refused: Sequence[Outcome]) -> bool:
        """Whether it is one of the orders, or one act won and the other was told so (4xx)."""
        if self.broke:
            return False
        if any(self.made == one.made for one in orders):
            return True
        return _REFUSED in self.answers and any(self.made == one.made for one in refused)

    def __repr__(self) -> str:
        return f"{self.answers} {self.made}"


def standing() -> Counter[str]:
    """How many rows each table has, and how many entries of each verb the journal."""
    found = Counter[str]()
    for model in apps.get_models():
        table = model._meta.db_table
        if model._meta.managed and table not in MUTE:
            found[table] = model._default_manager.count()
    found.update(f"verb {verb}" for verb in Entry.objects.values_list("verb", flat=True))
    return found


def send(browser: Client, sending: Sending) -> int:
    """The status of the answer."""
    return int(browser.post(sending.action, sending.given()).status_code)


def in_turn(browsers: dict[str, Client], acts: Sequence[Sending]) -> Outcome:
    """The acts one after the other; nothing of it stays."""
    before = standing()
    with transaction.atomic():
        answers = [send(browsers[one.login], one) for one in acts]
        after = standing()
        transaction.set_rollback(True)
    return Outcome(before, after, answers)


def at_once(browsers: dict[str, Client], acts: Sequence[Sending]) -> Outcome:
    """The acts at the same moment, each with a connection of its own, in a copy."""
    answers: list[int] = []
    start = threading.Barrier(len(acts))

    def work(one: Sending) -> None:
        browser = Client(raise_request_exception=False)
        browser.cookies.update(browsers[one.login].cookies)
        try:
            start.wait(30)
            answers.append(send(browser, one))
        finally:
            connections.close_all()

    with a_copy():
        before = standing()
        workers = [threading.Thread(target=work, args=(one,)) for one in acts]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(60)
        assert not any(worker.is_alive() for worker in workers), acts
        return Outcome(before, standing(), answers)


@contextmanager
def a_copy() -> Iterator[None]:
    """All connections of the process go to a fresh copy of the database of the test."""
    settings = connection.settings_dict
    own, copy = str(settings["NAME"]), f"{settings['NAME']}_copy"

    def told(statement: str) -> None:
        connections.close_all()
        settings["NAME"] = "postgres"
        with connection.cursor() as cursor:
            cursor.execute(statement)
        connections.close_all()

    told(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
    told(f'CREATE DATABASE "{copy}" TEMPLATE "{own}"')
    settings["NAME"] = copy
    try:
        yield
    finally:
        told(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
        settings["NAME"] = own


@pytest.fixture
def office(db: None, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The office with something of each kind; without LibreOffice."""
    del db
    monkeypatch.setattr(pdf, "to_pdf", lambda content: content)
    return an_office_with_papers()


def test_what_is_sent_twice_at_once_comes_out_as_one_after_the_other(office: Office) -> None:
    browsers = browsers_of(office)
    forms = [
        one
        for one in sendings(office, browsers)
        if one.method == "post" and urlsplit(one.action).path not in NOT_RACED
    ]
    wrong, acted = [], []
    for form in forms[:MOST]:
        expected = in_turn(browsers, [form, form])
        if not expected.made:
            continue  # refused, or it only shows something
        acted.append(form.action)
        found = at_once(browsers, [form, form])
        alone = in_turn(browsers, [form])
        if not found.is_like(expected, refused=[alone]):
            wrong.append((form.page, form.action, found, expected))
            print("WRONG", wrong[-1], flush=True)

    print(f"{len(forms)} forms, {len(acted)} of them act; {len(wrong)} come out otherwise")
    assert wrong == []
    assert len(acted) > 40


def test_acts_that_contradict_each_other_have_one_winner(office: Office) -> None:
    """Two different forms of one page at once: the outcome is that of one of the two orders."""
    browsers = browsers_of(office)
    by_page: dict[str, list[Sending]] = {}
    for one in sendings(office, browsers):
        if one.method == "post" and urlsplit(one.action).path not in NOT_RACED:
            by_page.setdefault(one.page, []).append(one)
    wrong, pairs = [], 0
    for page, forms in by_page.items():
        acting = [one for one in forms if in_turn(browsers, [one]).made]
        for place, one in enumerate(acting):
            for other in acting[place + 1 :]:
                if pairs >= MOST:
                    break
                pairs += 1
                orders = [in_turn(browsers, [one, other]), in_turn(browsers, [other, one])]
                alone = [in_turn(browsers, [one]), in_turn(browsers, [other])]
                found = at_once(browsers, [one, other])
                if not found.is_like(*orders, refused=alone):
                    wrong.append((page, one.action, other.action, found, orders))
                    print("WRONG", wrong[-1], flush=True)

    print(f"{pairs} pairs, {len(wrong)} come out in no order")
    assert wrong == []
    assert pairs > 20
