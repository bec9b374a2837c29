"""Who is filling a database is written in it until it is whole, where a database is no file."""

from __future__ import annotations

import pytest
from django.db import connection

from keng.db.wholedatabase import is_marked, mark, unmark


@pytest.mark.django_db
def test_a_half_is_known_by_who_began_it_until_it_is_whole() -> None:
    in_a_file = connection.vendor == "sqlite"
    assert not is_marked("one")

    mark("one")
    assert is_marked("one") is not in_a_file
    assert not is_marked("two")
    assert not is_marked("")

    unmark()
    unmark()
    assert not is_marked("one")
    assert "keng_restoring" not in connection.introspection.table_names()
