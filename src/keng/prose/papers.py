"""Kinds of official papers and the bodies that issue them, as citations name them.

Codes are those of Decree 30/2020, annex III; a letter (công văn) has none there. Party papers and
joint papers use the same words with symbols of their own.
"""

from __future__ import annotations

import re
from typing import Final

from keng.prose.text import Span, Text

# Folded words of a kind, the longest first where one begins another; None: a kind without a code.
_KINDS: Final[tuple[tuple[str, str | None], ...]] = (
    ("nghi quyet lien tich", "NQLT"),
    ("thong tu lien tich", "TTLT"),
    ("quyet dinh lien tich", "QĐLT"),
    ("nghi quyet", "NQ"),
    ("thong tu", "TT"),
    ("quyet dinh", "QĐ"),
    ("nghi dinh", "NĐ"),
    ("chi thi", "CT"),
    ("ke hoach", "KH"),
    ("chuong trinh", "CTr"),
    ("ket luan", "KL"),
    ("huong dan", "HD"),
    ("cong van", None),
    ("cong dien", "CĐ"),
    ("bao cao", "BC"),
    ("thong bao", "TB"),
    ("thong tri", "TT"),
    ("to trinh", "TTr"),
    ("quy dinh", "QyĐ"),
    ("quy che", "QC"),
    ("quy trinh", None),
    ("de an", "ĐA"),
    ("du an", "DA"),
    ("phuong an", "PA"),
    ("bien ban", "BB"),
    ("giay moi", "GM"),
    ("giay uy quyen", "GUQ"),
    ("giay khen", None),
    ("bang khen", None),
    ("phap lenh", "PL"),
    ("bo luat", "BL"),
    ("luat", "Luật"),
    ("lenh", "L"),
    ("thong cao", "TC"),
    ("tuyen bo", None),
    ("dien mat", None),
    ("hop dong", "HĐ"),
    ("ban ghi nho", "BGN"),
    ("ban thoa thuan", "BTT"),
    ("quy uoc", None),
)
_SHORT: Final = {"qd": "QĐ", "kh": "KH", "nd": "NĐ", "nq": "NQ", "tt": "TT", "ct": "CT", "bc": "BC"}
_SHORT_MORE: Final = {"tb": "TB", "hd": "HD", "kl": "KL", "ttlt": "TTLT", "ctr": "CTr", "cv": None}
_ALL_SHORT: Final[dict[str, str | None]] = {**_SHORT, **_SHORT_MORE}
_CODE_OF: Final = {**dict(_KINDS), **_ALL_SHORT}
_NAMES: Final = "|".join(name.replace(" ", r"\s") for name, _ in _KINDS)
KIND: Final = rf"\b(?:{_NAMES}|(?:{'|'.join(_ALL_SHORT)})(?=\s(?:so|s)\b|\s\d))\b"
_KIND: Final = re.compile(KIND)
# Verbs as well as kinds ("báo cáo 15 vụ"): a bare number behind them is no paper.
_VERBS: Final = frozenset(
    {
        "bao cao",
        "thong bao",
        "huong dan",
        "quyet dinh",
        "ket luan",
        "quy dinh",
        "tuyen bo",
        "hop dong",
        "lenh",
    }
)
_CODES: Final = {code for _, code in _KINDS if code} | {
    code for code in _ALL_SHORT.values() if code
}
# As they are also written: without marks, in capitals, and the codes of joint papers.
SYMBOL_CODES: Final = frozenset(
    _CODES
    | {code.upper() for code in _CODES}
    | {code.replace("Đ", "D") for code in _CODES}
    | {"QĐi", "CV", "QCPH", "KHLT", "HDLT", "CTPH", "CTHĐ", "QH"}
)
_STROKED: Final = {
    "DU": "ĐU",
    "BCD": "BCĐ",
    "QD": "QĐ",
    "ND": "NĐ",
    "HDND": "HĐND",
    "DTN": "ĐTN",
    "LDLD": "LĐLĐ",
    "BTD": "BTĐ",
}
_PLAIN_FORM: Final = re.compile(
    rf"(?<![A-ZĐ])(?:{'|'.join(sorted(_STROKED, key=len, reverse=True))})(?![A-ZĐ])"
)
_BODY: Final = (
    r"chinh phu|thu tuong|quoc hoi|uy ban|ubnd|ubtvqh|ubmttq|hdnd|hoi dong|bo chinh tri|ban bi thu"
    r"|ban chap hanh|bch|ban thuong vu|btv|bo truong|bo|tinh uy|huyen uy|thanh uy|quan uy|thi uy"
    r"|dang uy|dang bo|trung uong|trunguong|dai hoi|thuong truc|cong an|giam doc|so|phong|cuc"
    r"|tong cuc|chi cuc|thanh tra|chu tich|mat tran|mttq|hoi|doan|lien doan|ban chi dao|bcd|toa an"
    r"|vien kiem sat|vien|ban|truong|ttcp|bca|bqp|lien nganh|xa|huyen|tinh|thanh pho|cac bo"
)
_ISSUED_BY: Final = re.compile(rf"[\s,)]{{0,3}}(?:cua|do|giua)\s(?=(?:{_BODY})\b)")
_ISSUER_ENDS: Final = re.compile(
    r"[,;:.“”\"\n()]|\s(?:ve|quy dinh|ban hanh|de|nham|doi voi|trong|duoc|theo|gan|tiep tuc|kem"
    r"|tren|phat dong|den|cho|vao|da|khi|huong dan|thuc hien|phe duyet|nhiem ky|neu|tai|tu|voi)\b"
    rf"|(?P<next>\s(?:va\s(?:[^\s,;.]{{1,9}}\s){{0,3}})?(?:{_NAMES})\s(?:so\b|\d))"
)
_MOST_ISSUER: Final = 90


def kind_before(plain: str, start: int, end: int) -> tuple[int, str | None, str] | None:
    """The kind of paper named last between two places: where it begins, its code, its words."""
    last = None
    for found in _KIND.finditer(plain, start, end):
        last = found
    if last is None:
        return None
    words = " ".join(last[0].split())
    return last.start(), _CODE_OF.get(words), words


def is_verb_too(words: str) -> bool:
    """Whether the folded words of a kind are also a verb of reports ("báo cáo", "hướng dẫn")."""
    return words in _VERBS


def code_of_symbol(symbol: str) -> str | None:
    """The code of the kind that a symbol opens with: "BC" of "BC-UBND", None where it has none."""
    first = re.split(r"[-/–\s]", symbol, maxsplit=1)[0]
    told = {"QD": "QĐ", "ND": "NĐ", "CTR": "CTr", "TTR": "TTr"}.get(first, first)
    return told if first in SYMBOL_CODES else None


def symbol_restored(symbol: str) -> str:
    """The symbol of a damaged text with the strokes of its đ: "NQ/DU" is "NQ/ĐU".

    Only short forms are restored that mean nothing else without the stroke.
    """
    return _PLAIN_FORM.sub(lambda found: _STROKED[found[0]], symbol)


def issuer_after(text: Text, offset: int) -> Span | None:
    """The body named right behind a paper ("của Bộ Công an"), or None."""
    begun = _ISSUED_BY.match(text.folded, offset)
    if not begun:
        return None
    limit = min(begun.end() + _MOST_ISSUER, len(text.body))
    end = limit
    for found in _ISSUER_ENDS.finditer(text.folded, begun.end() + 2, limit):
        # A capital belongs to a name: "Tứ Kỳ" does not end at the word "từ".
        name = text.body[found.start() + 1 : found.start() + 2].isupper() and found[0][0] == " "
        if found["next"] or not name:
            end = found.start()
            break
    while end > begun.end() and text.body[end - 1] in " ,":
        end -= 1
    return Span(begun.end(), end)
