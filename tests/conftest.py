"""What every test stands on: a folder of its own and fast password hashing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import TransactionTestCase
from hypothesis import HealthCheck
from hypothesis import settings as drawing
from pytest_django.plugin import DjangoDbBlocker

import made_once
from keng.access import standing
from keng.db.dialects import guards_lifted

# How fast a machine is, or what else runs on it, is no property of the code.
drawing.register_profile("any-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
drawing.load_profile("any-machine")

ASKING = frozenset({"db", "transactional_db", "django_db_reset_sequences", "live_server"})
ROOMS_OF_ENGINES = ("tests/db", "tests/backups")
# Edges and rooms of documents hold nothing of an engine and write through the rooms below them,
# and some rooms only keep rows, as others do that are asked: there one walk through every page,
# call and command will do. `make postgres` runs all of it.
EDGES = (
    *("tests/web", "tests/api", "tests/ops", "tests/publishing", "tests/intake"),
    *("tests/notices", "tests/steering", "tests/commendations", "tests/inquiries"),
)
WALK = "tests/web/test_every_door.py"


def pytest_addoption(parser: pytest.Parser) -> None:
    """For a second engine: what never asks a database gives the same answer there."""
    parser.addoption(
        "--asks-database",
        action="store_true",
        help="only tests of rooms that ask the database, and the walk through every door; "
        "the others are told as deselected",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Workers of one run share what is dear to make."""
    made_once.begin(config)


@pytest.fixture(autouse=True)
def _password_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """People of tests sign in with a password alone, unless a unit of theirs asks for more."""
    monkeypatch.setattr(standing, "ASKED_WITHOUT_A_RULE", False)


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> None:
    """As pytest-django makes it, from the tables that an earlier worker of the run has made."""
    with django_db_blocker.unblock(), made_once.migrations_gone_through_once():
        request.getfixturevalue("django_db_setup")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out tests that cannot differ between engines, where that was asked for."""
    if not config.getoption("--asks-database"):
        return
    kept, left = [], []
    for item in items:
        (kept if _asks_database(item) else left).append(item)
    config.hook.pytest_deselected(items=left)
    items[:] = kept


def _asks_database(item: pytest.Item) -> bool:
    if item.nodeid.startswith(EDGES) and not item.nodeid.startswith(WALK):
        return False
    if item.get_closest_marker("any_engine") is not None:
        return False
    named = ASKING & set(getattr(item, "fixturenames", ()))
    marked = item.get_closest_marker("django_db") is not None
    return bool(named) or marked or item.nodeid.startswith(ROOMS_OF_ENGINES)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files and keys of the test go to a folder that is thrown away."""
    settings.KENG_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"
    # Nothing here outlives the process, and each account has a key of its own to write.
    monkeypatch.setattr("keng.db.wholefiles.os.fsync", lambda _descriptor: None)
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
