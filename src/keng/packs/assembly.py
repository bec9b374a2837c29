"""From the files of a pack to one tree with a place for every value.

pack.yaml holds the head; acts, calendar, initiatives, commendations, steering and profiles are one
file or a folder each;
indicators, forms, checks and outlines are folders. What a file is about follows from its path, so
nothing is repeated inside: the code of a part is its key. A criteria set is a file or a folder of
files of criteria; its code is that name. Items that several outlines share stand
in outlines/parts and are called by `{part: name}`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from keng.kernel.errors import BadInput
from keng.packs.cellnames import expand_cells
from keng.packs.problems import Place, Problem
from keng.packs.yamltext import Fields, Items, Node, Scalar, read_yaml, text_fields

_LARGEST = 1_000_000  # bytes: no file of a pack comes near; a bigger one is not a pack
_BY_CODE = ("acts", "profiles", "checks")
_ONE_EACH = ("forms", "outlines")
_PARTS = "outlines/parts/"
_OF_AWARDS = "commendations"
_OF_STEERING = "steering"
_SECTIONS = (
    *(*_BY_CODE, *_ONE_EACH),
    *("indicators", "calendar", "criteria", "initiatives", _OF_AWARDS, _OF_STEERING),
)
_KEYED_IN_A_SET = ("groups", "facts", "evidence", "parameters", "criteria")


class Assembly:
    """The tree of a pack being put together, and the problems met on the way."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.is_whole = True  # False once a file could not be read: what others need may be in it
        self.extra: dict[str, Fields] = {}
        self.sections: dict[str, Fields] = {}
        self.parts = Fields({}, {}, Place(_PARTS, 1))
        self.root = Fields({}, {}, Place("pack.yaml", 1))

    def read(self) -> None:
        """Read every file of the folder; a file that has no place in a pack is a problem."""
        for path in sorted(self.folder.rglob("*")):
            name = path.relative_to(self.folder).as_posix()
            if path.is_dir() or name == "README.md":
                continue
            adopt = self._adopter(name)
            if adopt is None:
                self._refuse(
                    Place(name, 1),
                    "tệp này không thuộc bộ chương trình; hãy xóa hoặc chuyển đi nơi khác",
                    "this file has no place in a pack; remove it or move it away",
                )
            elif (node := self._tree_of(path, name)) is not None:
                adopt(node, name)
        if not self.is_whole:
            return
        if "code" not in self.root.fields:
            self._refuse(
                Place("pack.yaml", 1),
                "thiếu tệp pack.yaml hoặc mã (code) của chương trình",
                "pack.yaml or the code in it is missing",
            )
        self._expand_forms()
        self._expand_outlines()
        self._name_parts(self.root.fields.get("criteria"))

    def _adopter(self, name: str) -> Callable[[Fields, str], None] | None:
        top, slash, rest = name.removesuffix(".yaml").partition("/")
        if name.startswith(_PARTS) and name.endswith(".yaml"):
            return self._adopt_parts
        if top == "criteria" and slash and name.endswith(".yaml") and rest.count("/") < 2:
            return self._adopt_set
        if not name.endswith(".yaml") or "/" in rest:
            return None
        anywhere = dict.fromkeys(_BY_CODE, self._adopt_by_code)
        anywhere["calendar"] = self._adopt_calendar
        anywhere["initiatives"] = self._adopt_initiatives
        anywhere[_OF_AWARDS] = self._adopt_commendations
        anywhere[_OF_STEERING] = self._adopt_steering
        anywhere["published"] = self._adopt_extra
        in_folder = dict.fromkeys(_ONE_EACH, self._adopt_whole)
        in_folder["indicators"] = self._adopt_indicators
        alone = {"pack": self._adopt_head}
        return {**anywhere, **(in_folder if slash else alone)}.get(top)

    def _tree_of(self, path: Path, name: str) -> Fields | None:
        raw = path.read_bytes()
        try:
            text = raw[: _LARGEST + 1].decode("utf-8-sig")
        except UnicodeDecodeError:
            text = ""
        if not text or len(raw) > _LARGEST:
            self._refuse(
                Place(name, 1),
                "tệp trống, quá lớn hoặc không phải UTF-8; hãy lưu lại dạng UTF-8",
                "the file is empty, too large or not UTF-8; save it as UTF-8",
            )
            self.is_whole = False
            return None
        node, problems = read_yaml(text, name)
        self.problems.extend(problems)
        self.is_whole = self.is_whole and node is not None
        if node is None or isinstance(node, Fields):
            return node
        self._refuse(
            Place(name, 1),
            "tệp phải là các cặp khóa: giá trị",
            "the file must hold key: value pairs",
        )
        return None

    def _adopt_head(self, node: Fields, name: str) -> None:
        for key, value in node.fields.items():
            if key in _SECTIONS or key == "groups":
                self._refuse(
                    node.places[key],
                    f"“{key}” không viết trong pack.yaml; hãy chuyển sang {key}.yaml hoặc {key}/",
                    f"{key!r} does not stand in pack.yaml; move it to {key}.yaml or {key}/",
                )
            else:
                self._put(self.root, key, value, Place(name, node.places[key].line))
        for section in ("breakdowns", "thresholds"):
            self._name_parts(self.root.fields.get(section))

    def _adopt_extra(self, node: Fields, name: str) -> None:
        self.extra[name] = node

    def _adopt_parts(self, node: Fields, name: str) -> None:
        del name
        for key, value in node.fields.items():
            self._put(self.parts, key, value, node.places[key])

    def _adopt_by_code(self, node: Fields, name: str) -> None:
        section = name.removesuffix(".yaml").partition("/")[0]
        self._name_parts(node)
        self._merge(self._section(section), node)

    def _adopt_calendar(self, node: Fields, name: str) -> None:
        del name
        for key in ("regimes", "duties", "holidays", "events"):
            self._name_parts(node.fields.get(key))
        self._merge(self._section("calendar"), node)

    def _adopt_initiatives(self, node: Fields, name: str) -> None:
        del name
        for key in ("kinds", "equipment", "activities", "grades", "events"):
            self._name_parts(node.fields.get(key))
        events = node.fields.get("events")
        for event in events.fields.values() if isinstance(events, Fields) else ():
            self._name_parts(event.fields.get("asks") if isinstance(event, Fields) else None)
        self._merge(self._section("initiatives"), node)

    def _adopt_commendations(self, node: Fields, name: str) -> None:
        del name
        self._name_parts(node.fields.get("awards"))
        self._merge(self._section(_OF_AWARDS), node)

    def _adopt_steering(self, node: Fields, name: str) -> None:
        del name
        self._merge(self._section(_OF_STEERING), node)

    def _adopt_whole(self, node: Fields, name: str) -> None:
        section, _, file = name.partition("/")
        code = node.fields.get("code", Scalar(file.removesuffix(".yaml"), Place(name, 1)))
        key = code.text if isinstance(code, Scalar) and code.text else file
        node.fields.setdefault("code", code)
        self._put(self._section(section), key, node, Place(name, 1))

    def _adopt_set(self, node: Fields, name: str) -> None:
        for key in _KEYED_IN_A_SET:
            self._name_parts(node.fields.get(key))
        code = name.removesuffix(".yaml").split("/")[1]
        section = self._section("criteria")
        if code not in section.fields:
            self._put(section, code, Fields({}, {}, Place(name, 1)), Place(name, 1))
        found = section.fields[code]
        if isinstance(found, Fields):
            self._merge(found, node)

    def _adopt_indicators(self, node: Fields, name: str) -> None:
        at = Place(name, 1)
        for key in node.fields:
            if key not in {"group", "label", "indicators"}:
                self._refuse(
                    node.places[key],
                    f"không hiểu khóa “{key}”; tệp chỉ tiêu có group, label, indicators",
                    f"unknown key {key!r}; an indicator file has group, label, indicators",
                )
        code, label = node.fields.get("group"), node.fields.get("label")
        indicators = node.fields.get("indicators")
        if not (
            isinstance(code, Scalar) and code.text and label and isinstance(indicators, Fields)
        ):
            self._refuse(
                at,
                "tệp chỉ tiêu cần group, label và indicators",
                "an indicator file needs group, label and indicators",
            )
            return
        group = Fields({"code": code, "label": label}, dict(node.places), at)
        self._put(self._section("groups"), code.text, group, at)
        self._name_parts(indicators)
        for part in indicators.fields.values():
            if isinstance(part, Fields):
                part.fields.setdefault("group", code)
        self._merge(self._section("indicators"), indicators)

    def _name_parts(self, node: Node | None) -> None:
        """Give every part of a keyed section its key as `code`."""
        if not isinstance(node, Fields):
            return
        for key, part in node.fields.items():
            if not isinstance(part, Fields):
                continue
            if "code" in part.fields:
                self._refuse(
                    part.places["code"],
                    "bỏ “code”: mã chính là khóa đứng trước",
                    "remove `code`: the key in front is the code",
                )
            part.fields["code"] = Scalar(key, node.places.get(key, part.at))

    def _merge(self, into: Fields, node: Fields) -> None:
        for key, value in node.fields.items():
            known = into.fields.get(key)
            if (
                isinstance(known, Fields)
                and isinstance(value, Fields)
                and "code" not in known.fields
            ):
                self._merge(known, value)
            else:
                self._put(into, key, value, node.places.get(key, value.at))

    def _put(self, into: Fields, key: str, value: Node, at: Place) -> None:
        if key in into.fields:
            first = into.places[key]
            self._refuse(
                at,
                f"“{key}” đã có ở {first}; hãy đổi mã hoặc xóa một trong hai",
                f"{key!r} stands at {first} already; rename or remove one",
            )
            return
        into.fields[key], into.places[key] = value, at

    def _section(self, name: str) -> Fields:
        section = self.sections.get(name)
        if section is None:
            section = self.sections[name] = Fields({}, {}, Place(name, 1))
            self._put(self.root, name, section, section.at)
        return section

    def _expand_forms(self) -> None:
        forms = self.root.fields.get("forms")
        for form in forms.fields.values() if isinstance(forms, Fields) else ():
            groups = form.fields.get("groups") if isinstance(form, Fields) else None
            for group in groups.items if isinstance(groups, Items) else ():
                if isinstance(group, Fields):
                    self._expand_group(group)

    def _expand_group(self, group: Fields) -> None:
        code, cells = group.fields.get("code"), group.fields.get("cells")
        known = self._section("groups").fields
        twin = known.get(code.text or "") if isinstance(code, Scalar) else None
        if "label" not in group.fields and isinstance(twin, Fields):
            group.fields["label"] = twin.fields["label"]
        if isinstance(cells, Items):
            expanded = [cell for item in cells.items for cell in self._cells_of(item)]
            group.fields["cells"] = Items(tuple(expanded), cells.at)

    def _expand_outlines(self) -> None:
        outlines = self.root.fields.get("outlines")
        for outline in outlines.fields.values() if isinstance(outlines, Fields) else ():
            if isinstance(outline, Fields):
                self._expand_section(outline)

    def _expand_section(self, section: Fields) -> None:
        for name in ("opening", "items", "closing"):
            listed = section.fields.get(name)
            if isinstance(listed, Items):
                items = [item for entry in listed.items for item in self._items_of(entry)]
                section.fields[name] = Items(tuple(items), listed.at)
        for name in ("sections", "children"):
            below = section.fields.get(name)
            for child in below.items if isinstance(below, Items) else ():
                if isinstance(child, Fields):
                    self._expand_section(child)

    def _items_of(self, entry: Node) -> Sequence[Node]:
        """The entry itself, or the items of the shared part that it names."""
        if not isinstance(entry, Fields) or set(entry.fields) != {"part"}:
            return [entry]
        wanted = entry.fields["part"]
        found = self.parts.fields.get(wanted.text or "") if isinstance(wanted, Scalar) else None
        if isinstance(found, Items):
            return found.items
        known = ", ".join(self.parts.fields) or "—"
        self._refuse(
            entry.at,
            f"không có phần chung này trong outlines/parts; có: {known}",
            f"no such shared part in outlines/parts; there are: {known}",
        )
        return []

    def _cells_of(self, item: Node) -> list[Node]:
        if not isinstance(item, Scalar) or not item.text:
            self._refuse(item.at, "ô phải là mã chỉ tiêu", "a cell is the code of an indicator")
            return []
        try:
            keys = expand_cells(item.text, self._values_of)
        except BadInput as refusal:
            self._refuse(item.at, refusal.message, refusal.message_en)
            return []
        return [text_fields({"indicator": key.indicator, "by": key.by}, item.at) for key in keys]

    def _values_of(self, dimension: str) -> list[str]:
        breakdowns = self.root.fields.get("breakdowns")
        found = breakdowns.fields.get(dimension) if isinstance(breakdowns, Fields) else None
        values = found.fields.get("values") if isinstance(found, Fields) else None
        return list(values.fields) if isinstance(values, Fields) else []

    def _refuse(self, at: Place, message: str, message_en: str) -> None:
        self.problems.append(Problem(at, message, message_en))
