"""The stored OpenAPI document: a change of the API shows in review.

After a change that is meant: `python -m api.contract > tests/api/openapi.json` in the folder
tests, with DJANGO_SETTINGS_MODULE=keng.config.settings.
"""

from __future__ import annotations

import json
from pathlib import Path

from api.contract import document

STORED = Path(__file__).parent / "openapi.json"


def test_the_api_is_as_it_was_stored() -> None:
    assert document() == STORED.read_text(encoding="utf-8")


def test_every_operation_says_what_it_does_and_asks_who_calls() -> None:
    paths = json.loads(document())["paths"]
    operations = [(path, op) for path, ops in paths.items() for op in ops.values()]

    assert [path for path, op in operations if not op.get("description")] == []
    assert [path for path, op in operations if not op.get("security")] == []


def test_every_operation_stands_on_the_page_of_the_api() -> None:
    page = (Path(__file__).parents[2] / "docs/reference/api.md").read_text(encoding="utf-8")
    paths = json.loads(document())["paths"]

    missing = [
        f"{method.upper()} {path}"
        for path, ops in paths.items()
        for method in ops
        if f"`{method.upper()} {path.removeprefix('/api/v1')}`" not in page
    ]

    assert missing == []
