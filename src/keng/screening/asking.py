"""Holding one text against the detector and the desk; for rows that are not stored as models."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models

from keng.screening import keeping
from keng.screening.desk import Desk, composed, open_desk, refuse, words_of
from keng.screening.personal import Passage, found_in
from keng.screening.refusals import NEVER_KEPT, Told


@dataclass(frozen=True)
class ToKeep:
    """What the desk lets stand in one column, to be written down once the row is stored."""

    column: str
    kept: keeping.Kept


def asked(model: type[models.Model], column: str, text: str, *, standing: str = "") -> list[ToKeep]:
    """Ask about a text that a statement of our own is going to store. Raises PersonalData.

    `standing` is what the same field of the same record holds. Hand the answer to `keep_for`.
    """
    body = composed(text)
    found = found_in(body) if body else []
    if not found:
        return []
    before = composed(standing)
    known = frozenset(words_of(before, one) for one in found_in(before)) if before else frozenset()
    kept = decided(model, column, body, found, known)
    return [ToKeep(column, kept)] if kept else []


def keep_for(
    model: type[models.Model], record: int, unit_id: int | None, all_kept: Sequence[ToKeep]
) -> None:
    """Write down what was kept of a row, in the transaction that stored it."""
    desk = open_desk()
    if desk is None:
        return
    for one in all_kept:
        keeping.write(desk, model._meta.db_table, one.column, record, unit_id, one.kept)


def decided(
    model: type[models.Model],
    column: str,
    text: str,
    found: Sequence[Passage],
    standing: frozenset[str],
) -> keeping.Kept:
    """The passages that are kept, each with its reason. Raises PersonalData for any other."""
    desk = open_desk()
    new = [one for one in found if words_of(text, one) not in standing]
    answered = [(one, _reason(desk, text, one)) for one in new]
    if open_ones := [one for one, reason in answered if not reason]:
        refuse([_told(f"{model._meta.db_table}.{column}", text, one) for one in open_ones])
    return answered


def _reason(desk: Desk | None, text: str, passage: Passage) -> str:
    if desk is None or passage.kind in NEVER_KEPT:
        return ""
    return desk.reason_for(words_of(text, passage))


def _told(label: str, text: str, one: Passage) -> Told:
    words = words_of(text, one)
    return Told(label, one.kind, words, text, one.first, one.last, one.kind not in NEVER_KEPT)
