"""`problems` finds what a hand in the database has spoilt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection

from keng.db.dialects import guards_lifted
from keng.kernel.actors import OPERATOR
from keng.orgunits import queries
from keng.orgunits.actions import Naming, NewUnit, merge
from keng.orgunits.models import Affiliation, Change, Designation, Succession

from .conftest import ACT, AT, Country

DAY = date(2025, 7, 1)


def _whats() -> list[str]:
    return [problem.what for problem in queries.problems()]


def test_a_map_made_by_actions_has_no_problems(country: Country) -> None:
    _merged(country)

    assert _whats() == []


@pytest.mark.parametrize(
    ("spoil", "what"),
    [
        (
            lambda c: Affiliation.objects.filter(unit_id=c.phu_my).delete(),
            "has no parent on some day",
        ),
        (
            lambda c: Designation.objects.filter(unit_id=c.district).update(valid_until=DAY),
            "is not in force throughout",
        ),
        (
            lambda c: Designation.objects.filter(unit_id=c.phu_my).update(kind="thon"),
            "kind thon on level commune",
        ),
        (
            lambda c: Affiliation.objects.filter(unit_id=c.thon_1).update(parent_id=c.province),
            "a village cannot stand under a province",
        ),
        (
            lambda c: Succession.objects.create(
                predecessor_id=c.thon_1,
                successor_id=c.thon_2,
                on=DAY,
                extent="part",
                basis=ACT,
            ),
            "does not end on",
        ),
        (
            lambda c: Affiliation.objects.filter(unit_id=c.province).update(parent_id=c.thon_1),
            "stands under itself",
        ),
    ],
)
def test_each_kind_of_damage_is_named(
    country: Country, spoil: Callable[[Country], object], what: str
) -> None:
    spoil(country)

    assert any(what in found for found in _whats())


@pytest.mark.django_db(transaction=True)
def test_rows_that_overlap_and_changes_that_were_rewritten_are_named(country: Country) -> None:
    with guards_lifted():
        row = Designation.objects.get(unit_id=country.phu_my)
        row.pk, row.valid_from, row.valid_until = None, date(2021, 1, 1), date(2022, 1, 1)
        row.save()
        last = Change.objects.latest("id")
        Change.objects.filter(pk=last.pk).update(basis="another act")
        found = _whats()
        row.delete()
        Change.objects.filter(pk=last.pk).update(basis=last.basis)

    assert any("overlaps another row" in what for what in found)
    assert "does not match its own digest" in found


def test_a_change_that_the_journal_does_not_know_is_named(country: Country) -> None:
    real = Change.objects.latest("id")
    Change.objects.create(
        verb=real.verb,
        on=real.on,
        basis=real.basis,
        at=real.at,
        facts=real.facts,
        salt=real.salt,
        digest=real.digest,
        account_id=real.account_id,
    )

    assert "the journal does not know it" in _whats()
    assert country.nation


def test_the_check_of_a_map_is_a_handful_of_queries(
    country: Country, django_assert_max_num_queries: Callable[..., object]
) -> None:
    _merged(country)

    with django_assert_max_num_queries(15, connection=connection):
        _whats()


def _merged(country: Country) -> None:
    new = NewUnit(Naming("xa", "Hòa Mỹ"), country.district)
    merge([country.hoa_binh, country.phu_my], new, on=DAY, basis=ACT, actor=OPERATOR, at=AT)
