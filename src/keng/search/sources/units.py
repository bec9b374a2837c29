"""Units: by their name, code or key today, and by names that they or dissolved units bore."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from keng.orgunits.queries import (
    LEVEL_ORDER,
    MOST_FORMER,
    DayMap,
    FormerName,
    UnitView,
    day_map,
    former_names,
)
from keng.orgunits.vocabulary import KINDS, TERRITORIAL, search_form
from keng.search.hits import Found, Hit, Reader
from keng.search.matching import Fit, Rank, Wanted


class Units:
    """The units of today first, then those that are gone, with their last day."""

    kind = "unit"

    def find(self, wanted: Wanted, reader: Reader) -> Found:
        """Units are public within Keng: every account sees them all."""
        former = former_names(wanted.text, on=reader.on)
        note = "former" if len(former) == MOST_FORMER else ""
        return Found([*_highest_first(wanted, day_map(reader.on)), *_former(former, wanted)], note)


def _highest_first(wanted: Wanted, known: DayMap) -> list[Hit]:
    """The map's own order, a province before a commune of its name."""
    views = known.views
    return sorted(
        _present(wanted, known), key=lambda hit: LEVEL_ORDER[views[int(hit.target)].level]
    )


def _present(wanted: Wanted, known: DayMap) -> Iterator[Hit]:
    typed = wanted.text.casefold()
    for unit_id, view in known.views.items():
        if typed in {view.key.casefold(), view.code.casefold()}:
            yield _hit(known, view, Rank(Fit.WHOLE))
        elif any(word in known.forms[unit_id] for word in wanted.words):
            rank = _rank(wanted, known, view)
            if rank is not None:
                yield _hit(known, view, rank)


def _rank(wanted: Wanted, known: DayMap, view: UnitView) -> Rank | None:
    """By the name with and without its kind; words may also name a unit above.

    "quang khai hai duong" is xã Quang Khải in tỉnh Hải Dương; at least one word is of the unit.
    """
    forms = known.forms[view.id].split(" | ")
    above = (known.forms[one] for one in known.tree.ancestors(view.id))
    bare = forms[0].removeprefix(_kind_form(view.kind)).strip()
    fit = wanted.fit([bare, *forms], besides=above if len(wanted.words) > 1 else ())
    if fit is Fit.WORDS and not any(f" {word}" in f" {bare}" for word in wanted.words):
        return None
    spelt = (view.name, view.full_name)
    return None if fit is None else Rank(fit, wanted.is_spelt_otherwise(spelt))


@lru_cache(maxsize=64)
def _kind_form(kind: str) -> str:
    known = KINDS[kind]
    return f"{search_form(known.label)} " if known.level in TERRITORIAL else ""


def _hit(known: DayMap, view: UnitView, rank: Rank) -> Hit:
    above = [known.views[one] for one in known.tree.ancestors(view.id)]
    under = ", ".join(one.full_name for one in above if one.level != "nation")
    return Hit(str(view.id), view.full_name, under, rank)


def _former(names: list[FormerName], wanted: Wanted) -> Iterator[Hit]:
    for name in names:
        rank = wanted.rank((name.name, name.full_name, name.code), besides=(name.above,))
        if rank is not None:
            title = f"{name.full_name} (–{name.last:%d/%m/%Y})"
            under = " ".join(part for part in (name.above, name.now) if part)
            yield Hit(str(name.unit_id), title, under, rank, is_past=True)
