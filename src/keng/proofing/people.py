"""Personal data in a text, pointed at so that it can be taken out; the data is not quoted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from keng.proofing.finding import Remark, Rule, Severity
from keng.proofing.manuscript import Manuscript
from keng.prose.text import Span
from keng.screening import personal
from keng.screening.personal import Kind, Passage

_WHAT: Final = {
    Kind.IDENTITY: ("K401", "số giấy tờ tùy thân", "the number of an identity paper"),
    Kind.PHONE: ("K402", "số điện thoại", "a telephone number"),
    Kind.BIRTH: ("K403", "ngày, năm sinh của một người", "a person's date of birth"),
    Kind.HOME: ("K404", "địa chỉ nơi ở của một người", "a person's home address"),
    Kind.WATCHED_NAME: (
        "K405",
        "tên người bên cạnh từ chỉ đối tượng quản lý",
        "a name beside a word for a watched person",
    ),
}


def identities(manuscript: Manuscript) -> Iterator[Remark]:
    """Numbers of identity cards and passports."""
    return _remarks(personal.identities(manuscript.text.folded))


def phones(manuscript: Manuscript) -> Iterator[Remark]:
    """Telephone numbers, those of offices too: in a paper they are looked at by a person."""
    return _remarks(personal.phones(manuscript.text.folded))


def births(manuscript: Manuscript) -> Iterator[Remark]:
    """Days and years of birth."""
    return _remarks(personal.births(manuscript.text.folded))


def homes(manuscript: Manuscript) -> Iterator[Remark]:
    """Home addresses."""
    return _remarks(personal.homes(manuscript.text.folded))


def watched_names(manuscript: Manuscript) -> Iterator[Remark]:
    """A person's name right behind a word for a watched person."""
    text = manuscript.text
    return _remarks(personal.watched_names(text.folded, text.body))


def _remarks(passages: Iterator[Passage]) -> Iterator[Remark]:
    for one in passages:
        code, what, english = _WHAT[one.kind]
        yield Remark(
            code,
            Span(one.start, one.end),
            f"Có {what}; hãy bỏ hoặc che trước khi phát hành.",
            f"Here stands {english}; take it out or mask it before issuing.",
            masked=True,
        )


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
