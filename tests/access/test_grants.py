"""Giving and taking roles; standing in; handing over a post."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from access_cast import AT, AUGUST, LONG_AGO, Country, a_grant, an_account, somebody
from keng.access import actions, queries
from keng.access.actions import Days
from keng.access.actors import AccountActor
from keng.access.models import Grant, Substitute
from keng.access.roles import Role
from keng.journal.queries import entries_of
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import BadInput, Conflict, NotAllowed, NotFound, WrongState

pytestmark = pytest.mark.django_db
TOMORROW, NEXT_WEEK, YESTERDAY = date(2025, 8, 6), date(2025, 8, 12), date(2025, 8, 4)


def verbs_of(account_id: int) -> list[str]:
    return [entry.verb for entry in entries_of(f"account:{account_id}")]


def test_an_administrator_gives_a_role_within_the_own_subtree(country: Country) -> None:
    administrator = somebody("administrator", country.hai_phong)
    clerk = an_account("clerk", country.tu_ky)

    made = actions.grant(clerk.pk, "clerk", unit_id=country.tu_ky, actor=administrator, at=AT)

    assert (made.valid_from, made.valid_until) == (AUGUST, None)
    assert AccountActor(clerk).may("enter", unit_id=country.tu_ky, on=AUGUST)
    entry = entries_of(f"account:{clerk.pk}").last()
    assert entry is not None
    assert (entry.verb, entry.account_id) == ("access.granted", administrator.account_id)
    assert entry.facts["grants"] == [
        {
            "id": made.pk,
            "account": clerk.pk,
            "unit": country.tu_ky,
            "role": "clerk",
            "from": "2025-08-05",
            "until": None,
        }
    ]


@pytest.mark.parametrize("role", ["clerk", "leader", "officer", "auditor"])
def test_others_give_no_roles(country: Country, role: str) -> None:
    actor = somebody(role, country.hai_phong)
    friend = an_account("friend")

    with pytest.raises(NotAllowed):
        actions.grant(friend.pk, "officer", unit_id=country.tu_ky, actor=actor, at=AT)

    assert queries.grants_of(friend.pk) == []
    assert "access.granted" not in verbs_of(friend.pk)


def test_an_administrator_gives_no_role_outside_the_own_subtree(country: Country) -> None:
    administrator = somebody("administrator", country.tu_ky)
    friend = an_account("friend")

    for unit_id in (country.hai_phong, country.tan_ky, country.quang_ninh, country.nation):
        with pytest.raises(NotAllowed):
            actions.grant(friend.pk, "auditor", unit_id=unit_id, actor=administrator, at=AT)

    assert not Grant.objects.filter(account=friend).exists()


def test_nobody_gives_a_role_to_oneself(country: Country) -> None:
    administrator = somebody("administrator", country.hai_phong)

    with pytest.raises(NotAllowed):
        actions.grant(
            administrator.account_id,
            "officer",
            unit_id=country.hai_phong,
            actor=administrator,
            at=AT,
        )

    assert queries.roles_at(administrator.account_id, country.hai_phong, on=AUGUST) == {
        Role.ADMINISTRATOR
    }


def test_a_role_is_not_given_for_days_that_are_settled(country: Country) -> None:
    account = an_account("clerk")

    for days in (Days(YESTERDAY), Days(TOMORROW, TOMORROW), Days(NEXT_WEEK, TOMORROW)):
        with pytest.raises(BadInput):
            actions.grant(
                account.pk, "clerk", unit_id=country.tu_ky, actor=OPERATOR, at=AT, days=days
            )

    assert not Grant.objects.exists()


def test_an_unknown_role_is_refused_with_the_list(country: Country) -> None:
    account = an_account("clerk")

    with pytest.raises(BadInput, match="clerk, leader, officer"):
        actions.grant(account.pk, "king", unit_id=country.tu_ky, actor=OPERATOR, at=AT)


def test_the_same_role_is_not_given_twice_for_one_day(country: Country) -> None:
    account = an_account("clerk")
    a_grant(account, "clerk", country.tu_ky)

    with pytest.raises(Conflict):
        actions.grant(account.pk, "clerk", unit_id=country.tu_ky, actor=OPERATOR, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():  # nor by the database
        Grant.objects.create(
            account=account, unit_id=country.tu_ky, role="clerk", valid_from=AUGUST
        )

    assert Grant.objects.count() == 1


def test_a_closed_account_is_given_nothing(country: Country) -> None:
    account = an_account("clerk")
    actions.close_account(account.pk, actor=OPERATOR, at=AT)

    with pytest.raises(WrongState):
        actions.grant(account.pk, "clerk", unit_id=country.tu_ky, actor=OPERATOR, at=AT)


def test_a_role_that_is_taken_ends_at_once(country: Country) -> None:
    clerk = somebody("clerk", country.tu_ky)
    held = Grant.objects.get()

    ended = actions.end_grant(held.pk, actor=OPERATOR, at=AT)

    assert ended is not None
    assert ended.valid_until == AUGUST
    assert not clerk.may("enter", unit_id=country.tu_ky, on=AUGUST)
    assert verbs_of(clerk.account_id)[-1] == "access.grant_ended"


def test_a_role_given_and_taken_on_one_day_leaves_only_the_journal(country: Country) -> None:
    account = an_account("clerk")
    made = actions.grant(account.pk, "clerk", unit_id=country.tu_ky, actor=OPERATOR, at=AT)

    assert actions.end_grant(made.pk, actor=OPERATOR, at=AT) is None

    assert not Grant.objects.exists()
    assert verbs_of(account.pk)[-2:] == ["access.granted", "access.grant_ended"]
    assert list(queries.problems()) == []


def test_a_role_can_be_taken_from_a_later_day(country: Country) -> None:
    clerk = somebody("clerk", country.tu_ky)

    actions.end_grant(Grant.objects.get().pk, on=NEXT_WEEK, actor=OPERATOR, at=AT)

    assert clerk.may("enter", unit_id=country.tu_ky, on=date(2025, 8, 11))
    assert not clerk.may("enter", unit_id=country.tu_ky, on=NEXT_WEEK)


def test_a_role_is_not_ended_in_the_past_nor_prolonged(country: Country) -> None:
    account = an_account("clerk")
    held = a_grant(account, "clerk", country.tu_ky, Days(date(2020, 1, 1), TOMORROW))

    for on in (YESTERDAY, TOMORROW, NEXT_WEEK):
        with pytest.raises(BadInput):
            actions.end_grant(held.pk, on=on, actor=OPERATOR, at=AT)

    held.refresh_from_db()
    assert held.valid_until == TOMORROW


def test_taking_a_role_asks_for_the_unit_of_the_role(country: Country) -> None:
    administrator = somebody("administrator", country.tu_ky)
    somebody("officer", country.hai_phong)
    held = Grant.objects.get(role="officer")

    with pytest.raises(NotAllowed):
        actions.end_grant(held.pk, actor=administrator, at=AT)
    with pytest.raises(NotFound):
        actions.end_grant(987_654, actor=administrator, at=AT)


def test_a_substitute_does_the_absent_ones_work_on_the_days_named(country: Country) -> None:
    absent = somebody("clerk", country.tu_ky)
    friend = an_account("friend")

    actions.appoint_substitute(
        absent.account_id,
        friend.pk,
        unit_id=country.tu_ky,
        days=Days(TOMORROW, NEXT_WEEK),
        actor=absent,
        at=AT,
    )

    stand_in = AccountActor(friend)
    days = [AUGUST, TOMORROW, date(2025, 8, 11), NEXT_WEEK]
    assert [stand_in.may("enter", unit_id=country.tu_ky, on=day) for day in days] == [
        False,
        True,
        True,
        False,
    ]
    assert absent.may("enter", unit_id=country.tu_ky, on=TOMORROW)
    assert [duty.in_place_of for duty in queries.duties_of(friend.pk, on=TOMORROW)] == [
        absent.account_id
    ]
    assert verbs_of(absent.account_id)[-1] == "access.substitute_appointed"


def test_a_substitute_has_only_what_the_absent_one_still_has_at_that_unit(
    country: Country,
) -> None:
    absent = somebody("clerk", country.tu_ky)
    elsewhere = a_grant(queries.account_by_id(absent.account_id), "officer", country.hai_phong)
    friend = an_account("friend")
    actions.appoint_substitute(
        absent.account_id,
        friend.pk,
        unit_id=country.tu_ky,
        days=Days(AUGUST, NEXT_WEEK),
        actor=OPERATOR,
        at=AT,
    )

    assert elsewhere.unit_id == country.hai_phong
    assert not AccountActor(friend).may("accept", unit_id=country.tu_ky, on=AUGUST)
    actions.end_grant(Grant.objects.get(role="clerk").pk, actor=OPERATOR, at=AT)
    assert not AccountActor(friend).may("enter", unit_id=country.tu_ky, on=AUGUST)


def test_a_substitution_is_not_passed_on(country: Country) -> None:
    absent = somebody("clerk", country.tu_ky)
    first, second = an_account("first"), an_account("second")
    a_grant(first, "auditor", country.tu_ky)
    for gives, takes in ((absent.account_id, first.pk), (first.pk, second.pk)):
        actions.appoint_substitute(
            gives,
            takes,
            unit_id=country.tu_ky,
            days=Days(AUGUST, NEXT_WEEK),
            actor=OPERATOR,
            at=AT,
        )

    assert AccountActor(first).may("enter", unit_id=country.tu_ky, on=AUGUST)
    assert not AccountActor(second).may("enter", unit_id=country.tu_ky, on=AUGUST)
    assert AccountActor(second).may("audit", unit_id=country.tu_ky, on=AUGUST)


def test_a_substitution_needs_an_end_two_people_and_a_role(country: Country) -> None:
    absent = somebody("clerk", country.tu_ky)
    friend = an_account("friend")
    wrong = [
        (absent.account_id, friend.pk, country.tu_ky, Days(AUGUST)),
        (absent.account_id, absent.account_id, country.tu_ky, Days(AUGUST, NEXT_WEEK)),
        (absent.account_id, friend.pk, country.tan_ky, Days(AUGUST, NEXT_WEEK)),
        (absent.account_id, friend.pk, country.tu_ky, Days(YESTERDAY, NEXT_WEEK)),
    ]

    for gives, takes, unit_id, days in wrong:
        with pytest.raises(BadInput):
            actions.appoint_substitute(
                gives, takes, unit_id=unit_id, days=days, actor=OPERATOR, at=AT
            )

    assert not Substitute.objects.exists()


def test_nobody_appoints_for_another_or_fetches_a_duty_for_oneself(country: Country) -> None:
    absent = somebody("clerk", country.tu_ky)
    friend = AccountActor(an_account("friend"))

    with pytest.raises(NotAllowed):
        actions.appoint_substitute(
            absent.account_id,
            friend.account_id,
            unit_id=country.tu_ky,
            days=Days(AUGUST, NEXT_WEEK),
            actor=friend,
            at=AT,
        )

    assert not Substitute.objects.exists()


@pytest.mark.parametrize("role", ["leader", "officer", "auditor"])
def test_an_administrator_becomes_nobody_by_standing_in(country: Country, role: str) -> None:
    absent = somebody(role, country.hai_phong)
    administrator = somebody("administrator", country.hai_phong)
    given = {"unit_id": country.hai_phong, "days": Days(AUGUST, NEXT_WEEK), "at": AT}

    with pytest.raises(NotAllowed):
        actions.appoint_substitute(
            absent.account_id, administrator.account_id, actor=administrator, **given
        )

    assert not Substitute.objects.exists()
    made = actions.appoint_substitute(
        absent.account_id, administrator.account_id, actor=absent, **given
    )
    assert made.stands_in_id == administrator.account_id


def test_a_substitution_is_not_made_twice_and_can_be_ended_early(country: Country) -> None:
    absent = somebody("clerk", country.tu_ky)
    friend = an_account("friend")
    given = {"unit_id": country.tu_ky, "days": Days(AUGUST, NEXT_WEEK), "actor": absent, "at": AT}
    made = actions.appoint_substitute(absent.account_id, friend.pk, **given)

    with pytest.raises(Conflict):
        actions.appoint_substitute(absent.account_id, friend.pk, **given)
    shortened = actions.end_substitute(made.pk, on=TOMORROW, actor=absent, at=AT)
    assert shortened is not None
    assert shortened.valid_until == TOMORROW
    assert actions.end_substitute(made.pk, actor=AccountActor(friend), at=AT) is None

    assert not Substitute.objects.exists()
    assert list(queries.problems()) == []


def test_all_duties_of_a_post_pass_in_one_act(country: Country) -> None:
    leaver = somebody("clerk", country.tu_ky)
    a_grant(queries.account_by_id(leaver.account_id), "leader", country.tu_ky)
    kept = a_grant(queries.account_by_id(leaver.account_id), "clerk", country.tan_ky)
    successor = an_account("successor")

    made = actions.hand_over_duties(
        leaver.account_id,
        successor.pk,
        unit_id=country.tu_ky,
        on=NEXT_WEEK,
        actor=OPERATOR,
        at=AT,
    )

    assert {(row.role, row.valid_from, row.valid_until) for row in made} == {
        ("clerk", NEXT_WEEK, None),
        ("leader", NEXT_WEEK, None),
    }
    assert queries.roles_at(leaver.account_id, country.tu_ky, on=date(2025, 8, 11)) == {
        Role.CLERK,
        Role.LEADER,
    }
    assert queries.roles_at(leaver.account_id, country.tu_ky, on=NEXT_WEEK) == frozenset()
    assert queries.roles_at(successor.pk, country.tu_ky, on=NEXT_WEEK) == {
        Role.CLERK,
        Role.LEADER,
    }
    kept.refresh_from_db()
    assert kept.valid_until is None
    assert verbs_of(leaver.account_id)[-1] == "access.handed_over"
    assert verbs_of(successor.pk)[-1] == "access.took_over"
    assert list(queries.problems()) == []


def test_handing_over_ends_the_leavers_substitutions_at_the_unit(country: Country) -> None:
    leaver = somebody("clerk", country.tu_ky)
    friend, successor = an_account("friend"), an_account("successor")
    actions.appoint_substitute(
        leaver.account_id,
        friend.pk,
        unit_id=country.tu_ky,
        days=Days(AUGUST, NEXT_WEEK),
        actor=leaver,
        at=AT,
    )

    actions.hand_over_duties(
        leaver.account_id, successor.pk, unit_id=country.tu_ky, on=TOMORROW, actor=OPERATOR, at=AT
    )

    assert Substitute.objects.get().valid_until == TOMORROW
    assert list(queries.problems()) == []


def test_what_the_successor_has_already_is_left_as_it_is(country: Country) -> None:
    leaver, successor = somebody("clerk", country.tu_ky), an_account("successor")
    a_grant(successor, "clerk", country.tu_ky)

    made = actions.hand_over_duties(
        leaver.account_id, successor.pk, unit_id=country.tu_ky, on=AUGUST, actor=OPERATOR, at=AT
    )

    assert made == []
    assert queries.roles_at(successor.pk, country.tu_ky, on=AUGUST) == {Role.CLERK}
    assert queries.roles_at(leaver.account_id, country.tu_ky, on=AUGUST) == frozenset()


def test_a_part_of_the_days_is_a_conflict_and_nothing_is_handed_over(country: Country) -> None:
    leaver, successor = somebody("clerk", country.tu_ky), an_account("successor")
    a_grant(successor, "clerk", country.tu_ky, Days(date(2020, 1, 1), NEXT_WEEK))

    with pytest.raises(Conflict):
        actions.hand_over_duties(
            leaver.account_id,
            successor.pk,
            unit_id=country.tu_ky,
            on=AUGUST,
            actor=OPERATOR,
            at=AT,
        )

    assert leaver.may("enter", unit_id=country.tu_ky, on=NEXT_WEEK)
    assert "access.handed_over" not in verbs_of(leaver.account_id)


def test_a_post_is_not_handed_over_by_its_taker_nor_by_a_stranger(country: Country) -> None:
    leaver = somebody("clerk", country.tu_ky)
    taker = somebody("administrator", country.hai_phong)
    stranger = somebody("officer", country.quang_ninh)

    for actor in (taker, stranger):
        with pytest.raises(NotAllowed):
            actions.hand_over_duties(
                leaver.account_id,
                taker.account_id,
                unit_id=country.tu_ky,
                on=AUGUST,
                actor=actor,
                at=AT,
            )

    assert leaver.may("enter", unit_id=country.tu_ky, on=AUGUST)


def test_who_has_no_post_hands_none_over(country: Country) -> None:
    nobody, successor = an_account("nobody"), an_account("successor")

    with pytest.raises(BadInput):
        actions.hand_over_duties(
            nobody.pk, successor.pk, unit_id=country.tu_ky, on=AUGUST, actor=OPERATOR, at=AT
        )
    with pytest.raises(BadInput):
        actions.hand_over_duties(
            nobody.pk, nobody.pk, unit_id=country.tu_ky, on=AUGUST, actor=OPERATOR, at=AT
        )

    assert LONG_AGO < AT
    assert not Grant.objects.exists()
