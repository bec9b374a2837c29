"""What an account may do, for which unit, on which day."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from access_cast import (
    AT,
    AUGUST,
    MAY,
    MERGER,
    Country,
    a_grant,
    an_account,
    passes,
    somebody,
    unit,
)
from keng.access import actions
from keng.access.actions import Days
from keng.access.actors import AccountActor
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import NotAllowed
from keng.orgunits.models import MapStamp

pytestmark = pytest.mark.django_db


def test_a_clerk_writes_for_the_own_unit_only(country: Country) -> None:
    clerk = somebody("clerk", country.tan_ky)

    assert clerk.may("enter", unit_id=country.tan_ky, on=AUGUST)
    assert not clerk.may("enter", unit_id=country.an_nhan, on=AUGUST)
    assert not clerk.may("enter", unit_id=country.tu_ky, on=AUGUST)
    assert not clerk.may("enter", unit_id=country.hai_phong, on=AUGUST)


def test_a_clerk_sees_what_lies_below_and_nothing_beside_or_above(country: Country) -> None:
    clerk = somebody("clerk", country.tan_ky)

    seen = clerk.reach("view", on=AUGUST)

    # the commune, its village, the school that lies in it, and the commune it took a part of
    assert seen == {country.tan_ky, country.an_nhan, country.school, country.hung_dao}


def test_an_officer_judges_those_below_and_not_the_own_unit(country: Country) -> None:
    officer = somebody("officer", country.hai_phong)

    for verb in ("return", "accept", "lock", "reopen", "adjust"):
        assert officer.may(verb, unit_id=country.tu_ky, on=AUGUST)
        assert officer.may(verb, unit_id=country.an_nhan, on=AUGUST)
        assert not officer.may(verb, unit_id=country.hai_phong, on=AUGUST)
        assert not officer.may(verb, unit_id=country.quang_ninh, on=AUGUST)


def test_an_officer_of_the_province_reaches_its_past(country: Country) -> None:
    officer = somebody("officer", country.hai_phong)

    reached = officer.reach("enter", on=AUGUST)

    # Hải Dương passed to Hải Phòng as a whole, and with it district and communes that are gone
    assert {country.hai_duong, country.tu_ky_district, country.quang_khai} <= reached
    assert country.quang_ninh not in reached
    assert country.nation not in reached


def test_on_a_day_before_the_merger_the_old_map_holds(country: Country) -> None:
    district = somebody("officer", country.tu_ky_district)

    assert district.reach("accept", on=MAY) == {country.quang_khai, country.hung_dao}
    assert not district.may("accept", unit_id=country.tu_ky, on=MAY)


def test_the_duty_of_a_unit_that_is_gone_passes_to_who_took_over_all_of_it(
    country: Country,
) -> None:
    clerk = somebody("clerk", country.tu_ky)

    assert clerk.may("enter", unit_id=country.quang_khai, on=AUGUST)
    assert not clerk.may("enter", unit_id=country.quang_khai, on=MAY)


def test_who_took_over_a_part_may_look_and_not_write(country: Country) -> None:
    clerk = somebody("clerk", country.tu_ky)

    assert clerk.may("view", unit_id=country.hung_dao, on=AUGUST)
    assert not clerk.may("enter", unit_id=country.hung_dao, on=AUGUST)


def test_a_manager_reaches_what_it_manages_where_it_does_not_lie(country: Country) -> None:
    officer = somebody("officer", country.hai_phong)

    assert country.school in officer.reach("accept", on=AUGUST)


def test_a_neighbour_that_still_exists_is_not_reached(country: Country) -> None:
    clerk = somebody("clerk", country.quang_ninh)

    assert clerk.reach("view", on=AUGUST) == {country.quang_ninh}


def test_an_auditor_of_the_nation_sees_all_and_changes_nothing(country: Country) -> None:
    auditor = somebody("auditor", country.nation)

    assert auditor.reach("view", on=AUGUST) == set(vars(country).values())
    for verb in ("enter", "submit", "accept", "manage_users", "manage_units", "issue"):
        assert auditor.reach(verb, on=AUGUST) == frozenset()


def test_a_grant_holds_from_its_first_day_until_the_day_before_its_end(country: Country) -> None:
    account = an_account("clerk")
    a_grant(account, "clerk", country.tu_ky, Days(date(2025, 8, 1), date(2025, 8, 5)))
    clerk = AccountActor(account)

    days = [date(2025, 7, 31), date(2025, 8, 1), date(2025, 8, 4), date(2025, 8, 5)]

    held = [clerk.may("enter", unit_id=country.tu_ky, on=day) for day in days]
    assert held == [False, True, True, False]


def test_a_closed_account_may_nothing_from_the_next_question_on(country: Country) -> None:
    clerk = somebody("clerk", country.tu_ky)
    assert clerk.may("enter", unit_id=country.tu_ky, on=AUGUST)

    actions.close_account(clerk.account_id, actor=OPERATOR, at=AT)

    assert not clerk.may("enter", unit_id=country.tu_ky, on=AUGUST)
    assert clerk.reach("view", on=AUGUST) == frozenset()


def test_belonging_to_a_unit_permits_nothing(country: Country) -> None:
    stranger = AccountActor(an_account("stranger", country.tu_ky))

    assert stranger.reach("view", on=AUGUST) == frozenset()


def test_a_refusal_names_the_act_the_unit_and_whom_to_ask(country: Country) -> None:
    clerk = somebody("clerk", country.tu_ky, login="clerk.tuky")

    with pytest.raises(NotAllowed) as refusal:
        clerk.require("accept", unit_id=country.tan_ky, on=AUGUST)

    assert "tiếp nhận" in refusal.value.message
    assert "xã Tân Kỳ" in refusal.value.message
    assert "05/08/2025" in refusal.value.message
    assert "clerk.tuky" in refusal.value.message
    assert "accept" in refusal.value.message_en


def test_an_id_that_is_no_unit_is_refused_and_not_explained(country: Country) -> None:
    officer = somebody("officer", country.nation)

    with pytest.raises(NotAllowed):
        officer.require("view", unit_id=987_654, on=AUGUST)


def test_a_verb_that_does_not_exist_is_a_bug_and_not_a_refusal(country: Country) -> None:
    clerk = somebody("clerk", country.tu_ky)

    with pytest.raises(ValueError, match="fly"):
        clerk.may("fly", unit_id=country.tu_ky, on=AUGUST)


def test_may_and_reach_agree_for_every_role_verb_and_unit(country: Country) -> None:
    actors = [
        somebody(role, unit_id)
        for role in ("clerk", "officer", "administrator")
        for unit_id in (country.hai_phong, country.tu_ky, country.hai_duong)
    ]

    for actor in actors:
        for verb in ("view", "enter", "accept", "manage_users"):
            for on in (MAY, AUGUST):
                reach = actor.reach(verb, on=on)
                may = {
                    unit_id
                    for unit_id in vars(country).values()
                    if actor.may(verb, unit_id=unit_id, on=on)
                }
                assert may == reach


def test_a_question_costs_three_small_queries_once_the_map_is_in_memory(
    country: Country, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    MapStamp.objects.create(counter=1, stamp="a" * 32)
    officer = somebody("officer", country.hai_phong)
    officer.reach("view", on=AUGUST)

    with django_assert_num_queries(3):  # grants, substitutions, the stamp of the map
        assert officer.may("accept", unit_id=country.tu_ky, on=AUGUST)


def test_building_the_ladder_of_a_day_does_not_grow_with_the_country(
    country: Country, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    MapStamp.objects.create(counter=1, stamp="b" * 32)
    officer = somebody("officer", country.hai_phong)
    for n in range(30):
        passes(unit(f"old{n}", "xa", f"Cũ {n}", until=MERGER), country.tu_ky, "whole")

    with django_assert_max_num_queries(20):
        assert len(officer.reach("view", on=AUGUST)) > 30
