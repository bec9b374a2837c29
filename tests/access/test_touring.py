"""The tour of the first sign-in: which one, seen once, and again when its person asks."""

from __future__ import annotations

import pytest

from access_cast import AT, Country, somebody
from keng.access import actions, queries
from keng.access.models import TourSeen
from keng.access.roles import Role
from keng.access.tours import Tour, tours_for
from keng.journal.queries import entries_of
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import BadInput, NotAllowed
from keng.orgunits.vocabulary import Level


@pytest.mark.parametrize(
    ("role", "level", "tour"),
    [
        (Role.CLERK, Level.COMMUNE, Tour.CLERK),
        (Role.CLERK, Level.BODY, Tour.CLERK),
        (Role.CLERK, Level.VILLAGE, Tour.HEAD),
        (Role.CLERK, Level.SCHOOL, Tour.HEAD),
        (Role.LEADER, Level.COMMUNE, Tour.LEADER),
        (Role.OFFICER, Level.PROVINCE, Tour.OFFICER),
        (Role.AUDITOR, Level.PROVINCE, Tour.OTHER),
    ],
)
def test_the_work_of_a_duty_decides_the_tour(role: Role, level: Level, tour: Tour) -> None:
    assert tours_for([(role, level)]) == (tour,)


def test_who_does_several_kinds_of_work_gets_a_tour_for_each() -> None:
    duties = [
        (Role.LEADER, Level.COMMUNE),
        (Role.ADMINISTRATOR, Level.COMMUNE),
        (Role.CLERK, Level.COMMUNE),
    ]

    assert tours_for(duties) == (Tour.CLERK, Tour.LEADER)


def test_who_has_no_duty_is_shown_the_frame_of_the_pages() -> None:
    assert tours_for([]) == (Tour.OTHER,)


def test_a_tour_is_seen_once_and_journalled_once(country: Country) -> None:
    clerk = somebody("clerk", country.tu_ky)

    actions.finish_tour("clerk", actor=clerk, at=AT)
    actions.finish_tour("clerk", actor=clerk, at=AT)

    assert queries.tours_seen(clerk.account_id) == {"clerk"}
    told = entries_of(f"account:{clerk.account_id}").filter(verb="access.tour_seen")
    assert [entry.facts["tour"] for entry in told] == ["clerk"]


def test_what_one_has_seen_another_has_not(country: Country) -> None:
    clerk, other = somebody("clerk", country.tu_ky), somebody("clerk", country.tan_ky)

    actions.finish_tour("clerk", actor=clerk, at=AT)

    assert queries.tours_seen(other.account_id) == frozenset()


def test_whoever_asks_gets_every_tour_again_and_the_journal_stays_whole(country: Country) -> None:
    leader = somebody("leader", country.tu_ky)
    actions.finish_tour("clerk", actor=leader, at=AT)
    actions.finish_tour("leader", actor=leader, at=AT)

    actions.show_tours_again(actor=leader, at=AT)
    actions.show_tours_again(actor=leader, at=AT)

    assert queries.tours_seen(leader.account_id) == frozenset()
    assert (
        entries_of(f"account:{leader.account_id}").filter(verb="access.tours_wanted").count() == 1
    )
    assert list(queries.problems()) == []


def test_an_unknown_tour_is_not_remembered(country: Country) -> None:
    clerk = somebody("clerk", country.tu_ky)

    with pytest.raises(BadInput):
        actions.finish_tour("everything", actor=clerk, at=AT)

    assert not TourSeen.objects.exists()


@pytest.mark.django_db
def test_the_operator_has_no_tour() -> None:
    with pytest.raises(NotAllowed):
        actions.finish_tour("clerk", actor=OPERATOR, at=AT)
    with pytest.raises(NotAllowed):
        actions.show_tours_again(actor=OPERATOR, at=AT)

    assert not TourSeen.objects.exists()


def test_a_tour_struck_out_by_hand_is_found(country: Country) -> None:
    clerk = somebody("clerk", country.tu_ky)
    actions.finish_tour("clerk", actor=clerk, at=AT)
    row = TourSeen.objects.get()

    TourSeen.objects.all().delete()

    (problem,) = queries.problems()
    assert (problem.table, problem.id) == ("access_tourseen", str(row.pk))
