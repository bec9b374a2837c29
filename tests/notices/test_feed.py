"""The calendar of due days: right by RFC 5545, secret, and it moves with the due days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from keng.access import actions as access
from keng.access.actors import AccountActor
from keng.journal.models import Entry
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import NotAllowed, NotFound
from keng.notices import actions, feed, queries
from keng.notices.models import Feed
from keng.reporting import actions as reporting
from reporting_cast import cells
from web_cast import NOW, Office


def events(office: Office, login: str, at: Any = NOW) -> list[Any]:
    content = feed.calendar_of(office.actor(login), at=at)
    return list(Calendar.from_ical(content).walk("VEVENT"))


def test_a_clerk_sees_the_due_day_of_the_form_as_a_whole_day(office: Office) -> None:
    (event,) = events(office, "clerk")

    assert event["SUMMARY"] == "Hạn nộp: Biểu commune, tháng 8/2024 – xã Một"
    assert event.decoded("DTSTART") == date(2024, 9, 5)
    assert event.decoded("DTEND") == date(2024, 9, 6)
    assert event["TRANSP"] == "TRANSPARENT"
    assert event["UID"].startswith(f"bieu-{office.draft.pk}@")


def test_whoever_runs_a_round_sees_its_day(office: Office) -> None:
    (event,) = events(office, "officer")

    assert event["SUMMARY"] == "Hạn của đợt: Biểu commune, tháng 8/2024"


def test_the_file_keeps_to_the_rules_of_rfc_5545(office: Office) -> None:
    content = feed.calendar_of(office.actor("clerk"), at=NOW)
    calendar = Calendar.from_ical(content)

    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert (calendar["VERSION"], calendar["METHOD"]) == ("2.0", "PUBLISH")
    assert calendar["PRODID"]
    (zone,) = calendar.walk("VTIMEZONE")
    assert zone["TZID"] == "Asia/Ho_Chi_Minh"
    for event in calendar.walk("VEVENT"):
        assert {"UID", "DTSTAMP", "DTSTART"} <= event.keys()


def test_an_event_keeps_its_name_and_grows_in_sequence_when_the_day_moves(office: Office) -> None:
    (before,) = events(office, "clerk")
    reporting.extend_round(
        office.round_id,
        date(2024, 9, 12),
        "Mưa bão",
        actor=office.actor("officer"),
        at=NOW + timedelta(hours=1),
    )

    (after,) = events(office, "clerk")
    (whole,) = events(office, "officer")

    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"], whole["SEQUENCE"]) == (0, 1, 1)
    assert after.decoded("DTSTART") == whole.decoded("DTSTART") == date(2024, 9, 12)
    assert after.decoded("DTSTAMP") > before.decoded("DTSTAMP")


def test_a_returned_form_stands_on_its_own_day(office: Office) -> None:
    clerk = office.actor("clerk")
    reporting.enter(office.draft.pk, cells(cases=9777), actor=clerk, at=NOW)
    reporting.submit(office.draft.pk, actor=clerk, at=NOW)
    assert events(office, "clerk") == []  # handed in: nothing is due
    reporting.return_for_correction(
        office.draft.pk,
        {},
        "Sai số 9777",
        due_on=date(2024, 9, 20),
        actor=office.actor("officer"),
        at=NOW,
    )

    (event,) = events(office, "clerk")

    assert event.decoded("DTSTART") == date(2024, 9, 20)
    assert event["SEQUENCE"] == 1
    assert b"9777" not in feed.calendar_of(clerk, at=NOW)


def test_the_same_state_gives_the_same_bytes(office: Office) -> None:
    first, second = (
        feed.calendar_of(office.actor("clerk"), at=NOW + timedelta(minutes=n)) for n in (1, 2)
    )

    assert first == second


def test_the_secret_is_stored_as_a_digest_and_opens_its_own_calendar(office: Office) -> None:
    secret = actions.renew_feed(actor=office.actor("clerk"), at=NOW)

    assert queries.whose_feed(secret).account_id == office.accounts["clerk"].pk
    assert secret not in str(list(Feed.objects.values()))
    assert secret not in str(list(Entry.objects.values_list("facts", flat=True)))


def test_a_new_address_ends_the_old_one_and_an_ended_one_opens_nothing(office: Office) -> None:
    clerk = office.actor("clerk")
    old = actions.renew_feed(actor=clerk, at=NOW)
    new = actions.renew_feed(actor=clerk, at=NOW)

    with pytest.raises(NotFound):
        queries.whose_feed(old)
    actions.end_feed(actor=clerk, at=NOW)
    with pytest.raises(NotFound):
        queries.whose_feed(new)
    with pytest.raises(NotFound):
        actions.end_feed(actor=clerk, at=NOW)
    assert list(queries.problems()) == []


def test_a_closed_account_has_no_calendar(office: Office) -> None:
    secret = actions.renew_feed(actor=office.actor("clerk"), at=NOW)
    access.close_account(office.accounts["clerk"].pk, actor=OPERATOR, at=NOW)

    with pytest.raises(NotFound):
        queries.whose_feed(secret)


def test_the_operator_has_neither_a_calendar_nor_mail(office: Office) -> None:
    assert office.nation
    with pytest.raises(NotAllowed):
        actions.renew_feed(actor=OPERATOR, at=NOW)
    with pytest.raises(NotAllowed):
        actions.choose_mail([], wants_mail=False, actor=OPERATOR, at=NOW)


def test_a_feed_that_was_put_in_by_hand_is_found(office: Office) -> None:
    Feed.objects.create(account=office.accounts["clerk"], digest="0" * 64, made_at=NOW)

    assert [one.table for one in queries.problems()] == ["notices_feed"]


def test_rounds_of_units_below_stay_out_of_the_calendar_above(office: Office) -> None:
    made = access.create_account("tinh", "", unit_id=office.province, actor=OPERATOR, at=NOW)
    access.grant(made.pk, "officer", unit_id=office.province, actor=OPERATOR, at=NOW)

    content = feed.calendar_of(AccountActor(made), at=NOW)

    assert b"BEGIN:VEVENT" not in content
