"""What of a text may be shown and looked for: nothing of watched people, nobody's data. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from keng.documents.secrecy import secrecy_mark
from keng.kernel.errors import BadInput
from keng.kernel.vietnamese import fold, searchable
from keng.proofing.masking import WITHHELD
from keng.proofing.withholding import masked
from keng.prose.groups import TOPIC, Group
from keng.prose.reading import Reading, read
from keng.screening.desk import refuse, told_of

LONGEST_INDEXED: Final = 300_000
"""Letters of a text that can be looked for; PostgreSQL takes no more than a megabyte of words."""
_PERSONAL: Final = re.compile(r"\d{9}|\d{3}[ .]\d{3}[ .]\d{3}|sinh (?:nam|ngay)")
_GROUPS: Final = frozenset(group.value for group in Group)


@dataclass(frozen=True)
class Words:
    """A text as it is shown, as it is looked for, and how many places were left out."""

    text: str
    body: str
    withheld: int
    is_cut: bool


def words_of(reading: Reading, held: Collection[int] = ()) -> Words:
    """The words of a text that was read; the lines `held`, counted from 1, are left out whole."""
    kept = masked(reading)
    lines = [WITHHELD if n in held else line for n, line in enumerate(kept.lines, 1)]
    text = "\n".join(lines)
    body = searchable(text)
    return Words(
        text, body[:LONGEST_INDEXED], kept.withheld + len(held), len(body) > LONGEST_INDEXED
    )


def refuse_unquotable(text: str, what: str) -> None:
    """Refuse words that a person typed where they bear a mark of secrecy or count watched people.

    `what` names the field. Raises BadInput ("state_secret", "unquotable").
    """
    if any(secrecy_mark(line) for line in text.splitlines()):
        raise BadInput(
            f"{what} có dấu chỉ độ mật; Keng không nhận văn bản mật.",
            message_en="The text bears a mark of secrecy; Keng takes in no secret papers.",
            code="state_secret",
        )
    if passages := told_of(text, may_keep=False):
        refuse(passages)
    if not is_quotable(text):
        raise BadInput(
            f"{what} nêu số liệu hoặc thông tin về con người mà Keng không ghi; hãy viết lại không "
            "kèm con số hay thông tin cá nhân.",
            message_en="The text tells of persons in a way that Keng does not keep; write it "
            "without the number or the personal data.",
            code="unquotable",
        )


def is_quotable(text: str) -> bool:
    """Whether every word of a short text may be shown. Most texts name nobody and are not read."""
    plain = fold(text)
    if not any(letter.isdigit() for letter in plain):
        return True
    named = any(found.lastgroup in _GROUPS for found in TOPIC.finditer(plain))
    if not named and not _PERSONAL.search(plain):
        return True
    return masked(read([text])).withheld == 0
