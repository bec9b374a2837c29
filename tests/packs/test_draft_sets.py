"""A set as a text: every set that ships is read back equal, and faults are told at their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from keng.packs.draftsets import additions, additions_text, drafted, set_text
from keng.packs.loading import PackError, load_pack
from keng.packs.schema import Pack

SHIPPED = Path(__file__).parents[2] / "programmes" / "antq"


@pytest.fixture(scope="module")
def shipped() -> Pack:
    """The programme that ships."""
    return load_pack(SHIPPED)


def test_every_set_that_ships_is_read_back_equal(shipped: Pack) -> None:
    for code, law in shipped.criteria.items():
        assert drafted(set_text(law), code, shipped).criteria[code] == law


def test_what_nobody_knows_is_seen_as_null(shipped: Pack) -> None:
    assert "at_least: null" in set_text(shipped.criteria["qd510-commune"])


def test_faults_of_writing_and_of_shape_are_told_together_with_their_lines(shipped: Pack) -> None:
    text = set_text(shipped.criteria["tt124-village"])
    line = text[: text.index("kind: attest_only")].count("\n") + 1
    broken = text.replace("kind: attest_only", "kind: box", 1) + "khong_co: x\n"

    with pytest.raises(PackError) as refused:
        drafted(broken, "tt124-village", shipped)

    places = [(one.at.file, one.at.line) for one in refused.value.problems]
    assert ("tt124-village.yaml", line) in places
    assert ("tt124-village.yaml", broken.count("\n")) in places


def test_a_draft_about_watched_people_is_refused(shipped: Pack) -> None:
    text = set_text(shipped.criteria["tt124-village"])
    worse = text.replace("Thực hiện đủ chủ trương", "Quản lý người nghiện ma túy", 1)

    with pytest.raises(PackError):
        drafted(worse, "tt124-village", shipped)


def test_local_additions_are_read_and_written_back() -> None:
    text = "criteria:\n  L1:\n    title: {vi: Có tủ sách, en: Books}\n    kind: attest\n"

    overlay = additions(text)

    assert overlay["added"][0]["kind"] == "attest"
    assert additions(additions_text(overlay)) == overlay
    assert additions_text({}) == ""
    with pytest.raises(PackError, match=r"dia-phuong\.yaml:1"):
        additions("groups: {}\n")
