"""The table of all rules, in order of their codes."""

from __future__ import annotations

from typing import Final

from keng.proofing import people
from keng.proofing.arithmetic import (
    balances,
    changes,
    classes,
    differences,
    exceeding,
    flows,
    fromto,
    interleaved,
    listings,
    ratios,
    repeated,
    shares,
    tables,
    times,
    totals,
    wholes,
    written,
)
from keng.proofing.finding import Rule
from keng.proofing.form import (
    abbreviations,
    crowding,
    header,
    marks,
    numbering,
    residue,
    styles,
    titles,
)
from keng.proofing.papers import calendar, deeds, identity, symbols
from keng.proofing.units import belonging, ended

RULES: Final[dict[str, Rule]] = {
    rule.code: rule
    for rule in sorted(
        (
            *totals.RULES,
            *balances.RULES,
            *interleaved.RULES,
            *classes.RULES,
            *tables.RULES,
            *changes.RULES,
            *differences.RULES,
            *fromto.RULES,
            *flows.RULES,
            *shares.RULES,
            *exceeding.RULES,
            *ratios.RULES,
            *written.RULES,
            *listings.RULES,
            *repeated.RULES,
            *wholes.RULES,
            *times.RULES,
            *identity.RULES,
            *symbols.RULES,
            *calendar.RULES,
            *deeds.RULES,
            *belonging.RULES,
            *ended.RULES,
            *header.RULES,
            *crowding.RULES,
            *marks.RULES,
            *abbreviations.RULES,
            *styles.RULES,
            *residue.RULES,
            *titles.RULES,
            *numbering.RULES,
            *people.RULES,
        ),
        key=lambda found: found.code,
    )
}
"""Each rule by its code (K101 ...): K1 numbers, K2 papers, K3 form, K4 people."""
