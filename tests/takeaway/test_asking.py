"""Whose data somebody may take along: everything in the archive is there to be read."""

from __future__ import annotations

import pytest

from keng.access import actions as access
from keng.access.actors import AccountActor
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import NotAllowed
from keng.takeaway.actions import may_take, require_taking
from keng.web import clock
from web_cast import NOW, SETUP, Office, an_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Office:
    """Tỉnh Đông with huyện Bắc and its two communes, which report a small total of people."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return an_office()


def an_administrator(unit_id: int, login: str) -> AccountActor:
    made = access.create_account(login, login, unit_id=unit_id, actor=OPERATOR, at=SETUP)
    access.grant(made.pk, "administrator", unit_id=unit_id, actor=OPERATOR, at=SETUP)
    return AccountActor(made)


def test_an_administrator_takes_what_holds_no_small_total_from_further_down(
    office: Office,
) -> None:
    north = an_administrator(office.north, "keeper.north")
    one = an_administrator(office.one, "keeper.one")
    province = office.actor("keeper")

    allowed = {
        (actor.label, unit): may_take(unit, actor=actor, at=NOW)
        for actor in (one, north, province)
        for unit in (office.one, office.north, office.province)
    }

    assert {place for place, may in allowed.items() if may} == {
        ("keeper.one", office.one),
        ("keeper.north", office.one),  # right above: sees its small totals anyway
        ("keeper.north", office.north),
        ("keeper", office.province),  # the archive of a unit holds those right below, not further
    }
    with pytest.raises(NotAllowed) as refusal:
        require_taking(office.one, actor=province, at=NOW)
    assert "tổng số nhỏ" in str(refusal.value)


def test_the_operator_of_the_machine_takes_all(office: Office) -> None:
    assert may_take(office.one, actor=OPERATOR, at=NOW)
