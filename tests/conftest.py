"""What every test stands on: a folder of its own and fast password hashing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import TransactionTestCase

from keng.db.dialects import guards_lifted


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, settings: Any) -> Path:
    """Files and keys of the test go to a folder that is thrown away."""
    settings.KENG_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return tmp_path


@pytest.fixture(scope="session", autouse=True)
def emptied_despite_guards() -> Iterator[None]:
    """A test that commits is cleaned up by emptying tables, which append-only tables refuse."""
    empty = TransactionTestCase._fixture_teardown

    def empty_with_guards_lifted(case: TransactionTestCase) -> None:
        with guards_lifted():
            empty(case)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty_with_guards_lifted)
        yield
