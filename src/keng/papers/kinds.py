"""The kinds of papers that the register knows: data in `kinds.yaml`, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from keng.kernel.vietnamese import searchable


@dataclass(frozen=True)
class Kind:
    """A kind of paper; `in_decree` says whether its code stands in Annex III of Decree 30/2020."""

    code: str
    vi: str
    en: str
    in_decree: bool


@cache
def kinds() -> dict[str, Kind]:
    """All kinds by their code, those of the decree first."""
    text = files("keng.papers").joinpath("kinds.yaml").read_text(encoding="utf-8")
    groups = yaml.safe_load(text)
    return {
        code: Kind(code, words["vi"], words["en"], group == "nd30")
        for group in ("nd30", "other")
        for code, words in groups[group].items()
    }


def kind_name(code: str, language: str = "vi") -> str:
    """What a kind is called; a code that is not known stays as it is."""
    kind = kinds().get(code)
    if kind is None:
        return code
    return kind.en if language == "en" else kind.vi


def kind_named(text: str) -> str | None:
    """The code of a kind written as code or name, without diacritics too; None for no kind."""
    return _spoken().get(searchable(text))


@cache
def _spoken() -> dict[str, str]:
    found: dict[str, str] = {}
    for kind in kinds().values():
        for words in (kind.vi, kind.code):
            found.setdefault(searchable(words), kind.code)
    return found
