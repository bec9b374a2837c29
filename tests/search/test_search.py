"""What each reader finds, in which order, and with how many questions to the database."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from access_cast import a_country
from keng.access import actions as access
from keng.access.actors import AccountActor
from keng.kernel.actors import OPERATOR, Actor
from keng.orgunits.actions import Naming, NewUnit, create_unit
from keng.search.hits import Reader
from keng.search.queries import Group, search
from web_cast import NOW, SETUP, START, Office

AFTER = datetime(2025, 8, 5, 2, 0, tzinfo=UTC)


def found(text: str, actor: Actor, *, at: datetime = NOW, limit: int = 20) -> dict[str, list[str]]:
    groups: list[Group] = search(text, Reader(actor, at), limit=limit)
    return {group.kind: [hit.title for hit in group.hits] for group in groups}


def test_a_unit_is_found_by_its_name_alone_and_with_its_kind(office: Office) -> None:
    assert found("mot", office.actor("stranger"))["unit"] == ["xã Một"]
    assert found("xa mot", office.actor("stranger"))["unit"] == ["xã Một"]
    assert found("một bắc", office.actor("stranger"))["unit"] == ["xã Một"]


def test_a_name_as_typed_comes_before_names_that_begin_so(office: Office) -> None:
    create_unit(
        NewUnit(Naming("xa", "Một Trăm"), office.north),
        on=START,
        basis="NQ 1",
        actor=OPERATOR,
        at=SETUP,
    )

    assert found("mot", OPERATOR)["unit"] == ["xã Một", "xã Một Trăm"]


@pytest.mark.django_db
def test_present_units_come_before_dissolved_ones_which_say_what_became_of_them() -> None:
    a_country()
    (group,) = search("tu ky", Reader(OPERATOR, AFTER), limit=9, kind="unit")

    assert [(hit.title, hit.is_past) for hit in group.hits] == [
        ("xã Tứ Kỳ", False),
        ("Tứ Kỳ", False),
        ("huyện Tứ Kỳ (–30/06/2025)", True),
    ]


@pytest.mark.django_db
def test_a_dissolved_unit_leads_to_its_heirs() -> None:
    a_country()
    (group,) = search("hung dao", Reader(OPERATOR, AFTER), limit=9, kind="unit")

    assert group.hits[0].title == "xã Hưng Đạo (–30/06/2025)"
    assert group.hits[0].under == "huyện Tứ Kỳ, tỉnh Hải Dương → xã Tứ Kỳ · → xã Tân Kỳ"


@pytest.mark.django_db
def test_a_dissolved_unit_is_found_with_the_unit_that_it_lay_in() -> None:
    a_country()

    assert found("hung dao hai duong", OPERATOR, at=AFTER)["unit"] == ["xã Hưng Đạo (–30/06/2025)"]
    assert "unit" not in found("hung dao quang ninh", OPERATOR, at=AFTER)


def test_rounds_and_own_forms_are_found_by_form_and_period(office: Office) -> None:
    hits = found("commune", office.actor("clerk"))

    assert len(hits["form"]) == 1
    assert len(hits["round"]) == 1


def test_who_has_no_duty_finds_only_units(office: Office) -> None:
    for text in ("commune", "fires", "clerk", "xa"):
        assert set(found(text, office.actor("stranger"))) <= {"unit"}


def test_a_round_that_asks_only_others_is_not_found(office: Office) -> None:
    assert found("commune", office.actor("auditor"))["round"]
    west = create_unit(
        NewUnit(Naming("huyen", "Tây"), office.province),
        on=START,
        basis="NQ 1",
        actor=OPERATOR,
        at=SETUP,
    )
    other = access.create_account("west", "Người Tây", unit_id=west.pk, actor=OPERATOR, at=SETUP)
    access.grant(other.pk, "officer", unit_id=west.pk, actor=OPERATOR, at=SETUP)

    assert "round" not in found("commune", AccountActor(other))


def test_an_indicator_is_found_by_code_and_label(office: Office) -> None:
    assert found("fires", office.actor("clerk"))["indicator"]


def test_only_who_keeps_users_finds_people(office: Office) -> None:
    assert found("officer", office.actor("keeper"))["person"] == ["Người officer"]
    for login in ("clerk", "officer", "auditor", "leader"):
        assert "person" not in found("officer", office.actor(login))


@pytest.mark.usefixtures("office")
def test_a_group_that_is_cut_says_how_many_there_are() -> None:
    (group,) = search("xa", Reader(OPERATOR, NOW), limit=1, kind="unit")

    assert (len(group.hits), group.total, group.is_cut) == (1, 2, True)
    assert not search("  ", Reader(OPERATOR, NOW), limit=1)


def test_the_number_of_questions_does_not_grow_with_units(office: Office) -> None:
    def asked() -> int:
        found("xa", office.actor("officer"))
        with CaptureQueriesContext(connection) as questions:
            found("xa", office.actor("officer"))
        return len(questions)

    before = asked()
    for number in range(9):
        new = NewUnit(Naming("xa", f"Thêm {number}"), office.north)
        create_unit(new, on=date(2021, 1, 1), basis="NQ 1", actor=OPERATOR, at=SETUP)

    assert asked() == before
