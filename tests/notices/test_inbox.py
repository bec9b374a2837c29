"""One's own notices: words, filters, read or not, and what happened since the last visit."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keng.access import actions as access
from keng.access.actions import Days
from keng.access.queries import problems as problems_of_access
from keng.journal.models import Entry
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import BadInput, NotAllowed, NotFound
from keng.notices import actions, queries, tasks
from keng.notices.models import MailRefusal, Notice
from keng.notices.vocabulary import KIND_WORDS, Kind
from keng.notices.wording import _SENTENCES
from keng.reporting import actions as reporting
from web_cast import NOW, PASSWORD, Office

LATER = NOW + timedelta(minutes=5)


def moved(office: Office, day: int = 12) -> None:
    reporting.extend_round(
        office.round_id, date(2024, 9, day), "Mưa bão", actor=office.actor("officer"), at=NOW
    )
    tasks.read_journal(at=LATER)


def test_a_notice_is_told_in_both_languages(office: Office) -> None:
    moved(office)
    clerk = office.actor("clerk")

    (vi,) = queries.inbox(clerk, at=LATER).notices
    (en,) = queries.inbox(clerk, at=LATER, language="en").notices

    assert vi.text == "Hạn nộp “Biểu commune, tháng 8/2024” của xã Một chuyển sang 12/09/2024."
    assert en.text == "“Biểu commune, tháng 8/2024” of xã Một is now due 12/09/2024."
    assert (vi.kind_label, en.kind_label) == ("Hạn nộp thay đổi", "A due day moved")


def test_a_substitution_names_both_people_and_its_days(office: Office) -> None:
    days = Days(date(2024, 9, 2), date(2024, 9, 20))
    clerk, stranger = office.accounts["clerk"].pk, office.accounts["stranger"].pk
    access.appoint_substitute(
        clerk, stranger, unit_id=office.one, days=days, actor=OPERATOR, at=NOW
    )
    tasks.read_journal(at=LATER)

    (one,) = queries.inbox(office.actor("stranger"), at=LATER).notices

    assert one.text == (
        "Người stranger làm thay Người clerk tại xã Một, từ 02/09/2024 đến trước 20/09/2024."
    )


def test_every_kind_has_its_words() -> None:
    assert set(KIND_WORDS) == set(_SENTENCES) == set(Kind)


def test_others_notices_are_nobodys_business(office: Office) -> None:
    moved(office)
    theirs = Notice.objects.get(account=office.accounts["other.clerk"])

    assert actions.mark_read([theirs.pk], actor=office.actor("clerk"), at=LATER) == 0
    with pytest.raises(NotFound):
        queries.notice_of(theirs.pk, actor=office.actor("clerk"))


def test_reading_counts_down_and_new_ones_stay_unread(office: Office) -> None:
    moved(office)
    clerk = office.actor("clerk")
    seen = queries.inbox(clerk, at=LATER).newest
    moved(office, day=13)
    assert queries.unread_count(clerk) == 2

    actions.mark_all_read(up_to=seen, actor=clerk, at=LATER)

    assert queries.unread_count(clerk) == 1


def test_the_count_in_the_bar_is_one_query(office: Office) -> None:
    clerk = office.actor("clerk")
    with CaptureQueriesContext(connection) as asked:
        queries.unread_count(clerk)

    assert len(asked) == 1
    assert queries.unread_count(OPERATOR) == 0


def test_the_list_is_filtered_and_goes_on_where_it_stopped(office: Office) -> None:
    for day in (12, 13, 14):
        moved(office, day)
    clerk = office.actor("clerk")

    first = queries.inbox(clerk, at=LATER, limit=2)
    rest = queries.inbox(clerk, at=LATER, limit=2, before=first.before)
    none = queries.inbox(clerk, at=LATER, kinds=["returned"])

    days = [one.text[-11:-1] for one in (*first.notices, *rest.notices)]
    assert days == ["14/09/2024", "13/09/2024", "12/09/2024"]
    assert rest.before is None
    assert none.notices == []
    assert dict(none.kinds) == {"due_moved": 3}


def test_what_happened_since_the_last_visit_counts_from_the_sign_in_before(office: Office) -> None:
    access.sign_in("clerk", PASSWORD, at=NOW - timedelta(days=2))
    moved(office)
    access.sign_in("clerk", PASSWORD, at=NOW + timedelta(hours=1))
    clerk = office.actor("clerk")

    found = queries.since_last_visit(clerk, at=NOW + timedelta(hours=1))
    access.sign_in("clerk", PASSWORD, at=NOW + timedelta(days=1))
    later = queries.since_last_visit(clerk, at=NOW + timedelta(days=1))

    assert found.since == NOW - timedelta(days=2)
    assert dict(found.kinds) == {"due_moved": 1}
    assert (len(found.notices), found.more) == (1, 0)
    assert list(later.notices) == []


def test_who_was_here_once_only_sees_the_last_seven_days(office: Office) -> None:
    moved(office)

    found = queries.since_last_visit(office.actor("clerk"), at=LATER)

    assert found.since is None
    assert len(found.notices) == 1


def test_a_choice_of_mail_is_kept_journalled_and_taken_back(office: Office) -> None:
    clerk = office.actor("clerk")
    actions.choose_mail(["returned"], wants_mail=True, actor=clerk, at=NOW)
    assert queries.mail_choice(clerk).kinds == ["returned"]

    actions.choose_mail([kind.value for kind in Kind], wants_mail=True, actor=clerk, at=NOW)

    assert queries.mail_choice(clerk).refused == frozenset()
    assert not MailRefusal.objects.exists()
    assert Entry.objects.filter(verb="notices.mail_chosen").count() == 2
    assert list(queries.problems()) == []


def test_a_kind_that_does_not_exist_is_refused(office: Office) -> None:
    with pytest.raises(BadInput):
        actions.choose_mail(["rumour"], wants_mail=True, actor=office.actor("clerk"), at=NOW)
    assert not MailRefusal.objects.exists()


def test_a_contact_is_the_persons_own_or_the_keepers_business(office: Office) -> None:
    clerk = office.accounts["clerk"].pk
    access.set_contact(
        clerk, email=" bao.cao@xa.vn ", phone="0912  345 678", actor=office.actor("clerk"), at=NOW
    )
    office.accounts["clerk"].refresh_from_db()
    assert office.accounts["clerk"].email == "bao.cao@xa.vn"
    assert office.accounts["clerk"].phone == "0912 345 678"

    access.set_contact(clerk, email="", phone="", actor=office.actor("keeper"), at=NOW)
    for login in ("officer", "other.clerk", "stranger"):
        with pytest.raises(NotAllowed):
            access.set_contact(clerk, email="x@y.vn", phone="", actor=office.actor(login), at=NOW)
    for wrong in ({"email": "không phải", "phone": ""}, {"email": "", "phone": "gọi tôi"}):
        with pytest.raises(BadInput):
            access.set_contact(clerk, **wrong, actor=office.actor("clerk"), at=NOW)
    office.accounts["clerk"].refresh_from_db()
    assert office.accounts["clerk"].email == ""


def test_a_contact_changed_by_hand_is_found_and_old_commitments_stay_true(office: Office) -> None:
    assert list(problems_of_access()) == []
    type(office.accounts["clerk"]).objects.filter(login="clerk").update(sealed="0900000000")

    assert {one.table for one in problems_of_access()} == {"access_account"}
