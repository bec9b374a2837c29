"""The journal is read with a cursor: who is told what, once, and nothing is lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from keng.access import actions as access
from keng.access.actions import Days
from keng.journal.models import Entry
from keng.kernel.actors import OPERATOR
from keng.kernel.figures import CellKey
from keng.notices import actions as notices_actions
from keng.notices import tasks
from keng.notices.actions import hearing
from keng.notices.models import Cursor, Heard, Notice
from keng.reporting import actions
from notices_told import heard, notices
from reporting_cast import cells
from web_cast import NOW, Office, an_office

LATER = NOW + timedelta(minutes=5)
HOUR = timedelta(hours=1)


def hand_in(office: Office) -> None:
    clerk = office.actor("clerk")
    actions.enter(office.draft.pk, cells(cases=9, fires=2), actor=clerk, at=NOW)
    actions.submit(office.draft.pk, actor=clerk, at=NOW)


def accepted(office: Office) -> None:
    hand_in(office)
    office.draft.refresh_from_db()
    actions.accept(
        office.draft.pk, revision=office.draft.revision, actor=office.actor("officer"), at=NOW
    )


@pytest.mark.django_db
def test_a_new_round_is_told_to_those_who_hand_in_for_each_unit() -> None:
    an_office()

    assert [one for one in heard(NOW) if one[1] == "opened"] == [
        ("clerk", "opened"),
        ("leader", "opened"),
        ("other.clerk", "opened"),
    ]


def test_what_is_handed_in_is_told_to_the_officer_above(office: Office) -> None:
    hand_in(office)

    assert heard(LATER) == [("officer", "submitted")]


def test_a_return_is_told_with_its_day_and_without_its_reason(office: Office) -> None:
    hand_in(office)
    actions.return_for_correction(
        office.draft.pk,
        {CellKey("fires"): "thiếu vụ ngày 12/8"},
        "Xem lại mục cháy",
        due_on=date(2024, 9, 9),
        actor=office.actor("officer"),
        at=NOW,
    )

    heard(LATER)

    found = Notice.objects.get(kind="returned", account=office.accounts["clerk"])
    assert found.facts == {"due": "2024-09-09"}
    assert found.submission_id == office.draft.pk


def test_whoever_did_it_is_not_told(office: Office) -> None:
    actions.enter(office.draft.pk, cells(cases=9), actor=office.actor("officer"), at=NOW)
    actions.submit(office.draft.pk, actor=office.actor("officer"), at=NOW)

    assert heard(LATER) == []


def test_accepted_locked_and_reopened_are_told_to_the_unit(office: Office) -> None:
    accepted(office)
    officer = office.actor("officer")
    actions.lock(office.draft.pk, "Chốt số liệu tháng", actor=officer, at=NOW)
    actions.reopen(office.draft.pk, "Bổ sung số liệu", actor=officer, at=NOW)

    told = [one for one in heard(LATER) if one[0] == "leader"]

    assert told == [("leader", "accepted"), ("leader", "locked"), ("leader", "reopened")]


def test_an_adjustment_and_the_answer_to_it_are_told_to_the_other_side(office: Office) -> None:
    accepted(office)
    made = actions.adjust(
        office.draft.pk,
        CellKey("fires"),
        3,
        "Đối chiếu sổ",
        adjuster_unit_id=office.north,
        actor=office.actor("officer"),
        at=NOW,
    )
    actions.answer_adjustment(made.pk, "agreed", actor=office.actor("clerk"), at=NOW)

    told = heard(LATER)

    assert ("clerk", "adjusted") in told
    assert ("officer", "answered") in told
    assert not {"3", 3} & set(Notice.objects.get(kind="answered").facts.values())


def test_a_moved_due_day_is_told_with_both_days(office: Office) -> None:
    actions.extend_round(
        office.round_id, date(2024, 9, 12), "Mưa bão", actor=office.actor("officer"), at=NOW
    )

    assert heard(LATER) == [(who, "due_moved") for who in ("clerk", "leader", "other.clerk")]
    assert Notice.objects.filter(facts={"old": "2024-09-05", "new": "2024-09-12"}).count() == 3


def test_a_substitute_is_told_and_gets_what_comes_for_the_absent_one(office: Office) -> None:
    clerk, stranger = office.accounts["clerk"], office.accounts["stranger"]
    days = Days(date(2024, 9, 2), date(2024, 9, 20))
    access.appoint_substitute(
        clerk.pk, stranger.pk, unit_id=office.one, days=days, actor=OPERATOR, at=NOW
    )
    actions.extend_round(
        office.round_id, date(2024, 9, 12), "Mưa bão", actor=office.actor("officer"), at=NOW
    )

    told = heard(LATER)

    assert ("stranger", "post") in told
    assert ("stranger", "due_moved") in told


def test_a_post_that_is_handed_over_is_told_to_the_successor(office: Office) -> None:
    clerk, stranger = office.accounts["clerk"], office.accounts["stranger"]
    access.hand_over_duties(
        clerk.pk,
        stranger.pk,
        unit_id=office.one,
        on=date(2024, 9, 2),
        actor=OPERATOR,
        at=NOW,
    )

    assert heard(LATER) == [("stranger", "post")]


def test_grants_of_the_day_decide_and_not_those_of_today(office: Office) -> None:
    hand_in(office)
    (grant,) = [one.pk for one in office.accounts["officer"].grants.all()]
    access.end_grant(grant, actor=OPERATOR, at=NOW + timedelta(days=1))

    assert heard(NOW + timedelta(days=2)) == [("officer", "submitted")]


def test_reading_again_tells_nothing_twice(office: Office) -> None:
    hand_in(office)

    first, second = heard(LATER), heard(LATER + HOUR * 3)

    assert first == second == [("officer", "submitted")]


def test_notices_cannot_be_doubled_even_by_hand(office: Office) -> None:
    hand_in(office)
    heard(LATER)
    row = Notice.objects.get()
    row.pk = None

    with pytest.raises(IntegrityError):
        row.save(force_insert=True)


def test_a_batch_that_fails_is_heard_again_whole(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(office)

    def broken(*_args: object, **_more: object) -> None:
        raise RuntimeError("the machine stopped")

    with monkeypatch.context() as patch:
        patch.setattr(hearing, "_doubt_papers", broken)
        with pytest.raises(RuntimeError):
            tasks.read_journal(at=LATER)

    assert notices() == []
    assert heard(LATER) == [("officer", "submitted")]


def test_an_entry_that_appears_behind_the_newest_one_is_still_heard(office: Office) -> None:
    """Its transaction was open while a later entry was committed and heard."""
    hand_in(office)
    late = Entry.objects.get(verb="reporting.submit")
    late_id = late.pk
    actions.extend_due(
        office.other_draft.pk, date(2024, 9, 12), "Mưa", actor=office.actor("officer"), at=NOW
    )
    Heard.objects.create(entry_id=late_id, at=LATER)  # as if it were not there yet
    assert ("officer", "submitted") not in heard(LATER)
    Heard.objects.filter(entry_id=late_id).delete()

    assert ("officer", "submitted") in heard(LATER + timedelta(minutes=20))


def test_the_cursor_settles_only_after_the_longest_transaction(office: Office) -> None:
    hand_in(office)
    before = Cursor.objects.get(name="journal").settled_id
    last = Entry.objects.filter(verb="reporting.submit").values_list("pk", flat=True).get()
    tasks.read_journal(at=LATER)
    assert Cursor.objects.get(name="journal").settled_id == before

    tasks.read_journal(at=LATER + HOUR)

    assert Cursor.objects.get(name="journal").settled_id == last
    assert not Heard.objects.filter(entry_id__lte=last).exists()


def test_small_batches_come_to_the_same_as_a_large_one(office: Office) -> None:
    accepted(office)
    while not notices_actions.hear(at=LATER, limit=1).is_last:
        pass

    assert notices() == [("clerk", "accepted"), ("leader", "accepted"), ("officer", "submitted")]


def test_old_news_is_stored_as_read(office: Office) -> None:
    hand_in(office)

    heard(NOW + timedelta(days=15))

    assert Notice.objects.get().read_at is not None
