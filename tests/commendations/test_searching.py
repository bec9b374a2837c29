"""The box for everything finds decisions of commendation and commended groups, and no person."""

from __future__ import annotations

from datetime import date

import pytest

from commending_cast import NAME, a_collective, a_head, a_person
from keng.commendations import actions, tasks
from keng.commendations.models import Decision
from keng.kernel.actors import Actor
from keng.search.hits import Reader
from keng.search.queries import search

from .conftest import AT, Cast, digest


@pytest.fixture
def made(cast: Cast) -> Decision:
    """Decision 3/QĐ-UBND of xã Một: a group and a person of thôn Đầu."""
    call = cast.call()
    proposals = [
        actions.propose(call.pk, said, proposer_id=cast.one, actor=cast.clerk, at=AT).pk
        for said in (a_collective(cast.village), a_person(cast.village))
    ]
    head = a_head(date(2024, 8, 20), number=3)
    seen = digest(call, cast.leader)
    return actions.decide(call.pk, head, proposals, seen=seen, actor=cast.leader, at=AT)


def found(text: str, kind: str, actor: Actor) -> list[str]:
    groups = search(text, Reader(actor, AT), limit=20, kind=kind)
    return [hit.title for group in groups for hit in group.hits]


def test_a_decision_is_found_by_number_award_and_year_by_who_may_open_its_call(
    cast: Cast, made: Decision
) -> None:
    assert made.number == 3
    for words in ("3/QĐ-UBND", "giay khen 2024", "khen thuong nam"):
        assert found(words, "commending", cast.clerk) == ["3/QĐ-UBND"], words
    assert found("3/QĐ-UBND", "commending", cast.head) == ["3/QĐ-UBND"]  # proposes in the call
    assert found("3/QĐ-UBND", "commending", cast.other_clerk) == []
    assert found("3/QĐ-UBND", "commending", cast.stranger) == []


def test_a_group_is_found_by_its_name_where_the_register_shows_it(
    cast: Cast, made: Decision
) -> None:
    for actor in (cast.clerk, cast.head, cast.officer):
        assert found("to lien gia", "commended", actor) == ["Tổ liên gia số 3"]
    assert found("to lien gia", "commended", cast.other_clerk) == []

    actions.revoke(made.pk, a_head(date(2024, 8, 21)), "Kê khai sai", actor=cast.leader, at=AT)
    (group,) = search("to lien gia", Reader(cast.clerk, AT), limit=20, kind="commended")
    assert group.hits[0].is_past


def test_a_person_is_found_by_nobody_before_and_after_the_name_is_withdrawn(
    cast: Cast, made: Decision
) -> None:
    person = made.lines.get(recipient="person").proposal_id

    assert search(NAME, Reader(cast.leader, AT), limit=20) == []
    actions.withdraw_name(person, "Theo đề nghị", actor=cast.leader, at=AT)
    tasks.run(at=AT)
    assert search(NAME, Reader(cast.leader, AT), limit=20) == []
