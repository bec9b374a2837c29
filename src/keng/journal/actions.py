"""Writing the journal and sealing it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction
from django.db.models import Exists, Max, OuterRef, QuerySet

from keng.journal import chain
from keng.journal.arrived import seals_of_this_machine
from keng.journal.chain import BEGINNING, Head, Line, Statement
from keng.journal.keys import seal_keys
from keng.journal.models import Entry, Seal, SealedHead
from keng.journal.vocabulary import checked_facts, checked_stream, checked_verb
from keng.kernel.actors import Actor
from keng.kernel.moments import local_day

_STREAMS_A_QUERY = 500

_fitting: set[tuple[bytes, ...]] = set()

LONGEST_TRANSACTION = timedelta(hours=1)
"""Ids are given out before commit, so an entry with a lower id may appear after a higher one was
sealed. A seal looks back as far as the last seal that is older than any open transaction."""


def record(
    stream: str,
    verb: str,
    *,
    actor: Actor,
    at: datetime,
    facts: Mapping[str, object],
) -> Entry:
    """Add one entry to the stream of a subject, in the transaction that changes the subject.

    The caller holds the lock on the subject's row: that is what orders the entries of a stream,
    and why writers on different streams never wait for each other. One SELECT and one INSERT.

    Raises NotForTheJournal for facts that are not references, BadInput for a naive moment,
    TransactionManagementError outside a transaction, and ImproperlyConfigured on a machine without
    the seal key of this database. A caller without the lock that meets another gets IntegrityError.
    In all cases nothing is written.
    """
    return record_many(stream, [(verb, facts)], actor=actor, at=at)[0]


def record_many(
    stream: str,
    lines: Sequence[tuple[str, Mapping[str, object]]],
    *,
    actor: Actor,
    at: datetime,
) -> list[Entry]:
    """Add several entries (verb, facts) to one stream in their order: one SELECT, one INSERT.

    Refuses as `record` does.
    """
    return _append([(stream, verb, facts) for verb, facts in lines], actor=actor, at=at)


def record_across(
    verb: str,
    facts_by_stream: Mapping[str, Mapping[str, object]],
    *,
    actor: Actor,
    at: datetime,
) -> list[Entry]:
    """Add one entry with the same verb to each of many streams, as when a round opens for all.

    The caller holds the lock on every subject. Refuses as `record` does.
    """
    lines = [(stream, verb, facts) for stream, facts in facts_by_stream.items()]
    return _append(lines, actor=actor, at=at)


def _append(
    lines: Sequence[tuple[str, str, Mapping[str, object]]], *, actor: Actor, at: datetime
) -> list[Entry]:
    if not connection.in_atomic_block:
        message = "the journal is written in the transaction of what it records"
        raise transaction.TransactionManagementError(message)
    checked = [
        (checked_stream(stream), checked_verb(verb), checked_facts(facts))
        for stream, verb, facts in lines
    ]
    heads = _heads_of({stream for stream, _, _ in checked})
    on, key = local_day(at), _signing_key()
    entries: list[Entry] = []
    for stream, verb, facts in checked:
        head = heads.get(stream) or Head(stream, 0, BEGINNING)
        line = Line(
            stream=stream,
            n=head.n + 1,
            at=at.astimezone(UTC),
            on=on,
            account_id=actor.account_id,
            verb=verb,
            facts=facts,
            previous=head.hash,
        )
        entry = _entry(line, key)
        heads[stream] = Head(stream, entry.n, entry.hash)
        entries.append(entry)
    if len(entries) == 1:
        entries[0].save(force_insert=True)
        return entries
    return Entry.objects.bulk_create(entries)


def _signing_key() -> bytes:
    """The key to mark and seal with, once it is known to fit the database.

    A second machine that made a key of its own would otherwise fill the journal with marks that
    the first takes for forged. Asked once a process.
    """
    keys = seal_keys()
    if keys not in _fitting:
        last = seals_of_this_machine().order_by("-n").values_list("key_id", flat=True).first()
        if last is not None and last not in {chain.key_id(key) for key in keys}:
            raise ImproperlyConfigured(
                f"this database was sealed with the key {last}, which this machine has not: copy "
                "seal.key from the machine that has it, or put it into KENG_SEAL_KEY"
            )
        _fitting.add(keys)
    return keys[0]


def _entry(line: Line, key: bytes) -> Entry:
    hashed = chain.entry_hash(line)
    return Entry(**vars(line), hash=hashed, mark=chain.mark(key, hashed))


def _heads_of(streams: Iterable[str]) -> dict[str, Head]:
    wanted = sorted(streams)
    if len(wanted) == 1:
        last = Entry.objects.filter(stream=wanted[0]).order_by("-n")
        row = last.values_list("n", "hash").first()
        return {wanted[0]: Head(wanted[0], *row)} if row else {}
    heads: dict[str, Head] = {}
    for start in range(0, len(wanted), _STREAMS_A_QUERY):
        chunk = wanted[start : start + _STREAMS_A_QUERY]
        rows = _last_entries().filter(stream__in=chunk).values_list("stream", "n", "hash")
        heads.update({stream: Head(stream, n, hashed) for stream, n, hashed in rows})
    return heads


def _last_entries() -> QuerySet[Entry]:
    later = Entry.objects.filter(stream=OuterRef("stream"), n__gt=OuterRef("n"))
    return Entry.objects.filter(~Exists(later))


@transaction.atomic
def seal(at: datetime) -> Seal | None:
    """Sign where every stream stands that moved since the last seal; None if none did.

    Chained to the seal before, so that taking out an old seal shows. Writers do not wait: an
    entry that is committed meanwhile is left for the next seal. Of two sealers at once one gets
    IntegrityError and writes nothing.
    """
    before = Seal.objects.order_by("-n").first()
    heads = _unsealed_heads(before)
    if not heads:
        return None
    statement = Statement(
        n=before.n + 1 if before else 1,
        at=at.astimezone(UTC),
        previous=before.proof if before else BEGINNING,
        root=chain.root_of(heads),
        heads=len(heads),
        last_entry_id=Entry.objects.aggregate(last=Max("id"))["last"],
    )
    key = _signing_key()
    made = Seal.objects.create(
        **vars(statement), key_id=chain.key_id(key), proof=chain.proof(key, statement)
    )
    SealedHead.objects.bulk_create(
        SealedHead(seal=made, stream=head.stream, n=head.n, hash=head.hash) for head in heads
    )
    return made


def _unsealed_heads(before: Seal | None) -> list[Head]:
    looked_at = 0
    if before:
        # Only what the seal before already saw an hour later is past looking at.
        settled = Seal.objects.filter(at__lt=before.at - LONGEST_TRANSACTION).order_by("-n")
        looked_at = settled.values_list("last_entry_id", flat=True).first() or 0
    sealed = SealedHead.objects.filter(stream=OuterRef("stream"), n=OuterRef("n"))
    rows = _last_entries().filter(~Exists(sealed), id__gt=looked_at)
    return [Head(*row) for row in rows.values_list("stream", "n", "hash")]
