"""A seal signs where every stream stands that moved since the seal before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from journal_cast import AT, CLERK, write
from keng.journal import actions, queries, verification
from keng.journal.chain import BEGINNING
from keng.journal.keys import forget_read_keys
from keng.journal.models import Entry, Seal, SealedHead

pytestmark = pytest.mark.django_db


def heads_of(seal: Seal) -> set[tuple[str, int]]:
    return set(seal.sealed_heads.values_list("stream", "n"))


def test_the_first_seal_holds_the_head_of_each_stream() -> None:
    write("submission:41")
    write("submission:41")
    write("submission:42")

    seal = actions.seal(AT)

    assert seal is not None
    assert (seal.n, seal.previous) == (1, BEGINNING)
    assert heads_of(seal) == {("submission:41", 2), ("submission:42", 1)}


def test_the_next_seal_holds_what_moved_and_is_chained() -> None:
    write("submission:41")
    write("submission:42")
    first = actions.seal(AT)
    write("submission:42")

    second = actions.seal(AT + timedelta(minutes=1))

    assert first is not None
    assert second is not None
    assert (second.n, second.previous) == (2, first.proof)
    assert heads_of(second) == {("submission:42", 2)}


def test_where_nothing_moved_there_is_nothing_to_seal() -> None:
    assert actions.seal(AT) is None
    write()
    actions.seal(AT)

    assert actions.seal(AT + timedelta(days=1)) is None
    assert Seal.objects.count() == 1


def test_an_entry_that_was_committed_late_is_sealed_after_all(by_hand: Callable[..., None]) -> None:
    slow = write("submission:41")
    hidden = Entry.objects.filter(pk=slow.pk).values().get()
    by_hand("DELETE FROM journal_entry WHERE id = %s", slow.pk)
    write("submission:42")
    actions.seal(AT)
    Entry.objects.create(**hidden)  # its transaction ends, with the lower id

    late = actions.seal(AT + timedelta(hours=5))

    assert late is not None
    assert heads_of(late) == {("submission:41", 1)}


def test_the_last_seal_can_leave_the_machine() -> None:
    assert queries.last_seal() is None
    write()
    seal = actions.seal(AT)

    kept = queries.last_seal()

    assert kept is not None
    assert seal is not None
    assert (kept.n, kept.proof, kept.key_id) == (seal.n, seal.proof, seal.key_id)
    assert SealedHead.objects.count() == 1


def test_a_machine_with_a_key_of_its_own_writes_and_seals_nothing(own_folder: Path) -> None:
    write()
    actions.seal(AT)
    (own_folder / "seal.key").write_text("ab" * 32)
    forget_read_keys()

    with pytest.raises(ImproperlyConfigured, match=r"seal\.key"):
        write()
    with pytest.raises(ImproperlyConfigured, match="KENG_SEAL_KEY"):
        write("submission:42")

    assert Entry.objects.count() == 1


def test_a_clock_that_jumps_changes_neither_the_order_nor_what_is_sealed() -> None:
    for days in (0, 365, -30):
        at = AT + timedelta(days=days)
        facts = {"figures": 3}
        actions.record("submission:41", "reporting.entered", actor=CLERK, at=at, facts=facts)
        actions.seal(at)

    assert list(Entry.objects.order_by("n").values_list("n", flat=True)) == [1, 2, 3]
    assert [heads_of(seal) for seal in Seal.objects.order_by("n")] == [
        {("submission:41", number)} for number in (1, 2, 3)
    ]
    assert verification.problems() == []
