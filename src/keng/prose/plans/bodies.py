"""The bodies that a plan gives work to: offices, unions, committees, heads of villages, schools.

A body is known by the word that opens its name ("Phòng ...", "Hội ...", "UBND ..."); where its name
ends is told by the verb or the sign behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from keng.kernel.letters import folded
from keng.prose.plans.verbs import verb_from

_LEVELS: Final = r"xa|phuong|thi tran|dac khu|huyen|quan|tinh|thanh pho|thon|ban|to dan pho|ap"
_OPENING: Final = re.compile(
    r"(?:cong an|bo chi huy|ban chi huy|ban chi dao|bcd|thuong truc|phong(?! ngua|, chong| chong)"
    r"|so (?!luong|ket\b|voi|vu|tay|tong|lieu)(?=[a-z])|ubnd|uy ban|hdnd|hoi dong|mat tran|mttq"
    r"|ubmttq"
    r"|hoi (?!nghi|nhap|thao|thi|y |dam)|doan (?:thanh nien|tncs|the|vien)|(?:xa|huyen|tinh|quan"
    r"|thanh) doan"
    r"|lien doan|cong doan|dai (?:phat|truyen|pt|tt)|trung tam|tram y te|vien kiem sat|toa an"
    r"|kho bac|chi cuc|cuc |chi nhanh|buu dien|dien luc|hat kiem lam|don bien phong|van phong"
    r"|benh vien|truong (?:thon|ban|ap|khu|to|cac|tieu hoc|mam non|thcs|thpt|trung hoc|phong|ban)"
    r"|ban (?:to chuc|tuyen giao|dan van|quan ly|cong tac|giam hieu|noi chinh|dan toc|van hoa"
    r"|nhan dan|bao ve|lanh dao|thuong vu)|bi thu|chi bo|chi uy|dang uy|huyen uy|tinh uy|cap uy"
    r"|dang bo|chinh quyen|thu truong|nguoi dung dau|chu tich|can bo|cong chuc|giam doc"
    r"|hieu truong|to (?:bao ve|an ninh|cong tac|dan pho|truong|truc|chuyen)|doi (?:canh sat"
    r"|quan ly)"
    r"|nha truong|luc luong|quan su|de nghi cac|moi (?:xa|phuong|thon|don vi|co quan)"
    r"|cac (?:phong|ban|nganh|doan the|co quan|don vi|truong|thon|xa|phuong|to(?! chuc tu quan)"
    r"|hoi|doanh nghiep|so|dia phuong|thanh vien|dong chi|khu|to chuc|nha truong|co so)"
    r"|(?:xa|thon|phuong|dac khu) (?=[a-z]))"
)
_HANDED: Final = re.compile(
    r"(?:[-–+*•]\s*)?(?:giao (?:cho )?|de nghi |yeu cau |trach nhiem (?:cua )?|doi voi |phan cong "
    r"|nhiem vu (?:cua )?|ve phia )"
)
_OPEN_GROUP: Final = re.compile(
    r"(?:cac |cung |mot so )+(?:co quan|ban|nganh|don vi|luc luong|dia phuong|cap|to chuc|doan the"
    r"|hoi|thanh vien|phong)\b"
)
_VAGUE: Final = re.compile(r"\b(?:lien quan|chuc nang|chuyen mon|co lien quan)\b")
_LEVEL_ONLY: Final = re.compile(rf"(?:cac )?(?:{_LEVELS})(?: (?:tren dia ban|trong).*)?$")
_GROUP_ONLY: Final = re.compile(
    r"(?:ban|nganh|doan the|phong|don vi|co quan|doanh nghiep|truong hoc|nha truong|co so giao duc"
    r"|khu dan cu|to chuc[a-z -]*)(?: (?:xa|huyen|tinh|phuong|khac))?$"
)
_ADDED: Final = re.compile(r",?\s(?:moi (?:don vi|xa|thon|co quan)|co trach nhiem)\s*$")
_LONGEST_NAME: Final = 200
_LONGEST_HEADING: Final = 30


def opens_body(plain: str) -> bool:
    """Whether folded words begin with the name of a body, or with who is asked to do something."""
    return bool(_OPENING.match(plain, _past_handing(plain)))


def heading_body(title: str) -> str | None:
    """The body that a heading gives the part below to, or None: "Đề nghị Hội Nông dân huyện".

    >>> heading_body("Đề nghị Hội Nông dân huyện:")
    'Hội Nông dân huyện'
    >>> heading_body("Công tác thi đua, khen thưởng") is None
    True
    """
    title = title.strip(" .:;-–")
    plain = folded(title)
    start = _past_handing(plain)
    opening = _OPENING.match(plain, start)
    if not opening or len(title.split()) > _LONGEST_HEADING:
        return None
    verb = _order_from(title, plain, opening.end())
    # "Công an xã chủ trì, tham mưu" is a sentence, not a heading; "Phòng ..." may hold such a word.
    if verb is not None and plain[verb:].count(" ") > 1:
        return None
    return capital(title[start:])


def leading_body(words: str) -> tuple[str, int] | None:
    """The body that a sentence begins with and where its work begins, or None.

    >>> leading_body("Giao Công an xã chủ trì tuần tra ban đêm.")
    ('Công an xã', 16)
    """
    plain = folded(words)
    start = _past_handing(plain)
    opening = _OPENING.match(plain, start)
    if not opening:
        return None
    colon = plain.find(":", start, start + _LONGEST_NAME)
    verb = _order_from(words, plain, opening.end())
    ends = [place for place in (colon, verb) if place is not None and place > start]
    if not ends or min(ends) - start > _LONGEST_NAME:
        return None
    end = min(ends)
    name = _without_additions(words[start:end])
    work = end + 1 if end == colon else end
    return (capital(name), work) if name else None


def helpers_in(words: str, known: Sequence[str], lead: str | None = None) -> tuple[str, ...]:
    """The named bodies that work is shared with: "phối hợp với Công an huyện, UBND các xã ...".

    `known` are the bodies that the plan names elsewhere in full; a shorter name becomes the full
    one. Open groups ("các ngành liên quan") are nobody's name and are left out. Of two bodies that
    work together ("phối hợp giữa A với B") the one that is not the `lead` is its helper.
    """
    plain = folded(words)
    found: list[str] = []
    for start, end in _shared_with(plain):
        found += [_in_full(name, known) for name in listed(_ended(words[start:end]))]
    for both in _BETWEEN.finditer(plain):
        pair = [words[both.start(name) : both.end(name)] for name in ("one", "other")]
        pair = [_ended(name) for name in pair]
        if lead and any(_same(name, lead) for name in pair):
            found += [_in_full(name, known) for name in pair if not _same(name, lead)]
    return tuple(dict.fromkeys(name for name in found if _is_named(name)))


def listed(words: str) -> tuple[str, ...]:
    """The bodies of a list; "UBND các xã, thị trấn" stays one.

    >>> listed("Công an xã, Đoàn Thanh niên; UBND các xã, thị trấn")
    ('Công an xã', 'Đoàn Thanh niên', 'UBND các xã, thị trấn')
    """
    names: list[str] = []
    for piece in _pieces(words):
        name = piece.strip(" .,;:-–+•")
        if not name:
            continue
        plain = folded(name)
        joins = _LEVEL_ONLY.match(plain) or _GROUP_ONLY.match(plain)
        if names and joins and (name[0].islower() or _LEVEL_ONLY.match(plain)):
            names[-1] = f"{names[-1]}, {name}"
        else:
            names.append(name)
    return tuple(names)


_SHARED: Final = re.compile(
    r"\bphoi hop (?:chat che |thuong xuyen )?(?:voi|cung)\s|\bcung voi\s(?=cong an|hoi|doan|phong)"
)
_BETWEEN: Final = re.compile(
    r"\bphoi hop giua (?P<one>[^,.;()]{3,60}?) (?:voi|va) (?P<other>[^.;()]{3,80})"
)
_NAME_ENDS: Final = re.compile(
    r"\s(?:trong|về|để|tại|trên địa bàn|nhằm|với|khi"
    r"|và (?:các|ban|ngành|đơn vị|một số|nhân dân|Nhân dân))(?=[\s,]|$)"
)
_SHARED_REACH: Final = 220


def _shared_with(plain: str) -> Iterable[tuple[int, int]]:
    for found in _SHARED.finditer(plain):
        verb = verb_from(plain, found.end())
        stop = re.compile(r"[.;:()]").search(plain, found.end())
        ends = [verb, stop.start() if stop else None, len(plain), found.end() + _SHARED_REACH]
        yield found.end(), min(end for end in ends if end is not None)


def _ended(words: str) -> str:
    found = _NAME_ENDS.search(words)
    return words[: found.start()] if found else words


def _same(name: str, lead: str) -> bool:
    one, other = folded(name), folded(lead)
    return one.startswith(other) or other.startswith(one)


def _pieces(words: str) -> Iterable[str]:
    """The pieces of a list, cut at its signs and at an "và" behind which another body begins."""
    start = 0
    for found in re.finditer(r"\s*[;\n,]\s*|\s+và\s+", words):
        if found[0].strip() == "và" and not opens_body(folded(words[found.end() :])):
            continue
        yield words[start : found.start()]
        start = found.end()
    yield words[start:]


def _order_from(words: str, plain: str, start: int) -> int | None:
    """Where the first order stands; a verb with a capital is part of a name ("Phòng Quản lý")."""
    place = verb_from(plain, start)
    while place is not None and words[place].isupper():
        place = verb_from(plain, place + 1)
    return place


def _is_named(name: str) -> bool:
    plain = folded(name)
    open_group = _OPEN_GROUP.match(plain) or _VAGUE.search(plain)
    return bool(_OPENING.match(plain)) and not open_group


def _in_full(name: str, known: Sequence[str]) -> str:
    plain = folded(name)
    longer = [one for one in known if folded(one).startswith(f"{plain} ")]
    return longer[0] if len(longer) == 1 else capital(name)


def _past_handing(plain: str) -> int:
    start = 0
    while (found := _HANDED.match(plain, start)) and found.end() > start:
        start = found.end()
    marked = re.compile(r"[-–+*•\s]+").match(plain, start)
    return marked.end() if marked else start


def _without_additions(name: str) -> str:
    name = name.strip(" ,;:-–")
    plain = folded(name)
    added = _ADDED.search(f"{plain} ")
    return name[: added.start()].strip(" ,;") if added else name


def capital(name: str) -> str:
    """The name of a body with its first letter large and no sign around it."""
    name = name.strip(" .,;:-–")
    return name[:1].upper() + name[1:]
