"""What a paper cites, implements and replaces: read from its text, added, settled, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, Conflict, NotFound
from keng.kernel.moments import local_day
from keng.papers.actions._journal import no_such_paper, paper_for_update, tell_paper
from keng.papers.matching import candidates, would_circle
from keng.papers.models import Link, Paper
from keng.papers.quoting import refuse_unquotable
from keng.papers.reading import Named
from keng.papers.sameness import Reference
from keng.papers.vocabulary import STEPS, LinkKind, State


def linked(paper: Paper, named: Sequence[Named]) -> list[Link]:
    """Add what a text was read to name; in the transaction that keeps the paper.

    A mention that only one entry of the unit can mean is led there. A step that would close a
    circle is kept as a citation. What the paper names already is not added again.
    """
    known = {(link.ref_number, link.ref_symbol) for link in paper.links.filter(removed=False)}
    fresh = [one for one in named if (one.reference.number, one.reference.symbol) not in known]
    meant = candidates(paper.unit_id, [one.reference for one in fresh])
    links = []
    for one in fresh:
        found = [entry for entry in meant[one.reference] if entry.pk != paper.pk]
        target = found[0] if len(found) == 1 else None
        kind = one.kind
        if kind in STEPS and target is not None and would_circle(paper, target):
            kind = LinkKind.CITES
        links.append(_link(paper, kind, one.reference, target, was_read=True))
    return Link.objects.bulk_create(links)


@transaction.atomic
def add_link(
    paper_id: int,
    kind: LinkKind,
    *,
    actor: Actor,
    at: datetime,
    target_id: int | None = None,
    reference: Reference | None = None,
) -> Link:
    """Say that a paper cites, implements or replaces an entry, or a paper named by its number.

    A paper that is replaced ends on the day on which the other was issued, if its unit is the same
    and nobody said another day. Raises NotFound, NotAllowed (enter at its unit, view of the
    target's), WrongState, BadInput (itself, a circle, no number), Conflict (said already).
    """
    paper = paper_for_update(paper_id, actor=actor, at=at)
    target = None if target_id is None else _target(target_id, actor=actor, at=at)
    named = target.reference if target is not None else reference
    if named is None or not named.line:
        raise BadInput(
            "Hãy chọn văn bản trong sổ, hoặc ghi số và ký hiệu của văn bản.",
            message_en="Choose a paper of the register, or write number and symbol.",
        )
    refuse_unquotable(named.issuer, "Cơ quan ban hành")
    _refuse_wrong(paper, kind, target, named)
    made = _link(paper, kind, named, target, was_read=False)
    made.save(force_insert=True)
    paper.revision += 1
    paper.save(update_fields=["revision"])
    tell_paper(paper, "papers.link_added", [made], actor=actor, at=at, kind=kind.value)
    if kind is LinkKind.REPLACES and target is not None:
        _end(paper, target, actor=actor, at=at)
    return made


@transaction.atomic
def settle_link(link_id: int, target_id: int, *, actor: Actor, at: datetime) -> Link:
    """Say which entry a mention means.

    Raises NotFound, NotAllowed, WrongState, BadInput (itself, a circle, another number).
    """
    link, paper = _held(link_id, actor=actor, at=at)
    target = _target(target_id, actor=actor, at=at)
    if not link.reference.may_be(target.reference):
        raise BadInput(
            f"Văn bản {target.line} không phải {link.reference.line} mà văn bản này nêu.",
            message_en=f"{target.line} is not the {link.reference.line} that this paper names.",
        )
    _refuse_circle(paper, LinkKind(link.kind), target)
    link.target, link.key = target, target.key or link.key
    link.save()
    tell_paper(paper, "papers.link_settled", [link], actor=actor, at=at)
    return link


@transaction.atomic
def remove_link(link_id: int, *, actor: Actor, at: datetime) -> Link:
    """Take back what a paper was said to name; the row stays, marked.

    Raises NotFound, NotAllowed, WrongState.
    """
    link, paper = _held(link_id, actor=actor, at=at)
    link.removed = True
    link.save(update_fields=["removed"])
    tell_paper(paper, "papers.link_removed", [link], actor=actor, at=at)
    return link


def _link(
    paper: Paper, kind: LinkKind, named: Reference, target: Paper | None, *, was_read: bool
) -> Link:
    return Link(
        paper=paper,
        kind=kind.value,
        target=target,
        key=(target.key if target is not None else "") or named.key,
        ref_kind=named.kind,
        ref_number=named.number,
        ref_symbol=named.symbol,
        ref_issued_on=named.issued_on,
        ref_issuer=named.issuer,
        was_read=was_read,
    )


def _held(link_id: int, *, actor: Actor, at: datetime) -> tuple[Link, Paper]:
    paper_id = Link.objects.filter(pk=link_id).values_list("paper_id", flat=True).first()
    if paper_id is None:
        raise _gone()
    paper = paper_for_update(paper_id, actor=actor, at=at)
    # Only under the lock: before it somebody else may be taking the same link away.
    link = Link.objects.filter(pk=link_id, removed=False).first()
    if link is None:
        raise _gone()
    return link, paper


def _gone() -> NotFound:
    return NotFound(
        "Không có liên kết này, hoặc đã gỡ.", message_en="There is no such link any more."
    )


def _target(target_id: int, *, actor: Actor, at: datetime) -> Paper:
    found = Paper.objects.filter(pk=target_id, state=State.FILED.value).first()
    if found is None:
        raise no_such_paper(target_id)
    actor.require("view", unit_id=found.unit_id, on=local_day(at))
    return found


def _refuse_wrong(paper: Paper, kind: LinkKind, target: Paper | None, named: Reference) -> None:
    same = bool(named.key and named.key == paper.key)
    if same or (target is not None and target.pk == paper.pk):
        raise BadInput(
            "Văn bản không thể viện dẫn hay thay thế chính nó.",
            message_en="A paper cannot cite or replace itself.",
        )
    if target is not None:
        _refuse_circle(paper, kind, target)
    rows = paper.links.filter(removed=False, kind=kind.value)
    for link in rows:
        if link.reference.line == named.line and link.reference.may_be(named):
            raise Conflict(
                f"Văn bản này đã ghi liên kết với {named.line}.",
                message_en=f"The link to {named.line} is there already.",
                theirs=link.pk,
            )


def _refuse_circle(paper: Paper, kind: LinkKind, target: Paper) -> None:
    if kind in STEPS and would_circle(paper, target):
        raise BadInput(
            f"Văn bản {target.line} đã (trực tiếp hoặc qua văn bản khác) triển khai hay thay thế "
            f"{paper.line}; liên kết này sẽ thành vòng.",
            message_en=f"{target.line} implements or replaces {paper.line} already, so this link "
            "would close a circle.",
            code="circle_of_papers",
        )


def _end(paper: Paper, target: Paper, *, actor: Actor, at: datetime) -> None:
    if target.unit_id != paper.unit_id or target.ends_on is not None or paper.issued_on is None:
        return
    held = paper_for_update(target.pk, actor=actor, at=at)
    held.ends_on = paper.issued_on
    held.revision += 1
    held.save()
    tell_paper(held, "papers.replaced", [], actor=actor, at=at, by=paper.pk)
