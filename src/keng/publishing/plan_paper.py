"""A plan as its official paper: a Word file in the layout of the decree, never stored."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from keng.documents import word
from keng.kernel.actors import Actor
from keng.kernel.moments import local_day
from keng.kernel.periods import parse_period
from keng.orgunits.queries import unit_view
from keng.packs import installed
from keng.packs.schema import IssuerProfile, Pack
from keng.planning.queries import WholePlan, whole_plan
from keng.planning.queries.shapes import PlanHead
from keng.planning.vocabulary import State
from keng.publishing.gathering import names_of, place_of
from keng.publishing.heads import TYPE_NAMES, Head, Issuer, issuer_of, letterhead_of
from keng.publishing.plan_blocks import annex_of, basis_of, blocks_of
from keng.publishing.report import DRAFT_MARK

TYPE: Final = "KH"
PLAN_PROPERTY: Final = "KengPlan"
VERSION_PROPERTY: Final = "KengPlanVersion"
_ILLUSTRATIVE: Final = "MINH HỌA"
_NO_SIGNER: Final = "[chưa rõ: chức vụ người ký]"
_NUMBER: Final = re.compile(r"(?<!\d)(?P<number>\d{1,9})/(?P<symbol>KH-[\w-]+)")


@dataclass(frozen=True)
class PlanPaper:
    """The paper of a plan: the Word file, its name, what a person has to fill in, what is withheld.

    `gaps` are sentences in Vietnamese; `withheld` counts tasks whose words are not in the file.
    """

    content: bytes
    name: str
    gaps: tuple[str, ...]
    withheld: int


def plan_paper(plan_id: int, *, actor: Actor, at: datetime) -> PlanPaper:
    """Lay out a plan as its official paper, with the annex of its tasks.

    The number and symbol are those of the basis that was written when it was issued; else there
    is room for them. DỰ THẢO stands on each page of a draft. Nothing is stored. Raises NotFound
    and NotAllowed as the plan itself.
    """
    plan = whole_plan(plan_id, actor, on=local_day(at))
    pack = installed.current()
    issuer = _issuer(plan, pack, on=local_day(at))
    papers = {
        one.id: (number, _body(pack, one, number))
        for one in plan.above
        if (number := _written(one.basis))
    }
    document = word.WordDocument(
        letterhead=_letterhead(plan.view.head, issuer),
        type_name=TYPE_NAMES[TYPE],
        subject=_subject(plan.view.head),
        blocks=(*basis_of(plan, papers), *blocks_of(plan), _closing(plan.view.head)),
        ending=issuer.signature,
        made_at=at,
        annexes=(annex_of(plan),) if plan.tasks else (),
        marks=_marks(plan.view.head),
        properties={PLAN_PROPERTY: str(plan_id), VERSION_PROPERTY: str(plan.view.head.version)},
    )
    head = plan.view.head
    name = f"ke-hoach-{unit_view(head.unit_id, on=local_day(at)).key}-{head.year}-{head.id}"
    return PlanPaper(
        content=word.write(document),
        name="".join(letter if letter.isalnum() else "-" for letter in name),
        gaps=issuer.gaps,
        withheld=len(plan.withheld),
    )


def _profile(pack: Pack, head: PlanHead, level: str) -> IssuerProfile | None:
    """The profile under whose symbol the plan was issued, else the first for units of its level."""
    offered = [one for one in pack.profiles.values() if level in one.unit_levels]
    symbol = _written(head.basis).partition("/")[2]
    same = [one for one in offered if symbol and _symbol(one.symbol) == symbol]
    return next(iter(same or offered), None)


def _issuer(plan: WholePlan, pack: Pack, *, on: date) -> Issuer:
    """Who issues the plan; a unit for which no profile is known stands by its own name."""
    head = plan.view.head
    unit = unit_view(head.unit_id, on=on)
    names = names_of(unit, parse_period(str(head.year)), pack)
    names["place"] = place_of(unit, on=on)
    profile = _profile(pack, head, unit.level)
    if profile is None:
        return Issuer(
            profile="",
            name=unit.full_name,
            parent=names["superior"],
            issuer=unit.full_name,
            symbol="",
            series="",
            signature=word.Signature((), _NO_SIGNER, recipients=tuple(_doers(plan))),
            place=names["place"],
            addressees=(),
            gaps=("Chưa rõ ký hiệu, thẩm quyền và chức vụ người ký; hãy điền trước khi trình.",),
        )
    lines = (("symbol", symbol),) if (symbol := _symbol(profile.symbol)) else ()
    recipients = (*_doers(plan), *profile.recipients)
    return issuer_of(profile, Head(lines=lines, recipients=recipients), None, names, on)


def _body(pack: Pack, head: PlanHead, number: str) -> str:
    """The body that issued the paper of a plan, by its symbol; the unit where that is not known."""
    symbol = number.partition("/")[2]
    for one in pack.profiles.values():
        if _symbol(one.symbol) == symbol:
            return f"{one.label.vi} {head.unit_name}"
    return head.unit_name


def _doers(plan: WholePlan) -> Sequence[str]:
    """Whoever has work by the plan receives it."""
    found: dict[str, None] = {}
    for task in plan.tasks:
        for body in (task.lead, *task.helpers):
            if body is not None:
                found[body.name] = None
    return tuple(found)


def _symbol(symbol: str | None) -> str:
    """The symbol of a plan of a body whose reports have that symbol: BC-UBND -> KH-UBND."""
    kind, dash, body = (symbol or "").partition("-")
    return f"{TYPE}{dash}{body}" if dash and kind in TYPE_NAMES else ""


def _written(basis: str) -> str:
    """The number and symbol in what was written when a plan was issued; "" where there is none."""
    found = _NUMBER.search(basis)
    return f"{int(found['number']):02d}/{found['symbol']}" if found else ""


def _letterhead(head: PlanHead, issuer: Issuer) -> word.Letterhead:
    number, _slash, symbol = _written(head.basis).partition("/")
    told = Head(number=int(number) if number else None, day=head.issued_on)
    made = letterhead_of(issuer, told, head.year)
    return word.Letterhead(
        parent=made.parent,
        issuer=made.issuer,
        symbol=symbol or made.symbol,
        place=made.place,
        number=made.number,
        day=made.day,
        year=made.year,
        name=made.name,
    )


def _subject(head: PlanHead) -> str:
    """The title without the word for the type, which stands above it."""
    kind = TYPE_NAMES[TYPE].lower()
    title = head.title
    if title.lower().startswith(f"{kind} "):
        title = title[len(kind) :].strip()
    return title[:1].upper() + title[1:]


def _closing(head: PlanHead) -> word.Paragraph:
    subject = _subject(head)
    lowered = subject[:1].lower() + subject[1:]
    said = (
        f"Trên đây là Kế hoạch {lowered}; các cơ quan, đơn vị được giao nhiệm vụ tổ chức thực hiện "
        "và báo cáo kết quả theo quy định./."
    )
    return word.Paragraph((said,))


def _marks(head: PlanHead) -> tuple[str, ...]:
    draft = (DRAFT_MARK,) if head.state == State.DRAFT else ()
    shown = f"{head.remark} {head.title}".lower()
    return (*draft, *((_ILLUSTRATIVE,) if "minh họa" in shown else ()))
