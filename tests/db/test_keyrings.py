"""Keys that can be destroyed: what was sealed under one opens with it and with nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings as django_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keng.db.keyrings import KeyGone, Keyring, SealBroken


@pytest.fixture
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Keyring:
    monkeypatch.setattr(django_settings, "KENG_DIR", tmp_path)
    ring = Keyring("names")
    ring.make("one")
    return ring


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=200))
def test_what_was_sealed_opens_again(keys: Keyring, content: bytes) -> None:
    sealed = keys.sealed("one", content, "a name")

    assert keys.opened("one", sealed, "a name") == content


def test_the_same_content_looks_different_each_time(keys: Keyring) -> None:
    assert keys.sealed("one", b"x", "a name") != keys.sealed("one", b"x", "a name")


def test_it_opens_neither_as_something_else_nor_under_another_key_nor_altered(
    keys: Keyring,
) -> None:
    keys.make("two")
    sealed = keys.sealed("one", b"Illustrative", "a name")
    altered = sealed[:-1] + bytes([sealed[-1] ^ 1])

    for name, content, about in (
        ("one", sealed, "a file"),
        ("two", sealed, "a name"),
        ("one", altered, "a name"),
        ("one", b"", "a name"),
    ):
        with pytest.raises(SealBroken):
            keys.opened(name, content, about)


def test_once_the_key_is_destroyed_nothing_opens(keys: Keyring, tmp_path: Path) -> None:
    sealed = keys.sealed("one", b"Illustrative", "a name")
    held = (tmp_path / "names" / "one").read_bytes()

    keys.destroy("one")
    keys.destroy("one")

    assert not keys.has("one")
    assert [one for one in tmp_path.rglob("*") if one.is_file() and held in one.read_bytes()] == []
    with pytest.raises(KeyGone):
        keys.opened("one", sealed, "a name")
    keys.make("one")
    with pytest.raises(SealBroken):
        keys.opened("one", sealed, "a name")


def test_keys_are_told_by_the_beginning_of_their_name(keys: Keyring) -> None:
    keys.make("other")

    assert keys.names() == {"one", "other"}
    assert keys.names("ot") == {"other"}
    assert Keyring("nowhere").names() == set()


@pytest.mark.parametrize(
    "name", ["../seal.key", "..", ".", "", "{folder}/seal.key", "a/b", "one\n"]
)
def test_a_row_changed_by_hand_reaches_no_key_outside_the_folder(
    keys: Keyring, tmp_path: Path, name: str
) -> None:
    other = tmp_path / "seal.key"
    other.write_bytes(b"k" * 32)
    wanted = name.replace("{folder}", str(tmp_path))

    assert not keys.has(wanted)
    assert not keys.is_destroyed(wanted)
    with pytest.raises(KeyGone):
        keys.opened(wanted, b"x" * 40, "a name")
    keys.destroy(wanted)
    keys.destroy(wanted, leaves_a_mark=True)

    assert other.read_bytes() == b"k" * 32
    assert keys.has("one")
