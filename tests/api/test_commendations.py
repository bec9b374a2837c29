"""Commendations over the API: what is seen of a call and of the register."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from pages_cast import an_office_with_papers, commended
from web_cast import NOW, Office


@pytest.fixture
def office(db: None, settings: Any, tmp_path: Any) -> Office:
    """The office, its keys and files in a folder of the test."""
    del db
    settings.KENG_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    return an_office_with_papers()


def asked(office: Office, login: str, path: str) -> Any:
    client = Client()
    client.force_login(office.accounts[login])
    return client.get(f"/api/v1/commendations{path}")


def test_a_clerk_reads_calls_proposals_and_the_register(office: Office) -> None:
    known = commended(office)

    calls = asked(office, "clerk", f"/calls?year={NOW.year}").json()
    call = asked(office, "clerk", f"/calls/{known['call_id']}").json()
    register = asked(office, "clerk", "/register?text=to+lien+gia").json()

    assert [(one["id"], one["proposals"], one["decided"]) for one in calls] == [
        (known["call_id"], 3, 1)
    ]
    assert (call["is_whole"], len(call["proposals"])) == (True, 3)
    waiting = next(one for one in call["proposals"] if one["id"] == known["proposal_id"])
    assert {one["code"] for one in waiting["concerns"]} >= {"vote_nobody"}
    assert [one["name"] for one in register["rows"]] == ["Tổ liên gia số 3"]
    assert register["counts"] == {"giay_khen/group": 1}


def test_who_is_beside_gets_nothing(office: Office) -> None:
    known = commended(office)

    assert asked(office, "other.clerk", f"/calls?year={NOW.year}").json() == []
    assert asked(office, "other.clerk", f"/calls/{known['call_id']}").status_code == 403
    assert asked(office, "other.clerk", "/register").json()["rows"] == []
    assert asked(office, "clerk", "/register?unit=khong+co").status_code == 404
