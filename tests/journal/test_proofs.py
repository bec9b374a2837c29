from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from journal_cast import AT, write
from keng.journal import queries
from keng.journal.actions import seal
from keng.journal.models import Entry
from keng.kernel.errors import NotFound

TOOL = Path(__file__).resolve().parents[2] / "tools" / "check_proof.py"


def check(tmp_path: Path, proof: dict[str, Any], *more: str) -> tuple[int, str]:
    """What the script says of a proof on a machine that has Python and nothing else."""
    paths = [tmp_path / "proof.json"]
    paths[0].write_text(json.dumps(proof, ensure_ascii=False), encoding="utf-8")
    for number, text in enumerate(more):
        paths.append(tmp_path / f"seal{number}.json")
        paths[-1].write_text(text, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-I", "-S", str(TOOL), *map(str, paths)],
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.returncode, ran.stdout.strip()


def three_entries() -> dict[str, Any]:
    """Two entries sealed, one not yet."""
    write(figures=3)
    write(figures=4)
    write(stream="round:1")
    seal(AT)
    write(figures=5)
    return queries.proof_of("submission:41")


@pytest.mark.django_db
def test_a_proof_holds_on_a_machine_without_keng(tmp_path: Path) -> None:
    assert check(tmp_path, three_entries()) == (0, "submission:41: 3 entries hold")


@pytest.mark.django_db
def test_a_proof_agrees_with_the_seal_that_left_the_machine(tmp_path: Path) -> None:
    proof = three_entries()
    kept = queries.last_seal()
    assert kept is not None

    assert check(tmp_path, proof, kept.to_text())[0] == 0
    forged = kept.to_text().replace(kept.root, "0" * 64)
    assert check(tmp_path, proof, forged) == (1, "seal 1 is not the one that left the machine")


def changed(proof: dict[str, Any]) -> None:
    proof["entries"][1]["facts"]["figures"] = 40


def removed(proof: dict[str, Any]) -> None:
    del proof["entries"][1]


def cut(proof: dict[str, Any]) -> None:
    del proof["entries"][1:]


def other_head(proof: dict[str, Any]) -> None:
    proof["seals"][0]["heads"][0][2] = "0" * 64


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("tamper", "words"),
    [
        (changed, "entry 2 was changed"),
        (removed, "entry 2 is missing"),
        (cut, "seal 1 holds another entry 2"),
        (other_head, "seal 1 does not have the root of its heads"),
    ],
)
def test_a_proof_that_was_tampered_with_says_where(
    tamper: Callable[[dict[str, Any]], None], words: str, tmp_path: Path
) -> None:
    proof = three_entries()
    tamper(proof)

    status, told = check(tmp_path, proof)

    assert status == 1
    assert words in told


@pytest.mark.django_db
def test_each_entry_knows_the_first_seal_that_covers_it() -> None:
    three_entries()
    seal(AT + timedelta(minutes=1))

    heads = queries.sealed_by("submission:41")

    assert heads == [(2, 1), (3, 2)]
    assert [queries.seal_over(n, heads) for n in (1, 2, 3, 4)] == [1, 1, 2, None]


def test_an_entry_altered_by_hand_is_named(by_hand: Callable[..., None]) -> None:
    three_entries()
    entry = Entry.objects.get(stream="submission:41", n=1)
    by_hand("UPDATE journal_entry SET verb = 'reporting.other' WHERE id = %s", entry.pk)

    entries = list(queries.entries_of("submission:41"))

    assert queries.altered(entries) == {entry.pk}
    assert [one.what for one in queries.problems_of("submission:41")] == ["nội dung đã bị sửa"]
    assert queries.problems_of("round:1") == []


@pytest.mark.django_db
def test_a_stream_that_is_not_there_has_no_proof() -> None:
    with pytest.raises(NotFound):
        queries.proof_of("submission:999")
