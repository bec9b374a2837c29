"""Writing down what was kept with a reason: where, why, by whom; never the words themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import models, transaction

from keng.journal.actions import record as journal
from keng.journal.rows import ROWS, stated
from keng.kernel.actors import OPERATOR
from keng.screening.desk import Desk, composed, open_desk, words_of
from keng.screening.personal import Passage, found_in
from keng.screening.units import unit_of

Kept = Sequence[tuple[Passage, str]]


def standing(record: models.Model, attname: str) -> frozenset[str]:
    """The words of the passages that this field of this record holds already."""
    rows = type(record)._base_manager.all()
    if record.pk is not None:
        rows = rows.filter(pk=record.pk)
    elif (key := _natural_key(record)) is not None:
        rows = rows.filter(**key)
    else:
        return frozenset()
    text = composed(rows.values_list(attname, flat=True).first() or "")
    return frozenset(words_of(text, one) for one in found_in(text))


def keep(
    desk: Desk, model: type[models.Model], record: models.Model | None, column: str, kept: Kept
) -> None:
    """Write down what is kept in a column, with the record if its number is known.

    That of a new record is known once it is stored: then `settle` is called, or, where many are
    stored at once, the end of the transaction.
    """
    if record is None:
        write(desk, model._meta.db_table, column, None, None, kept)
    elif record.pk is not None and not record._state.adding:
        write(desk, record._meta.db_table, column, record.pk, unit_of(record), kept)
    else:
        desk.waiting.append((record, column, list(kept)))
        transaction.on_commit(lambda: _settle(desk, record))


def settle(instance: models.Model, **_told: Any) -> None:
    """A record was stored: write down what waited for its number."""
    desk = open_desk()
    if desk is not None and desk.waiting:
        _settle(desk, instance)


def _settle(desk: Desk, record: models.Model) -> None:
    mine = [one for one in desk.waiting if one[0] is record]
    desk.waiting = [one for one in desk.waiting if one[0] is not record]
    for _record, column, kept in mine:
        write(desk, record._meta.db_table, column, record.pk, unit_of(record), kept)


def write(
    desk: Desk, table: str, column: str, number: int | None, unit_id: int | None, kept: Kept
) -> None:
    """A row for each reason, with its line in the journal."""
    if desk.at is None:
        message = "a desk at which something is kept knows the moment"
        raise RuntimeError(message)
    model = apps.get_model("screening", "KeptText")
    actor = desk.actor or OPERATOR
    by_reason: dict[str, list[Passage]] = {}
    for passage, reason in kept:
        by_reason.setdefault(reason, []).append(passage)
    with transaction.atomic():
        for reason, passages in by_reason.items():
            row = model(
                field=f"{table}.{column}",
                record=number,
                unit_id=unit_id,
                kinds=sorted({one.kind.value for one in passages}),
                passages=len(passages),
                reason=reason,
                page=desk.page[:300],
                at=desk.at,
                account_id=actor.account_id,
            )
            row.save(force_insert=True)
            facts = {
                "field": row.field,
                "record": number,
                "unit": unit_id,
                "kinds": row.kinds,
                "passages": row.passages,
                ROWS: stated(row),
            }
            journal(f"kept_text:{row.pk}", "screening.kept", actor=actor, at=desk.at, facts=facts)


def _natural_key(record: models.Model) -> dict[str, Any] | None:
    """What tells a record apart that is written over without its number being known."""
    for rule in record._meta.constraints:
        if isinstance(rule, models.UniqueConstraint) and rule.fields and rule.condition is None:
            try:
                return {name: getattr(record, name) for name in rule.fields}
            except ObjectDoesNotExist:
                return None
    return None
