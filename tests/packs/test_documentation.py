"""The page of the pack format is what the schema says, and every key is on it."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from keng.packs.schema import Pack

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    """The script that writes the page."""
    spec = spec_from_file_location("build_pack_format", ROOT / "tools" / "build_pack_format.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_of_the_pack_format_is_current(builder: ModuleType) -> None:
    page = ROOT / "docs" / "reference" / "pack-format.md"

    assert page.read_text(encoding="utf-8") == builder.page()


def test_every_key_of_a_pack_is_on_the_page(builder: ModuleType) -> None:
    page = builder.page()

    assert [name for name in Pack.model_fields if f"| `{name}` |" not in page] == []
