"""The scenario of the demonstration, and its units and accounts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from keng.access.actions import create_account, grant, set_password
from keng.access.actors import AccountActor
from keng.access.queries import account_by_login
from keng.access.roles import Role
from keng.kernel.actors import OPERATOR, Actor
from keng.kernel.moments import local_day
from keng.orgunits.actions import NewUnit, create_unit
from keng.orgunits.queries import unit_named


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


def gather(*, at: datetime) -> Cast:
    """Find the real units, make the village that says it is invented, and the accounts."""
    today, before, after = local_day(at), scenario()["before"], scenario()["after"]
    cast = Cast(
        district_id=unit_named(before["path"], on=before["day"]).id,
        province_id=unit_named(after["path"], on=after["day"]).id,
    )
    cast.units["village"] = _village(today, at=at)
    for account in scenario()["accounts"]:
        _account(cast, account, today, at=at)
    _old_officer(cast, at=at)
    return cast


def _village(today: date, *, at: datetime) -> int:
    wanted = scenario()["village"]
    parent = unit_named(wanted["parent"], on=today)
    new = NewUnit(kind="thon", name=wanted["name"], parent_id=parent.id)
    made = create_unit(new, on=today, basis=wanted["basis"], actor=OPERATOR, at=at)
    return int(made.pk)


def _account(cast: Cast, wanted: Mapping[str, str], today: date, *, at: datetime) -> None:
    place = wanted["unit"]
    if place in cast.units:
        unit_id = cast.units[place]
        place = f"{scenario()['village']['name']}, {scenario()['village']['parent']}"
    else:
        unit_id = unit_named(place, on=today).id
    cast.units[wanted["login"]] = unit_id
    _make(wanted["login"], wanted["name"], unit_id, at=at)
    role = Role(wanted["role"])
    since = date.fromisoformat(str(scenario()["merged_on"]))
    _grant(wanted["login"], unit_id, role, (since, None), at=at)
    cast.logins.append(Login(wanted["login"], wanted["name"], role.value, place))


def _old_officer(cast: Cast, *, at: datetime) -> None:
    # Until 30 June 2025 the district accepted; its officer's grant ends with the district.
    _make("huyen.cu", "Cán bộ cấp huyện (đến 30/6/2025)", cast.district_id, at=at)
    first = date(*first_month(), 1)
    until = date.fromisoformat(str(scenario()["merged_on"]))
    _grant("huyen.cu", cast.district_id, Role.OFFICER, (first, until), at=at)


def _make(login: str, name: str, unit_id: int, *, at: datetime) -> None:
    account = create_account(login, name, unit_id=unit_id, actor=OPERATOR, at=at)
    set_password(account.pk, scenario()["password"], actor=OPERATOR, at=at)


def _grant(
    login: str, unit_id: int, role: Role, span: tuple[date, date | None], *, at: datetime
) -> None:
    account = account_by_login(login)
    grant(
        account.pk,
        unit_id,
        role,
        valid_from=span[0],
        valid_until=span[1],
        actor=OPERATOR,
        at=at,
    )


def accounts_table(cast: Cast) -> Iterator[str]:
    """The lines that tell a visitor where to log in as whom."""
    width = max(len(login.login) for login in cast.logins)
    for login in cast.logins:
        yield f"  {login.login:<{width}}  {login.role:<13}  {login.name} — {login.place}"


def _text(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")
