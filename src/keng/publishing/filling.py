"""Sentences of an outline filled with figures. Pure.

A template writes `{cell}` for a number with its unit and `{cell:view}` for another view of it
(`keng.packs.schema.outlines`). What a sentence does not name is never invented.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from keng.documents.word import Inlines
from keng.kernel.figures import CellKey
from keng.kernel.vietnamese import format_number
from keng.packs.schema import Sentence
from keng.prose.phrases import PERCENT, Number, Phrase, Piece, Stated, View, capitalised
from keng.prose.sentences import amount, change, number_text, parts_of
from keng.publishing.facts import MISSING_NUMBER, Facts, with_sources
from keng.publishing.registers.shapes import Told

_PLACE: Final = re.compile(r"\{(?P<cell>[a-z][a-z0-9_]*(?:\[[^\]}]*\])?)(?::(?P<view>[a-z_]+))?\}")


_HAPPENS: Final = re.compile(r"xảy ra\s+$", re.IGNORECASE)
_AT_LEAST_TWO: Final = 2


def words_in(template: str, facts: Facts) -> str:
    """Fill only the free places of a template ({unit}, {period} ...)."""
    return _PLACE.sub(lambda place: facts.words.get(place["cell"], place[0]), template)


def is_due(sentence: Sentence, facts: Facts) -> bool:
    """Whether the sentence is written, as its `when` says."""
    figures = [facts.of(CellKey.parse(cell)) for cell in sentence.indicators]
    known = [figure for figure in figures if figure.value is not None or figure.shown]
    if sentence.when == "always":
        return True
    if sentence.when == "has_value":
        return bool(known)
    return any(figure.value != 0 or figure.shown for figure in known)


def sentence_of(sentence: Sentence, facts: Facts) -> Inlines:
    """The sentence with its figures, a capital at its start and a full stop at its end."""
    figures = [facts.of(CellKey.parse(cell)) for cell in sentence.indicators]
    said = _KINDS[sentence.kind](sentence, figures, facts)
    return with_sources(_closed(capitalised(said)), facts)


def sayings_of(told: Told, facts: Facts) -> Iterator[tuple[Inlines, str]]:
    """What a register says, sentence by sentence, each with its lead.

    A sentence needs every count that it names, and something in the first of them. A part ("+") of
    a sentence that is not written is not written either.
    """
    speaking = facts.speaking(told)
    is_said = False
    for saying in told.register.sayings:
        keys = [
            told.names[place["cell"]]
            for place in _PLACE.finditer(saying.template)
            if place["cell"] in told.names
        ]
        if saying.lead == "+" and not is_said:
            continue
        known = [told.stated[key].value for key in keys]
        is_due = all(value is not None for value in known) and bool(known and known[0])
        if saying.lead != "+":
            is_said = is_due
        if is_due:
            phrase = _closed(capitalised(fill(saying.template, speaking)))
            yield with_sources(phrase, speaking), saying.lead


def fill(template: str, facts: Facts, first: Stated | None = None) -> Phrase:
    """A template as a phrase; `first` is the figure that {cell:share} is a share of."""
    return tuple(piece for piece in _pieces(template, facts, first) if piece != "")


def _pieces(template: str, facts: Facts, first: Stated | None) -> Iterator[Piece]:
    end = 0
    for place in _PLACE.finditer(template):
        before = template[end : place.start()]
        end = place.end()
        filled = _filled(place, facts, first)
        if _is_zero(filled) and (said := _HAPPENS.search(before)):
            before = before[: said.start()]
            filled = (_nothing_happened(filled, template[end:], facts),)
        yield before
        yield from filled
    yield template[end:]


def _is_zero(filled: Phrase) -> bool:
    """Whether the place holds a plain zero with its unit, as `_with_unit` writes it."""
    return len(filled) > 1 and isinstance(filled[0], Number) and filled[0].text == "0"


def _nothing_happened(filled: Phrase, after: str, facts: Facts) -> Number:
    """ "Xảy ra 0 vụ về ..." is "Không xảy ra vụ nào về ..."; at the end it is "không xảy ra"."""
    zero = filled[0]
    if not isinstance(zero, Number) or zero.key is None:
        raise TypeError(filled)
    goes_on = bool(after.strip()) and after.lstrip()[0] not in ",;.:"
    counted = f" {facts.of(zero.key).unit} nào" if goes_on else ""
    return replace(zero, text=f"không xảy ra{counted}")


def _shortened(template: str, figures: list[Stated]) -> str:
    """Where the first figure and all others are zero, the others go without saying."""
    others = figures[1:]
    if not figures or figures[0].value != 0 or any(one.value or one.shown for one in others):
        return template
    places = list(_PLACE.finditer(template))
    if len(places) < len(figures) or len(figures) < _AT_LEAST_TWO:
        return template
    cut = max(template.rfind(mark, 0, places[1].start()) for mark in ",;")
    return template[:cut] if cut > places[0].end() - 1 else template


def _filled(place: re.Match[str], facts: Facts, first: Stated | None) -> Phrase:
    name, view = place["cell"], place["view"]
    if name in facts.words and view is None:
        return (facts.words[name],)
    stated = facts.of(facts.key_of(name))
    if view is None:
        return _with_unit(stated)
    return _VIEWS[view](stated, first)


def _with_unit(stated: Stated) -> Phrase:
    """Inside a template, which has its own words around it, a zero is a number: "0 vụ".

    So is a missing figure: "(chưa có số liệu) vụ", a place that the number can be filled into.
    """
    if stated.value is None and not stated.shown:
        return (Number(MISSING_NUMBER, View.VALUE, stated.key), f" {stated.unit}")
    if stated.value != 0 or stated.unit == PERCENT:
        return amount(stated)
    status = amount(stated)[:-1]
    return (*status, Number("0", View.VALUE, stated.key, Decimal(0)), f" {stated.unit}")


def _number(stated: Stated, first: Stated | None) -> Phrase:
    del first
    if stated.shown:
        return (Number(stated.shown, View.VALUE, stated.key),)
    if stated.value is None:
        return (Number(MISSING_NUMBER, View.VALUE, stated.key),)
    text = number_text(stated.value, stated)
    exact = Decimal(stated.value).scaleb(-stated.digits)
    return (Number(text, View.VALUE, stated.key, exact),)


def _last_year(stated: Stated, first: Stated | None) -> Phrase:
    del first
    before = replace(stated, value=stated.previous, shown=stated.previous_shown)
    return tuple(
        replace(piece, view=View.PREVIOUS) if isinstance(piece, Number) else piece
        for piece in _with_unit(before)
    )


def _change(stated: Stated, first: Stated | None) -> Phrase:
    del first
    return change(stated)


def _label(stated: Stated, first: Stated | None) -> Phrase:
    del first
    return (stated.label,)


def _share(stated: Stated, first: Stated | None) -> Phrase:
    if first is None or stated.value is None or not first.value:
        return (Number(MISSING_NUMBER, View.SHARE, stated.key),)
    percent = Decimal(stated.value) * 100 / first.value
    rounded = percent.quantize(Decimal("0.1"), ROUND_HALF_UP)
    text = f"{format_number(rounded)}%"
    return (Number(text, View.SHARE, stated.key, rounded, of=first.key),)


_VIEWS: Final[dict[str, Callable[[Stated, Stated | None], Phrase]]] = {
    "number": _number,
    "last_year": _last_year,
    "change": _change,
    "label": _label,
    "share": _share,
}


def _plain(sentence: Sentence, figures: list[Stated], facts: Facts) -> Phrase:
    if sentence.template is None:
        return _listed(sentence, figures, facts)
    return fill(sentence.template.vi, facts, figures[0] if figures else None)


def _with_change(sentence: Sentence, figures: list[Stated], facts: Facts) -> Phrase:
    first = figures[0]
    if sentence.template is None:
        said: Phrase = (f"{first.label}: ", *amount(first))
    else:
        said = _open(fill(_shortened(sentence.template.vi, figures), facts, first))
    clause = change(first) if facts.has_comparison else ()
    said = (*said, ", ", *clause) if clause else said
    covered = facts.own_coverage(first)
    return (*said, " (", *covered, ")") if covered else said


def _with_parts(sentence: Sentence, figures: list[Stated], facts: Facts) -> Phrase:
    total, *parts = figures
    named = [replace(part, label=_part_label(part, total, facts)) for part in parts]
    tail = parts_of(total, named)
    if sentence.template is None:
        said: Phrase = (f"{total.label}: ", *amount(total))
    else:
        said = _open(fill(sentence.template.vi, facts, total))
    return (*said, "; ", *tail) if tail else said


def _part_label(part: Stated, total: Stated, facts: Facts) -> str:
    if part.key and total.key and part.key.indicator == total.key.indicator and part.key.by:
        return facts.pack.cell_label(part.key, "vi").rpartition(" – ")[2].lower()
    return _lowered(part.label)


def _listed(sentence: Sentence, figures: list[Stated], facts: Facts) -> Phrase:
    named = [figure for figure in figures if figure.value or figure.shown]
    head = _open(fill(sentence.template.vi, facts)) if sentence.template else ()
    return (*head, *([" "] if head else []), *_items(named or figures[:1]))


def _balance(sentence: Sentence, figures: list[Stated], facts: Facts) -> Phrase:
    if sentence.template is not None:
        return fill(sentence.template.vi, facts, figures[0] if figures else None)
    return _items(figures)


def _items(figures: list[Stated]) -> Phrase:
    pieces: list[Piece] = []
    for index, figure in enumerate(figures):
        pieces += [", "] if index else []
        pieces += [f"{_lowered(figure.label)} ", *_with_unit(figure)]
    return tuple(pieces)


def _lowered(label: str) -> str:
    """A label inside a sentence; abbreviations such as PCCC keep their capitals."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _open(phrase: Phrase) -> Phrase:
    """The phrase without its full stop, so that a clause can follow."""
    *before, last = phrase or ("",)
    return (*before, last.rstrip(" .;,")) if isinstance(last, str) else phrase


def _closed(phrase: Phrase) -> Phrase:
    last = phrase[-1] if phrase else ""
    if isinstance(last, str) and last.rstrip().endswith((".", ";", ":", "!", "?")):
        return phrase
    return (*_open(phrase), ".")


_KINDS: Final[dict[str, Callable[[Sentence, list[Stated], Facts], Phrase]]] = {
    "plain": _plain,
    "change_same_period": _with_change,
    "total_with_parts": _with_parts,
    "list": _listed,
    "balance": _balance,
}
