"""What a version of a pack changes against another, part by part, in words. Pure.

`upgrade` says what a version may not do; this says what it does: to forms, indicators, checks,
outlines, the calendar, acts and whatever else the pack holds, with the old and the new value.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from keng.kernel.figures import CellKey
from keng.packs.fieldwords import FIELDS, VALUES
from keng.packs.inwords import Value, Worded
from keng.packs.schema import Check, Form, LocalDue, Pack, Part, Text

Sort = Literal[
    "head",
    "form",
    "indicator",
    "check",
    "set",
    "outline",
    "duty",
    "local_due",
    "regime",
    "holiday",
    "event",
    "act",
    "profile",
    "threshold",
    "breakdown",
    "group",
    "initiative_kind",
    "initiative_event",
    "initiatives",
    "award",
    "commendations",
    "steering",
]
Fate = Literal["added", "gone", "changed"]

SORTS: Mapping[Sort, Text] = {
    "head": Text(vi="Chương trình", en="Programme"),
    "form": Text(vi="Biểu", en="Forms"),
    "indicator": Text(vi="Chỉ tiêu", en="Indicators"),
    "check": Text(vi="Quy tắc kiểm tra", en="Checks"),
    "set": Text(vi="Bộ tiêu chí", en="Criteria sets"),
    "outline": Text(vi="Đề cương báo cáo", en="Outlines"),
    "duty": Text(vi="Chế độ báo cáo", en="Reporting duties"),
    "local_due": Text(vi="Hạn nộp của địa phương", en="Local due days"),
    "regime": Text(vi="Chế độ kỳ", en="Regimes of periods"),
    "holiday": Text(vi="Ngày nghỉ", en="Holidays"),
    "event": Text(vi="Ngày trong năm", en="Days of the year"),
    "act": Text(vi="Văn bản căn cứ", en="Acts"),
    "profile": Text(vi="Mẫu cơ quan ban hành", en="Issuing bodies"),
    "threshold": Text(vi="Ngưỡng theo luật", en="Thresholds"),
    "breakdown": Text(vi="Chiều phân tổ", en="Breakdowns"),
    "group": Text(vi="Nhóm chỉ tiêu", en="Groups of indicators"),
    "initiative_kind": Text(vi="Loại mô hình", en="Kinds of initiative"),
    "initiative_event": Text(vi="Loại hoạt động tuyên truyền", en="Kinds of event"),
    "initiatives": Text(vi="Sổ mô hình", en="Register of initiatives"),
    "award": Text(vi="Hình thức khen", en="Kinds of commendation"),
    "commendations": Text(vi="Quy định khen thưởng", en="Rules of commendation"),
    "steering": Text(vi="Ban Chỉ đạo, phối hợp", en="Committees and coordination"),
}
FATES: Mapping[Fate, Text] = {
    "added": Text(vi="thêm", en="added"),
    "gone": Text(vi="bỏ", en="gone"),
    "changed": Text(vi="đổi", en="changed"),
}
_OWN_FIELDS: Mapping[Sort, Collection[str]] = {
    "check": ("examples",),
    "form": ("cells",),
    "set": ("examples", "conclusions"),
}


@dataclass(frozen=True)
class Change:
    """One value of a part: what it is, how it was and how it will be; None where there is none."""

    what: Text
    before: Text | None
    after: Text | None


@dataclass(frozen=True)
class Difference:
    """A part of the pack that was added, is gone or has other values."""

    sort: Sort
    code: str
    label: Text
    fate: Fate
    changes: tuple[Change, ...]


def differences(old: Pack, new: Pack) -> list[Difference]:
    """Every part that the new pack has otherwise than the old one, sort by sort.

    A part is known by its code. Of an added or lost part all values are listed; of a form also the
    cells that it gained, lost, calls otherwise or moved, and whether they stand in another order.
    """
    found = list(_head(old, new))
    before, after = _parts(old), _parts(new)
    for sort, parts in after.items():
        codes = [*parts, *(code for code in before[sort] if code not in parts)]
        for code in codes:
            one = _difference(sort, code, _Side(old, before[sort]), _Side(new, parts))
            found += [one] if one is not None else []
    return found


@dataclass(frozen=True)
class _Side:
    pack: Pack
    parts: Mapping[str, Part]


def _parts(pack: Pack) -> dict[Sort, Mapping[str, Part]]:
    calendar = pack.calendar
    dues = {f"{one.duty}/{one.unit}/{one.level}/{one.since}": one for one in calendar.local_dues}
    return {
        "form": pack.forms,
        "indicator": pack.indicators,
        "check": pack.checks,
        "set": pack.criteria,
        "outline": pack.outlines,
        "duty": calendar.duties,
        "local_due": dues,
        "regime": calendar.regimes,
        "holiday": calendar.holidays,
        "event": calendar.events,
        "act": pack.acts,
        "profile": pack.profiles,
        "threshold": pack.thresholds,
        "breakdown": pack.breakdowns,
        "group": pack.groups,
        "initiative_kind": pack.initiatives.kinds,
        "initiative_event": pack.initiatives.events,
        "initiatives": {pack.code: pack.initiatives.model_copy(update={"kinds": {}, "events": {}})},
        "award": pack.commendations.awards,
        "commendations": {pack.code: pack.commendations.model_copy(update={"awards": {}})},
        "steering": {pack.code: pack.steering},
    }


def _head(old: Pack, new: Pack) -> Iterator[Difference]:
    kept = {"title", "description", "units", "asked"}
    but = set(Pack.model_fields) - kept
    changes = _changed(Worded(old, old, but=but), Worded(new, new, but=but))
    aside = set(type(new.calendar).model_fields) - {"weekend", "asked"}
    changes += _changed(Worded(old, old.calendar, but=aside), Worded(new, new.calendar, but=aside))
    if changes:
        yield Difference("head", new.code, new.title, "changed", tuple(changes))


def _difference(sort: Sort, code: str, old: _Side, new: _Side) -> Difference | None:
    before, after = old.parts.get(code), new.parts.get(code)
    if before == after and not _is_called_otherwise(before, after, old.pack, new.pack):
        return None
    fate: Fate = "added" if before is None else "gone" if after is None else "changed"
    but = _OWN_FIELDS.get(sort, ())
    changes = _changed(Worded(old.pack, before, but=but), Worded(new.pack, after, but=but))
    if isinstance(before, Check) and isinstance(after, Check):
        changes += _examples(before, after)
    if sort == "form":
        changes += _cell_changes(_cells(old.pack, before), _cells(new.pack, after))
    # Nothing but the order of its parts may differ too.
    told = tuple(changes or [_OTHER_ORDER])
    label = _label(after, new.pack) or _label(before, old.pack)
    return Difference(sort, code, label or Text.model_construct(vi=code, en=code), fate, told)


def _is_called_otherwise(before: Part | None, after: Part | None, old: Pack, new: Pack) -> bool:
    """Whether the same form shows other words, because an indicator in it is called otherwise."""
    return isinstance(before, Form) and _cells(old, before) != _cells(new, after)


def _changed(before: Worded, after: Worded) -> list[Change]:
    paths = [*after.values, *(path for path in before.values if path not in after.values)]
    found = []
    for path in paths:
        was, will = before.values.get(path), after.values.get(path)
        if _is_same(was, will):
            continue
        what = (after if will is not None else before).called(path)
        found.append(Change(what, _text_of(was), _text_of(will)))
    return found


def _text_of(value: Value | None) -> Text | None:
    return value.text if value is not None else None


def _is_same(was: Value | None, will: Value | None) -> bool:
    """Whether nothing changes; a "no" or 0 where there was nothing says nothing either."""
    if was is None or will is None:
        one = was or will
        return one is None or one.held in (False, 0)
    return was.held == will.held


def _examples(before: Check, after: Check) -> list[Change]:
    if before.examples == after.examples:
        return []
    was, will = len(before.examples), len(after.examples)
    return [
        Change(
            FIELDS["examples"],
            Text(vi=f"{was} ví dụ", en=f"{was}"),
            Text(vi=f"{will} ví dụ, có sửa", en=f"{will}, edited"),
        )
    ]


@dataclass(frozen=True)
class _Cell:
    label: Text
    group: Text


def _cells(pack: Pack, form: Part | None) -> dict[CellKey, _Cell]:
    if not isinstance(form, Form):
        return {}
    return {
        cell.key: _Cell(
            Text.model_construct(
                vi=pack.cell_label(cell.key, "vi"), en=pack.cell_label(cell.key, "en")
            ),
            group.label,
        )
        for group in form.groups
        for cell in group.cells
    }


def _cell_changes(was: Mapping[CellKey, _Cell], will: Mapping[CellKey, _Cell]) -> list[Change]:
    gone = [Change(_CELL_GONE, cell.label, None) for key, cell in was.items() if key not in will]
    added = [Change(_CELL_ADDED, None, cell.label) for key, cell in will.items() if key not in was]
    both = [(was[key], cell) for key, cell in will.items() if key in was]
    renamed = [
        Change(_CELL_RENAMED, old.label, new.label) for old, new in both if old.label != new.label
    ]
    moved = [
        Change(_moved(new.label), old.group, new.group)
        for old, new in both
        if old.group != new.group
    ]
    order = [key for key in was if key in will] != [key for key in will if key in was]
    return [*gone, *added, *renamed, *moved, *([_OTHER_ORDER] if order else [])]


def _moved(label: Text) -> Text:
    return Text.model_construct(
        vi=f"ô chuyển nhóm › {label.vi}", en=f"cell in another group › {label.en}"
    )


_CELL_GONE = Text(vi="ô bỏ", en="cell gone")
_CELL_ADDED = Text(vi="ô thêm", en="cell added")
_CELL_RENAMED = Text(vi="ô đổi tên", en="cell renamed")
_OTHER_ORDER = Change(
    Text(vi="thứ tự bên trong", en="order inside"),
    None,
    Text(vi="khác trước; số liệu không đổi", en="other than before; no figure changes"),
)


def _label(part: Part | None, pack: Pack) -> Text | None:
    """What people call the part; a local due day is called by its duty, unit and level."""
    if isinstance(part, LocalDue):
        duty, level = pack.calendar.duties.get(part.duty), VALUES["level"][part.level]
        vi, en = (duty.label.vi, duty.label.en) if duty is not None else (part.duty, part.duty)
        return Text.model_construct(
            vi=f"{vi}: {part.unit}, {level.vi}", en=f"{en}: {part.unit}, {level.en}"
        )
    for name in ("label", "title", "about"):
        label = getattr(part, name, None)
        if isinstance(label, Text):
            return label
    return None
