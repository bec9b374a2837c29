"""Text-only YAML: every plain scalar is text, only `null` is special, equal keys are refused.

The usual loaders turn a key `on` into True, `no` into False, the unit code 007 into 7 and 1.10
into a float, and of two equal keys the last one silently wins. An officer who edits a pack should
not have to know any of that, so this reader keeps what is written and remembers each line. The
schema turns text into numbers and days.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from keng.packs.problems import Place, Problem

Plain = str | None | list["Plain"] | dict[str, "Plain"]
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 30  # a pack is shallow; deeper is a mistake or an attack


@dataclass(frozen=True)
class Scalar:
    """A piece of text, or None for a plain `null`."""

    text: str | None
    at: Place


@dataclass(frozen=True)
class Items:
    """A list."""

    items: tuple[Node, ...]
    at: Place


@dataclass(frozen=True)
class Fields:
    """A mapping; `places` tells where each key stands."""

    fields: dict[str, Node]
    places: dict[str, Place] = field(default_factory=dict)
    at: Place = field(default_factory=lambda: Place("", 0))


Node = Scalar | Items | Fields


def read_yaml(text: str, file: str) -> tuple[Node | None, list[Problem]]:
    """The tree of one file and all that is wrong with its writing.

    A file whose YAML cannot be parsed gives None and the one problem where parsing stopped.
    """
    reader = _Reader(file)
    try:
        events = iter(yaml.parse(text, Loader=_LOADER))
        node = reader.document(events)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark is not None else 1
        return None, [_unparsable(Place(file, line), error.problem or "")]
    except yaml.reader.ReaderError:
        return None, [_unparsable(Place(file, 1), "character")]
    return node, reader.problems


def plain(node: Node) -> Plain:
    """The tree as str, None, list and dict."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, value in node.fields.items()}


def locate(node: Node, path: Sequence[int | str]) -> Place:
    """The place of a path in the tree, or of the nearest part of it that exists."""
    place = node.at
    for step in path:
        if isinstance(node, Fields) and step in node.fields:
            place = node.places.get(str(step), node.fields[str(step)].at)
            node = node.fields[str(step)]
        elif isinstance(node, Items) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            place = node.at
    return place


def scalars(node: Node, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Scalar]]:
    """Every scalar with its path; keys of mappings too, as scalars of their own path."""
    if isinstance(node, Scalar):
        yield path, node
    elif isinstance(node, Items):
        for number, item in enumerate(node.items):
            yield from scalars(item, (*path, str(number)))
    else:
        for key, value in node.fields.items():
            yield (*path, key), Scalar(key, node.places.get(key, node.at))
            yield from scalars(value, (*path, key))


class _Reader:
    """Builds the tree from the parser's events, one file at a time."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.depth = 0

    def document(self, events: Iterator[Any]) -> Node | None:
        node: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if node is not None:
                    self._refuse(
                        event,
                        "tệp có nhiều tài liệu YAML; hãy bỏ dòng “---” thứ hai",
                        "the file holds several YAML documents; remove the second “---”",
                    )
                    return None
                node = self._node(next(events), events)
        return node

    def _node(self, event: Any, events: Iterator[Any]) -> Node:
        self._check(event)
        at = self._place(event)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, at)
        self.depth += 1
        if self.depth > _DEEPEST:
            raise yaml.MarkedYAMLError(problem="nesting", problem_mark=event.start_mark)
        node: Node
        if isinstance(event, yaml.SequenceStartEvent):
            node = Items(tuple(self._items(events)), at)
        elif isinstance(event, yaml.MappingStartEvent):
            node = self._fields(events, at)
        else:
            node = Scalar(None, at)  # an alias: already refused
        self.depth -= 1
        return node

    def _items(self, events: Iterator[Any]) -> Iterator[Node]:
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self._node(event, events)

    def _fields(self, events: Iterator[Any], at: Place) -> Fields:
        fields: dict[str, Node] = {}
        places: dict[str, Place] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._key(event, events)
            value = self._node(next(events), events)
            if key in fields:
                self._refuse(
                    event,
                    f"khóa “{key}” đã có ở dòng {places[key].line}; hãy xóa một trong hai",
                    f"the key {key!r} stands at line {places[key].line} already; remove one",
                )
                continue
            fields[key], places[key] = value, self._place(event)
        return Fields(fields, places, at)

    def _key(self, event: Any, events: Iterator[Any]) -> str:
        if isinstance(event, yaml.ScalarEvent):
            self._check(event)
            if event.value == "<<" and not event.style:
                self._refuse(
                    event,
                    "không dùng phép gộp “<<”; hãy chép nội dung ra",
                    "merge keys “<<” are not allowed; write the content out",
                )
            return str(event.value)
        self._refuse(event, "khóa phải là chữ", "a key must be text")
        self._node(event, events)
        return f"?{event.start_mark.line}"

    def _scalar(self, event: Any, at: Place) -> Scalar:
        if not event.style:
            if event.value == "null":
                return Scalar(None, at)
            if event.value == "":
                self._refuse(
                    event,
                    "thiếu giá trị; hãy ghi giá trị, hoặc ghi null nếu chưa biết",
                    "a value is missing; write it, or write null if it is not known",
                )
                return Scalar(None, at)
        return Scalar(event.value, at)

    def _check(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self._refuse(
                event,
                "không dùng neo “&” và tham chiếu “*”; hãy chép nội dung ra",
                "anchors “&” and aliases “*” are not allowed; write the content out",
            )
        tag = getattr(event, "tag", None)
        if tag is not None and tag != "!":
            self._refuse(
                event,
                f"không dùng nhãn kiểu “{tag}”; mọi giá trị là chữ",
                f"the type tag {tag!r} is not allowed; every value is text",
            )

    def _place(self, event: Any) -> Place:
        return Place(self.file, event.start_mark.line + 1)

    def _refuse(self, event: Any, message: str, message_en: str) -> None:
        self.problems.append(Problem(self._place(event), message, message_en))


def _unparsable(at: Place, detail: str) -> Problem:
    return Problem(
        at,
        f"không đọc được YAML từ đây ({detail}); hãy xem thụt dòng, dấu hai chấm và dấu nháy",
        f"YAML cannot be read from here ({detail}); look at indentation, colons and quotes",
    )


def text_fields(pairs: Mapping[str, str | None], at: Place) -> Fields:
    """A mapping of plain text, all at one place: for what the loader itself fills in."""
    return Fields({key: Scalar(value, at) for key, value in pairs.items()}, {}, at)
