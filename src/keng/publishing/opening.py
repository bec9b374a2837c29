"""To whom the content of a paper opens: a file shows its numbers to whoever holds it.

Pages are made for their reader; a paper is made once, by somebody near. One that prints small
totals of people, or what people wrote on a form that holds such totals, opens to who sees all of
these anyway; anybody else knows that it is there, and has the same report written for their own
eyes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from keng.consolidation.disclosure import sees_all, small_among
from keng.documents import word
from keng.kernel.actors import Actor
from keng.kernel.errors import DomainError, NotAllowed
from keng.kernel.figures import CellKey
from keng.packs.installed import current
from keng.publishing import files
from keng.publishing.models import Paper, PaperFile
from keng.publishing.recognition import is_recognition
from keng.publishing.registers import is_of_register
from keng.reporting.queries.texts import text_slots_of

_TAGLESS = frozenset({PaperFile.Kind.PDF.value, PaperFile.Kind.SIGNED.value})
_WORD = re.compile(r"\w+")
_IN_WORDS = frozenset(
    {"không", "một", "hai", "ba", "bốn", "tư", "năm", "lăm", "sáu", "bảy", "bẩy", "tám", "chín"}
    | {"mười", "mươi", "chục", "tá", "đôi", "cặp", "vài", "dăm"}
)


def is_open_to(paper: Paper, *, actor: Actor, on: date) -> bool:
    """Whether the actor, who may view the unit of the paper, may read what it says.

    All that any of its Word files has printed counts: a PDF and a signed scan are made of one of
    them; so do the totals of a form whose written parts it prints. Papers of recognition print what
    everybody may read (docs/decisions/0261).
    """
    if actor.account_id is None or is_recognition(paper.outline):
        return True
    printed = {cell for digest in _word_files(paper) for cell in _cells_in(digest)}
    told = printed | cells_beside_words(paper.outline)
    return sees_all(paper.unit_id, told, actor, on, day=paper.last)


def require_open(paper: Paper, *, actor: Actor, on: date) -> None:
    """Raise NotAllowed, saying where the same figures are found, unless `is_open_to`."""
    if not is_open_to(paper, actor=actor, on=on):
        raise NotAllowed(
            "Văn bản này in tổng số nhỏ về người, chỉ mở cho đơn vị lập và nơi thấy đủ các số đó. "
            "Hãy lập báo cáo cùng đơn vị và kỳ này để xem phần bạn được xem.",
            message_en="This paper prints small totals of people; it opens to the unit that made "
            "it and to who sees all of them. Have the report of the same unit and period written "
            "to see what you may see.",
        )


def cells_beside_words(outline: str) -> frozenset[CellKey]:
    """The cells of the forms whose written parts a report of this outline prints; none of others.

    What is written on a form may tell any of its totals (docs/decisions/0371).
    """
    pack = current()
    found = pack.outlines.get(outline)
    if found is None:
        return frozenset()
    forms = [pack.forms[code] for code in found.forms if code in pack.forms]
    worded = (form for form in forms if text_slots_of(found))
    return frozenset(cell for form in worded for cell in form.cells())


def lines_held(content: bytes, lines: Sequence[str], *, outline: str) -> frozenset[int]:
    """The lines, from 1, of a Word file that tell of small totals; none where it prints none.

    Those with such a figure, and all others with a digit or a number in words: sums beside the
    tagged figures, such as a unit's own row in a table of those below it, bear no tag themselves,
    nor does what a person has written.
    """
    placed = word.placed_fields(content)
    small = small_among(cell for _, field in placed for cell in _cells_of(field))
    tagged = {line for line, field in placed if small & set(_cells_of(field))}
    if not tagged and not small_among(cells_beside_words(outline)):
        return frozenset()
    return frozenset(tagged | {n for n, line in enumerate(lines, 1) if _tells_a_number(line)})


def _tells_a_number(line: str) -> bool:
    """Whether a line holds a digit or a number in words; one in capitals is a name in a head."""
    words = _WORD.findall(line)
    return any(one.isdigit() for one in line) or any(
        one.lower() in _IN_WORDS and not one.isupper() for one in words
    )


def _word_files(paper: Paper) -> list[str]:
    """The digests of the Word files of a paper that Keng or a writer made."""
    return [one.sha256 for one in paper.files.all() if one.kind not in _TAGLESS]


@lru_cache(maxsize=1024)
def _cells_in(digest: str) -> frozenset[CellKey]:
    """The cells that a stored file prints; a file never changes under its digest."""
    fields = word.read_fields(files.read(digest))
    return frozenset(cell for field in fields for cell in _cells_of(field))


def _cells_of(field: word.ReadField) -> tuple[CellKey, ...]:
    """The cell of a figure, and the one that it is a share of; none for a count of a register."""
    if field.source is None:
        return ()
    named = [CellKey(field.source.indicator, field.source.by)]
    try:
        named += [CellKey.parse(field.source.of)] if field.source.of else []
    except DomainError:
        return tuple(named)
    return tuple(one for one in named if not is_of_register(one))
