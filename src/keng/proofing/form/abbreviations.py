"""Abbreviations that are neither usual nor told in the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from keng.proofing.finding import Remark, Rule, Severity
from keng.proofing.manuscript import Manuscript
from keng.prose.healing import is_capitals
from keng.prose.text import Span

_SHORT: Final = re.compile(r"(?<![\w/.-])(?P<short>[A-ZĐƯƠ]{2,8})(?![\w/-])")
_ON_FILE: Final = re.compile(r"\W{0,3}Lưu\b")  # who drafted it, in letters of the office
_ROMAN: Final = re.compile(r"[IVXL]+")
_KNOWN_SAID: Final = (
    "ANTT ANTQ ANCT ANQG ANNT ANND ATGT ATXH TTXH TTATXH TTATGT TTGT TTATXT ANTTATXH PCCC"
    " CNCH PCTP PCMT TNXH TTCN TNGT VKVLN VLN CCHT MTTQ UBMTTQ UBND HĐND UBTVQH QH CP"
    " TTCP BCĐ BCA BQP BCH BTV BCHTW TW CA CAX CAP CAH CAT CATP CAND CBCS CSĐT CSKV CSGT CSHS"
    " QĐND DQTV ĐTN CĐ HLHPN HPN HND HCCB CCB ĐVTN TNCS LĐLĐ TĐKT NTM NVH KDC TDP KT-XH"
    " KTXH XH QP QPAN QPTD QLNN QLHC TTHC TTHCC CCHC CSDL CSDLQG CCCD CMND VNeID ĐDĐT"
    " BHYT BHXH HS HSSV SV THCS THPT TH MN GD GDĐT GDTX CBGV CBCC CBCCVC CNVC CNTT CQ DN"
    " HTX TNHH KH NQ QĐ CT TT NĐ BC TB HD CTr TTr CV KL TP TX TPHCM HCM VN VH VHTT VHXH"
    " LĐTBXH TNMT NNPTNT TCKH KTHT TNHS ATTP VSATTP BVMT MT ĐB NSNN VT VP TVĐU ĐU HU TU"
    " UBKT VPUB TTĐU LĐ PTTH TTTT STT ĐVT SL TL TM KT TUQ GCN QSDĐ GPMB SXKD NLĐ HĐLĐ ANM"
    " PTTDBVANTQ PTTD BVANTQ TDBVANTQ THCĐ NVYT HIV AIDS COVID USB PDF GPLX CSHT SGK TDTT"
    " CLB ATK ĐTXD XDCB TSC QLTT ĐKKD PKS CQĐT VKS VKSND TAND TA THA THADS THAHS"
)
KNOWN: Final = frozenset(_KNOWN_SAID.split())


def undefined(manuscript: Manuscript) -> Iterator[Remark]:
    """Each unknown abbreviation once, at its first place."""
    text = manuscript.text
    told: set[str] = set()
    for paragraph in text.paragraphs:
        words = text.said(paragraph)
        if is_capitals(words) or _ON_FILE.match(words):
            continue
        for found in _SHORT.finditer(words):
            short = found["short"]
            start = paragraph.start + found.start()
            usual = short in KNOWN or short in told or _ROMAN.fullmatch(short)
            if usual or _in_a_symbol(manuscript, start) or _among_capitals(words, found):
                continue
            told.add(short)
            if f"({short})" in text.body or f"tắt là {short}" in text.body:
                continue
            yield Remark(
                "K304",
                Span(start, start + len(short)),
                f"Chữ viết tắt “{short}” chưa được giải thích.",
                f'The abbreviation "{short}" is not explained.',
            )


def _in_a_symbol(manuscript: Manuscript, start: int) -> bool:
    """Whether the place lies in a cited paper; `taken` holds these spans in order."""
    index = bisect_right(manuscript.taken, Span(start, start + 10**9)) - 1
    return index >= 0 and start < manuscript.taken[index].end


def _among_capitals(words: str, found: re.Match[str]) -> bool:
    """Whether the neighbours are capitals too: a name written large, no abbreviation."""
    before, after = (
        words[: found.start()].rsplit(" ", 2)[-2:-1],
        words[found.end() :].split(" ", 2)[1:2],
    )
    return any(len(word) > 1 and word.isalpha() and word.isupper() for word in (*before, *after))


RULES: Final = (
    Rule(
        "K304",
        Severity.STYLE,
        "Chữ viết tắt chưa giải thích",
        "Abbreviation that is not explained",
        "Chữ viết tắt thông dụng thì ai cũng hiểu; chữ khác cần ghi đầy đủ một lần.",
        "Usual abbreviations are known; others are told once in brackets.",
        "Tổ chức 02 đợt kiểm tra TKBX trên địa bàn.",
        "Tổ chức 02 đợt kiểm tra trạm khai báo xe (TKBX) trên địa bàn; TKBX hoạt động tốt.",
        undefined,
    ),
)
