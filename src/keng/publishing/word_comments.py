"""Findings as comments of a Word file, in the words of a person who proofreads."""

from __future__ import annotations

from typing import Final

from keng.documents import word
from keng.documents.reading import Kind
from keng.proofing.finding import Finding, Severity
from keng.proofing.masking import WITHHELD
from keng.publishing.proofreading import Proofread

_WORDS: Final = {
    "vi": {Severity.ERROR: "Lỗi", Severity.WARNING: "Nghi vấn", Severity.STYLE: "Hình thức"},
    "en": {Severity.ERROR: "Error", Severity.WARNING: "Warning", Severity.STYLE: "Form"},
}
_EXPECTED: Final = {"vi": "Lẽ ra", "en": "Should be"}
_CUT: Final = "…"


def with_comments(content: bytes, found: Proofread, *, language: str) -> bytes:
    """The .docx that was proofread with its findings as comments, the rest as it was.

    What came as another kind of file, or in a schema that takes no comments of ours, comes as a
    new Word file of its masked lines. `language` is "vi" or "en".
    """
    comments = [_comment(one, language) for one in found.findings]
    if found.kind == Kind.DOCX:
        try:
            return word.commented(content, comments)
        except word.BadDocument:
            pass
    return word.commented(word.plain_document(found.lines), comments)


def _comment(finding: Finding, language: str) -> word.Comment:
    said = finding.message_en if language == "en" else finding.message
    words = f"{finding.code} ({_WORDS[language][finding.severity]}): {said}"
    if finding.expected:
        words = f"{words} {_EXPECTED[language]}: {finding.expected}."
    is_told = finding.text != WITHHELD and not finding.text.endswith(_CUT)
    return word.Comment(finding.line, finding.end_line, words, finding.text if is_told else "")
