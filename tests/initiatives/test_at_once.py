"""Two people settle something for the registers of one unit at the same moment."""

from __future__ import annotations

from datetime import date

import pytest

from keng.initiatives import actions
from keng.initiatives.models import PaperRule, RegisterUse
from keng.initiatives.standing import Rule
from keng.journal.models import Entry
from keng.kernel.errors import WrongState
from meanwhile import meanwhile

from .conftest import AT, Cast


def answer(cast: Cast, months: int) -> PaperRule:
    rule = Rule(activity_months=months, basis="KH 1")
    return actions.answer_rule(cast.one, rule, since=date(2024, 1, 1), actor=cast.officer, at=AT)


def begin(cast: Cast, register: str) -> RegisterUse:
    return actions.begin_register(cast.one, register, 2024, actor=cast.clerk, at=AT)


def lines(cast: Cast) -> list[tuple[int, str]]:
    entries = Entry.objects.filter(stream=f"register:{cast.one}").order_by("n")
    return list(entries.values_list("n", "verb"))


@pytest.mark.django_db(transaction=True)
def test_the_second_answer_waits_and_both_stand_in_the_journal(cast: Cast) -> None:
    refused = meanwhile(lambda: answer(cast, 6), lambda: answer(cast, 12))

    assert refused is None
    months = PaperRule.objects.order_by("pk").values_list("activity_months", flat=True)
    assert list(months) == [6, 12]
    assert lines(cast) == [(1, "initiatives.ruled"), (2, "initiatives.ruled")]


@pytest.mark.django_db(transaction=True)
def test_a_rule_and_a_register_of_one_unit_come_one_after_another(cast: Cast) -> None:
    refused = meanwhile(lambda: begin(cast, "initiatives"), lambda: answer(cast, 6))

    assert refused is None
    assert lines(cast) == [(1, "initiatives.register_begun"), (2, "initiatives.ruled")]


@pytest.mark.django_db(transaction=True)
def test_who_begins_a_register_second_is_told(cast: Cast) -> None:
    refusal = meanwhile(lambda: begin(cast, "campaigns"), lambda: begin(cast, "campaigns"))

    assert isinstance(refusal, WrongState)
    assert RegisterUse.objects.count() == 1
