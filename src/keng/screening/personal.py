"""Personal data in a text: which passages, and of which kind. Pure; the one detector of Keng.

The proofreader points at what stands in a paper, the rooms refuse it in their registers, and every
free text is held against it before it is saved. All three see the same passages; only a number or
an address of an office, which is public, is a finding for the proofreader and none on saving.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from keng.kernel.letters import folded, lowered


class Kind(StrEnum):
    """What a passage is."""

    IDENTITY = "identity"
    PHONE = "phone"
    BIRTH = "birth"
    HOME = "home"
    MAIL = "mail"
    BANK = "bank"
    WATCHED_NAME = "watched_name"


@dataclass(frozen=True)
class Passage:
    """A place in a text, half-open: `start` to `end` with the words that lead to it.

    `first` to `last` are the letters of the data alone, which may be taken out. `of_office`: a
    number or an address that belongs to an office.
    """

    kind: Kind
    start: int
    end: int
    first: int
    last: int
    of_office: bool = False


_IDENTITY: Final = re.compile(
    r"\b(?:cccd|cmnd|cmt|can cuoc(?: cong dan)?|chung minh (?:nhan dan|thu)|dinh danh(?: ca nhan)?"
    r"|ho chieu)\b[^\d\n]{0,30}(?P<data>(?:[a-z]\d{7}|\d{9}(?:\d{3})?))(?!\d)"
)
_TWELVE: Final = re.compile(r"(?<![\d.,/-])0\d{11}(?!\d|[/-]|[.,]\d)")
# Numbers are written in groups; a row of single figures is a table.
_PHONE: Final = re.compile(
    r"(?<![\d.,/-])(?:\+84[ .]?\d|0)\d{1,3}(?:[ .]?\d{2,4}){2,3}(?!\d|[/-]|,\d)"
    r"|\b(?:sdt|dien thoai|dt|so may)\s?:?\s?(?P<data>\d(?:[ .]?\d){7,11})"
)
_PHONE_DIGITS: Final = range(8, 13)
_MOBILE_DIGITS: Final = 10
# Fixed lines (area codes begin with 02) and the numbers of services belong to offices.
_OFFICE_PHONE: Final = re.compile(r"(?:\+84|0)2|1[89]00")
_BORN: Final = re.compile(
    r"\b(?:sinh (?:ngay|nam)|sn|nam sinh"
    r"|ngay sinh)\s?:?\s?(?P<data>(?:\d{1,2}[/.-]\d{1,2}[/.-])?(?:19|20)\d\d)\b"
)
_HOME: Final = re.compile(
    r"\b(?:hktt|ho khau thuong tru|noi thuong tru|noi cu tru|cu tru tai|thuong tru tai|tru tai"
    r"|hien o|noi o hien nay|dia chi nha)\b\s?:?\s?(?:tai |o )?(?P<data>(?:so nha |so |thon "
    r"|ap |to |khu |xom |ban "
    r"|duong )[^;.\n]{3,80})"
)
_MAIL: Final = re.compile(r"[a-z0-9._%+-]{1,64}@(?P<host>[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+)")
_OFFICE_HOST: Final = re.compile(r"(?:^|\.)gov\.vn$")
_BANK: Final = re.compile(
    r"\b(?:stk|so (?:tai khoan|tk)|tai khoan(?: ngan hang)?(?: so)?)\s?(?:so)?\s?:?\s?"
    r"(?P<data>\d(?:[ -]?\d){7,18})(?![\d.,])"
)
_TREASURY: Final = re.compile(r"[^.;\n]{0,60}\bkho bac")
_WATCHED: Final = re.compile(
    r"\b(?:doi tuong|bi can|bi cao|nghi pham|nguoi nghien|con nghien|pham nhan|nguoi bi (?:bat"
    r"|tam giu)"
    r"|nguoi (?:chap hanh|man han) [a-z ]{2,16}|nguoi cai nghien)\s?:?,?\s(?:la )?"
)
_NAME: Final = re.compile(
    r"(?:[A-ZĐÀ-Ỹ][a-zđà-ỹ]{0,6}\s){2,4}?[A-ZĐÀ-Ỹ][a-zđà-ỹ]{0,6}(?![a-zđà-ỹ])"
)
_SURNAMES_SAID: Final = (
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đoàn"
    " trịnh mai đào cao lâm hà tạ lương vương trương chu phùng kiều thái tô lò vàng giàng"
    " sùng má lường quàng cà lù hạng thào mùa y a rơ ksor siu h' nay kpă bá châu quách la"
    " lưu mạc nông ma hứa triệu bế"
)
_SURNAMES: Final = frozenset(_SURNAMES_SAID.split())
# Without figures near each other or an @ there is no number.
_MAY_HOLD: Final = re.compile(r"\d[ .-]?\d[ ./-]?\d|@")


def passages(plain: str, body: str) -> Iterator[Passage]:
    """Every passage of a text; `plain` is `body` in folded letters, of the same length.

    A twelve-figure number that its label already told of is named once. Ordered by kind.
    """
    if _MAY_HOLD.search(plain):
        yield from identities(plain)
        yield from phones(plain)
        yield from births(plain)
        yield from _mails(plain)
        yield from _accounts(plain)
    yield from homes(plain)
    yield from watched_names(plain, body)


def found_in(text: str) -> list[Passage]:
    """What has to be taken out of a text, or kept with a reason; in order, none inside another.

    `text` is composed (NFC). Data of offices are left alone.
    """
    found = [one for one in passages(folded(text), text) if not one.of_office]
    kept: list[Passage] = []
    for one in sorted(found, key=lambda passage: (passage.first, -passage.last)):
        if not kept or one.first >= kept[-1].last:
            kept.append(one)
    return kept


def identities(plain: str) -> Iterator[Passage]:
    """Numbers of identity cards and passports."""
    told: list[tuple[int, int]] = []
    for found in _IDENTITY.finditer(plain):
        told.append(found.span())
        yield _labelled(Kind.IDENTITY, found)
    for found in _TWELVE.finditer(plain):
        start, end = found.span()
        if not any(begin < end and start < stop for begin, stop in told[-200:]):
            told.append((start, end))
            yield Passage(Kind.IDENTITY, start, end, start, end)


def phones(plain: str) -> Iterator[Passage]:
    """Telephone numbers, in one piece or in groups."""
    for found in _PHONE.finditer(plain):
        digits = sum(letter.isdigit() for letter in found.group())
        if digits in _PHONE_DIGITS and (found["data"] or digits >= _MOBILE_DIGITS):
            first, last = found.span("data") if found["data"] else found.span()
            is_office = _OFFICE_PHONE.match(plain, first) is not None
            yield Passage(Kind.PHONE, *found.span(), first, last, of_office=is_office)


def births(plain: str) -> Iterator[Passage]:
    """Days and years on which somebody was born."""
    return (_labelled(Kind.BIRTH, found) for found in _BORN.finditer(plain))


def homes(plain: str) -> Iterator[Passage]:
    """Where somebody lives."""
    return (_labelled(Kind.HOME, found) for found in _HOME.finditer(plain))


def watched_names(plain: str, body: str) -> Iterator[Passage]:
    """A person's name right behind a word for a watched person."""
    for found in _WATCHED.finditer(plain):
        name = _NAME.match(body, found.end())
        if name and lowered(name.group()).split()[0] in _SURNAMES:
            yield Passage(Kind.WATCHED_NAME, found.start(), name.end(), name.start(), name.end())


def _mails(plain: str) -> Iterator[Passage]:
    for found in _MAIL.finditer(plain):
        is_office = _OFFICE_HOST.search(found["host"]) is not None
        yield Passage(Kind.MAIL, *found.span(), *found.span(), of_office=is_office)


def _accounts(plain: str) -> Iterator[Passage]:
    for found in _BANK.finditer(plain):
        is_office = _TREASURY.match(plain, found.end()) is not None
        yield Passage(Kind.BANK, *found.span(), *found.span("data"), of_office=is_office)


def _labelled(kind: Kind, found: re.Match[str]) -> Passage:
    return Passage(kind, *found.span(), *found.span("data"))
