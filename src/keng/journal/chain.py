"""The arithmetic of the chain: what an entry's hash covers, and what a seal proves. Pure."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from keng.journal.canonical import canonical, moment_text

BEGINNING = "0" * 64
"""What stands for the previous hash before the first entry of a stream and the first seal."""

MARK_DIGITS = 32


@dataclass(frozen=True)
class Line:
    """What an entry says, without its hash."""

    stream: str
    n: int
    at: datetime
    on: date
    account_id: int | None
    verb: str
    facts: Mapping[str, object]
    previous: str


@dataclass(frozen=True, order=True)
class Head:
    """The last entry of a stream at some moment."""

    stream: str
    n: int
    hash: str


@dataclass(frozen=True)
class Statement:
    """What a seal says, without its proof."""

    n: int
    at: datetime
    previous: str
    root: str
    heads: int
    last_entry_id: int


def entry_hash(line: Line) -> str:
    """SHA-256 over the whole line, as 64 hexadecimal digits; anyone can recompute it."""
    parts = [
        line.stream,
        line.n,
        moment_text(line.at),
        line.on.isoformat(),
        line.account_id,
        line.verb,
        line.facts,
        line.previous,
    ]
    return hashlib.sha256(canonical(parts)).hexdigest()


def mark(key: bytes, hashed: str) -> str:
    """What shows that Keng wrote the entry: it cannot be made without the key."""
    return hmac.new(key, f"entry:{hashed}".encode(), "sha256").hexdigest()[:MARK_DIGITS]


def root_of(heads: Iterable[Head]) -> str:
    """One hash over heads, whatever their order."""
    lines = [[head.stream, head.n, head.hash] for head in sorted(heads)]
    return hashlib.sha256(canonical(lines)).hexdigest()


def proof(key: bytes, statement: Statement) -> str:
    """What shows that the holder of the key sealed these heads after the previous seal."""
    parts = [
        "seal",
        statement.n,
        moment_text(statement.at),
        statement.previous,
        statement.root,
        statement.heads,
        statement.last_entry_id,
    ]
    return hmac.new(key, canonical(parts), "sha256").hexdigest()


def key_id(key: bytes) -> str:
    """A name for the key that gives nothing of it away."""
    return hmac.new(key, b"key id", "sha256").hexdigest()[:16]
