"""How many members a body has, told once by what it consists of and once by who came."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from keng.proofing.finding import Remark
from keng.proofing.manuscript import Manuscript
from keng.proofing.rounding import shown
from keng.prose.text import Span

_BODY: Final = (
    r"(?P<body>ban chi dao|hoi dong [a-z]+ [a-z]+|ban thuong vu|ban chap hanh|ban to chuc"
    r"|to tham dinh|to cong tac|doan kiem tra|ban giam sat|luc luong tham gia)"
)
_MEMBERS: Final = r"(?:thanh vien|dong chi|uy vien|nguoi)"
_CONSISTS: Final = re.compile(
    rf"\b{_BODY}(?: [a-z]+){{0,5}},? (?:gom|co|gom co)(?: tat ca)? (?P<number>\d{{1,3}})"
    rf" {_MEMBERS}\b"
)
_CAME: Final = re.compile(
    rf"(?<![\d/])(?P<part>\d{{1,3}}) ?/ ?(?P<whole>\d{{1,3}}) {_MEMBERS}(?: cua)? {_BODY}\b"
)


def bodies(manuscript: Manuscript) -> Iterator[Remark]:
    """ "Ban Chỉ đạo gồm 21 thành viên", "19/22 thành viên Ban Chỉ đạo dự họp"."""
    text = manuscript.text.folded
    told: dict[str, dict[int, Span]] = {}
    for found in _CONSISTS.finditer(text):
        told.setdefault(found["body"], {}).setdefault(int(found["number"]), Span(*found.span()))
    for found in _CAME.finditer(text):
        numbers = told.get(found["body"], {})
        whole = int(found["whole"])
        # A body that is told with two numbers is two bodies, or one that was changed.
        if len(numbers) != 1 or whole in numbers or int(found["part"]) > whole:
            continue
        number, place = next(iter(numbers.items()))
        yield Remark(
            "K162",
            Span(*found.span()),
            f"Ở đây tổng số là {shown(Decimal(whole))}, chỗ khác nêu gồm {shown(Decimal(number))}.",
            f"The whole is {whole} here and {number} elsewhere.",
            (Decimal(whole), Decimal(number)),
            (place,),
            str(number),
        )
