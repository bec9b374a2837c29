"""A part of a pack as a list of values in words, each under a path that stays comparable. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from keng.kernel.errors import DomainError
from keng.kernel.figures import CellKey
from keng.packs.fieldwords import FIELDS, VALUES
from keng.packs.schema import Pack, Part, Source, Text

Path = tuple[str, ...]


@dataclass(frozen=True)
class Value:
    """A value as the pack holds it, by which it is compared, and as a person reads it."""

    held: object
    text: Text


_CELLS = frozenset({"indicator", "indicators", "cells", "but", "numerator", "denominator"})
_CELLS_TOO = frozenset({"part_of", "opening_of"})
_NO = Text(vi="không", en="no")
_YES = Text(vi="có", en="yes")


class Worded:
    """The values of one part of a pack, by path, and what each step of a path is called.

    `but` are fields that are left out at any depth; no part has no values.
    """

    def __init__(self, pack: Pack, part: Part | None, *, but: Collection[str] = ()) -> None:
        self._pack = pack
        self._but = {"code", *but}
        self._steps: dict[Path, Text] = {}
        self.values: dict[Path, Value] = {} if part is None else dict(self._part(part, ()))

    def called(self, path: Path) -> Text:
        """The way to a value in words: "hạn nộp › cấp xã › trước ngày"."""
        steps = [self._steps[path[: end + 1]] for end in range(len(path))]
        return Text(vi=" › ".join(one.vi for one in steps), en=" › ".join(one.en for one in steps))

    def _part(self, part: Part, path: Path) -> Iterator[tuple[Path, Value]]:
        for name in type(part).model_fields:
            if name not in self._but:
                below = (*path, name)
                self._steps[below] = FIELDS.get(name, Text(vi=name, en=name))
                yield from self._value(getattr(part, name), below, name)

    def _value(self, value: object, path: Path, field: str) -> Iterator[tuple[Path, Value]]:
        if isinstance(value, (Text, Source)) or not isinstance(value, (Part, dict, tuple)):
            if (text := self._one(value, field)) is not None:
                yield path, Value(value, text)
        elif isinstance(value, Part):
            yield from self._part(value, path)
        elif isinstance(value, dict):
            yield from self._keyed(value, path, field)
        else:
            yield from self._listed(value, path, field)

    def _keyed(
        self, value: Mapping[object, object], path: Path, field: str
    ) -> Iterator[tuple[Path, Value]]:
        for key, one in value.items():
            below = (*path, str(key))
            self._steps[below] = _step(one, str(key), field)
            yield from self._value(one, below, field)

    def _listed(
        self, value: tuple[object, ...], path: Path, field: str
    ) -> Iterator[tuple[Path, Value]]:
        if not any(isinstance(one, Part) and not isinstance(one, Text) for one in value):
            texts = [text for one in value if (text := self._one(one, field)) is not None]
            if texts:
                vi, en = "; ".join(one.vi for one in texts), "; ".join(one.en for one in texts)
                yield path, Value(value, _text(vi, en))
            return
        for number, one in enumerate(value, start=1):
            key = str(getattr(one, "code", "") or number)
            below = (*path, key)
            self._steps[below] = _step(one, key, field)
            yield from self._value(one, below, field)

    def _one(self, value: object, field: str) -> Text | None:
        """A single value in words; None where nothing is said."""
        if value is None or value == "":
            return None
        if isinstance(value, Text):
            return value
        if isinstance(value, Source):
            return self._source(value)
        if isinstance(value, bool):
            return _YES if value else _NO
        if isinstance(value, date):
            return _text(f"{value:%d/%m/%Y}", value.isoformat())
        return self._named(str(value), field)

    def _named(self, text: str, field: str) -> Text:
        if field in _CELLS | _CELLS_TOO:
            return self._cell(text)
        if known := VALUES.get(field, {}).get(text):
            return known
        parts: Mapping[str, Mapping[str, Part]] = {
            "form": self._pack.forms,
            "forms": self._pack.forms,
            "group": self._pack.groups,
            "groups": self._pack.groups,
            "outline": self._pack.outlines,
            "profiles": self._pack.profiles,
            "regime": self._pack.calendar.regimes,
        }
        label = getattr(parts.get(field, {}).get(text), "label", None)
        return label if isinstance(label, Text) else _text(text, text)

    def _cell(self, text: str) -> Text:
        try:
            key = CellKey.parse(text)
            return _text(self._pack.cell_label(key, "vi"), self._pack.cell_label(key, "en"))
        except DomainError:
            return _text(text, text)

    def _source(self, source: Source) -> Text:
        sure = VALUES["sure"][source.sure]
        told = [one for one in (source.act, source.place, source.url, source.note) if one]
        return _text("; ".join([*told, sure.vi]), "; ".join([*told, sure.en]))


def _step(part: object, key: str, field: str) -> Text:
    """What a keyed part is called on the way to its values."""
    for name in ("label", "title"):
        label = getattr(part, name, None)
        if isinstance(label, Text):
            return label
    return VALUES.get(field, {}).get(key, _text(key, key))


def _text(vi: str, en: str) -> Text:
    # A list of many names is longer than one line of a pack may be.
    return Text.model_construct(vi=vi, en=en)
