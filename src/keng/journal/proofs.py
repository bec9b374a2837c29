"""The proof of one stream, to be carried away and checked where there is no Keng.

It holds every entry as its hash covers it, and each seal that covers one of them with all the heads
that its root was made of. Whoever has a seal that left the machine earlier (`keng seal -o`) knows
then that the entries up to it are those of that day. It names streams by their codes, no person.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection
from typing import Any, Final

from keng.journal import verification
from keng.journal.canonical import moment_text
from keng.journal.models import Entry, Seal, SealedHead
from keng.kernel.errors import NotFound
from keng.kernel.problems import Problem

FORMAT: Final = "keng-proof-1"


def proof_of(stream: str) -> dict[str, Any]:
    """The proof as JSON-ready values. Raises NotFound for a stream without entries."""
    entries = list(Entry.objects.filter(stream=stream).order_by("n"))
    if not entries:
        raise NotFound(
            f"Không có luồng nhật ký “{stream}”.", message_en=f"There is no stream {stream!r}."
        )
    seals = Seal.objects.filter(sealed_heads__stream=stream).order_by("n")
    return {
        "format": FORMAT,
        "stream": stream,
        "entries": [_entry(one) for one in entries],
        "seals": [_seal(one) for one in seals.prefetch_related("sealed_heads")],
    }


def problems_of(stream: str) -> list[Problem]:
    """What does not hold in one stream: its hashes, marks and chain, and its sealed heads."""
    return list(verification.problems_in_stream(stream))


def sealed_by(stream: str) -> list[tuple[int, int]]:
    """For each sealed head of a stream how far it reaches and the number of its seal, in order."""
    heads = SealedHead.objects.filter(stream=stream).order_by("n")
    return list(heads.values_list("n", "seal__n"))


def seal_over(n: int, heads: list[tuple[int, int]]) -> int | None:
    """The seal that covers entry `n`: the first whose head reaches it; None before the next one."""
    place = bisect_left(heads, (n, 0))
    return heads[place][1] if place < len(heads) else None


def altered(entries: Collection[Entry]) -> frozenset[int]:
    """The ids of those entries whose content no longer has the hash that was written with it."""
    return frozenset(one.pk for one in entries if not verification.is_intact(one))


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "n": entry.n,
        "at": moment_text(entry.at),
        "on": entry.on.isoformat(),
        "account": entry.account_id,
        "verb": entry.verb,
        "facts": entry.facts,
        "previous": entry.previous,
        "hash": entry.hash,
    }


def _seal(seal: Seal) -> dict[str, Any]:
    heads = sorted((head.stream, head.n, head.hash) for head in seal.sealed_heads.all())
    return {
        "n": seal.n,
        "at": moment_text(seal.at),
        "previous": seal.previous,
        "root": seal.root,
        "key_id": seal.key_id,
        "proof": seal.proof,
        "heads": [list(head) for head in heads],
    }
