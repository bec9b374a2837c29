"""An intruder who owns the database but not the key is found, whatever is done to the journal."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from journal_cast import AT, write
from keng.journal import actions, chain, queries
from keng.journal.chain import Head, Line, Statement
from keng.journal.keys import forget_read_keys
from keng.journal.models import Entry, Seal, SealedHead
from keng.journal.seals import SealRecord
from keng.journal.verification import problems, problems_against
from keng.kernel.errors import BadInput
from keng.kernel.problems import Problem

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("two_sealed_streams")]
ByHand = Callable[..., None]
INTRUDERS_KEY = b"i" * 32


@pytest.fixture
def two_sealed_streams() -> Seal:
    """Three entries of submission 41 and one of submission 42, sealed."""
    for _ in range(3):
        write("submission:41")
    write("submission:42")
    made = actions.seal(AT)
    assert made is not None
    return made


def on_journal(found: list[Problem]) -> set[tuple[str, str]]:
    """Where something is wrong, without the wording."""
    return {(problem.table, problem.id) for problem in found}


def rechained(stream: str) -> None:
    """What an intruder can do without the key: compute all hashes of a stream anew."""
    previous = chain.BEGINNING
    for entry in Entry.objects.filter(stream=stream).order_by("n"):
        line = Line(
            stream=entry.stream,
            n=entry.n,
            at=entry.at,
            on=entry.on,
            account_id=entry.account_id,
            verb=entry.verb,
            facts=entry.facts,
            previous=previous,
        )
        hashed = chain.entry_hash(line)
        forged = chain.mark(INTRUDERS_KEY, hashed)
        Entry.objects.filter(pk=entry.pk).update(previous=previous, hash=hashed, mark=forged)
        previous = hashed


def test_an_untouched_journal_has_no_problem() -> None:
    write("submission:41")
    actions.seal(AT + timedelta(minutes=1))

    assert problems() == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("account_id", 8),
        ("verb", "reporting.accepted"),
        ("facts", json.dumps({"figures": 4})),
        ("on_day", "2026-03-03"),
        ("at", "2026-03-02 03:04:06"),
        ("previous", "f" * 64),
        ("hash", "f" * 64),
        ("mark", "f" * 32),
    ],
)
def test_a_changed_entry_is_found(by_hand: ByHand, column: str, value: object) -> None:
    by_hand(
        f'UPDATE journal_entry SET "{column}" = %s WHERE stream = %s AND n = 2',
        value,
        "submission:41",
    )

    assert ("journal_entry", "submission:41#2") in on_journal(problems())
    assert not any("submission:42" in problem.id for problem in problems())


def test_a_removed_entry_is_found_in_the_middle_and_at_the_end(by_hand: ByHand) -> None:
    by_hand("DELETE FROM journal_entry WHERE stream = %s AND n = 1", "submission:41")
    assert ("journal_entry", "submission:41#2") in on_journal(problems())

    by_hand("DELETE FROM journal_entry WHERE stream = %s AND n = 3", "submission:41")
    assert ("journal_entry", "submission:41#3") in on_journal(problems())


@pytest.mark.usefixtures("by_hand")
def test_an_entry_put_in_by_hand_is_found_even_with_a_right_hash() -> None:
    head = Entry.objects.get(stream="submission:42")
    line = Line(
        stream="submission:42",
        n=2,
        at=AT,
        on=head.on,
        account_id=7,
        verb="reporting.accepted",
        facts={},
        previous=head.hash,
    )
    hashed = chain.entry_hash(line)
    forged = chain.mark(INTRUDERS_KEY, hashed)
    Entry.objects.create(**vars(line), hash=hashed, mark=forged)

    assert on_journal(problems()) == {("journal_entry", "submission:42#2")}


def test_a_stream_that_vanished_is_named(by_hand: ByHand) -> None:
    by_hand("DELETE FROM journal_entry WHERE stream = %s", "submission:41")

    assert on_journal(problems()) == {("journal_entry", "submission:41")}


def test_a_stream_that_vanished_with_its_sealed_head_is_found(by_hand: ByHand) -> None:
    by_hand("DELETE FROM journal_entry WHERE stream = %s", "submission:41")
    by_hand("DELETE FROM journal_sealedhead WHERE stream = %s", "submission:41")

    assert on_journal(problems()) == {("journal_sealedhead", "1")}


def test_a_chain_recomputed_without_the_key_is_found(by_hand: ByHand) -> None:
    by_hand("UPDATE journal_entry SET account_id = 8 WHERE stream = %s AND n = 1", "submission:41")
    rechained("submission:41")

    found = on_journal(problems())

    assert {place for _, place in found} == {f"submission:41#{n}" for n in (1, 2, 3)}


def test_a_chain_and_its_seal_recomputed_without_the_key_are_found(
    two_sealed_streams: Seal, by_hand: ByHand
) -> None:
    by_hand("UPDATE journal_entry SET account_id = 8 WHERE stream = %s AND n = 1", "submission:41")
    rechained("submission:41")
    head = Entry.objects.get(stream="submission:41", n=3)
    SealedHead.objects.filter(stream="submission:41").update(hash=head.hash)
    heads = [Head(*row) for row in SealedHead.objects.values_list("stream", "n", "hash")]
    seal = two_sealed_streams
    statement = Statement(
        n=1,
        at=seal.at,
        previous=seal.previous,
        root=chain.root_of(heads),
        heads=2,
        last_entry_id=seal.last_entry_id,
    )
    forged = chain.proof(INTRUDERS_KEY, statement)
    Seal.objects.update(root=statement.root, proof=forged)

    assert ("journal_seal", "1") in on_journal(problems())


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", "2026-03-02 03:04:06"),
        ("root", "f" * 64),
        ("heads", 3),
        ("last_entry_id", 999),
        ("proof", "f" * 64),
        ("previous", "f" * 64),
    ],
)
def test_a_changed_seal_is_found(by_hand: ByHand, column: str, value: object) -> None:
    by_hand(f'UPDATE journal_seal SET "{column}" = %s', value)

    assert ("journal_seal", "1") in on_journal(problems())


def test_a_seal_taken_out_from_the_middle_is_found(by_hand: ByHand) -> None:
    for minute in (1, 2):
        write("submission:42")
        actions.seal(AT + timedelta(minutes=minute))
    by_hand(
        "DELETE FROM journal_sealedhead WHERE seal_id = (SELECT id FROM journal_seal WHERE n = 2)"
    )
    by_hand("DELETE FROM journal_seal WHERE n = 2")

    assert on_journal(problems()) == {("journal_seal", "3")}


def test_a_seal_kept_outside_shows_a_database_set_back_as_a_whole(by_hand: ByHand) -> None:
    write("submission:43")
    actions.seal(AT + timedelta(minutes=1))
    kept = queries.last_seal()
    assert kept is not None
    by_hand("DELETE FROM journal_sealedhead WHERE stream = %s", "submission:43")
    by_hand("DELETE FROM journal_seal WHERE n = 2")
    by_hand("DELETE FROM journal_entry WHERE stream = %s", "submission:43")

    assert on_journal(problems()) == set()  # nothing inside the database can tell
    assert [problem.id for problem in problems_against(kept)] == ["2"]


def test_a_seal_kept_outside_shows_a_journal_written_anew(by_hand: ByHand) -> None:
    kept = queries.last_seal()
    assert kept is not None
    assert problems_against(kept) == []
    for table in ("sealedhead", "seal", "entry"):
        by_hand(f"DELETE FROM journal_{table}")

    write("submission:41")
    actions.seal(AT)

    assert on_journal(problems()) == set()
    assert [problem.id for problem in problems_against(kept)] == ["1"]


def test_an_exported_seal_reads_back_as_it_was() -> None:
    kept = queries.last_seal()
    assert kept is not None

    assert SealRecord.from_text(kept.to_text()) == kept
    assert "submission" not in kept.to_text()


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", "[" * 5000, '{"format": "other"}', '{"format": "keng-seal-1"}'],
)
def test_a_file_that_is_no_seal_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        SealRecord.from_text(text)


def test_a_machine_without_the_key_says_so_once(own_folder: Path) -> None:
    (own_folder / "seal.key").unlink()
    forget_read_keys()

    found = problems()

    assert [(problem.table, problem.id) for problem in found] == [("journal_seal", "1")]
    assert "seal.key" in found[0].what


def test_a_changed_key_signs_and_the_old_one_still_verifies(
    two_sealed_streams: Seal, own_folder: Path
) -> None:
    path = own_folder / "seal.key"
    path.write_text("ab" * 32 + "\n" + path.read_text())
    forget_read_keys()

    write("submission:41")
    newer = actions.seal(AT + timedelta(minutes=1))

    assert newer is not None
    assert newer.key_id != two_sealed_streams.key_id
    assert problems() == []


def test_verifying_reads_streams_in_one_pass(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for n in range(60):
        write(f"round:{n}")

    with django_assert_max_num_queries(8):
        assert problems() == []
