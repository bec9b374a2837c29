"""Symbols that do not fit the kind of the paper or the body that issued it.

State, Party and joint papers have grammars of their own (Decree 30/2020, Guidance 36-HD/VPTW);
each is accepted. Only a symbol that names another kind, or another body, is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from keng.kernel.letters import folded
from keng.proofing.finding import Remark, Rule, Severity
from keng.proofing.manuscript import Manuscript
from keng.proofing.mentions import Mention, body_of

# Codes that a kind may bear; kinds with looser custom (đề án, dự án, giấy khen) are left out.
_CODES: Final[dict[str, frozenset[str]]] = {
    "nghi quyet": frozenset({"nq", "nqlt"}),
    "quyet dinh": frozenset({"qd", "qdi", "qdlt"}),
    "nghi dinh": frozenset({"nd"}),
    "thong tu": frozenset({"tt", "ttlt"}),
    "chi thi": frozenset({"ct"}),
    "ke hoach": frozenset({"kh", "khlt", "khph", "kht", "khbcd"}),
    "bao cao": frozenset({"bc"}),
    "thong bao": frozenset({"tb"}),
    "ket luan": frozenset({"kl", "tb"}),
    "huong dan": frozenset({"hd", "hdlt"}),
    "to trinh": frozenset({"ttr"}),
    "cong dien": frozenset({"cd"}),
}
_LETTER: Final = "cong van"
_KINDS: Final = frozenset(code for codes in _CODES.values() for code in codes) | {"cv", "ctr", "gm"}
# A body named in a symbol, and the issuers with which it cannot stand.
_BODIES: Final[tuple[tuple[str, frozenset[str]], ...]] = (
    (r"ubnd", frozenset({"ubnd", "cong an", "so"})),
    (r"hdnd", frozenset({"hdnd"})),
    (r"tw", frozenset({"trung uong", "bo chinh tri", "ban bi thu", "cap uy"})),
    (r"(?:tu|hu|du|qu|thu)", frozenset({"cap uy"})),
    (r"cp", frozenset({"chinh phu", "thu tuong"})),
    (r"ttg", frozenset({"thu tuong", "chinh phu"})),
    (r"qh\d*", frozenset({"quoc hoi"})),
    (r"ca[xpt]?", frozenset({"cong an", "bo"})),
)
_ISSUING: Final = re.compile(
    r"(?:^|[.;] |\d[-.)] )(?P<who>(?:[a-z]+ |\([a-z]+\) ){1,9}?)(?:da |tiep tuc |kip thoi )*"
    r"(?:ban hanh|cu the hoa bang|xay dung|ky ban hanh)(?: va trien khai)? $"
)
_JOINT: Final = re.compile(r"\b(?:va|voi|cung|phoi hop|tham muu|trinh|de nghi|theo)\b")
_SEGMENT: Final = re.compile(r"[-/–]")


def kinds(manuscript: Manuscript) -> Iterator[Remark]:
    """A kind in words whose symbol names another kind."""
    for mention in manuscript.mentions:
        allowed = _CODES.get(mention.citation.kind_words)
        code = _segments(mention)[0]
        # A letter bears no kind at all, or its own.
        if mention.citation.kind_words == _LETTER and code in _KINDS - {"cv", "gm", "cd"}:
            allowed = frozenset({"cv"})
        if not allowed or code not in _KINDS or code in allowed:
            continue
        if not _named_before(manuscript, mention, code):
            kind = mention.citation.kind_words
            yield Remark(
                "K211",
                mention.span,
                f"Tên loại văn bản và ký hiệu “{mention.citation.symbol}” không khớp nhau.",
                f'The symbol "{mention.citation.symbol}" is not that of this kind of paper '
                f"({kind}).",
            )


def bodies(manuscript: Manuscript) -> Iterator[Remark]:
    """A symbol that names one body, with another one as the issuer."""
    for mention in manuscript.mentions:
        last = _segments(mention)
        body = mention.body or _issuing(manuscript, mention)
        if not body or len(last) < 2:
            continue
        for pattern, issuers in _BODIES:
            if re.fullmatch(pattern, last[1]) and body not in issuers:
                yield Remark(
                    "K212",
                    mention.span,
                    f"Ký hiệu “{mention.citation.symbol}” không phải của cơ quan ban hành được "
                    f"nêu.",
                    f'The symbol "{mention.citation.symbol}" is not that of the issuer named.',
                )


def _issuing(manuscript: Manuscript, mention: Mention) -> str:
    """The body that is told to issue a paper right before it, "" where none or two are named."""
    sentence = manuscript.text.sentence_at(mention.span.start)
    start = max(sentence.start, mention.span.start - 110)
    found = _ISSUING.search(manuscript.said(start, mention.span.start))
    if found is None or _JOINT.search(found["who"]):
        return ""
    return body_of(found["who"])


def _named_before(manuscript: Manuscript, mention: Mention, code: str) -> bool:
    """ "Quyết định phê duyệt Kế hoạch số 9/QĐ-…": the number is that of the first kind."""
    start = mention.span.start
    before = re.split(r"[;.]", manuscript.said(max(0, start - 90), start))[-1]
    return any(kind in before for kind, codes in _CODES.items() if code in codes)


def _segments(mention: Mention) -> list[str]:
    return [folded(part) for part in _SEGMENT.split(mention.citation.symbol or "")]


RULES: Final = (
    Rule(
        "K211",
        Severity.WARNING,
        "Ký hiệu không đúng tên loại văn bản",
        "Symbol of another kind of paper",
        "Lời văn nói một loại văn bản, ký hiệu lại của loại khác.",
        "The words say one kind of paper, the symbol another.",
        "Thực hiện Kế hoạch số 18/QĐ-UBND ngày 05/3/2024 của UBND huyện.",
        "Thực hiện Quyết định số 18/QĐ-UBND ngày 05/3/2024 của UBND huyện.",
        kinds,
    ),
    Rule(
        "K212",
        Severity.WARNING,
        "Ký hiệu không đúng cơ quan ban hành",
        "Symbol of another issuer",
        "Ký hiệu chỉ một cơ quan, lời văn lại ghi cơ quan khác.",
        "The symbol names one body, the words another one.",
        "Thực hiện Kế hoạch số 18/KH-UBND ngày 05/3/2024 của Huyện ủy.",
        "Thực hiện Kế hoạch số 18-KH/HU ngày 05/3/2024 của Huyện ủy.",
        bodies,
    ),
)
