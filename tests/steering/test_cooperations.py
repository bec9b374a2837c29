"""Coordination: terms by papers, what is due, results counted once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from keng.kernel.errors import BadInput, Conflict, NotAllowed, WrongState
from keng.packs import installed
from keng.steering import actions, queries
from keng.steering.actions import MeetingGiven, OutcomeGiven
from keng.steering.countable import is_countable
from keng.steering.models import Outcome, Term
from keng.steering.queries.shapes import CooperationView, Share
from steering_cast import TODAY, Steering, a_paper
from web_cast import NOW


def seen(told: Steering, login: str = "clerk", on: date = TODAY) -> CooperationView:
    return queries.cooperation_view(told.cooperation.pk, told.office.actor(login), on=on)


def outcome(told: Steering, value: int, **also: object) -> Outcome:
    given = {
        "indicator": "fires",
        "value": value,
        "first": date(2024, 8, 1),
        "last": date(2024, 8, 31),
        "partner_id": told.front.pk,
        **also,
    }
    return actions.add_outcome(
        told.cooperation.pk, OutcomeGiven(**given), actor=told.office.actor("clerk"), at=NOW
    )


def test_months_without_meeting_are_missed_and_the_rest_is_due(told: Steering) -> None:
    clerk = told.office.actor("clerk")
    for day in (date(2024, 2, 20), date(2024, 8, 30)):
        actions.enter_cooperation_meeting(
            told.cooperation.pk,
            MeetingGiven(day, present=[told.front.pk]),
            actor=clerk,
            at=NOW,
        )

    head = seen(told).head

    # Missed: March to July, and the review of the first half year. Signed on 15 January.
    assert (head.missed, head.met) == (6, 2)
    assert head.next_due == date(2024, 9, 30)


def test_the_end_of_the_term_is_near_and_an_extension_moves_it(told: Steering) -> None:
    clerk = told.office.actor("clerk")
    assert (seen(told).head.state, seen(told).head.days_left) == ("ending", 59)

    paper = a_paper(told.office, "40", "Gia hạn chương trình phối hợp")
    actions.extend_cooperation(
        told.cooperation.pk,
        paper,
        date(2024, 11, 1),
        date(2025, 12, 31),
        actor=clerk,
        at=NOW,
    )

    head = seen(told).head
    assert (head.state, head.last) == ("running", date(2025, 12, 31))
    assert Term.objects.count() == 2
    with pytest.raises(Conflict):
        actions.extend_cooperation(
            told.cooperation.pk, paper, date(2026, 1, 1), None, actor=clerk, at=NOW
        )


def test_a_term_that_has_passed_is_over_and_asks_for_nothing_more(told: Steering) -> None:
    head = seen(told, on=date(2024, 12, 20)).head

    assert (head.state, head.last, head.days_left) == ("over", date(2024, 10, 31), None)


def test_a_stopped_programme_takes_no_extension(told: Steering) -> None:
    clerk = told.office.actor("clerk")
    actions.stop_cooperation(
        told.cooperation.pk, date(2024, 9, 1), "Ký chương trình mới", actor=clerk, at=NOW
    )

    assert seen(told).head.state == "stopped"
    with pytest.raises(WrongState):
        actions.add_partner(told.cooperation.pk, name="Hội Phụ nữ xã", actor=clerk, at=NOW)


def test_a_result_counts_once_at_its_partner(told: Steering) -> None:
    outcome(told, 3, together=[told.school.pk])
    outcome(told, 2, partner_id=told.school.pk)

    (row,) = seen(told).table

    assert row.total == 5
    assert row.shares == {
        told.front.pk: Share(own=3, rows=1),
        told.school.pk: Share(own=2, rows=1, together=1),
    }
    assert sum(share.own for share in row.shares.values()) == row.total


def test_a_withdrawn_result_is_listed_and_counts_no_more(told: Steering) -> None:
    made = outcome(told, 3)
    actions.withdraw_outcome(made.pk, "Ghi nhầm", actor=told.office.actor("clerk"), at=NOW)

    view = seen(told)
    assert view.table == []
    assert [one.withdrawn_why for one in view.outcomes] == ["Ghi nhầm"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"indicator": "no_such"},
        {"last": TODAY + timedelta(days=1)},
        {"first": date(2024, 9, 1), "last": date(2024, 8, 1)},
        {"first": date(2023, 12, 1)},
        {"value": 0},
        {"partner_id": 999_999},
        {"note": "Ông Nguyễn Văn Bình thực hiện"},
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(wrong: dict, told: Steering) -> None:
    with pytest.raises(BadInput):
        outcome(told, wrong.pop("value", 3), **wrong)

    assert not Outcome.objects.exists()


def test_small_counts_of_people_are_not_told_by_partner(told: Steering) -> None:
    small = [code for code, one in installed.current().indicators.items() if one.small]
    assert small
    for code in small:
        assert not is_countable(installed.current().indicators[code])
        with pytest.raises(BadInput):
            outcome(told, 3, indicator=code)


def test_a_partner_unit_reads_and_another_does_not(told: Steering) -> None:
    assert seen(told, "other.clerk").head.title == "Phối hợp giữ gìn trật tự trường học"
    assert not seen(told, "other.clerk").may_write

    actions.end_partner(told.school.pk, date(2024, 9, 1), actor=told.office.actor("clerk"), at=NOW)
    with pytest.raises(NotAllowed):
        seen(told, "other.clerk")


def test_a_partner_is_a_body_and_never_a_person(told: Steering) -> None:
    with pytest.raises(BadInput):
        actions.add_partner(
            told.cooperation.pk,
            name="Ông Lê Văn Sơn",
            actor=told.office.actor("clerk"),
            at=NOW,
        )
