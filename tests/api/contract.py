"""Writes the OpenAPI document of the running code, in one order."""

from __future__ import annotations

import json
import sys


def document() -> str:
    """The document as it is stored."""
    from keng.api.application import api  # noqa: PLC0415 - after Django has started

    schema = json.loads(json.dumps(api.get_openapi_schema(), default=str))
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    import django

    django.setup()
    sys.stdout.write(document())
