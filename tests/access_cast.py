"""A small country before and after 1 July 2025, and its people, for the tests of access.

Until 30/6/2025: tỉnh Hải Dương > huyện Tứ Kỳ > xã Quang Khải, xã Hưng Đạo; tỉnh Quảng Ninh beside.
Since 1/7/2025:  thành phố Hải Phòng > xã Tứ Kỳ (all of Quang Khải, a part of Hưng Đạo), xã Tân Kỳ
(the rest of Hưng Đạo) > thôn An Nhân; a school lies in xã Tân Kỳ and is managed by the province.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from keng.access import actions
from keng.access.actions import Days
from keng.access.actors import AccountActor
from keng.access.models import Account, Grant
from keng.kernel.actors import OPERATOR
from keng.orgunits.models import Affiliation, Designation, Management, Succession, Unit
from keng.orgunits.vocabulary import search_form

MERGER = date(2025, 7, 1)
MAY, AUGUST = date(2025, 5, 5), date(2025, 8, 5)
LONG_AGO = datetime(2020, 1, 1, 2, 0, tzinfo=UTC)
AT = datetime(2025, 8, 5, 2, 0, tzinfo=UTC)  # nine in the morning of 5 August in Vietnam
PASSWORD = "con-cò-bay-lả-bay-la"


@dataclass(frozen=True)
class Country:
    """Ids of the units above."""

    nation: int
    hai_duong: int
    tu_ky_district: int
    quang_khai: int
    hung_dao: int
    quang_ninh: int
    hai_phong: int
    tu_ky: int
    tan_ky: int
    an_nhan: int
    school: int


def a_country() -> Country:
    """The units above with their parents, manager and successions."""
    nation = unit("vn", "nation", "Việt Nam")
    hai_duong = unit("hd", "tinh", "Hải Dương", under=nation, until=MERGER)
    district = unit("tkh", "huyen", "Tứ Kỳ", under=hai_duong, until=MERGER)
    quang_khai = unit("qk", "xa", "Quang Khải", under=district, until=MERGER)
    hung_dao = unit("hdao", "xa", "Hưng Đạo", under=district, until=MERGER)
    quang_ninh = unit("qn", "tinh", "Quảng Ninh", under=nation)
    hai_phong = unit("hp", "thanh_pho_tw", "Hải Phòng", under=nation, since=MERGER)
    tu_ky = unit("tk", "xa", "Tứ Kỳ", under=hai_phong, since=MERGER)
    tan_ky = unit("tank", "xa", "Tân Kỳ", under=hai_phong, since=MERGER)
    an_nhan = unit("an", "thon", "An Nhân", under=tan_ky, since=MERGER)
    school = unit("s", "thpt", "Tứ Kỳ", under=tan_ky, since=MERGER)
    Management.objects.create(
        unit_id=school, manager_id=hai_phong, valid_from=MERGER, basis="(example)"
    )
    passes(hai_duong, hai_phong, "whole")
    passes(quang_khai, tu_ky, "whole")
    passes(hung_dao, tu_ky, "part")
    passes(hung_dao, tan_ky, "part")
    return Country(
        nation=nation,
        hai_duong=hai_duong,
        tu_ky_district=district,
        quang_khai=quang_khai,
        hung_dao=hung_dao,
        quang_ninh=quang_ninh,
        hai_phong=hai_phong,
        tu_ky=tu_ky,
        tan_ky=tan_ky,
        an_nhan=an_nhan,
        school=school,
    )


_LEVELS = {
    "nation": "nation",
    "tinh": "province",
    "thanh_pho_tw": "province",
    "huyen": "district",
    "xa": "commune",
    "thon": "village",
    "thpt": "school",
}


def unit(
    key: str,
    kind: str,
    name: str,
    *,
    under: int | None = None,
    since: date = date(2000, 1, 1),
    until: date | None = None,
) -> int:
    """A unit that stands under another from one day until another; its id."""
    made = Unit.objects.create(key=key, level=_LEVELS[kind], created_at=LONG_AGO)
    days = {"valid_from": since, "valid_until": until, "basis": "(example)"}
    Designation.objects.create(
        unit=made, kind=kind, name=name, folded=search_form(name), sort_key=name, **days
    )
    if under is not None:
        Affiliation.objects.create(unit=made, parent_id=under, **days)
    return made.pk


def passes(predecessor: int, successor: int, extent: str) -> None:
    """Territory passes on the day of the merger."""
    Succession.objects.create(
        predecessor_id=predecessor,
        successor_id=successor,
        on=MERGER,
        extent=extent,
        basis="(example)",
    )


def an_account(login: str, unit_id: int | None = None) -> Account:
    """An account with a lasting password, made long ago by the operator."""
    made = actions.create_account(login, f"({login})", unit_id=unit_id, actor=OPERATOR, at=LONG_AGO)
    return actions.set_password(made.pk, PASSWORD, actor=OPERATOR, at=LONG_AGO)


def a_grant(account: Account, role: str, unit_id: int, days: Days | None = None) -> Grant:
    """A role, since 2020 and without end unless days are named."""
    return actions.grant(account.pk, role, unit_id=unit_id, actor=OPERATOR, at=LONG_AGO, days=days)


def somebody(role: str, unit_id: int, login: str = "") -> AccountActor:
    """An actor with one role at one unit since 2020."""
    account = an_account(login or f"{role}-{unit_id}", unit_id)
    a_grant(account, role, unit_id)
    return AccountActor(account)
