"""Every text that a person may write is screened, or the list says why it is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import yaml
from django.apps import apps
from django.db import models

from keng.screening.fields import Screened
from keng.screening.units import ways_to_unit

SOURCE = Path(__file__).parents[2] / "src" / "keng"
SHORTEST = 60
HEX_DIGITS = 64


def _texts() -> Iterator[tuple[str, models.Field[str, str]]]:
    for model in apps.get_models():
        for one in model._meta.concrete_fields:
            is_text = isinstance(one, models.TextField | models.CharField)
            is_code = bool(one.choices) or one.max_length == HEX_DIGITS
            if not model.__module__.startswith("keng.") or not is_text or is_code:
                continue
            if one.max_length is None or one.max_length >= SHORTEST:
                yield f"{model._meta.db_table}.{one.column}", one


def test_every_free_text_is_screened_or_says_why_not() -> None:
    told = yaml.safe_load(files("keng.screening").joinpath("passed.yaml").read_text("utf-8"))
    passed = {name for lines in told.values() for line in lines for name in line.split()}
    known = dict(_texts())

    open_ones = {name for name, one in known.items() if not isinstance(one, Screened)}
    assert open_ones - passed == set(), "make it FreeText or FreeLine, or say why in passed.yaml"
    assert passed - open_ones == set(), "screened or gone by now"


def test_a_copy_is_declared_where_there_is_a_column() -> None:
    for model in apps.get_models():
        copies = getattr(model, "COPIES", frozenset())
        screened = {one.attname for one in model._meta.fields if isinstance(one, Screened)}

        assert copies <= screened, model


def test_what_is_kept_is_counted_for_a_unit_wherever_the_record_has_one() -> None:
    homeless = {
        one.model._meta.db_table
        for one in dict(_texts()).values()
        if isinstance(one, Screened) and not ways_to_unit(one.model)
    }

    assert homeless == {"orgunits_change"}  # a change of the map is about several units


def test_statements_of_our_own_that_write_screened_tables_are_known() -> None:
    """They go past the columns: whoever writes one asks `screening.asking` himself."""
    tables = {one.model._meta.db_table for one in dict(_texts()).values() if _is_screened(one)}
    written = re.compile(r"(?:INSERT INTO|UPDATE) \"?(\w+)")
    found = {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if tables & set(written.findall(path.read_text(encoding="utf-8")))
    }

    assert found == {"reporting/actions/_store.py"}


def _is_screened(one: models.Field[str, str]) -> bool:
    return isinstance(one, Screened)
