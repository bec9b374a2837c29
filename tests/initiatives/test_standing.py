"""Alive or on paper only: the arithmetic, whose rule holds, and the same in SQL."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from groups_cast import a_group, an_activity
from keng.initiatives import actions, queries
from keng.initiatives.models import Group
from keng.initiatives.queries import Wanted
from keng.initiatives.standing import Life, Reason, Rule, Standing, months_before, reasons, standing
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import BadInput, NotAllowed

from .conftest import AT, TODAY, Cast

HALF_YEAR = Rule(activity_months=6, basis="KH 1/KH-BCĐ")
SILENT = (Reason.SILENT,)
STRICT = Rule(activity_months=6, review_months=12, needs_dossier=True, basis="KH 2/KH-BCĐ")


@pytest.mark.parametrize(
    ("last", "on", "found"),
    [
        (date(2024, 3, 2), date(2024, 9, 2), ()),  # six months to the day
        (date(2024, 3, 1), date(2024, 9, 2), SILENT),
        (date(2024, 2, 29), date(2024, 8, 31), ()),  # 31 August less six months: 29 February
        (date(2024, 2, 28), date(2024, 8, 31), SILENT),
        (None, date(2024, 9, 2), SILENT),  # nothing known at all
    ],
)
def test_silence_is_counted_in_whole_months(
    last: date | None, on: date, found: tuple[Reason, ...]
) -> None:
    life = Life(None, has_dossier=True, last_activity_on=last, last_review_on=None)

    assert reasons(life, HALF_YEAR, on) == found


def test_a_new_group_has_as_long_as_an_old_one() -> None:
    life = Life(date(2024, 8, 1), has_dossier=False, last_activity_on=None, last_review_on=None)

    assert reasons(life, STRICT, TODAY) == (Reason.NO_DOSSIER,)


def test_without_a_rule_nothing_is_decided() -> None:
    life = Life(None, has_dossier=False, last_activity_on=None, last_review_on=None)

    assert standing(life, Rule(), TODAY) is Standing.UNDECIDED
    assert standing(life, Rule(needs_dossier=False), TODAY) is Standing.UNDECIDED


def test_months_before_goes_over_the_turn_of_the_year() -> None:
    assert months_before(date(2024, 1, 31), 2) == date(2023, 11, 30)


def test_nobody_has_answered_so_the_register_says_undecided(cast: Cast) -> None:
    group = actions.found_group(a_group(cast.one), actor=cast.clerk, at=AT)

    view = queries.group_view(group.pk, cast.clerk, on=TODAY)

    assert (view.standing, view.reasons, view.rule.is_known) == (Standing.UNDECIDED, (), False)


def test_the_answer_of_the_unit_above_holds_until_the_unit_answers_itself(cast: Cast) -> None:
    group = actions.found_group(a_group(cast.one), actor=cast.clerk, at=AT)
    actions.answer_rule(cast.province, STRICT, since=date(2024, 1, 1), actor=OPERATOR, at=AT)
    actions.answer_rule(cast.north, HALF_YEAR, since=date(2024, 1, 1), actor=cast.officer, at=AT)

    view = queries.group_view(group.pk, cast.clerk, on=TODAY)

    assert view.rule.basis == "KH 1/KH-BCĐ"
    assert (view.standing, view.reasons) == (Standing.ON_PAPER, (Reason.SILENT,))


def test_an_answer_needs_its_paper_and_the_right_to_manage(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.answer_rule(cast.one, HALF_YEAR, since=TODAY, actor=cast.clerk, at=AT)
    for rule in (Rule(activity_months=6), Rule(basis="KH 1"), Rule(activity_months=0, basis="KH")):
        with pytest.raises(BadInput):
            actions.answer_rule(cast.north, rule, since=TODAY, actor=cast.officer, at=AT)


def test_an_activity_brings_a_group_back_to_life(cast: Cast) -> None:
    actions.answer_rule(cast.north, HALF_YEAR, since=date(2024, 1, 1), actor=cast.officer, at=AT)
    group = actions.found_group(a_group(cast.one), actor=cast.clerk, at=AT)
    before = queries.group_view(group.pk, cast.clerk, on=TODAY).standing

    actions.log_activity(group.pk, an_activity(TODAY), actor=cast.clerk, at=AT)

    after = queries.group_view(group.pk, cast.clerk, on=TODAY).standing
    assert (before, after) == (Standing.ON_PAPER, Standing.ALIVE)


DAYS = (None, date(2024, 3, 1), date(2024, 3, 2), date(2023, 9, 1), date(2023, 9, 2))
RULES = (
    None,
    HALF_YEAR,
    STRICT,
    Rule(review_months=12, basis="KH 3"),
    Rule(needs_dossier=True, basis="KH 4"),
    Rule(activity_months=1, needs_dossier=False, basis="KH 5"),
)


@pytest.mark.parametrize("rule", RULES)
def test_the_list_says_in_sql_what_the_arithmetic_says(cast: Cast, rule: Rule | None) -> None:
    """Every combination of days and papers: 5 × 5 × 3 × 2 × 2 groups, each told the same way."""
    if rule is not None:
        actions.answer_rule(cast.north, rule, since=date(2024, 1, 1), actor=OPERATOR, at=AT)
    combinations = product(DAYS, DAYS, (None, *DAYS[1:3]), ("", "07/QĐ"), (None, TODAY))
    Group.objects.bulk_create(
        Group(
            name=f"Mô hình {n}",
            folded=f"mo hinh {n}",
            kind="gong",
            unit_id=cast.one,
            founded_on=founded,
            last_activity_on=active,
            last_review_on=reviewed,
            paper_number=number,
            dissolved_on=ended,
            dissolved_why="Không còn" if ended else "",
            at=AT,
        )
        for n, (active, reviewed, founded, number, ended) in enumerate(combinations)
    )

    told = {one: _listed(cast, one) for one in Standing}

    listed = [row for rows in told.values() for row in rows]
    assert len(listed) == len({row.id for row in listed}) == 300
    assert all(row.standing is one for one, rows in told.items() for row in rows)
    Group.objects.all().delete()


def _listed(cast: Cast, wanted: Standing) -> list[queries.Row]:
    register = queries.register_for(cast.officer, Wanted(standing=wanted), on=TODAY)
    found = list(register[0:1000])
    assert len(found) == len(register) == register.totals[wanted]
    return found
