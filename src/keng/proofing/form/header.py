"""Parts of the header that a whole paper must have (Decree 30/2020, annex I)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from keng.proofing.finding import Remark, Rule, Severity
from keng.proofing.manuscript import Manuscript
from keng.prose.text import Span

_TYPE: Final = re.compile(
    r"(?:bao cao|ke hoach|quyet dinh|nghi quyet|chi thi|to trinh|thong bao|huong dan|ket luan"
    r"|chuong trinh|bien ban|de an|phuong an)\s*"
)
_NUMBER: Final = re.compile(
    r"\bso\s?:|\b\d{1,5}\s?[/-]\s?[a-z]{2,6}[-/]|\bso\s?\d{0,4}\s?/\s?[a-z]{2}"
)
_DATED: Final = re.compile(r"\bngay[\s\d.…_]{0,12}thang[\s\d.…_]{0,12}nam\b")
_SIGNED: Final = re.compile(r"\b(?:noi nhan|tm\.|kt\.|tl\.|tuq\.|q\.)")
_HEAD, _TAIL = 12, 24


def missing_parts(manuscript: Manuscript) -> Iterator[Remark]:
    """A paper with its type and its signature, but without number or place and date."""
    text = manuscript.text
    head = text.paragraphs[:_HEAD]
    title = next((span for span in head if _TYPE.fullmatch(manuscript.said(*span))), None)
    if title is None:
        # The type may stand in one paragraph with the subject: the title in capitals.
        title = next((span for span in head[:4] if _opens_with_type(manuscript, span)), None)
    if title is None or not _is_signed(manuscript):
        return
    above = "\n".join(manuscript.said(*span) for span in head)
    missing = [name for pattern, name in _PARTS if not pattern.search(above)]
    if text.unmarked and re.search(r"\b20\d\d\b", above):
        # A damaged layer seldom keeps the words of a date; the year is enough.
        missing = [name for name in missing if name[1] != "place and date"]
    if missing:
        names = ", ".join(name for name, _ in missing)
        english = ", ".join(name for _, name in missing)
        yield Remark(
            "K301",
            Span(title.start, min(title.end, title.start + 60)),
            f"Phần đầu văn bản thiếu: {names}.",
            f"The header lacks: {english}.",
        )


_PARTS: Final = (
    (_NUMBER, ("số, ký hiệu", "number and symbol")),
    (_DATED, ("địa danh, ngày tháng", "place and date")),
)


def _opens_with_type(manuscript: Manuscript, span: Span) -> bool:
    found = _TYPE.match(manuscript.text.folded, span.start)
    return found is not None and manuscript.text.body[span.start : found.end()].isupper()


def _is_signed(manuscript: Manuscript) -> bool:
    tail = manuscript.text.paragraphs[-_TAIL:]
    return any(_SIGNED.search(manuscript.said(*span)) for span in tail)


RULES: Final = (
    Rule(
        "K301",
        Severity.WARNING,
        "Thiếu thành phần thể thức ở đầu văn bản",
        "Header that lacks a part",
        "Văn bản có tên loại và phần ký thì phải có số, ký hiệu, địa danh và ngày tháng (Nghị "
        "định 30/2020/NĐ-CP).",
        "A paper with a type and a signature bears its number and symbol, place and date (Decree "
        "30/2020).",
        "BÁO CÁO\nKết quả công tác quý I\nXã đã hoàn thành kế hoạch.\nNơi nhận:\n- Lưu: VT.\n"
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
        "Số: 12/BC-UBND\nBình An, ngày 28 tháng 3 năm 2024\nBÁO CÁO\nKết quả công tác quý I\n"
        "Xã đã hoàn thành kế hoạch.\nNơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
        missing_parts,
    ),
)
