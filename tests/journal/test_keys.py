"""The seal key lives outside the database and is made once."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from keng.journal.keys import forget_read_keys, seal_keys


def test_the_key_is_made_on_first_use_for_its_owner_only(own_folder: Path) -> None:
    made = seal_keys()

    path = own_folder / "seal.key"
    assert path.stat().st_mode & 0o777 == 0o600
    assert made == (bytes.fromhex(path.read_text()),)
    assert [entry.name for entry in own_folder.iterdir()] == ["seal.key"]


def test_the_key_stays_the_same_for_the_next_process() -> None:
    made = seal_keys()
    forget_read_keys()

    assert seal_keys() == made


def test_the_environment_goes_before_the_file(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KENG_SEAL_KEY", "0f" * 32)

    assert seal_keys() == (b"\x0f" * 32,)
    assert not (own_folder / "seal.key").exists()


@pytest.mark.parametrize("text", ["secret", "0f" * 31, "không phải khóa"])
def test_a_key_of_another_shape_is_refused_by_place_and_not_by_content(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KENG_SEAL_KEY", text)

    with pytest.raises(ImproperlyConfigured) as refusal:
        seal_keys()

    assert "KENG_SEAL_KEY" in str(refusal.value)
    assert text not in str(refusal.value)


def test_an_unreadable_file_is_named(own_folder: Path) -> None:
    (own_folder / "seal.key").mkdir()

    with pytest.raises(ImproperlyConfigured, match=r"seal\.key"):
        seal_keys()


def test_an_empty_file_is_no_key(own_folder: Path) -> None:
    (own_folder / "seal.key").write_text("\n")

    with pytest.raises(ImproperlyConfigured, match=r"seal\.key"):
        seal_keys()
