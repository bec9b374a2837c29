"""Findings as a compiler's lines, as JSON of the contract, and as SARIF 2.1.0 for other tools."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final
from urllib.parse import quote

from keng.proofing.finding import Finding, Severity
from keng.proofing.layout.rules import LAYOUT_RULES
from keng.proofing.rules import RULES

Report = tuple[str, Sequence[Finding]]
"""The name of a file and what was found in it."""

_LEVELS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.STYLE: "note",
}
_WORDS: Final = {Severity.ERROR: "lỗi", Severity.WARNING: "nghi vấn", Severity.STYLE: "hình thức"}


def is_wrong(finding: Finding) -> bool:
    """Whether a finding makes the exit code 1; matters of style do not."""
    return finding.severity is not Severity.STYLE


def as_text(reports: Sequence[Report]) -> str:
    """A line for each finding: `report.docx:139: K101 lỗi: ...`, then how many there were."""
    lines = [
        f"{name}:{finding.line}: {finding.code} {_WORDS[finding.severity]}: {finding.message}"
        for name, found in reports
        for finding in found
    ]
    counts = ", ".join(
        f"{sum(finding.severity is severity for _, found in reports for finding in found)} {word}"
        for severity, word in _WORDS.items()
    )
    return "\n".join([*lines, f"{len(reports)} tệp: {counts}."])


def as_json(reports: Sequence[Report]) -> str:
    """The JSON of the contract; with several files each finding names its file."""
    several = len(reports) > 1
    findings = [
        ({"file": name} if several else {}) | _plain(finding)
        for name, found in reports
        for finding in found
    ]
    return json.dumps({"findings": findings}, ensure_ascii=False, indent=1)


def as_sarif(reports: Sequence[Report]) -> str:
    """SARIF 2.1.0, with the rules that were used."""
    used = sorted({finding.code for _, found in reports for finding in found})
    driver = {
        "name": "keng lint",
        "informationUri": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/",
        "rules": [_rule(code) for code in used],
    }
    results = [_result(name, finding) for name, found in reports for finding in found]
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }
    return json.dumps(log, ensure_ascii=False, indent=1)


def _plain(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "line": finding.line,
        "end_line": finding.end_line,
        "message": finding.message,
        "message_en": finding.message_en,
        "text": finding.text,
        "values": [_number(value) for value in finding.values],
        "related": [
            {"line": place.line, "end_line": place.end_line, "text": place.text}
            for place in finding.related
        ],
        "expected": finding.expected,
    }


def _number(value: Decimal) -> int | float:
    """A number of a text as JSON writes it; they come from prose and are short."""
    return int(value) if value == value.to_integral_value() else float(value)


def _rule(code: str) -> dict[str, Any]:
    rule = RULES.get(code) or LAYOUT_RULES[code]
    return {
        "id": code,
        "shortDescription": {"text": f"{rule.title} / {rule.title_en}"},
        "fullDescription": {"text": f"{rule.why} / {rule.why_en}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(name: str, finding: Finding) -> dict[str, Any]:
    return {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message} / {finding.message_en}"},
        "locations": [_location(name, finding.line, finding.end_line)],
        "relatedLocations": [
            _location(name, place.line, place.end_line) for place in finding.related
        ],
    }


def _location(name: str, line: int, end_line: int) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(name.replace("\\", "/"), safe="/:")},
            "region": {"startLine": line, "endLine": end_line},
        }
    }
