"""Personal data in a text, pointed at so that it can be taken out; the data is not quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from keng.proofing.finding import Check, Remark, Rule, Severity
from keng.proofing.manuscript import Manuscript
from keng.prose.text import Span

_IDENTITY: Final = re.compile(
    r"\b(?:cccd|cmnd|cmt|can cuoc(?: cong dan)?|chung minh (?:nhan dan|thu)|dinh danh(?: ca nhan)?"
    r"|ho chieu)\b[^\d\n]{0,30}(?P<data>(?:[a-z]\d{7}|\d{9}(?:\d{3})?))(?!\d)"
)
_TWELVE: Final = re.compile(r"(?<![\d.,/-])0\d{11}(?![\d.,/-])")
# Numbers are written in groups; a row of single figures is a table.
_PHONE: Final = re.compile(
    r"(?<![\d.,/-])(?:\+84[ .]?\d|0)\d{1,3}(?:[ .]?\d{2,4}){2,3}(?![\d,/-])"
    r"|\b(?:sdt|dien thoai|dt|so may)\s?:?\s?(?P<data>\d(?:[ .]?\d){7,11})"
)
_PHONE_DIGITS: Final = range(8, 13)
_MOBILE_DIGITS: Final = 10
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


def _pointing(code: str, pattern: re.Pattern[str], what: str, english: str) -> Check:
    def check(manuscript: Manuscript) -> Iterator[Remark]:
        for found in pattern.finditer(manuscript.text.folded):
            yield _remark(code, Span(*found.span()), what, english)

    return check


def identities(manuscript: Manuscript) -> Iterator[Remark]:
    """Numbers of identity cards and passports."""
    told = [Span(*found.span()) for found in _IDENTITY.finditer(manuscript.text.folded)]
    for found in _TWELVE.finditer(manuscript.text.folded):
        span = Span(*found.span())
        if not any(span.overlaps(other) for other in told[-200:]):
            told.append(span)
    for span in told:
        yield _remark("K401", span, "số giấy tờ tùy thân", "the number of an identity paper")


def phones(manuscript: Manuscript) -> Iterator[Remark]:
    """Telephone numbers, in one piece or in groups."""
    for found in _PHONE.finditer(manuscript.text.folded):
        digits = sum(letter.isdigit() for letter in found.group())
        if digits in _PHONE_DIGITS and (found["data"] or digits >= _MOBILE_DIGITS):
            yield _remark("K402", Span(*found.span()), "số điện thoại", "a telephone number")


def watched_names(manuscript: Manuscript) -> Iterator[Remark]:
    """A person's name right behind a word for a watched person."""
    text = manuscript.text
    for found in _WATCHED.finditer(text.folded):
        name = _NAME.match(text.body, found.end())
        if name and text.low[name.start() : name.end()].split()[0] in _SURNAMES:
            yield _remark(
                "K405",
                Span(found.start(), name.end()),
                "tên người bên cạnh từ chỉ đối tượng quản lý",
                "a name beside a word for a watched person",
            )


def _remark(code: str, span: Span, what: str, english: str) -> Remark:
    return Remark(
        code,
        span,
        f"Có {what}; hãy bỏ hoặc che trước khi phát hành.",
        f"Here stands {english}; take it out or mask it before issuing.",
        masked=True,
    )


births: Final = _pointing("K403", _BORN, "ngày, năm sinh của một người", "a person's date of birth")
homes: Final = _pointing("K404", _HOME, "địa chỉ nơi ở của một người", "a person's home address")

RULES: Final = (
    Rule(
        "K401",
        Severity.WARNING,
        "Số giấy tờ tùy thân",
        "Number of an identity paper",
        "Số căn cước, chứng minh nhân dân không có chỗ trong báo cáo.",
        "The number of an identity card has no place in a report.",
        "Ông Trần Văn Mẫu, CCCD số 001099000001, đã bàn giao hiện vật.",
        "Ông Trần Văn Mẫu đã bàn giao hiện vật.",
        identities,
    ),
    Rule(
        "K402",
        Severity.WARNING,
        "Số điện thoại",
        "Telephone number",
        "Số điện thoại của cá nhân không nên đi theo báo cáo.",
        "A person's telephone number should not travel with a report.",
        "Mọi thông tin xin báo đồng chí Mẫu, điện thoại 0900000001.",
        "Mọi thông tin xin báo Công an xã.",
        phones,
    ),
    Rule(
        "K403",
        Severity.WARNING,
        "Ngày, năm sinh của một người",
        "Date of birth",
        "Ngày, năm sinh cho biết đích danh một người.",
        "A date of birth points at one person.",
        "Trao quà cho em Trần Thị Mẫu, sinh năm 2011.",
        "Trao quà cho 01 học sinh vượt khó.",
        births,
    ),
    Rule(
        "K404",
        Severity.WARNING,
        "Địa chỉ nơi ở của một người",
        "Home address",
        "Địa chỉ nơi ở cho biết đích danh một hộ.",
        "A home address points at one household.",
        "Hỗ trợ gia đình ông Mẫu, trú tại: số nhà 12, thôn Đông.",
        "Hỗ trợ 01 gia đình khó khăn của thôn Đông.",
        homes,
    ),
    Rule(
        "K405",
        Severity.WARNING,
        "Tên người bên cạnh từ chỉ đối tượng quản lý",
        "Name beside a word for a watched person",
        "Báo cáo không nêu tên người đang bị theo dõi, nghi vấn, bị kết án hay đang chữa trị.",
        "No report names a person who is watched, suspected, convicted or treated.",
        "Đã lập hồ sơ đối tượng Trần Văn Mẫu.",
        "Đã lập 01 hồ sơ theo quy định.",
        watched_names,
    ),
)
