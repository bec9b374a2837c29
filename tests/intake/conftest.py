"""The small programme, and a form of it that a person can damage cell by cell."""

from __future__ import annotations

import pytest

from intake.small_pack import small_pack
from keng.packs.schema import Pack


@pytest.fixture(scope="session")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """The small programme."""
    return small_pack(tmp_path_factory.mktemp("pack"))
