"""All checks of a form over one submission: pure, repeatable, quick enough for every keystroke."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from keng.checks.findings import Finding
from keng.checks.wording import finding_of, too_large
from keng.kernel.figures import CellKey
from keng.kernel.periods import Period
from keng.packs.rulebook import (
    Compiled,
    Figures,
    Situation,
    about_cell,
    context_facts,
    outcome,
    rules_for,
    whole_facts,
)
from keng.packs.schema import Form, Pack
from keng.rules.evaluation import Facts, Unknown

_ORDER = {"block": 0, "warn": 1, "hint": 2}


def evaluate(
    pack: Pack,
    form: Form | str,
    figures: Figures,
    *,
    previous: Figures | None,
    same_period: Figures | None,
    period: Period,
) -> list[Finding]:
    """What the checks of the form find in the figures, blocking ones first.

    Figures are integers in each indicator's smallest unit, None or absent where nobody knows;
    `previous` are those of the period before, `same_period` those of the same period last year.
    A rule whose figures are not all known says nothing: missing is not zero, and a false alarm
    teaches people to look away. The order is stable: severity, then the pack's order.
    """
    sheet = pack.form_of(form) if isinstance(form, str) else form
    situation = Situation(figures, previous, same_period, period)
    rules = rules_for(sheet, pack)
    found = list(_findings(rules.whole, None, whole_facts(situation, pack), pack))
    # Facts of their own: after `put` the engine reads all facts anew, so they must be few.
    facts = Facts(context_facts(period, pack))
    for key, chosen in rules.by_cell:
        if figures.get(key) is not None:
            facts.put("cell", about_cell(key, situation, pack))
            found.extend(_findings(chosen, key, facts, pack))
    return sorted(found, key=lambda finding: _ORDER[finding.severity])


def _findings(
    rules: Iterable[Compiled], cell: CellKey | None, facts: Facts, pack: Pack
) -> Iterator[Finding]:
    for ready in rules:
        said = outcome(ready, facts)
        if said is False:
            yield finding_of(ready, cell, facts, pack)
        elif said is Unknown.TOO_LARGE:
            yield too_large(ready, cell, facts, pack)
