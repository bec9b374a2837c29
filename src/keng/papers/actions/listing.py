"""A list of papers into the register: looked at first, saved whole or only its good rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice
from typing import Final

from django.db import transaction

from keng.journal.actions import record_across
from keng.journal.rows import ROWS, stated
from keng.kernel.actors import Actor
from keng.kernel.moments import local_day
from keng.papers.actions._journal import PAPER_STREAM
from keng.papers.actions.filing import head_of_text
from keng.papers.lists import ListedPaper, ListProblem, PaperRows, read_list
from keng.papers.models import Paper, PaperText
from keng.papers.sameness import Reference, day_of_year_named, issuer_form
from keng.papers.vocabulary import Direction, State

_AT_ONCE: Final = 500


class Policy(StrEnum):
    """What is saved of a list with problems: nothing, or the rows that are right."""

    ALL_OR_NOTHING = "all_or_nothing"
    WHAT_IS_RIGHT = "what_is_right"


@dataclass(frozen=True)
class ListLook:
    """What a list would add: its good rows, its problems, and the rows that are there already."""

    found: PaperRows
    new: tuple[ListedPaper, ...]
    problems: tuple[ListProblem, ...]
    known: int


def look_at_list(
    unit_id: int, content: bytes, name: str, direction: Direction, *, actor: Actor, at: datetime
) -> ListLook:
    """Read a list and hold it against the register; nothing is saved.

    A paper that the register has already is passed over and counted, so that the same list may be
    handed in again. Raises NotAllowed (the verb is enter) and what `read_list` raises.
    """
    on = local_day(at)
    actor.require("enter", unit_id=unit_id, on=on)
    found = read_list(content, name, direction, today=on)
    rows = Paper.objects.filter(unit_id=unit_id, state=State.FILED.value).exclude(key="")
    there = set(rows.values_list("direction", "key"))
    seen: dict[tuple[str, str], str] = {}
    new: list[ListedPaper] = []
    problems = list(found.problems)
    known = 0
    for row in found.rows:
        key = _reference(row).key
        place = (row.direction.value, key)
        if key and place in there:
            known += 1
        elif key and place in seen:
            problems.append(_double(row, seen[place]))
        else:
            if key:
                seen[place] = row.cells["title"]
            new.append(row)
    return ListLook(found, tuple(new), tuple(problems), known)


def save_list(unit_id: int, look: ListLook, policy: Policy, *, actor: Actor, at: datetime) -> int:
    """Save the new rows of a list that was looked at; how many were saved.

    With a problem and `ALL_OR_NOTHING` nothing is saved. All in one transaction. Raises NotAllowed,
    IntegrityError where somebody filed one of the papers meanwhile: then nothing is saved.
    """
    actor.require("enter", unit_id=unit_id, on=local_day(at))
    if look.problems and policy is Policy.ALL_OR_NOTHING:
        return 0
    with transaction.atomic():
        rows = iter(look.new)
        while batch := list(islice(rows, _AT_ONCE)):
            _save(unit_id, batch, actor, at)
    return len(look.new)


def _save(unit_id: int, batch: Sequence[ListedPaper], actor: Actor, at: datetime) -> None:
    papers = Paper.objects.bulk_create(_papers(unit_id, batch, actor, at))
    texts = PaperText.objects.bulk_create(
        PaperText(paper=paper, head=head_of_text(paper)) for paper in papers
    )
    record_across(
        "papers.listed",
        {
            f"{PAPER_STREAM}:{paper.pk}": {
                "unit": unit_id,
                "state": paper.state,
                "revision": paper.revision,
                ROWS: stated(paper, text),
            }
            for paper, text in zip(papers, texts, strict=True)
        },
        actor=actor,
        at=at,
    )


def _papers(
    unit_id: int, batch: Iterable[ListedPaper], actor: Actor, at: datetime
) -> Iterator[Paper]:
    for row in batch:
        head = row.head
        yield Paper(
            unit_id=unit_id,
            direction=row.direction.value,
            state=State.FILED.value,
            kind=head.kind,
            number=head.number,
            symbol=head.symbol,
            issued_on=head.issued_on,
            issuer=head.issuer,
            issuer_form=issuer_form(head.issuer)[:300],
            title=head.title,
            arrived_on=row.arrived_on,
            key=_reference(row).key,
            sorted_on=head.issued_on
            or day_of_year_named(head.number)
            or row.arrived_on
            or local_day(at),
            at=at,
            account_id=actor.account_id,
        )


def _reference(row: ListedPaper) -> Reference:
    head = row.head
    return Reference(head.kind, head.number, head.symbol, head.issued_on, head.issuer)


def _double(row: ListedPaper, first: str) -> ListProblem:
    line = _reference(row).line
    return ListProblem(
        row.sheet,
        row.cells.get("line") or row.cells.get("number") or row.cells["title"],
        "double",
        f"Văn bản {line} đã có ở dòng của ô {first} trong tệp; hãy bỏ một dòng.",
        f"Paper {line} stands in the row of cell {first} already; remove one row.",
    )
