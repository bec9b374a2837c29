"""Data that came from another machine: what this machine found right when it took them in.

The other machine's seal key stays with it, so its marks and proofs cannot be checked here. What
can be checked is every hash, every chain and every root. This machine marks the entries with its
own key and keeps a mark of every row as it arrived; from then on `verification` and `rows` hold
entries and rows against those marks as they do against its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max, Model

from keng.journal import chain
from keng.journal.actions import record
from keng.journal.arrived import STREAM, digest_of
from keng.journal.keys import seal_keys
from keng.journal.models import Arrival, ArrivedTable, Entry, Seal
from keng.journal.rows import ROWS, stated, stated_in_bulk
from keng.kernel.actors import Actor


def mark_of(hashed: str) -> str:
    """The mark with which this machine vouches for an entry that it takes in."""
    return chain.mark(seal_keys()[0], hashed)


def record_arrival(
    archive: str, tables: Iterable[type[Model]], *, actor: Actor, at: datetime
) -> Arrival:
    """Mark every row of these tables as it stands now, and write down where it came from.

    `archive` is the sha256 of the file. Call it in the transaction that filled the tables, before
    anything else is journalled.
    """
    newest = Entry.objects.aggregate(last=Max("id"))["last"] or 0
    last_seal = Seal.objects.aggregate(last=Max("n"))["last"]
    marks = {
        model._meta.db_table: stated_in_bulk(model._default_manager.iterator(chunk_size=2000))
        for model in tables
    }
    made = Arrival.objects.create(
        at=at,
        archive=archive,
        last_entry_id=newest,
        last_seal=last_seal,
        digest=digest_of(marks),
    )
    ArrivedTable.objects.bulk_create(
        ArrivedTable(arrival=made, table=table, marks=told) for table, told in marks.items()
    )
    facts = {"archive": archive, "last_entry": newest, "digest": made.digest, ROWS: stated(made)}
    record(f"{STREAM}{made.pk}", "journal.arrived", actor=actor, at=at, facts=facts)
    return made
