"""Views of numbers that people keep: who sees them, who may change them."""

from __future__ import annotations

import pytest

from consolidation_cast import EVER, NOON, TODAY, Country, a_country
from keng.access.actors import AccountActor
from keng.access.models import Account, Grant
from keng.consolidation.saved import (
    drop_view,
    keep_view,
    rename_view,
    restore_view,
    saved_views,
)
from keng.journal.models import Entry
from keng.kernel.actors import OPERATOR, Actor
from keng.kernel.errors import BadInput, NotAllowed, NotFound

pytestmark = pytest.mark.django_db
QUERY = "unit=A&period=2024"


def someone(country: Country, path: str, login: str) -> Actor:
    account = Account.objects.create(login=login, unit_id=country.ids[path])
    Grant.objects.create(
        account=account, unit_id=country.ids[path], role="officer", valid_from=EVER
    )
    return AccountActor(account)


def names(actor: Actor) -> list[str]:
    return [one.name for one in saved_views(actor=actor, on=TODAY)]


def test_a_view_of_ones_own_is_seen_by_nobody_else() -> None:
    country = a_country()
    lan, minh = someone(country, "A", "lan"), someone(country, "A", "minh")

    keep_view("Cháy theo tháng", QUERY, unit_id=None, actor=lan, at=NOON)

    assert (names(lan), names(minh)) == (["Cháy theo tháng"], [])


def test_a_shared_view_is_seen_by_the_people_of_the_unit_only() -> None:
    country = a_country()
    lan, minh = someone(country, "A", "lan"), someone(country, "A", "minh")
    elsewhere = someone(country, "A/a", "hoa")

    keep_view("Chung", QUERY, unit_id=country.ids["A"], actor=lan, at=NOON)

    assert (names(minh), names(elsewhere)) == (["Chung"], [])


def test_a_dropped_view_comes_back_as_it_was() -> None:
    country = a_country()
    lan = someone(country, "A", "lan")
    kept = keep_view("Cũ", QUERY, unit_id=None, actor=lan, at=NOON)

    rename_view(kept, "Mới", actor=lan, at=NOON)
    drop_view(kept, actor=lan, at=NOON)
    assert names(lan) == []
    restore_view(kept, actor=lan, at=NOON)

    assert names(lan) == ["Mới"]
    verbs = Entry.objects.filter(stream=f"saved_view:{kept}").order_by("n")
    assert [one.verb.rpartition("_")[2] for one in verbs] == [
        "kept",
        "renamed",
        "dropped",
        "restored",
    ]


def test_only_the_owner_changes_a_view() -> None:
    country = a_country()
    lan, minh = someone(country, "A", "lan"), someone(country, "A", "minh")
    kept = keep_view("Chung", QUERY, unit_id=country.ids["A"], actor=lan, at=NOON)

    with pytest.raises(NotAllowed):
        rename_view(kept, "Khác", actor=minh, at=NOON)
    for act in (drop_view, restore_view):
        with pytest.raises(NotAllowed):
            act(kept, actor=minh, at=NOON)
        with pytest.raises(NotFound):
            act(999, actor=minh, at=NOON)
    assert names(minh) == ["Chung"]


def test_what_cannot_be_kept_is_refused() -> None:
    country = a_country()
    lan = someone(country, "A", "lan")

    with pytest.raises(BadInput):
        keep_view(" ", QUERY, unit_id=None, actor=lan, at=NOON)
    with pytest.raises(BadInput):
        keep_view("Dài", "q" * 4001, unit_id=None, actor=lan, at=NOON)
    with pytest.raises(NotAllowed):
        keep_view("Của người khác", QUERY, unit_id=country.ids["A/a"], actor=lan, at=NOON)
    with pytest.raises(NotAllowed):
        keep_view("Máy", QUERY, unit_id=None, actor=OPERATOR, at=NOON)
