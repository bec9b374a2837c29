"""Names in a pack that must be known: groups, units, acts, indicators, forms, profiles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from keng.kernel.errors import BadInput
from keng.kernel.figures import CellKey
from keng.kernel.periods import known_regimes
from keng.packs.problems import Problem
from keng.packs.schema import (
    FREE_PLACEHOLDERS,
    MADE_PREFIX,
    VIEWS,
    FixedText,
    Form,
    FormGroup,
    Item,
    Outline,
    Pack,
    Part,
    Section,
    Sentence,
    Source,
    Table,
    Text,
    is_made,
)
from keng.packs.yamltext import Fields, locate

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
Path = tuple[int | str, ...]
Finding = tuple[Path, str, str]


def reference_problems(pack: Pack, root: Fields) -> list[Problem]:
    """Every name that leads nowhere, with its place."""
    findings = [
        *_unknown_acts(pack),
        *_indicator_names(pack),
        *_form_names(pack),
        *_calendar_names(pack),
        *_outline_names(pack),
        *_threshold_order(pack),
    ]
    return [Problem(locate(root, path), vi, en) for path, vi, en in findings]


def unknown(path: Path, what: str, what_en: str, name: object, known: Iterable[str]) -> Finding:
    """The finding that a name is not known, with up to eight that are."""
    names = sorted(known)
    shown = ", ".join(names[:8]) + (", …" if len(names) > 8 else "")
    return (
        path,
        f"không có {what} “{name}”; có: {shown or 'chưa có gì'}",
        f"no {what_en} {str(name)!r}; there are: {shown or 'none'}",
    )


def unknown_indicator(pack: Pack, path: Path, name: str) -> Finding:
    """The finding that an indicator is not known, with those that are written much alike."""
    close = get_close_matches(name, pack.indicators, n=4, cutoff=0.6)
    return unknown(path, "chỉ tiêu", "indicator", name, close or pack.indicators)


def cell_problem(pack: Pack, path: Path, text: str) -> Finding | None:
    """Why a text is not a cell of the pack, or None."""
    try:
        key = CellKey.parse(text)
    except BadInput as refusal:
        return path, refusal.message, refusal.message_en
    if key.indicator not in pack.indicators:
        return unknown_indicator(pack, path, key.indicator)
    if not pack.knows(key):
        by = ", ".join(pack.indicators[key.indicator].by) or "—"
        return (
            path,
            f"“{text}” sai phân tổ; chỉ tiêu này phân tổ theo: {by}",
            f"{text!r}: wrong breakdown; this indicator is broken down by: {by}",
        )
    return None


def _parts(part: object, path: Path = ()) -> Iterator[tuple[Path, Part]]:
    if isinstance(part, Part):
        yield path, part
        for name in type(part).model_fields:
            yield from _parts(getattr(part, name), (*path, name))
    elif isinstance(part, dict):
        for key, value in part.items():
            yield from _parts(value, (*path, key))
    elif isinstance(part, tuple):
        for number, value in enumerate(part):
            yield from _parts(value, (*path, number))


def _unknown_acts(pack: Pack) -> Iterator[Finding]:
    for path, part in _parts(pack):
        if isinstance(part, Source) and part.act is not None and part.act not in pack.acts:
            yield unknown((*path, "act"), "văn bản", "act", part.act, pack.acts)
    for code, act in pack.acts.items():
        for field in ("replaces", "amended_by"):
            for other in getattr(act, field):
                if other not in pack.acts:
                    yield unknown(("acts", code, field), "văn bản", "act", other, pack.acts)


def _indicator_names(pack: Pack) -> Iterator[Finding]:
    for code, indicator in pack.indicators.items():
        path: Path = ("indicators", code)
        if indicator.group not in pack.groups:
            yield unknown((*path, "group"), "nhóm", "group", indicator.group, pack.groups)
        if indicator.unit not in pack.units:
            yield unknown((*path, "unit"), "đơn vị tính", "unit", indicator.unit, pack.units)
        for dimension in indicator.by:
            if dimension not in pack.breakdowns:
                yield unknown(
                    (*path, "by"), "chiều phân tổ", "breakdown", dimension, pack.breakdowns
                )
        for field in ("part_of", "opening_of", "numerator", "denominator"):
            other = getattr(indicator, field)
            if other is not None and other not in pack.indicators:
                yield unknown_indicator(pack, (*path, field), other)


def _form_names(pack: Pack) -> Iterator[Finding]:
    for code, form in pack.forms.items():
        path: Path = ("forms", code)
        if is_made(code):
            yield (
                (*path, "code"),
                f"mã biểu bắt đầu bằng “{MADE_PREFIX}” dành cho biểu của yêu cầu; hãy đặt mã khác",
                f"codes that begin with {MADE_PREFIX!r} are kept for made forms; choose another",
            )
        if form.regime not in pack.calendar.regimes:
            yield unknown(
                (*path, "regime"), "chế độ kỳ", "regime", form.regime, pack.calendar.regimes
            )
        for number, group in enumerate(form.groups):
            for place, cell in enumerate(group.cells):
                at: Path = (*path, "groups", number, "cells", place)
                yield from _form_cell(pack, cell.key, at)
            yield from _photos_of_people(pack, group, (*path, "groups", number))
        yield from _repeated_cells(form, path)


def _photos_of_people(pack: Pack, group: FormGroup, at: Path) -> Iterator[Finding]:
    """A photo beside a small total would show the very people whom the total hides."""
    for cell in group.cells if group.photos else ():
        indicator = pack.indicators.get(cell.indicator)
        if indicator is not None and indicator.small:
            yield (
                (*at, "photos"),
                f"nhóm có tổng nhỏ về người “{cell.indicator}” nên không nhận ảnh; hãy bỏ photos",
                f"the group holds the small total {cell.indicator!r}: no photos; remove `photos`",
            )


def _form_cell(pack: Pack, key: CellKey, at: Path) -> Iterator[Finding]:
    if finding := cell_problem(pack, at, str(key)):
        yield finding
        return
    indicator = pack.indicators[key.indicator]
    if not indicator.is_entered:
        yield (
            at,
            f"“{key}” là tỷ lệ, không nhập vào biểu; hãy bỏ",
            f"{key} is a ratio and is never entered; remove it",
        )
    if set(key.dimensions) != set(indicator.by):
        by = ";".join(f"{dimension}=*" for dimension in sorted(indicator.by))
        yield (
            at,
            f"“{key}” phải ghi đủ phân tổ: {key.indicator}[{by}]",
            f"{key} must name every breakdown: {key.indicator}[{by}]",
        )


def _repeated_cells(form: Form, path: Path) -> Iterator[Finding]:
    seen: set[CellKey] = set()
    for number, group in enumerate(form.groups):
        for place, cell in enumerate(group.cells):
            if cell.key in seen:
                yield (
                    (*path, "groups", number, "cells", place),
                    f"ô “{cell.key}” đã có trong biểu; hãy bỏ một",
                    f"the cell {cell.key} stands in the form already; remove one",
                )
            seen.add(cell.key)


def _other_regimes(pack: Pack) -> Iterator[Finding]:
    for code, regime in pack.calendar.regimes.items():
        if known_regimes().get(code, regime.regime()) != regime.regime():
            yield (
                ("calendar", "regimes", code),
                f"chế độ kỳ “{code}” đã có mốc chốt khác trong Keng; hãy đặt mã khác",
                f"the regime {code!r} has other cut-offs in Keng already; choose another code",
            )


def _calendar_names(pack: Pack) -> Iterator[Finding]:
    yield from _other_regimes(pack)
    calendar = pack.calendar
    for code, duty in calendar.duties.items():
        path: Path = ("calendar", "duties", code)
        if duty.regime not in calendar.regimes:
            yield unknown((*path, "regime"), "chế độ kỳ", "regime", duty.regime, calendar.regimes)
        if duty.form is not None and duty.form not in pack.forms:
            yield unknown((*path, "form"), "biểu", "form", duty.form, pack.forms)
        if duty.outline is not None and duty.outline not in pack.outlines:
            yield unknown((*path, "outline"), "đề cương", "outline", duty.outline, pack.outlines)
    for number, local in enumerate(calendar.local_dues):
        if local.duty not in calendar.duties:
            at: Path = ("calendar", "local_dues", number, "duty")
            yield unknown(at, "chế độ báo cáo", "duty", local.duty, calendar.duties)


def _outline_names(pack: Pack) -> Iterator[Finding]:
    for code, outline in pack.outlines.items():
        path: Path = ("outlines", code)
        for field, known in (("profiles", pack.profiles), ("forms", pack.forms)):
            for name in getattr(outline, field):
                if name not in known:
                    yield unknown((*path, field), "mã", field, name, known)
        for number, annex in enumerate(outline.annexes):
            if annex.group not in pack.groups:
                at: Path = (*path, "annexes", number, "group")
                yield unknown(at, "nhóm", "group", annex.group, pack.groups)
        yield from _placeholders(outline.title_template, (), (*path, "title_template"))
        yield from _outline_items(pack, outline, path)


def _outline_items(pack: Pack, outline: Outline, path: Path) -> Iterator[Finding]:
    items = list(_items_of(outline, path))
    for at, item in items:
        yield from _item_names(pack, item, at)
    for item_code, times in Counter(item.code for _, item in items).items():
        if times > 1:
            yield (
                path,
                f"mã mục “{item_code}” lặp lại {times} lần trong đề cương; hãy đổi mã",
                f"the item code {item_code!r} stands {times} times; rename the others",
            )


def _items_of(outline: Outline, path: Path) -> Iterator[tuple[Path, Item]]:
    for field in ("opening", "closing"):
        for number, item in enumerate(getattr(outline, field)):
            yield (*path, field, number), item
    for number, section in enumerate(outline.sections):
        yield from _section_items(section, (*path, "sections", number))


def _section_items(section: Section, path: Path) -> Iterator[tuple[Path, Item]]:
    for number, item in enumerate(section.items):
        yield (*path, "items", number), item
    for number, child in enumerate(section.children):
        yield from _section_items(child, (*path, "children", number))


def _item_names(pack: Pack, item: Item, at: Path) -> Iterator[Finding]:
    for profile in item.profiles:
        if profile not in pack.profiles:
            yield unknown((*at, "profiles"), "mẫu cơ quan", "profile", profile, pack.profiles)
    if isinstance(item, (Sentence, Table)):
        for number, text in enumerate(item.indicators):
            if finding := cell_problem(pack, (*at, "indicators", number), text):
                yield finding
    if isinstance(item, Table) and item.group is not None and item.group not in pack.groups:
        yield unknown((*at, "group"), "nhóm", "group", item.group, pack.groups)
    if isinstance(item, (Sentence, FixedText)) and item.template is not None:
        cells = item.indicators if isinstance(item, Sentence) else ()
        yield from _placeholders(item.template, cells, (*at, "template"))


def _placeholders(template: Text, cells: tuple[str, ...], at: Path) -> Iterator[Finding]:
    for language in ("vi", "en"):
        for name in PLACEHOLDER.findall(getattr(template, language)):
            cell, _, view = name.partition(":")
            if name in FREE_PLACEHOLDERS or (cell in cells and (not view or view in VIEWS)):
                continue
            yield unknown(
                (*at, language), "chỗ điền", "placeholder", name, {*FREE_PLACEHOLDERS, *cells}
            )


def _threshold_order(pack: Pack) -> Iterator[Finding]:
    for code, threshold in pack.thresholds.items():
        starts = [value.since for value in threshold.values]
        if starts != sorted(set(starts)):
            yield (
                ("thresholds", code, "values"),
                "các giá trị phải xếp theo ngày hiệu lực tăng dần, không trùng ngày",
                "values must be in the order of their first day, without repeats",
            )
