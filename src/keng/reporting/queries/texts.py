"""The hand-written parts of a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from keng.kernel.actors import Actor
from keng.packs.schema import Item, Outline, Pack, Section, Text, TextSlot
from keng.reporting.models import TextBlock, TextRevision
from keng.reporting.queries.withholding import far_of


@dataclass(frozen=True)
class TextView:
    """One text as it stands."""

    slot: str
    text: str
    revision: int
    at: datetime
    account_id: int | None


def text_slots(pack: Pack, form: str) -> dict[str, Text]:
    """The slots that the outlines drawing on the form offer, with their headings."""
    return {
        item.code: item.label
        for outline in pack.outlines.values()
        if form in outline.forms
        for item in text_slots_of(outline)
    }


def text_slots_of(outline: Outline) -> list[TextSlot]:
    """The parts of an outline that a person writes, in its order."""
    return [item for item in _items(outline) if isinstance(item, TextSlot)]


def texts_of(submission_id: int, *, actor: Actor, on: date) -> dict[str, TextView]:
    """The texts of a submission by slot; an empty slot is left out.

    None for who stands far from the unit of a form with small totals: any text may tell one.
    """
    return {} if far_of([submission_id], actor, on=on) else written_on(submission_id)


def written_on(submission_id: int) -> dict[str, TextView]:
    """The same for who has asked already whether the reader is near; one query."""
    rows = TextBlock.objects.filter(submission_id=submission_id).exclude(text="")
    return {
        row.slot: TextView(row.slot, row.text, row.revision, row.at, row.account_id) for row in rows
    }


def text_history(submission_id: int, slot: str, *, actor: Actor, on: date) -> list[TextView]:
    """Every version of a text, newest first; none where `texts_of` gives none."""
    if far_of([submission_id], actor, on=on):
        return []
    rows = TextRevision.objects.filter(block__submission_id=submission_id, block__slot=slot)
    return [TextView(slot, row.text, row.n, row.at, row.account_id) for row in rows.order_by("-n")]


def _items(outline: Outline) -> Iterator[Item]:
    yield from outline.opening
    yield from _below(outline.sections)
    yield from outline.closing


def _below(sections: Iterable[Section]) -> Iterator[Item]:
    for section in sections:
        yield from section.items
        yield from _below(section.children)
