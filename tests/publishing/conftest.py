"""The cast: a district with two communes, people with grants, accepted figures of 2023 and 2024."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from keng.access.actions import create_account, grant
from keng.access.actors import AccountActor
from keng.kernel.actors import OPERATOR
from keng.kernel.periods import parse_period
from keng.orgunits.actions import NewUnit, create_nation, create_unit
from keng.orgunits.actions.ledger import Naming
from keng.packs.models import PackVersion
from keng.reporting import actions
from publishing_cast import SECTIONS, a_publishing_pack
from reporting_cast import cells, text

START = date(2020, 1, 1)
SETUP = datetime(2020, 1, 1, 3, 0, tzinfo=UTC)
AT = datetime(2025, 1, 5, 3, 0, tzinfo=UTC)
YEAR = parse_period("2024")
BY_UNIT = {
    "item": "table",
    "code": "by_unit",
    "label": text("Theo xã"),
    "rows": "children",
    "indicators": ["cases", "offenders"],
}


@dataclass(frozen=True)
class Cast:
    """Ids of the units, and the people who act."""

    district: int
    one: int
    two: int
    clerk: AccountActor
    leader: AccountActor
    other_clerk: AccountActor
    officer: AccountActor


@pytest.fixture
def cast(db: None) -> Cast:
    """Tỉnh Đông: huyện Bắc with xã Một and xã Hai; 2023 and 2024 accepted for xã Một."""
    assert db is None  # asked for, so that the cast has a database to stand in
    _install()
    nation = create_nation(actor=OPERATOR, at=SETUP).pk
    district = _unit("huyen", "Bắc", _unit("tinh", "Đông", nation))
    one, two = _unit("xa", "Một", district), _unit("xa", "Hai", district)
    cast = Cast(
        district=district,
        one=one,
        two=two,
        clerk=_person("clerk.mot", one, "clerk"),
        leader=_person("leader.mot", one, "leader"),
        other_clerk=_person("clerk.hai", two, "clerk"),
        officer=_person("officer.bac", district, "officer"),
    )
    report(cast, "2023", cases=10, settled=9, fires=0, area=66449)
    report(cast, "2024", cases=12, settled=9, fires=2, area=66449, offenders=3)
    return cast


def report(cast: Cast, year: str, *, unit: str = "one", **values: int) -> int:
    """A year's figures of a commune, entered, handed in and accepted; the submission's id."""
    unit_id = getattr(cast, unit)
    actor = cast.clerk if unit == "one" else cast.other_clerk
    submission = actions.ensure_submission(
        unit_id, "commune", parse_period(year), actor=actor, at=AT
    )
    actions.enter(submission.pk, cells(**values), actor=actor, at=AT)
    handed_in = actions.submit(submission.pk, actor=actor, at=AT)
    actions.accept(submission.pk, revision=handed_in.revision, actor=cast.officer, at=AT)
    return submission.pk


def correct(cast: Cast, submission_id: int, **values: int) -> None:
    """The figures are reopened, changed and accepted again."""
    actions.reopen(submission_id, "Sai số liệu", actor=cast.officer, at=AT)
    actions.enter(submission_id, cells(**values), actor=cast.clerk, at=AT)
    _accept_again(cast, submission_id)


def write(cast: Cast, slot: str, words: str) -> None:
    """A text of the clerk in the form of 2024, which is reopened for it."""
    submission = actions.ensure_submission(cast.one, "commune", YEAR, actor=cast.clerk, at=AT)
    actions.reopen(submission.pk, "Bổ sung", actor=cast.officer, at=AT)
    actions.write_text(submission.pk, slot, words, actor=cast.clerk, at=AT)
    _accept_again(cast, submission.pk)


def _accept_again(cast: Cast, submission_id: int) -> None:
    handed_in = actions.submit(submission_id, actor=cast.clerk, at=AT)
    actions.accept(submission_id, revision=handed_in.revision, actor=cast.officer, at=AT)


def _install() -> None:
    closing = [
        {"item": "fixed", "code": "end", "template": text("Trên đây là báo cáo của {unit}.")}
    ]
    pack = a_publishing_pack(sections=[*SECTIONS], closing=closing)
    by_unit = {
        **pack.outlines["commune"].model_dump(mode="json"),
        "code": "consolidated",
        "sections": [{"code": "t", "number_style": "I", "title": text("Bảng"), "items": [BY_UNIT]}],
    }
    content = pack.model_dump(mode="json")
    content["outlines"]["consolidated"] = by_unit
    PackVersion.objects.create(code="sample", version="1", content=content)


def _unit(kind: str, name: str, parent: int) -> int:
    new = NewUnit(Naming(kind, name), parent)
    return create_unit(new, on=START, basis="NQ 1", actor=OPERATOR, at=SETUP).pk


def _person(login: str, unit_id: int, role: str) -> AccountActor:
    account = create_account(login, unit_id=unit_id, actor=OPERATOR, at=SETUP)
    grant(account.pk, role, unit_id=unit_id, actor=OPERATOR, at=SETUP)
    return AccountActor(account)
