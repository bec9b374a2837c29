"""Personal data that a job met in the notes of files: each passage once, its places, the choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import QueryDict

from keng.intake.personal import Decisions, FoundPassage
from keng.screening.refusals import PLACEHOLDER
from keng.web.phrases.screenedfields import kind_title, usual_reasons

OUT: Final = "out"
KEEP: Final = "keep"
MOST: Final = 200
"""Passages that one page asks about; those beyond are asked about once these were decided."""

_FIELD: Final = "personal-"
_AROUND: Final = 160


@dataclass(frozen=True)
class ShownPassage:
    """One passage with the letters around it where it stands first, and everywhere it stands."""

    n: int
    what: str
    words: str
    before: str
    shown: str
    behind: str
    places: tuple[str, ...]
    may_keep: bool
    do: str
    why: str


def shown_passages(
    found: Sequence[FoundPassage], sent: QueryDict | None = None
) -> list[ShownPassage]:
    """Each passage once, in the order of the files; `sent` is what was chosen last."""
    by_words: dict[str, list[FoundPassage]] = {}
    for one in found:
        by_words.setdefault(one.words, []).append(one)
    chosen = _chosen(sent) if sent is not None else {}
    return [
        _shown(n, several, *chosen.get(words, ("", "")))
        for n, (words, several) in enumerate(list(by_words.items())[:MOST])
    ]


def decisions_in(sent: QueryDict) -> Decisions:
    """What was chosen in a form of `shown_passages`."""
    chosen = _chosen(sent)
    keeps = {words: why for words, (do, why) in chosen.items() if do == KEEP}
    return Decisions(keeps, frozenset(words for words, (do, _why) in chosen.items() if do == OUT))


def passages_context(
    found: Sequence[FoundPassage], sent: QueryDict | None = None, wrong: str = ""
) -> dict[str, Any]:
    """What the part of a page needs that asks; `wrong` is why nothing was done."""
    return {
        "passages": shown_passages(found, sent),
        "passages_beyond": max(0, len({one.words for one in found}) - MOST),
        "passages_wrong": wrong,
        "placeholder": PLACEHOLDER,
        "reasons": usual_reasons(),
    }


def _chosen(sent: QueryDict) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for n in range(MOST):
        if (words := sent.get(f"{_FIELD}words-{n}")) is not None:
            found[words] = sent.get(f"{_FIELD}do-{n}", ""), sent.get(f"{_FIELD}why-{n}", "")
    return found


def _shown(n: int, several: Sequence[FoundPassage], do: str, why: str) -> ShownPassage:
    one = several[0]
    return ShownPassage(
        n=n,
        what=kind_title(one.kind),
        words=one.words,
        before=("…" if one.first > _AROUND else "") + one.text[: one.first][-_AROUND:],
        shown=one.text[one.first : one.last],
        behind=one.text[one.last :][:_AROUND] + ("…" if one.last + _AROUND < len(one.text) else ""),
        places=tuple(
            dict.fromkeys(
                "!".join(part for part in (at.file, at.sheet, at.cell) if part) for at in several
            )
        ),
        may_keep=one.may_keep,
        do=do,
        why=why,
    )
