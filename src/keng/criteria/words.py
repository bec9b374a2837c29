"""Free text that a person writes into an assessment: what may be stored of it. Pure.

Notes and explanations are about the work of a unit. A text with personal data or about watched
groups of people is refused with its place, never stored and cut (semantics 25, 28, 29).
"""

from __future__ import annotations

from typing import Final

from keng.kernel.errors import BadInput
from keng.proofing.manuscript import Manuscript
from keng.proofing.masking import WITHHELD, Privacy
from keng.prose.text import Span
from keng.reporting.storable import refuse_unstorable
from keng.screening.desk import refuse, told_of

LONGEST: Final = 4000


def written(text: str, *, where: str) -> str:
    """The text as it is stored: without blanks around it; "" stays "".

    Raises BadInput for a secrecy mark, a broken character, a text over 4,000 letters, personal
    data, or a sentence about watched people. The words are not repeated in the message.
    """
    kept = text.strip()
    refuse_unstorable(kept, where=where)
    if len(kept) > LONGEST:
        raise BadInput(
            f"Nội dung dài {len(kept)} ký tự, quá {LONGEST}; hãy viết gọn hoặc đính kèm tệp.",
            message_en=f"The text has {len(kept)} letters, over {LONGEST}; shorten it or attach "
            "a file.",
            where=where,
        )
    if kept and (passages := told_of(kept, may_keep=False)):
        refuse(passages, where=where)
    if kept and _is_about_people(kept):
        raise BadInput(
            "Nội dung có thông tin cá nhân hoặc nói về nhóm người thuộc diện quản lý nên không "
            "được lưu. Chỉ ghi việc làm của đơn vị, không nêu người.",
            message_en="The text holds personal data or speaks of watched groups of people and "
            "was not stored. Write what the unit did, not about people.",
            where=where,
            code="about_people",
        )
    return kept


def needed(text: str, *, where: str, vi: str, en: str) -> str:
    """The same for a text that must be given; `vi` and `en` say what to write."""
    kept = written(text, where=where)
    if not kept:
        raise BadInput(vi, message_en=en, where=where, code="text_missing")
    return kept


def _is_about_people(text: str) -> bool:
    manuscript = Manuscript.of(text.splitlines())
    privacy = Privacy(manuscript)
    whole = Span(0, len(manuscript.text.folded))
    return privacy.quoted(whole, withhold=False) == WITHHELD
