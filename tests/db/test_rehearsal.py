from __future__ import annotations

import pytest

from keng.db.rehearsal import rehearsed
from keng.journal.models import Entry
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import BadInput, NotAllowed
from keng.orgunits import queries
from keng.orgunits.actions import Naming, NewUnit, merge, rename
from keng.orgunits.models import Change, Designation, MapStamp, Succession, Unit
from web_cast import NOW, Office, an_office

ON = NOW.date()


@pytest.fixture
def office(db: None) -> Office:
    del db
    return an_office()


def everything() -> list[object]:
    models = (Change, Designation, Entry, Succession, Unit)
    stamp = MapStamp.objects.values_list("stamp", flat=True).get()
    return [stamp, *(sorted(model._default_manager.values_list("pk")) for model in models)]


def test_what_was_rehearsed_is_seen_and_leaves_nothing(office: Office) -> None:
    before = everything()
    new = NewUnit(Naming("xa", "Một Hai"), office.north)

    seen = rehearsed(
        lambda: merge([office.one, office.two], new, on=ON, basis="NQ 9", actor=OPERATOR, at=NOW),
        lambda: [view.name for view in queries.children(office.north, on=ON)],
    )

    assert seen == ["Một Hai"]
    assert everything() == before
    assert [view.name for view in queries.children(office.north, on=ON)] == ["Hai", "Một"]


def test_what_an_act_is_refused_for_is_refused_in_its_rehearsal(office: Office) -> None:
    before = everything()
    to = Naming("xa", "Một Mới")
    clerk = office.actor("clerk")

    with pytest.raises(NotAllowed):
        rehearsed(
            lambda: rename(office.one, to, on=ON, basis="NQ 9", actor=clerk, at=NOW), lambda: None
        )
    with pytest.raises(BadInput):
        rehearsed(
            lambda: rename(office.one, to, on=ON, basis="", actor=OPERATOR, at=NOW), lambda: None
        )

    assert everything() == before
