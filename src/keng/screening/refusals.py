"""A text with personal data was not saved: which passages, in which field, and what may be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from keng.kernel.errors import BadInput
from keng.screening.personal import Kind

PLACEHOLDER: Final = "[đã bỏ]"
"""What stands where a passage was taken out."""

KINDS: Final = {
    Kind.IDENTITY: ("số giấy tờ tùy thân", "the number of an identity paper"),
    Kind.PHONE: ("số điện thoại", "a telephone number"),
    Kind.BIRTH: ("ngày, năm sinh", "a date of birth"),
    Kind.HOME: ("địa chỉ nơi ở", "a home address"),
    Kind.MAIL: ("địa chỉ thư điện tử", "a mail address"),
    Kind.BANK: ("số tài khoản ngân hàng", "the number of a bank account"),
    Kind.WATCHED_NAME: ("tên người thuộc diện quản lý", "the name of a watched person"),
}
NEVER_KEPT: Final = frozenset({Kind.WATCHED_NAME})
"""What no reason lets pass: no record of a watched person (design, Lines)."""


@dataclass(frozen=True)
class Told:
    """One passage that was refused.

    `field` is `table.column`, empty where the text is no column. `words` are the letters of the
    data in a spelling of their own (`desk.said`): they go back to whoever typed them, into no
    journal and no log. `first` to `last` is their place in `text`.
    """

    field: str
    kind: Kind
    words: str
    text: str
    first: int
    last: int
    may_keep: bool


def told_kinds(passages: Sequence[Told], *, english: bool = False) -> str:
    """What the passages are, each kind once."""
    return ", ".join(dict.fromkeys(KINDS[one.kind][english] for one in passages))


class PersonalData(BadInput):
    """Free text with personal data that nobody took out or kept with a reason."""

    default_code: ClassVar[str] = "personal_data"

    def __init__(
        self, passages: Sequence[Told], *, message: str = "", message_en: str = "", where: str = ""
    ) -> None:
        what, what_en = told_kinds(passages), told_kinds(passages, english=True)
        may_keep = all(one.may_keep for one in passages)
        then = "Hãy bỏ ra, hoặc giữ lại và ghi lý do." if may_keep else "Hãy bỏ ra."
        then_en = "Take it out, or keep it with a reason." if may_keep else "Take it out."
        super().__init__(
            message or f"Chưa lưu: nội dung có {what}. {then}",
            message_en=message_en or f"Not saved: the text holds {what_en}. {then_en}",
            where=where,
        )
        self.passages = tuple(passages)

    def as_json(self) -> list[dict[str, Any]]:
        """The passages for a program: field, kind, words, place in the text, what may be done."""
        return [
            {
                "field": one.field,
                "kind": one.kind.value,
                "words": one.words,
                "first": one.first,
                "last": one.last,
                "may_keep": one.may_keep,
            }
            for one in self.passages
        ]
