"""The scenario of the demonstration, and its units and accounts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from keng.access.actions import Days, ask_for_second_step, create_account, grant, set_password
from keng.access.actors import AccountActor
from keng.access.queries import account_by_login
from keng.access.roles import Role
from keng.kernel.actors import OPERATOR, Actor
from keng.kernel.moments import TZ
from keng.orgunits.actions import Naming, NewUnit, create_unit
from keng.orgunits.queries import path_of, unit_named


@dataclass(frozen=True)
class Login:
    """One account that a visitor may use, as the demo prints it."""

    login: str
    name: str
    role: str
    place: str


@dataclass
class Cast:
    """The units and accounts of the demo, by the names that the scenario gives them."""

    district_id: int
    province_id: int
    units: dict[str, int] = field(default_factory=dict)
    logins: list[Login] = field(default_factory=list)

    def actor(self, login: str) -> Actor:
        """The account as somebody who acts."""
        return AccountActor(account_by_login(login))


@cache
def scenario() -> Mapping[str, Any]:
    """scenario.yaml."""
    loaded: Mapping[str, Any] = yaml.safe_load(_text("scenario.yaml"))
    return loaded


@cache
def published() -> list[dict[str, Any]]:
    """published.yaml: figures with their source."""
    loaded: list[dict[str, Any]] = yaml.safe_load(_text("published.yaml"))
    return loaded


def first_month() -> tuple[int, int]:
    """The month with which the illustrative history begins."""
    year, month = str(scenario()["first_month"]).split("-")
    return int(year), int(month)


def gather() -> Cast:
    """Find the real units, make the local ones that say they are invented, and the accounts.

    Each account is made on the day from which it acts in the play: nobody is given rights for days
    that are over.
    """
    before, after = scenario()["before"], scenario()["after"]
    cast = Cast(
        district_id=unit_named(before["path"], on=before["day"]).id,
        province_id=unit_named(after["path"], on=after["day"]).id,
    )
    old = scenario()["old_officer"]
    days = Days(date(*first_month(), 1), merged_on())
    _make(old, cast.district_id, Role.OFFICER, days)
    for key, wanted in scenario()["local_units"].items():
        cast.units[key] = _local_unit(wanted, merged_on())
    for account in scenario()["accounts"]:
        add_account(cast, account)
    # Visitors share a password that is printed on the screen; a code of one phone would shut it.
    everywhere = unit_named(scenario()["no_second_step"], on=merged_on()).id
    ask_for_second_step(everywhere, None, actor=OPERATOR, at=morning_of(merged_on()))
    return cast


def merged_on() -> date:
    """The day of the merger, from which the communes of the play exist."""
    return date.fromisoformat(str(scenario()["merged_on"]))


def morning_of(day: date) -> datetime:
    """The moment at which the office opens on a day of the play."""
    return datetime.combine(day, time(8), tzinfo=TZ)


def _local_unit(wanted: Mapping[str, str], on: date) -> int:
    parent = unit_named(wanted["parent"], on=on)
    naming = Naming(kind=wanted["kind"], name=wanted["name"])
    new = NewUnit(naming=naming, parent_id=parent.id, manager_id=parent.id)
    made = create_unit(new, on=on, basis=wanted["basis"], actor=OPERATOR, at=morning_of(on))
    return int(made.pk)


def add_account(cast: Cast, wanted: Mapping[str, str]) -> None:
    """Make one account at a unit of the play, by its key, or at any unit by its path."""
    place = wanted["unit"]
    if place in cast.units:
        unit_id = cast.units[place]
        place = path_of(unit_id, on=merged_on())
    else:
        unit_id = unit_named(place, on=merged_on()).id
    cast.units[wanted["login"]] = unit_id
    role = Role(wanted["role"])
    account_id = _make(wanted, unit_id, role, Days(merged_on()))
    if "also" in wanted:
        also, at = Role(wanted["also"]), morning_of(merged_on())
        grant(account_id, also, unit_id=unit_id, actor=OPERATOR, at=at, days=Days(merged_on()))
    cast.logins.append(Login(wanted["login"], wanted["name"], role.value, place))


def _make(wanted: Mapping[str, str], unit_id: int, role: Role, days: Days) -> int:
    at = morning_of(days.first)
    account = create_account(
        wanted["login"], wanted["name"], unit_id=unit_id, actor=OPERATOR, at=at
    )
    set_password(account.pk, scenario()["password"], actor=OPERATOR, at=at)
    grant(account.pk, role, unit_id=unit_id, actor=OPERATOR, at=at, days=days)
    return int(account.pk)


def accounts_table(cast: Cast) -> Iterator[str]:
    """The lines that tell a visitor where to log in as whom."""
    width = max(len(login.login) for login in cast.logins)
    for login in cast.logins:
        yield f"  {login.login:<{width}}  {login.role:<13}  {login.name} — {login.place}"


def _text(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")
