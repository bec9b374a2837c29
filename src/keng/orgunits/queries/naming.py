"""Finding a unit by what people write: a key, a name, or a path of names up to the province.

Diacritics, the place of the tone (Hoà, Hòa), case, dots and leading zeros may differ. A name with
several answers is never decided here: the candidates are listed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from difflib import get_close_matches

from keng.kernel.errors import Ambiguous, NotFound
from keng.kernel.vietnamese import normalise
from keng.orgunits.models import Designation, Unit
from keng.orgunits.queries.maps import LEVEL_ORDER, DayMap, UnitView, day_map, successions
from keng.orgunits.queries.units import path_of, unit_view
from keng.orgunits.vocabulary import search_form, spoken_kinds

_HINTS = 5


def unit_named(path_or_key: str, *, on: date) -> UnitView:
    """The one unit that is meant by a key or by a name path, on the day.

    "xã Quang Khải, huyện Tứ Kỳ, tỉnh Hải Dương", "xa quang khai, tu ky", "Hai Duong". Steps of the
    path may be left out, their order runs upwards. A key also finds a unit that is not in force
    (`exists` False).

    Raises Ambiguous with the paths of all candidates, and NotFound, which tells when a unit of that
    name existed and what became of it.
    """
    text = path_or_key.strip()
    by_key = Unit.objects.filter(key=text).values_list("id", flat=True).first()
    if by_key is not None:
        return unit_view(by_key, on=on)
    known = day_map(on)
    found = _matching(known, text)
    if len(found) == 1:
        return known.views[found[0]]
    if found:
        raise _several(text, found, on)
    raise _nobody(text, on)


def unit_named_ever(path_or_key: str, *, on: date) -> UnitView:
    """The unit that is meant on the day; where there is none, the one that was on another day.

    For questions about the past ("what became of xã Quang Khải"). A unit of another day comes with
    `exists` False. Raises Ambiguous where several units bore the name, and NotFound where none did.
    """
    try:
        return unit_named(path_or_key, on=on)
    except NotFound:
        found = _on_other_days(path_or_key.strip())
        if len(found) == 1:
            return unit_view(found[0][0].id, on=on)
        if not found:
            raise
        raise Ambiguous(
            f"“{path_or_key}” là tên của {len(found)} đơn vị vào những ngày khác nhau; "
            "hãy chọn ngày bằng --on hoặc dùng mã.",
            message_en=f'"{path_or_key}" names {len(found)} units of other days; choose a day.',
            candidates=[
                f"{path_of(view.id, on=last)} [{view.key}], có đến {last:%d/%m/%Y}"
                if last < on
                else f"{path_of(view.id, on=last)} [{view.key}], có từ sau ngày {on:%d/%m/%Y}"
                for view, last in found
            ],
        ) from None


def units_named(path: str, *, on: date) -> list[UnitView]:
    """Every unit that a name path may mean on the day, in Vietnamese order; empty if none."""
    known = day_map(on)
    return [known.views[unit_id] for unit_id in _matching(known, path.strip())]


def find(text: str, *, on: date, within: int | None = None, limit: int = 20) -> list[UnitView]:
    """Units whose name contains the text, without diacritics; best first, at most `limit`.

    Whole names come before beginnings, beginnings before the rest. Words may also name a unit
    above ("quang khai hai duong"). With `within`, only that unit and those below it.
    """
    wanted = search_form(text.replace(",", " "))
    if not wanted:
        return []
    known = day_map(on)
    ranked = []
    for place, unit_id in enumerate(known.views):
        if within is not None and unit_id != within and not known.tree.is_below(unit_id, within):
            continue
        rank = _rank(wanted, unit_id, known)
        if rank is not None:
            ranked.append((rank, LEVEL_ORDER[known.views[unit_id].level], place, unit_id))
    return [known.views[unit_id] for *_, unit_id in sorted(ranked)[:limit]]


def _rank(wanted: str, unit_id: int, known: DayMap) -> int | None:
    form, name = known.forms[unit_id], search_form(known.views[unit_id].name)
    if wanted in (name, form):
        return 0
    if name.startswith(wanted) or form.startswith(wanted):
        return 1
    if f" {wanted}" in f" {form}":
        return 2
    if wanted in form:
        return 3
    words = wanted.split()
    if len(words) < 2 or words[0] not in form:
        return None
    way = " ".join([form, *(known.forms[above] for above in known.tree.ancestors(unit_id))])
    return 4 if all(word in way for word in words) and _starts(words, form) else None


def _starts(words: list[str], form: str) -> bool:
    """Whether the first two words stand together in the unit's own name."""
    return " ".join(words[:2]) in form or words[0] in form.split()


def _matching(known: DayMap, path: str) -> list[int]:
    """Units of the day that the path may mean; with diacritics, an exact spelling wins."""
    if whole := _segment(known, path):
        if "," not in path:
            return _exact_first(known, whole, path)
        return whole  # a name that itself contains a comma
    segments = [part.strip() for part in path.split(",") if part.strip()]
    if len(segments) < 2:
        return []
    found = [unit for unit in _segment(known, segments[0]) if _lies_in(known, unit, segments[1:])]
    return _exact_first(known, found, segments[0])


def _segment(known: DayMap, text: str) -> list[int]:
    found: dict[int, None] = {}
    for kinds, rest in spoken_kinds(text):
        for unit_id in known.by_name.get(rest, ()):
            if not kinds or known.views[unit_id].kind in kinds:
                found[unit_id] = None
    return list(found)


def _lies_in(known: DayMap, unit_id: int, segments: list[str]) -> bool:
    """Whether the units above bear the names of the path, in its order; some may be skipped."""
    above = iter(known.tree.ancestors(unit_id))
    for segment in segments:
        meant = set(_segment(known, segment))
        if not any(unit in meant for unit in above):
            return False
    return True


def _exact_first(known: DayMap, found: list[int], text: str) -> list[int]:
    if len(found) < 2 or text.isascii():
        return found
    wanted = normalise(text).casefold()
    exact = [
        unit
        for unit in found
        if wanted
        in (
            normalise(known.views[unit].name).casefold(),
            normalise(known.views[unit].full_name).casefold(),
        )
    ]
    return exact or found


def _several(text: str, found: list[int], on: date) -> Ambiguous:
    candidates = [path_of(unit_id, on=on) for unit_id in found]
    return Ambiguous(
        f"“{text}” có {len(found)} đơn vị cùng tên vào ngày {on:%d/%m/%Y}; "
        "hãy ghi thêm đơn vị cấp trên, cách nhau bằng dấu phẩy.",
        message_en=f'"{text}" names {len(found)} units on {on.isoformat()}; '
        "add the unit above it, after a comma.",
        candidates=candidates,
    )


def _nobody(text: str, on: date) -> NotFound:
    other_days = _on_other_days(text)
    if other_days:
        told = "; ".join(_told(view, last, on) for view, last in other_days[:_HINTS])
        return NotFound(
            f"Không có đơn vị “{text}” vào ngày {on:%d/%m/%Y}: {told}.",
            message_en=f'There is no unit "{text}" on {on.isoformat()}, but on other days there '
            "was; use the name of the day or another day.",
        )
    near = [path_of(unit_id, on=on) for unit_id in _near(text, day_map(on))]
    hint = f" Có phải là: {'; '.join(near)}?" if near else ""
    return NotFound(
        f"Không tìm thấy đơn vị “{text}” vào ngày {on:%d/%m/%Y}.{hint}",
        message_en=f'There is no unit "{text}" on {on.isoformat()}; '
        "check the spelling, or search with keng units show.",
    )


def _near(text: str, known: DayMap) -> list[int]:
    """Units whose names are a slip of the pen away from the first name of the path."""
    found: dict[int, None] = {}
    for kinds, rest in spoken_kinds(text.split(",", maxsplit=1)[0]):
        likely = [name for name in known.by_name if name[:1] == rest[:1]]
        for name in get_close_matches(rest, likely, n=_HINTS, cutoff=0.8):
            for unit_id in known.by_name[name]:
                if not kinds or known.views[unit_id].kind in kinds:
                    found[unit_id] = None
        if found:
            break
    return list(found)[:_HINTS]


def _on_other_days(text: str) -> list[tuple[UnitView, date]]:
    """Units that bore the name at some time, each with the last day on which it did."""
    first = text.split(",", maxsplit=1)[0]
    forms = {rest for part in (text, first) for _, rest in spoken_kinds(part)}
    rows = Designation.objects.filter(folded__in=forms).values_list("valid_from", "valid_until")
    days = {
        until - timedelta(days=1) if until is not None else first
        for first, until in rows.distinct()
    }
    found: dict[int, tuple[UnitView, date]] = {}
    for day in sorted(days, reverse=True):
        for view in units_named(text, on=day):
            found.setdefault(view.id, (view, day))
    return list(found.values())


def _told(view: UnitView, last: date, on: date) -> str:
    path = path_of(view.id, on=last)
    if last > on:
        return f"{path} có từ sau ngày đó"
    steps = successions().from_unit(view.id)
    heirs = _paths((step.successor for step in steps), on)
    end = f"{path} có đến {last:%d/%m/%Y}"
    return f"{end}, sau đó thuộc {heirs}" if heirs else end


def _paths(unit_ids: Iterable[int], on: date) -> str:
    return " và ".join(path_of(unit_id, on=on) for unit_id in unit_ids)
