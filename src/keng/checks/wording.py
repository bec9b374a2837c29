"""From a failed rule to sentences: numbers in the official way, in both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from keng.checks.findings import Finding
from keng.kernel.figures import CellKey, to_decimal
from keng.kernel.periods import Language
from keng.kernel.vietnamese import format_number
from keng.packs.rulebook import TIMES, Compiled
from keng.packs.schema import Pack, Text
from keng.rules.evaluation import Facts
from keng.rules.language import Name

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def finding_of(ready: Compiled, cell: CellKey | None, facts: Facts, pack: Pack) -> Finding:
    """The finding for a rule that came out false; `cell` where the rule runs over cells."""
    check = ready.check
    values = values_of(ready, cell, facts, pack)
    vi, en = ({**_labels(ready, cell, pack, lang), **_written(values, lang)} for lang in _LANGUAGES)
    return Finding(
        check=check.code,
        severity=check.severity,
        cells=ready.cells if cell is None else (cell,),
        message=_filled(check.message, "vi", vi, ready.each),
        message_en=_filled(check.message, "en", en, ready.each),
        fix=_filled(check.fix, "vi", vi, ready.each),
        fix_en=_filled(check.fix, "en", en, ready.each),
        values=values,
        reads=ready.rests_on(cell),
    )


def too_large(ready: Compiled, cell: CellKey | None, facts: Facts, pack: Pack) -> Finding:
    """The finding for a rule whose sums left the range in which they are exact.

    It only warns, but it is never left out: such a number is almost surely a slip.
    """
    label = ready.check.label
    return Finding(
        check=ready.check.code,
        severity="warn",
        cells=ready.cells if cell is None else (cell,),
        message=f"Có số quá lớn nên không kiểm tra được “{label.vi}”.",
        message_en=f"A number is too large, so {label.en!r} could not be checked.",
        fix="Xem lại các ô này: thường là gõ thừa chữ số.",
        fix_en="Look at these cells again: usually digits were typed twice.",
        values=values_of(ready, cell, facts, pack),
        reads=ready.rests_on(cell),
    )


def values_of(
    ready: Compiled, cell: CellKey | None, facts: Facts, pack: Pack
) -> dict[str, Decimal]:
    """Every number that took part, in natural units, by the name that rules use."""
    values: dict[str, Decimal] = {}
    for name in ready.rule.names:
        known = facts.values.get(name.space, {}).get(name.field)
        if isinstance(known, int) and not isinstance(known, bool) and name.field != "one":
            digits = _digits(name, cell, pack)
            values[f"{name.space}.{name.field}"] = to_decimal(known, digits)
    for key, rule in ready.values.items():
        computed = rule.evaluate(facts)
        if isinstance(computed, int):
            digits = max((_digits(name, cell, pack) for name in rule.names), default=0)
            values[key] = to_decimal(computed, digits)
    if cell is not None:
        values.update(_cell_values(cell, facts, pack))
    return values


def _cell_values(cell: CellKey, facts: Facts, pack: Pack) -> dict[str, Decimal]:
    digits = pack.digits_of(cell)
    known = facts.values["cell"]
    return {f"cell.{time}": to_decimal(int(known[time]), digits) for time in TIMES if time in known}


def _digits(name: Name, cell: CellKey | None, pack: Pack) -> int:
    if name.space in TIMES:
        return pack.digits_of(CellKey.parse(name.field))
    return pack.digits_of(cell) if name.space == "cell" and cell is not None else 0


_LANGUAGES: tuple[Language, Language] = ("vi", "en")


def _labels(
    ready: Compiled, cell: CellKey | None, pack: Pack, language: Language
) -> dict[str, str]:
    labels: dict[str, str] = {}
    if cell is not None:
        labels["cell"] = pack.cell_label(cell, language)
    each = ready.check.each
    if each is not None and ready.each is not None:
        labels["each"] = pack.breakdowns[each].values[ready.each].of(language)
    return labels


def _written(values: Mapping[str, Decimal], language: Language) -> dict[str, str]:
    return {name: _number(value, language) for name, value in values.items()}


def _number(value: Decimal, language: Language) -> str:
    return format_number(value) if language == "vi" else f"{value.normalize():,f}"


def _filled(text: Text, language: Language, known: Mapping[str, str], each: str | None) -> str:
    template = text.of(language)
    if each is not None:
        template = template.replace("={each}", f"={each}")
    return _PLACEHOLDER.sub(lambda found: known.get(found[1], "…"), template)
