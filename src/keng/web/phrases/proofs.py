"""Findings of the proofreader in words: severities, rules, lines to be copied, a table."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keng.kernel.errors import NotFound
from keng.proofing.finding import Finding, RuleText, Severity
from keng.proofing.layout.rules import LAYOUT_RULES
from keng.proofing.rules import RULES
from keng.publishing.data_rules import DATA_RULES
from keng.web import wording

_WORDS: Final[Mapping[Severity, Promise]] = {
    Severity.ERROR: gettext_lazy("Lỗi"),
    Severity.WARNING: gettext_lazy("Nghi vấn"),
    Severity.STYLE: gettext_lazy("Hình thức"),
}
_MEANINGS: Final[Mapping[Severity, Promise]] = {
    Severity.ERROR: gettext_lazy("văn bản tự mâu thuẫn, chắc chắn sai"),
    Severity.WARNING: gettext_lazy("rất có thể sai, cần người xem lại"),
    Severity.STYLE: gettext_lazy("cách trình bày, không làm sai nội dung"),
}
ICONS: Final[Mapping[Severity, str]] = {
    Severity.ERROR: "x-circle",
    Severity.WARNING: "exclamation-triangle",
    Severity.STYLE: "info-circle",
}
_GROUPS: Final[Mapping[str, Promise]] = {
    "K1": gettext_lazy("Số học"),
    "K2": gettext_lazy("Văn bản được dẫn"),
    "K3": gettext_lazy("Thể thức, cách viết"),
    "K4": gettext_lazy("Dữ liệu cá nhân"),
    "K5": gettext_lazy("Đối chiếu với số liệu (văn bản do Keng lập)"),
}
_ALL: Final[Mapping[str, RuleText]] = dict(sorted({**RULES, **LAYOUT_RULES, **DATA_RULES}.items()))
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t")


@dataclass(frozen=True)
class ShownSeverity:
    """A severity: its code, icon and word, and what it means."""

    code: str
    icon: str
    word: str
    meaning: str


@dataclass(frozen=True)
class ShownRule:
    """A rule on its page. The examples are Vietnamese prose."""

    code: str
    severity: ShownSeverity
    title: str
    why: str
    bad: str
    good: str
    url: str


@dataclass(frozen=True)
class RuleGroup:
    """The rules of one subject."""

    title: str
    rules: tuple[ShownRule, ...]


def shown_severity(severity: Severity) -> ShownSeverity:
    """A severity in the language of the request."""
    return ShownSeverity(
        severity.value, ICONS[severity], str(_WORDS[severity]), str(_MEANINGS[severity])
    )


def message_of(finding: Finding) -> str:
    """What a finding says, in the language of the request."""
    return finding.message_en if wording.language() == "en" else finding.message


def rule_url(code: str) -> str:
    """Where a rule is explained."""
    return reverse("web:proofread_rule", args=[code])


def shown_rule(code: str) -> ShownRule:
    """One rule; NotFound for a code that there is not."""
    rule = _ALL.get(code)
    if rule is None:
        raise NotFound(
            f"Không có quy tắc {code}; xem danh sách quy tắc.",
            message_en=f"There is no rule {code}; see the list of rules.",
        )
    return _shown(rule)


def rule_groups() -> list[RuleGroup]:
    """All rules, by subject."""
    return [
        RuleGroup(
            str(title),
            tuple(_shown(rule) for code, rule in _ALL.items() if code.startswith(start)),
        )
        for start, title in _GROUPS.items()
    ]


def where_of(finding: Finding) -> str:
    """ "Dòng 12" or "Dòng 12–14"."""
    if finding.end_line == finding.line:
        return _("Dòng %(line)s") % {"line": finding.line}
    return _("Dòng %(line)s–%(end)s") % {"line": finding.line, "end": finding.end_line}


def as_lines(findings: tuple[Finding, ...]) -> str:
    """All findings as text to be copied into a message."""
    return "\n".join(
        f"{where_of(one)}: {one.code} ({_WORDS[one.severity]}): {message_of(one)}"
        for one in findings
    )


def as_csv(findings: tuple[Finding, ...]) -> bytes:
    """All findings as a table that Excel opens; no text in it is taken for a formula."""
    table = StringIO()
    writer = csv.writer(table)
    writer.writerow(_columns())
    writer.writerows([_plain(cell) for cell in _row(one)] for one in findings)
    return ("\ufeff" + table.getvalue()).encode()


def _shown(rule: RuleText) -> ShownRule:
    english = wording.language() == "en"
    return ShownRule(
        rule.code,
        shown_severity(rule.severity),
        rule.title_en if english else rule.title,
        rule.why_en if english else rule.why,
        rule.bad,
        rule.good,
        rule_url(rule.code),
    )


def _columns() -> tuple[str, ...]:
    return (
        _("Dòng"),
        _("Đến dòng"),
        _("Quy tắc"),
        _("Mức"),
        _("Nội dung"),
        _("Chữ trong văn bản"),
        _("Lẽ ra"),
        _("Dòng liên quan"),
    )


def _row(finding: Finding) -> Iterator[object]:
    yield from (finding.line, finding.end_line, finding.code, _WORDS[finding.severity])
    yield from (message_of(finding), finding.text, finding.expected or "")
    yield "; ".join(str(place.line) for place in finding.related)


def _plain(cell: object) -> str:
    text = str(cell)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
