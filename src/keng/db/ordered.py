"""JSON whose keys keep their order on both engines.

PostgreSQL sorts the keys of `jsonb`, by length first; in a programme pack the order of groups and
indicators is the order in which tables show them.
"""

from __future__ import annotations

import json
from typing import Any

from django.db import models


def text_of(value: Any) -> str:
    """What stands in the column for a value."""
    return json.dumps(value, ensure_ascii=False)


class OrderedJSONField(models.JSONField):
    """A JSON column that holds its value as the text of it, so that no engine sorts its keys.

    Rows that were stored as plain JSON are read as they are. There is no looking into the value
    by a query. For migrations, and so for backups, it is a `JSONField` that holds a text.
    """

    def get_prep_value(self, value: Any) -> Any:
        """The text of the value; None stays none."""
        return None if value is None else text_of(value)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """The value with its keys in the order in which they were stored."""
        found = super().from_db_value(value, expression, connection)
        return json.loads(found) if isinstance(found, str) else found

    def deconstruct(self) -> Any:
        """As the column is known to migrations."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs
