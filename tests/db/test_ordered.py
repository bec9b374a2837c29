"""The order of the keys of a pack is that of its files, on both engines and after a restore."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from keng.packs.content import content_of
from keng.packs.loading import load_pack
from keng.packs.models import PackVersion
from keng.packs.schema import Pack

pytestmark = pytest.mark.django_db
PACK = Path(__file__).parents[2] / "programmes" / "antq"


def test_keys_stand_as_they_were_written() -> None:
    said = {"zeta": 1, "a": {"longer": 1, "b": 2}, "mid": [{"y": 1, "x": 2}]}
    made = PackVersion.objects.create(code="order", version="1", content=said)

    found = PackVersion.objects.get(pk=made.pk).content

    assert found == said
    assert list(found) == ["zeta", "a", "mid"]
    assert list(found["a"]) == ["longer", "b"]
    assert list(found["mid"][0]) == ["y", "x"]


def test_what_was_stored_as_plain_json_is_still_read() -> None:
    field = PackVersion._meta.get_field("content")

    assert field.from_db_value('{"b": 1, "a": 2}', None, connection) == {"b": 1, "a": 2}
    assert field.from_db_value(r'"{\"b\": 1, \"a\": 2}"', None, connection) == {"b": 1, "a": 2}


def test_the_programme_keeps_the_order_of_its_groups_and_indicators() -> None:
    pack = load_pack(PACK)
    made = PackVersion.objects.create(code=pack.code, version="x", content=content_of(pack))

    again = Pack.model_validate(PackVersion.objects.get(pk=made.pk).content)

    assert list(again.groups) == list(pack.groups)
    assert list(again.indicators) == list(pack.indicators)
