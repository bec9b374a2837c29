"""Units as the command line tells them: lines for people, plain objects for programs."""

from __future__ import annotations

from datetime import date
from typing import Any

from keng.orgunits.queries import (
    Stretch,
    SuccessionView,
    UnitView,
    became,
    came_from,
    changes,
    day_map,
    direct_superior,
    fate_unknown,
    heirs_of_territory,
    managers_of,
    names_of,
    origin_unknown,
    parents_of,
    path_of,
    unit_view,
    without_manager,
)
from keng.orgunits.vocabulary import DayIs, Extent

_LEVELS = {
    "nation": "quốc gia",
    "province": "cấp tỉnh",
    "district": "cấp huyện",
    "commune": "cấp xã",
    "village": "thôn, tổ dân phố",
    "agency": "cơ quan, đơn vị",
    "enterprise": "doanh nghiệp",
    "school": "nhà trường",
    "body": "tổ chức, bộ phận",
}


def unit_as_json(unit_id: int, *, on: date) -> dict[str, Any]:
    """One unit with its history."""
    superior = direct_superior(unit_id, on=on)
    return {
        **_brief(unit_view(unit_id, on=on), on),
        "on": on.isoformat(),
        "reports_to": unit_view(superior, on=on).key if superior is not None else None,
        "names": [_stretch_as_json(one) for one in names_of(unit_id)],
        "parents": [_stretch_as_json(one) for one in parents_of(unit_id)],
        "managers": [_stretch_as_json(one) for one in managers_of(unit_id)],
        "predecessors": [_step_as_json(step) for step in came_from(unit_id)],
        "successors": [_step_as_json(step) for step in became(unit_id)],
        "changes": [
            {"id": one.id, "verb": one.verb, "on": one.on.isoformat(), "undone": one.is_undone}
            for one in changes(unit_id=unit_id)
        ],
    }


def unit_as_lines(unit_id: int, *, on: date) -> list[str]:
    """One unit with its history, for people."""
    view = unit_view(unit_id, on=on)
    lines = [path_of(unit_id, on=on), f"  mã {view.key} · {_LEVELS[view.level]}"]
    if not view.exists:
        lines.append(f"  không tồn tại vào ngày {on:%d/%m/%Y}")
    for title, stretches in (
        ("Tên", names_of(unit_id)),
        ("Trực thuộc", parents_of(unit_id)),
        ("Quản lý theo văn bản", managers_of(unit_id)),
    ):
        if stretches:
            lines.append(title)
            lines += [f"  {_stretch_as_line(one)}" for one in stretches]
    lines += _succession_lines(unit_id)
    recorded = changes(unit_id=unit_id)
    if recorded:
        lines.append("Thay đổi đã ghi")
        lines += [
            f"  số {one.id}: {one.verb}, {one.on:%d/%m/%Y}, {one.basis}"
            + (" (đã hoàn tác)" if one.is_undone else "")
            for one in recorded
        ]
    return lines


def tree_as_json(unit_id: int, *, on: date, depth: int | None) -> dict[str, Any]:
    """A unit and what stands below it, `depth` levels down (None: all)."""
    known = day_map(on)
    view = known.views[unit_id]
    told: dict[str, Any] = {
        "key": view.key,
        "level": view.level,
        "kind": view.kind,
        "name": view.name,
        "full_name": view.full_name,
        "code": view.code,
        "below": len(known.tree.below(unit_id)),
    }
    if depth != 0:
        deeper = None if depth is None else depth - 1
        told["children"] = [
            tree_as_json(child, on=on, depth=deeper)
            for child in known.tree.children.get(unit_id, ())
        ]
    return told


def tree_as_lines(unit_id: int, *, on: date, depth: int | None) -> list[str]:
    """The same as an indented list; a unit that is not opened says how many stand below it."""
    known = day_map(on)
    lines = [f"Cây đơn vị ngày {on:%d/%m/%Y}"]
    waiting = [(unit_id, 0)]
    while waiting:
        unit, level = waiting.pop()
        view, children = known.views[unit], known.tree.children.get(unit, [])
        is_open = depth is None or level < depth
        below = "" if is_open or not children else f" (+{len(known.tree.below(unit))} đơn vị)"
        code = f" · {view.code}" if view.code else ""
        lines.append(f"{'  ' * level}{view.full_name} [{view.key}{code}]{below}")
        if is_open:
            waiting += [(child, level + 1) for child in reversed(children)]
    return lines


def succession_as_json(unit_id: int, *, on: date) -> dict[str, Any]:
    """What became of a unit and what it came from, step by step."""
    return {
        "unit": _brief(unit_view(unit_id, on=on), on),
        "on": on.isoformat(),
        "predecessors": [_step_as_json(step) for step in came_from(unit_id)],
        "successors": [_step_as_json(step) for step in became(unit_id)],
        "territory_today": [_brief(view, on) for view in _heirs(unit_id, on)],
    }


def succession_as_lines(unit_id: int, *, on: date) -> list[str]:
    """The same in sentences."""
    lines = [path_of(unit_id, on=on), *_succession_lines(unit_id)]
    heirs = _heirs(unit_id, on)
    if heirs:
        lines.append(f"Địa bàn ngày {on:%d/%m/%Y} thuộc:")
        lines += [f"  {path_of(view.id, on=on)}" for view in heirs]
    if len(lines) == 1:
        lines.append("  không có đơn vị tiền thân hoặc kế thừa nào được ghi nhận")
    return lines


def open_as_json(*, on: date) -> dict[str, list[dict[str, Any]]]:
    """What a person must settle: fates, origins, managers."""
    return {
        "fate_unknown": [_brief(view, on) for view in fate_unknown(on=on)],
        "origin_unknown": [_brief(view, on) for view in origin_unknown(on=on)],
        "without_manager": [_brief(view, on) for view in without_manager(on=on)],
    }


def open_as_lines(*, on: date) -> list[str]:
    """The same, for people."""
    lines = []
    for title, found in (
        ("Không nguồn nào cho biết đã thành đơn vị nào", fate_unknown(on=on)),
        ("Không nguồn nào cho biết được lập từ đâu", origin_unknown(on=on)),
        ("Chưa có đơn vị quản lý", without_manager(on=on)),
    ):
        if found:
            lines.append(f"{title}: {len(found)}")
            lines += [f"  {path_of(view.id, on=on)} [{view.key}]" for view in found]
    return lines or ["Không còn việc gì phải xác định."]


def _heirs(unit_id: int, on: date) -> list[UnitView]:
    return [] if became(unit_id) else heirs_of_territory(unit_id, on=on)


def _succession_lines(unit_id: int) -> list[str]:
    lines = []
    for title, steps in (("Hình thành từ", came_from(unit_id)), ("Về sau", became(unit_id))):
        if steps:
            lines.append(title)
            lines += [f"  {_step_as_line(step)}" for step in steps]
    return lines


def _step_as_line(step: SuccessionView) -> str:
    before = path_of(step.predecessor.id, on=date.fromordinal(step.on.toordinal() - 1))
    after = path_of(step.successor.id, on=step.on)
    day = f"{step.on:%d/%m/%Y}"
    when = f"muộn nhất {day} (chưa rõ ngày)" if step.day_is == DayIs.BY else day
    extent = "toàn bộ" if step.extent == Extent.WHOLE else "một phần"
    return f"{when}: {before} → {after} ({extent})"


def _step_as_json(step: SuccessionView) -> dict[str, Any]:
    before = date.fromordinal(step.on.toordinal() - 1)
    return {
        "on": step.on.isoformat(),
        "day_is": step.day_is.value,
        "extent": step.extent.value,
        "share": step.share,
        "predecessor": _brief(step.predecessor, before),
        "successor": _brief(step.successor, step.on),
        "basis": step.basis,
    }


def _stretch_as_json(one: Stretch) -> dict[str, Any]:
    return {
        "from": one.first.isoformat() if one.first else None,
        "until": one.until.isoformat() if one.until else None,
        "day_is": one.day_is.value,
        "name": one.text,
        "code": one.code or None,
        "basis": one.basis,
    }


def _stretch_as_line(one: Stretch) -> str:
    since = "không rõ từ ngày nào"
    if one.first:
        by = " (muộn nhất, chưa rõ ngày)" if one.day_is == DayIs.BY else ""
        since = f"từ {one.first:%d/%m/%Y}{by}"
    until = f" đến trước {one.until:%d/%m/%Y}" if one.until else ""
    code = f", mã số {one.code}" if one.code else ""
    return f"{one.text}{code}: {since}{until}. {one.basis}"


def _brief(view: UnitView, on: date) -> dict[str, Any]:
    return {
        "key": view.key,
        "path": path_of(view.id, on=on),
        "level": view.level,
        "kind": view.kind,
        "name": view.name,
        "code": view.code,
        "exists": view.exists,
    }
