"""The search finds sets of criteria, runs and decisions for who may see them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keng.criteria import actions
from keng.kernel.actors import OPERATOR, Actor
from keng.search.hits import Reader
from keng.search.queries import search
from recognition_cast import Season, a_season, an_office_with_sets, decided
from web_cast import NOW, Office


@pytest.fixture
def office(db: None) -> Office:
    """The office with sets."""
    del db
    return an_office_with_sets()


@pytest.fixture
def season(office: Office) -> Season:
    """A run with a decision."""
    made = a_season(office)
    decided(made)
    return made


def found(text: str, kind: str, actor: Actor) -> list[str]:
    groups = search(text, Reader(actor, NOW), limit=20, kind=kind)
    return [hit.target for group in groups for hit in group.hits]


def test_a_run_is_found_by_set_unit_and_year(office: Office, season: Season) -> None:
    clerk = office.actor("clerk")

    for words in ("bo kdc", "kdc mot", "kdc 2024"):
        assert found(words, "run", clerk) == [str(season.run.pk)], words
    assert found("kdc 2023", "run", clerk) == []


def test_a_decision_is_found_by_its_number(office: Office, season: Season) -> None:
    made = season.run.decided.get()

    assert found("7/QĐ-UBND", "decision", office.actor("officer")) == [str(made.pk)]
    page = office.browser("clerk").get("/tim/?q=7/QĐ-UBND").content.decode()
    assert f'href="/cong-nhan/quyet-dinh/{made.pk}/"' in page


def test_who_does_not_see_the_run_finds_nothing_of_it(office: Office, season: Season) -> None:
    assert season
    for login in ("other.clerk", "stranger"):
        assert found("kdc", "run", office.actor(login)) == []
        assert found("7/QĐ-UBND", "decision", office.actor(login)) == []


def test_a_member_of_the_council_finds_the_run_without_any_role(
    office: Office, season: Season
) -> None:
    stranger = office.accounts["stranger"].pk
    actions.appoint_member(
        *(season.run.pk, "Ủy viên", office.one), member_account=stranger, actor=OPERATOR, at=NOW
    )

    assert found("kdc", "run", office.actor("stranger")) == [str(season.run.pk)]


def test_sets_are_found_by_who_keeps_programmes(office: Office) -> None:
    assert found("kdc", "criteria_set", office.actor("keeper")) == ["kdc"]
    assert found("kdc", "criteria_set", office.actor("leader")) == []
    page = office.browser("keeper").get("/tim/?q=kdc").content.decode()
    assert 'href="/bo-tieu-chi/kdc/"' in page


def test_more_runs_ask_no_more_questions(office: Office, season: Season) -> None:
    assert season
    clerk = office.actor("keeper")

    def asked() -> int:
        with CaptureQueriesContext(connection) as told:
            found("bo", "run", clerk)
            found("7", "decision", clerk)
        return len(told)

    asked()  # fills what the process keeps in memory
    few = asked()
    for unit in (office.two, office.north):
        actions.open_run("kdc", 2024, unit, actor=OPERATOR, at=NOW)
    assert asked() == few
