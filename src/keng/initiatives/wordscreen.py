"""Short texts of the registers: no personal data, no names, no marks of secrecy. Pure.

A note on an activity is read by everyone above. So a text that points at a person is refused before
it is stored, and the refusal names what is wrong without repeating it (semantics 26 to 29). What
`screening` finds may be taken out here, not kept.
"""

from __future__ import annotations

import re
from typing import Final

from keng.documents.secrecy import secrecy_mark
from keng.kernel.errors import BadInput
from keng.prose.reading import read
from keng.screening.desk import refuse, told_of
from keng.screening.refusals import told_kinds

_TITLED: Final = re.compile(
    r"\b(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Ee]m|[Cc]háu|[Đđ]\/c|[Đđ]ồng chí|[Đđ]c)\s+"
    r"[A-ZĐÀ-Ỹ][a-zđà-ỹ]{0,6}\b"
)
_PLACED_SAID: Final = (
    "xã phường huyện quận tỉnh thôn làng bản ấp phố đường cầu chợ trấn khu trường núi sông tổ"
)
_PLACED: Final = frozenset(_PLACED_SAID.split())
_NAME: Final = re.compile(
    r"(?:[A-ZĐÀ-Ỹ][a-zđà-ỹ]{0,6}\s){2,4}?[A-ZĐÀ-Ỹ][a-zđà-ỹ]{0,6}(?![a-zđà-ỹ])"
)
_SURNAMES_SAID: Final = (
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Đinh Đoàn Trịnh Đào Lương"
    " Trương Phùng"
)
_SURNAMES: Final = frozenset(_SURNAMES_SAID.split())


def screened(text: str, *, what: str, what_en: str, longest: int = 300) -> str:
    """The text in one line, as it may be stored.

    Raises BadInput: too long, a mark of secrecy, personal data, or words on watched people.
    """
    line = " ".join(text.split())
    if len(line) > longest:
        raise BadInput(
            f"{what} dài {len(line)} chữ, quá {longest}; hãy viết ngắn lại.",
            message_en=f"{what_en} has {len(line)} letters, over {longest}; make it shorter.",
            code="text_too_long",
        )
    if any(secrecy_mark(one) for one in text.splitlines()):
        raise BadInput(
            f"{what} có dấu độ mật; Keng không nhận tin mật.",
            message_en=f"{what_en} bears a mark of secrecy; Keng takes in no secrets.",
            code="secret",
        )
    if line and (passages := told_of(line, may_keep=False)):
        refuse(
            passages,
            message=f"{what} có dữ liệu cá nhân ({told_kinds(passages)}); hãy bỏ, chỉ ghi việc đã "
            "làm.",
            message_en=f"{what_en} holds personal data ({told_kinds(passages, english=True)}); "
            "take it out and tell only what was done.",
        )
    if line and (told := _about_people(line)):
        vi, en = told
        raise BadInput(
            f"{what} có {vi}; hãy bỏ, chỉ ghi việc đã làm.",
            message_en=f"{what_en} holds {en}; take it out and tell only what was done.",
            code="personal_data",
        )
    return line


def a_post(text: str) -> str:
    """Who answers for something: a post, never a person. Raises BadInput for a name."""
    line = screened(text, what="Chức danh phụ trách", what_en="The post", longest=160)
    found = _NAME.search(line)
    if found and found.group().split()[0] in _SURNAMES:
        raise BadInput(
            "Người phụ trách ghi theo chức danh (ví dụ: Trưởng thôn), không ghi tên người.",
            message_en="Write who answers for it as a post (head of village), not as a name.",
            code="personal_data",
        )
    return line


def _is_person(line: str, start: int) -> bool:
    """Whether a title opens a person's name; "huyện Anh Sơn" and "đường Bà Triệu" are places."""
    before = line[:start].split()
    return not before or before[-1].lower() not in _PLACED


def _about_people(line: str) -> tuple[str, str] | None:
    if any(_is_person(line, found.start()) for found in _TITLED.finditer(line)):
        return "tên người", "the name of a person"
    if read([line]).found.passed_over:
        return "lời nói về người thuộc diện quản lý", "words on watched people"
    return None
