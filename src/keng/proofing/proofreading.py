"""Proofread a text: every rule over its lines, findings in order of their places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from keng.proofing.finding import Check, Finding, Place, Remark
from keng.proofing.manuscript import Manuscript
from keng.proofing.masking import WITHHELD, Privacy
from keng.proofing.rules import RULES
from keng.proofing.units.known import KnownUnits
from keng.prose.text import Span

_MOST_PLACES: Final = 8


def proofread(lines: Sequence[str], units: KnownUnits | None = None) -> tuple[Finding, ...]:
    """What is wrong in a text given by its extracted lines; 1-based lines in the findings.

    Names of units are held against `units`, by default the list that is shipped.
    Any lines will do: what cannot be understood is passed over. The time grows with the length.
    """
    manuscript = Manuscript.of(lines, units)
    privacy = Privacy(manuscript)
    found: dict[tuple[str, int, int, str], Finding] = {}
    seen: set[tuple[str, int, int, str]] = set()
    for check in _checks():
        for remark in check(manuscript):
            # The same words on the same lines are one remark: hostile lines repeat by the thousand.
            key = (remark.code, *manuscript.text.lines_of(remark.span), remark.message)
            if key not in seen:
                seen.add(key)
                finding = _finding(privacy, remark)
                found[finding.code, finding.line, finding.end_line, finding.message] = finding
    return tuple(sorted(found.values(), key=lambda one: (one.line, one.code, one.end_line)))


def _checks() -> tuple[Check, ...]:
    """Each check once, though several rules may share it."""
    return tuple(dict.fromkeys(rule.check for rule in RULES.values()))


def _finding(privacy: Privacy, remark: Remark) -> Finding:
    line, end_line = privacy.text.lines_of(remark.span)
    told = privacy.may_tell_values(remark)
    rule = RULES[remark.code]
    return Finding(
        remark.code,
        rule.severity,
        line,
        end_line,
        remark.message if told or remark.masked else f"{rule.title} {WITHHELD}.",
        remark.message_en if told or remark.masked else f"{rule.title_en} (not quoted).",
        privacy.quoted(remark.span, withhold=not told),
        remark.values if told else (),
        tuple(_place(privacy, span, withhold=not told) for span in remark.related[:_MOST_PLACES]),
        remark.expected if told else None,
    )


def _place(privacy: Privacy, span: Span, *, withhold: bool) -> Place:
    line, end_line = privacy.text.lines_of(span)
    return Place(line, end_line, privacy.quoted(span, withhold=withhold))
