"""What was changed in the registers outside Keng is found by table and row."""

from __future__ import annotations

import pytest
from django.db import connection

from groups_cast import a_group, a_session, an_activity
from keng.initiatives import actions, queries
from keng.initiatives.models import Group
from keng.initiatives.standing import Rule
from photo_cast import a_photo

from .conftest import AT, TODAY, Cast

TAMPERING = [
    ("UPDATE initiatives_group SET members = 99", "initiatives_group"),
    ("UPDATE initiatives_activity SET note = 'khác'", "initiatives_activity"),
    ("UPDATE initiatives_event SET numbers = '{}'", "initiatives_event"),
    ("UPDATE initiatives_placement SET basis = 'khác'", "initiatives_placement"),
    ("UPDATE initiatives_registeruse SET since_year = 2020", "initiatives_registeruse"),
    ("DELETE FROM initiatives_review", "initiatives_review"),
    ("UPDATE initiatives_group SET last_activity_on = NULL", "initiatives_group"),
]


@pytest.fixture
def kept(cast: Cast) -> Group:
    """A group and an event with everything that may hang on them."""
    group = actions.found_group(a_group(cast.one), actor=cast.clerk, at=AT)
    new = an_activity(TODAY, photo=a_photo())
    actions.log_activity(group.pk, new, actor=cast.clerk, at=AT)
    actions.review_group(group.pk, "effective", "", year=2024, on=TODAY, actor=cast.clerk, at=AT)
    event = a_session(cast.one, TODAY, partners=(cast.two,))
    actions.hold_event(event, actor=cast.clerk, at=AT)
    rule = Rule(activity_months=6, basis="KH 1")
    actions.answer_rule(cast.north, rule, since=TODAY, actor=cast.officer, at=AT)
    actions.begin_register(cast.one, "initiatives", 2024, actor=cast.clerk, at=AT)
    return group


def test_what_the_actions_wrote_stands(kept: Group) -> None:
    assert kept.pk
    assert list(queries.problems()) == []


@pytest.mark.parametrize(("statement", "table"), TAMPERING)
def test_a_row_changed_by_hand_is_named(kept: Group, statement: str, table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)

    found = list(queries.problems())

    assert kept.pk
    assert table in {problem.table for problem in found}
