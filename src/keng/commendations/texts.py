"""What is said of an achievement, and the name of who is commended: what may be stored of it. Pure.

The one place for a personal name is the field of the name. The achievement is about what was done:
a text with personal data, a name or words on watched people is refused (semantics 25 to 29).
"""

from __future__ import annotations

import re
from typing import Final

from keng.initiatives.wordscreen import screened
from keng.kernel.errors import BadInput
from keng.orgunits.vocabulary import search_form
from keng.reporting.storable import refuse_unstorable

LONGEST: Final = 4000
_NAME: Final = re.compile(r"[^\W\d_]+(?:[ .'-]+[^\W\d_]+)*\.?")
_LONGEST_NAME: Final = 80


def told(text: str, *, name: str = "") -> str:
    """An achievement as it is stored, its paragraphs kept.

    Raises BadInput: nothing written, too long, personal data, a name (also that of `name`), a mark
    of secrecy, words on watched people. The words are not repeated.
    """
    kept = "\n".join(line.rstrip() for line in text.strip().splitlines())
    screened(text, what="Thành tích", what_en="The achievement", longest=LONGEST)
    refuse_unstorable(kept, where="achievement")
    if not kept:
        raise BadInput(
            "Hãy ghi tóm tắt thành tích.",
            message_en="Sum up the achievement.",
            code="text_missing",
        )
    if name and search_form(name) in search_form(kept):
        raise BadInput(
            "Thành tích không nêu lại tên người được khen; tên chỉ ghi ở ô Họ và tên.",
            message_en="The achievement does not repeat the name: it stands in its own field only.",
            code="personal_data",
        )
    return kept


def short(text: str, *, what: str, what_en: str, longest: int = 200) -> str:
    """A short line that must be there, screened. Raises BadInput as `told`."""
    kept = screened(text, what=what, what_en=what_en, longest=longest)
    refuse_unstorable(kept, where=what)
    if not kept:
        raise BadInput(
            f"Hãy ghi: {what.lower()}.", message_en=f"{what_en} is missing.", code="text_missing"
        )
    return kept


def person_name(text: str) -> str:
    """A person's name alone: letters, no number, no title, no address. Raises BadInput."""
    kept = " ".join(text.split())
    if not kept or len(kept) > _LONGEST_NAME or not _NAME.fullmatch(kept):
        raise BadInput(
            "Họ và tên chỉ gồm chữ, không quá 80 ký tự; chức vụ và nơi công tác ghi ở ô bên dưới, "
            "không ghi ngày sinh, số giấy tờ, địa chỉ nhà.",
            message_en="A name has letters only, at most 80; post and place of work stand below, "
            "and no date of birth, identity number or home address anywhere.",
            code="bad_name",
        )
    return kept
