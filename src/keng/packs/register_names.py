"""Names in the parts of a pack about its registers that must be known, or must fit. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from keng.packs.problems import Problem
from keng.packs.references import Finding, Path, unknown, unknown_indicator
from keng.packs.schema import Pack
from keng.packs.yamltext import Fields, locate

_AT: Path = ("initiatives",)


def register_problems(pack: Pack, root: Fields) -> list[Problem]:
    """Every name that leads nowhere, and every indicator that its register does not fill."""
    findings = [*_group_names(pack), *_event_names(pack), *_steering_names(pack)]
    return [Problem(locate(root, path), vi, en) for path, vi, en in findings]


def _group_names(pack: Pack) -> Iterator[Finding]:
    groups = pack.initiatives
    for code, kind in groups.kinds.items():
        path: Path = (*_AT, "kinds", code)
        for name in kind.equipment:
            if name not in groups.equipment:
                yield unknown((*path, "equipment"), "thiết bị", "equipment", name, groups.equipment)
        yield from _filled(pack, kind.fills, (*path, "fills"), "initiatives")
    for code, one in groups.equipment.items():
        fills = (one.fills,) if one.fills else ()
        yield from _filled(pack, fills, (*_AT, "equipment", code, "fills"), "initiatives")
    for field in type(groups.counted).model_fields:
        name = getattr(groups.counted, field)
        yield from _filled(pack, (name,) if name else (), (*_AT, "counted", field), "initiatives")


def _event_names(pack: Pack) -> Iterator[Finding]:
    for code, event in pack.initiatives.events.items():
        path: Path = (*_AT, "events", code)
        yield from _filled(pack, event.each, (*path, "each"), "campaigns")
        if event.reaches:
            yield from _filled(pack, (event.reaches,), (*path, "reaches"), "campaigns")
        for name, question in event.asks.items():
            at: Path = (*path, "asks", name, "fills")
            yield from _filled(pack, question.fills, at, "campaigns")


def _steering_names(pack: Pack) -> Iterator[Finding]:
    counted = pack.steering.counted
    for field in type(counted).model_fields:
        name, at = getattr(counted, field), ("steering", "counted", field)
        register = "committees" if field == "committee_meetings" else "coordination"
        kind = "stock" if field == "programmes" else "flow"
        yield from _filled(pack, (name,) if name else (), at, register)
        if name in pack.indicators and pack.indicators[name].kind != kind:
            yield at, f"chỉ tiêu “{name}” phải ghi kind: {kind}", f"{name!r} must be a {kind}"


def _filled(pack: Pack, names: Iterable[str], at: Path, register: str) -> Iterator[Finding]:
    for name in names:
        indicator = pack.indicators.get(name)
        if indicator is None:
            yield unknown_indicator(pack, at, name)
        elif indicator.derived != register or indicator.by or indicator.digits or indicator.small:
            vi = f"chỉ tiêu “{name}” phải ghi derived: {register}, không phân tổ, không số lẻ, "
            en = f"the indicator {name!r} must be `derived: {register}`, whole, not broken down "
            yield at, f"{vi}không small", f"{en}and not small"
