"""All roles at all places knock at every address of the screens and of the API.

The form, the paper, the old report and the user behind the addresses belong to xã Một. Who may not
view xã Một is an account of xã Hai (beside), of another province (far), of the village in xã Một
(from there xã Một is above) and of a commune that was dissolved.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from keng.access import actions as access
from keng.access.actors import AccountActor
from keng.access.models import Account
from keng.access.roles import MAY, Role, Verb
from keng.api.application import api
from keng.jobs import registry
from keng.jobs.registry import discover
from keng.kernel.actors import OPERATOR
from keng.ops.main import parser
from keng.orgunits.actions import Naming, NewUnit, create_unit, dissolve
from keng.web.frame.declarations import KEYED, PUBLIC, SIGNED_IN, declared_access
from keng.web.urls import urlpatterns
from pages_cast import NUMBERS, an_office_with_papers, keywords
from web_cast import NOW, SETUP, START, Office

ON = NOW.date()
OWNED = frozenset(
    {
        "submission_id",
        "paper_id",
        "report_id",
        "account_id",
        "job_id",
        "proof_id",
        "meeting_id",
        "conclusion_id",
        "commending_seat_id",
        "proposal_id",
        "dossier_id",
    }
)
"""Keywords of an address behind which something of xã Một lies."""

REFUSED = frozenset({302, 403, 404, 405, 422})
OUTSIDE = ("beside", "far", "village", "dissolved")


@dataclass(frozen=True)
class Street:
    """The office, what its addresses are made of, and an account of each role at each place."""

    office: Office
    keywords: dict[str, Any]
    accounts: dict[tuple[str, Role], Account]

    def browser(self, place: str, role: Role) -> Client:
        """A browser of the account, to which refusals come without the page around them."""
        client = Client(headers={"Accept": "application/json"})
        client.force_login(self.accounts[place, role])
        return client


@pytest.fixture
def street(db: None) -> Street:
    """Everything above, made once a test."""
    del db
    office = an_office_with_papers()
    known = keywords(office)
    places = {
        "own": office.one,
        "above": office.north,
        "beside": office.two,
        "far": _unit("tinh", "Tây", office.nation),
        "village": _unit("thon", "Trong", office.one),
        "dissolved": _unit("xa", "Cũ", office.north),
    }
    accounts = {
        (place, role): _account(f"{place}.{role}", unit, role)
        for place, unit in places.items()
        for role in Role
    }
    dissolve(places["dissolved"], on=date(2024, 1, 1), basis="NQ 2", actor=OPERATOR, at=SETUP)
    return Street(office, known, accounts)


def _unit(kind: str, name: str, parent: int) -> int:
    new = NewUnit(Naming(kind, name), parent)
    return create_unit(new, on=START, basis="NQ 1", actor=OPERATOR, at=SETUP).pk


def _account(login: str, unit_id: int, role: Role) -> Account:
    made = access.create_account(login, login, unit_id=unit_id, actor=OPERATOR, at=SETUP)
    access.grant(made.pk, role, unit_id=unit_id, actor=OPERATOR, at=SETUP)
    return made


def _address(pattern: URLPattern, known: dict[str, Any]) -> str:
    wanted = pattern.pattern.converters
    return reverse(f"web:{pattern.name}", kwargs={name: known[name] for name in wanted})


def test_the_street_is_what_it_says(street: Street) -> None:
    for (place, role), account in street.accounts.items():
        sees = AccountActor(account).may("view", unit_id=street.office.one, on=ON)
        assert sees == (place in {"own", "above"}), (place, role)


# On a second engine one role walks all pages; what a role may do is no question of engines.
ROLES = [
    pytest.param(one, marks=() if one is Role.CLERK else pytest.mark.any_engine) for one in Role
]


@pytest.mark.any_engine
@pytest.mark.parametrize("place", OUTSIDE)
def test_what_is_of_a_unit_opens_to_nobody_outside(place: str, street: Street) -> None:
    known = {**NUMBERS, **street.keywords}
    owned = [one for one in urlpatterns if OWNED & one.pattern.converters.keys()]
    assert len(owned) > 40

    opened = []
    for role in Role:
        browser = street.browser(place, role)
        for pattern in owned:
            for method in ("get", "post"):
                answer = getattr(browser, method)(_address(pattern, known))
                if answer.status_code not in REFUSED:
                    opened.append((place, role.value, method, pattern.name, answer.status_code))

    assert opened == []


@pytest.mark.parametrize("role", ROLES)
def test_a_role_opens_no_page_of_a_verb_that_it_has_not(role: Role, street: Street) -> None:
    known = {**NUMBERS, **street.keywords}
    for place in ("own", "above", "far", "dissolved"):
        browser = street.browser(place, role)
        for pattern in urlpatterns:
            verb = declared_access(pattern.callback)
            if verb in {PUBLIC, KEYED, SIGNED_IN} or Verb(str(verb)) in MAY[role]:
                continue
            where = _address(pattern, known)
            assert browser.get(where).status_code == 403, (place, where)
            assert browser.post(where).status_code == 403, (place, where)


def _operations() -> Iterator[tuple[str, str]]:
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method in methods:
            yield method, path


def _filled(path: str, known: dict[str, Any]) -> str:
    filled = {"slot": "1", **known}
    return path.format(**{name: filled.get(name, 1) for name in _names(path)})


def _names(path: str) -> list[str]:
    return [part.strip("{}") for part in path.split("/") if part.startswith("{")]


def test_every_operation_of_the_api_declares_who_may_call_it() -> None:
    schema = api.get_openapi_schema()
    open_ones = [
        (method, path)
        for path, methods in schema["paths"].items()
        for method, told in methods.items()
        if {name for way in told.get("security", ()) for name in way} != {"ByToken", "SignedIn"}
    ]

    assert open_ones == []


@pytest.mark.django_db
def test_nobody_calls_any_operation() -> None:
    for method, path in _operations():
        answer = getattr(Client(), method)(_filled(path, {}))
        assert answer.status_code == 401, (method, path)


@pytest.mark.parametrize("place", OUTSIDE)
def test_the_api_opens_nothing_of_a_unit_to_anybody_outside(place: str, street: Street) -> None:
    opened = []
    for role in Role:
        browser = street.browser(place, role)
        for method, path in _operations():
            if not OWNED & set(_names(path)):
                continue
            where = _filled(path, street.keywords)
            answer = getattr(browser, method)(where, content_type="application/json")
            if answer.status_code not in REFUSED - {302}:
                opened.append((role.value, method, path, answer.status_code))

    assert opened == []


_MACHINE = "the operator of the machine alone"
_ACTOR = "whoever --as names, as that account may; else the operator"
_FILE = "anybody: reads a file and no database"
COMMANDS = {
    "assess": _ACTOR,
    "backup": _MACHINE,
    "commend calls": _ACTOR,
    "commend list": _ACTOR,
    "commend paper": _ACTOR,
    "commend withdraw-name": _ACTOR,
    "consolidate": _ACTOR,
    "decide": _ACTOR,
    "demo": _MACHINE,
    "doctor": _MACHINE,
    "export": _ACTOR,
    "export-all": _ACTOR,
    "import": _ACTOR,
    "import-all": _MACHINE,
    "lint": _FILE,
    "migrate": _MACHINE,
    "notices run": _MACHINE,
    "pack check": _FILE,
    "pack diff": _FILE,
    "pack install": _ACTOR,
    "pack list": _MACHINE,
    "paper": _ACTOR,
    "plan read": _FILE,
    "read": _FILE,
    "report": _ACTOR,
    "restore": _MACHINE,
    "seal": _MACHINE,
    "serve": _MACHINE,
    "steering committees": _ACTOR,
    "steering coordination": _ACTOR,
    "verify": _ACTOR,
    "worker": _MACHINE,
}
# Each part of these asks for its own verb.
ACTING = frozenset({"inquiry", "round", "submission", "units", "user"})


def _commands(whole: argparse.ArgumentParser, above: str = "") -> Iterator[str]:
    parts = [one for one in whole._actions if isinstance(one, argparse._SubParsersAction)]
    if not parts:
        yield above.strip()
    for part in parts:
        for name, command in part.choices.items():
            yield from _commands(command, f"{above} {name}")


def test_every_command_is_known_with_who_may_run_it() -> None:
    found = [name for name in _commands(parser()) if name.split(" ")[0] not in ACTING]

    assert sorted(found) == sorted(COMMANDS)


JOBS = {
    "intake.forms": "view",
    "intake.look": "enter",
    "intake.read_plan": "enter",
    "intake.read_reports": "enter",
    "intake.save": "enter",
    "papers.look": "enter",
    "papers.read": "enter",
    "papers.save": "enter",
    "publishing.proofread": SIGNED_IN,
    "publishing.report": "view",
    "publishing.tables": "view",
    "reporting.open_rounds": "manage_rounds",
    "takeaway.unit": "manage_users",
    "verifying.check": "audit",
}


def test_every_job_is_known_with_who_may_ask_for_it() -> None:
    discover()

    # Another test of the same process may have registered a task of its own.
    of_keng = [
        kind
        for kind, task in registry._TASKS.items()
        if type(task).__module__.partition(".")[0] == "keng"
    ]
    assert sorted(of_keng) == sorted(JOBS)
