"""What every table and every column means, from the file `taken.yaml` that each room keeps.

The tables are those that Django knows. A room says of each of its tables what it is and to whom its
rows belong; a column is described by its name, in the room or, where it says the same everywhere,
in `words.yaml`. What is not described is named by `undescribed`, and a test holds that empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml
from django.apps import apps
from django.db import models

FILE: Final = "taken.yaml"
EVERYONE, NOBODY, STREAM = "everyone", "nobody", "stream"
_FRAMEWORK: Final = frozenset({"auth", "contenttypes", "sessions"})
_ORIGIN: Final = ("Bảng của khung phần mềm, không có dữ liệu", "A table of the framework, no data")
_UNDESCRIBED: Final = ("Chưa được mô tả", "Not described yet")
_PARTS: Final = 2

Model = type[models.Model]
Words = tuple[str, str]
"""The same in Vietnamese and in English."""


@dataclass(frozen=True)
class TableWords:
    """What a table is, whose its rows are, and why none of it is taken where none is.

    `of` is the column that leads to the owner of a row, or `everyone`, `nobody`, `stream`; a second
    one, `or_of`, leads there as well. Rows of a `shared` table go along when rows of the unit name
    them. `without` names columns that stay; `shut` those whose key stays, and what is told of it.
    """

    title: str
    of: str = NOBODY
    or_of: str = ""
    left: Words | None = None
    why: Words = ("Không thuộc riêng đơn vị nào", "Belongs to no single unit")
    shared: bool = False
    without: tuple[str, ...] = ()
    shut: Mapping[str, Words] = field(default_factory=dict)

    @property
    def owners(self) -> tuple[str, ...]:
        """The columns that lead to the owner, or the one word that stands for them."""
        return (self.of, self.or_of) if self.or_of else (self.of,)


@dataclass(frozen=True)
class _Room:
    tables: Mapping[str, TableWords] = field(default_factory=dict)
    columns: Mapping[str, Words] = field(default_factory=dict)
    streams: Mapping[str, str] = field(default_factory=dict)


def words_of(model: Model) -> TableWords | None:
    """What the room says of its table; None where it says nothing."""
    name = model._meta.db_table
    if model._meta.app_label in _FRAMEWORK:
        return TableWords(f"Bảng kỹ thuật {name}", left=_ORIGIN)
    return _room(model._meta.app_label).tables.get(name)


def table_words(model: Model) -> TableWords:
    """The same for an archive: what nobody described is left out and told as such."""
    return words_of(model) or TableWords(model._meta.db_table, left=_UNDESCRIBED)


def column_words(model: Model, column: models.Field[Any, Any]) -> Words | None:
    """What a column means, in Vietnamese and English; None where nobody says it."""
    name = str(column.column)
    told = _room(model._meta.app_label).columns.get(name)
    if told is None and column.remote_field is not None:
        related: Any = column.related_model
        target = related._meta.db_table
        title = table_words(related).title
        return f"Số của dòng trong “{title}” ({target})", f"Number of the row in {target}"
    return told or _shared_words().get(name)


def spoken(table: str, column: str = "") -> tuple[str, Words | None]:
    """What a table is called, and what a column of it means; what is none keeps its name."""
    for model in all_models():
        if model._meta.db_table == table:
            fields = {str(one.column): one for one in model._meta.concrete_fields}
            found = fields.get(column)
            return table_words(model).title, column_words(model, found) if found else None
    return table, None


def streams() -> dict[str, str]:
    """The table of the subject of each stream of the journal, by the word before the colon."""
    labels = {config.label for config in apps.get_app_configs()}
    return {name: table for label in sorted(labels) for name, table in _room(label).streams.items()}


def undescribed() -> Iterator[str]:
    """Every table and column that no room describes, as `table` or `table.column`."""
    for model in all_models():
        if model._meta.app_label in _FRAMEWORK:
            continue
        table = model._meta.db_table
        words = words_of(model)
        if words is None:
            yield table
            continue
        known = {str(one.column): one for one in model._meta.concrete_fields}
        yield from (
            f"{table}.{name}" for name, one in known.items() if not column_words(model, one)
        )
        leads = words.of in {EVERYONE, NOBODY, STREAM} or known.keys() >= set(words.owners)
        if not leads or {*words.without, *words.shut} - known.keys():
            yield f"{table}: {words.of}"


def all_models() -> list[Model]:
    """All tables, by name; those of many-to-many relations too."""
    found = (one for one in apps.get_models(include_auto_created=True) if not one._meta.proxy)
    return sorted(found, key=lambda one: one._meta.db_table)


@cache
def _room(label: str) -> _Room:
    place = Path(apps.get_app_config(label).path) / FILE
    if not place.exists():
        return _Room()
    told = yaml.safe_load(place.read_text(encoding="utf-8"))
    return _Room(
        {name: _table(one) for name, one in told["tables"].items()},
        {name: _pair(text) for name, text in told["columns"].items()},
        told["streams"],
    )


@cache
def _shared_words() -> Mapping[str, Words]:
    text = (Path(__file__).parent / "words.yaml").read_text(encoding="utf-8")
    return {name: _pair(words) for name, words in yaml.safe_load(text).items()}


def _table(told: Mapping[str, Any]) -> TableWords:
    words: dict[str, Any] = {"title": told["is"]}
    words |= {name: told[name] for name in ("of", "shared") if name in told}
    words |= {name: _pair(told[name]) for name in ("left", "why") if name in told}
    shut = {name: _pair(text) for name, text in told.get("shut", {}).items()}
    return TableWords(
        **words, or_of=told.get("or", ""), without=tuple(told.get("without", ())), shut=shut
    )


def _pair(text: str) -> Words:
    parts = [part.strip() for part in text.split(" | ")]
    if len(parts) != _PARTS or not all(parts):
        raise ValueError(f"{text!r}: Vietnamese | English")
    return parts[0], parts[1]
