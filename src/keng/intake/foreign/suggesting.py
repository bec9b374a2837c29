"""Which cells of a form a heading may mean, by likeness of words. Never applied by itself. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Final

from keng.intake.foreign.grids import plain
from keng.intake.foreign.headings import Heading
from keng.kernel.figures import CellKey
from keng.orgunits.vocabulary import search_form
from keng.packs.schema import Form, Pack

STRONG: Final = 0.8  # at least this alike, and the next clearly less: offered as chosen
_CLEAR: Final = 0.08
_LIKELY: Final = 0.5
_MOST: Final = 5
_BRACKETED: Final = re.compile(r"\(([^()]*)\)\s*$")
_SAID: Final = re.compile(r"^\s*(?:đvt|đơn vị tính|đơn vị)\s*:?\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Suggestion:
    """What a heading may mean: the likeliest cells, and the one that is strongly so, if any."""

    candidates: tuple[CellKey, ...] = ()
    strong: CellKey | None = None


def suggestions(headings: Sequence[Heading], pack: Pack, form: Form) -> dict[Heading, Suggestion]:
    """A suggestion for each heading; where two mean the same cell strongly, neither is chosen."""
    labels = {key: plain(pack.cell_label(key)) for key in form.cells() if _is_typed(pack, key)}
    found = {heading: _suggestion(heading, labels) for heading in headings}
    claimed = Counter(one.strong for one in found.values() if one.strong is not None)
    return {
        heading: replace(one, strong=None) if one.strong and claimed[one.strong] > 1 else one
        for heading, one in found.items()
    }


def measure_in(heading: str, pack: Pack) -> str:
    """The unit of measure that a heading gives in brackets at its end; "" where it gives none.

    Only words that end in a unit of the programme count: "(triệu đồng)", not "(lũy kế)".
    """
    match = _BRACKETED.search(heading)
    said = _SAID.sub("", match[1]).strip() if match else ""
    words = f" {search_form(said)}"
    known = any(words.endswith(f" {search_form(unit)}") for unit in pack.units)
    return said if said and known else ""


def _is_typed(pack: Pack, key: CellKey) -> bool:
    indicator = pack.indicators.get(key.indicator)
    return indicator is not None and indicator.is_entered


def _suggestion(heading: Heading, labels: Mapping[CellKey, str]) -> Suggestion:
    without_measure = plain(_BRACKETED.sub("", heading.shown.rpartition(" / ")[2]))
    texts = {heading.text, without_measure, f"{heading.under} {heading.text}".strip()}
    scores = sorted(
        ((max(_alike(text, label) for text in texts), key) for key, label in labels.items()),
        key=lambda scored: -scored[0],
    )
    likely = [(score, key) for score, key in scores[:_MOST] if score >= _LIKELY]
    if not likely:
        return Suggestion()
    best, key = likely[0]
    runner_up = likely[1][0] if likely[1:] else 0.0
    is_strong = best >= STRONG and best - runner_up >= _CLEAR
    return Suggestion(tuple(key for _, key in likely), key if is_strong else None)


def _alike(text: str, label: str) -> float:
    """From 0 to 1: shared words, and for slips of the pen the letters in their order."""
    if text == label:
        return 1.0
    mine, theirs = Counter(text.split()), Counter(label.split())
    shared = 2 * (mine & theirs).total() / max(1, (mine + theirs).total())
    if shared < _LIKELY / 2:
        return shared
    letters = SequenceMatcher(None, text, label, autojunk=False).ratio()
    return (shared + letters) / 2
