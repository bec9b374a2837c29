"""Whether the journal is what Keng wrote: every hash, every mark, every seal.

What each check finds is in docs/mechanisms/journal.md. All reading is by iterator, so that a
journal of many million entries needs no memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from django.db.models import F, OuterRef, Q, Subquery

from keng.journal import chain
from keng.journal.arrived import last_seal_from_elsewhere, seals_of_this_machine
from keng.journal.chain import BEGINNING, Head, Line, Statement
from keng.journal.keys import seal_keys
from keng.journal.models import Entry, Seal, SealedHead
from keng.journal.seals import SealRecord
from keng.kernel.problems import Problem

ENTRIES, SEALS, HEADS = "journal_entry", "journal_seal", "journal_sealedhead"
_NO_KEY = "máy này không có khóa niêm {}; đặt lại tệp seal.key từ bản lưu rồi kiểm tra lại"


def problems() -> list[Problem]:
    """Every problem of the journal: entries, then seals."""
    return [*problems_in_entries(), *problems_in_seals()]


def problems_in_entries() -> Iterator[Problem]:
    """Entries that were changed, removed or put in by hand, stream by stream."""
    keys = keys_that_wrote(seal_keys())
    entries = Entry.objects.order_by("stream", "n").iterator(chunk_size=2000)
    for stream, members in groupby(entries, key=attrgetter("stream")):
        yield from _problems_in_stream(stream, members, keys)


def problems_in_stream(stream: str) -> Iterator[Problem]:
    """The same for one stream, and where its sealed heads say otherwise."""
    keys = keys_that_wrote(seal_keys())
    entries = Entry.objects.filter(stream=stream).order_by("n").iterator(chunk_size=2000)
    yield from _problems_in_stream(stream, entries, keys)
    yield from _disagreeing_heads(stream)


def is_intact(entry: Entry) -> bool:
    """Whether the content of one entry still has the hash that was written with it."""
    return _hash_of(entry) == entry.hash


def problems_in_seals() -> Iterator[Problem]:
    """Seals that were changed or removed, and streams that no longer agree with them."""
    by_id = {chain.key_id(key): key for key in seal_keys()}
    unknown: dict[str, bytes] = {}
    arrived_until = last_seal_from_elsewhere()  # the marks on arrival vouch for those
    previous, n = BEGINNING, 0
    for seal in Seal.objects.order_by("n"):
        n += 1
        if seal.n != n:
            yield Problem(SEALS, str(seal.n), f"thiếu dấu niêm từ số {n} đến số {seal.n - 1}")
        elif seal.previous != previous:
            yield Problem(SEALS, str(seal.n), "không nối với dấu niêm trước")
        yield from _problems_in_seal(seal, by_id.get(seal.key_id))
        if seal.n > arrived_until and seal.key_id not in by_id | unknown:
            unknown[seal.key_id] = b""
            yield Problem(SEALS, str(seal.n), _NO_KEY.format(seal.key_id))
        previous, n = seal.proof, seal.n
    yield from _disagreeing_heads()


def problems_against(record: SealRecord) -> list[Problem]:
    """What the database says otherwise than a seal that was kept outside it."""
    seal = Seal.objects.filter(n=record.n).first()
    where = str(record.n)
    if seal is None:
        return [Problem(SEALS, where, "dấu niêm đã gửi ra ngoài không còn trong cơ sở dữ liệu")]
    if SealRecord.of(seal) != record:
        return [Problem(SEALS, where, "khác với dấu niêm đã gửi ra ngoài")]
    return []


def keys_that_wrote(keys: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """The keys, or none if the machine has not the one in use: that is said once, by the seals."""
    last = seals_of_this_machine().order_by("-n").first()
    known = last is None or last.key_id in {chain.key_id(key) for key in keys}
    return keys if known else ()


def _problems_in_stream(
    stream: str, entries: Iterable[Entry], keys: tuple[bytes, ...]
) -> Iterator[Problem]:
    previous, n = BEGINNING, 0
    for entry in entries:
        n += 1
        where = f"{stream}#{entry.n}"
        if entry.n != n:
            yield Problem(ENTRIES, where, f"thiếu mục từ số {n} đến số {entry.n - 1}")
        elif entry.previous != previous:
            yield Problem(ENTRIES, where, "không nối với mục trước")
        if _hash_of(entry) != entry.hash:
            yield Problem(ENTRIES, where, "nội dung đã bị sửa")
        elif keys and entry.mark not in {chain.mark(key, entry.hash) for key in keys}:
            yield Problem(ENTRIES, where, "không do Keng ghi: dấu của mục sai")
        previous, n = entry.hash, entry.n


def _hash_of(entry: Entry) -> str:
    try:
        return chain.entry_hash(
            Line(
                stream=entry.stream,
                n=entry.n,
                at=entry.at,
                on=entry.on,
                account_id=entry.account_id,
                verb=entry.verb,
                facts=entry.facts,
                previous=entry.previous,
            )
        )
    except TypeError:  # a fact that Keng cannot have written, such as a float
        return ""


def _problems_in_seal(seal: Seal, key: bytes | None) -> Iterator[Problem]:
    heads = [Head(*row) for row in seal.sealed_heads.values_list("stream", "n", "hash").iterator()]
    if len(heads) != seal.heads or chain.root_of(heads) != seal.root:
        yield Problem(HEADS, str(seal.n), "danh sách đầu chuỗi của dấu niêm đã bị sửa hoặc xóa")
    if key is None:
        return
    statement = Statement(
        n=seal.n,
        at=seal.at,
        previous=seal.previous,
        root=seal.root,
        heads=seal.heads,
        last_entry_id=seal.last_entry_id,
    )
    if chain.proof(key, statement) != seal.proof:
        yield Problem(SEALS, str(seal.n), "dấu niêm đã bị sửa hoặc làm giả")


def _disagreeing_heads(only: str = "") -> Iterator[Problem]:
    """Sealed heads whose entry is another one now, or none; a stream that vanished, once."""
    stands = Entry.objects.filter(stream=OuterRef("stream"), n=OuterRef("n")).values("hash")[:1]
    heads = SealedHead.objects.annotate(now=Subquery(stands)).order_by("stream", "n")
    wrong = heads.filter(Q(now__isnull=True) | ~Q(now=F("hash")))
    if only:
        wrong = wrong.filter(stream=only)
    for stream, members in groupby(wrong.iterator(), key=attrgetter("stream")):
        if not Entry.objects.filter(stream=stream).exists():
            yield Problem(ENTRIES, stream, "cả chuỗi đã biến mất")
            continue
        for head in members:
            gone = head.now is None
            what = "mục đã niêm không còn" if gone else "khác với lúc được niêm"
            yield Problem(ENTRIES, f"{stream}#{head.n}", what)
