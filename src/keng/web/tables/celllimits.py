"""What the pack says of one cell: the rules that look at it and the law behind them, in words."""

from __future__ import annotations

from dataclasses import dataclass

from keng.kernel.figures import CellKey
from keng.packs.rulebook import checks_touching
from keng.packs.schema import Act, Check, Pack, Source
from keng.reporting.cells import Sheet
from keng.web import wording


@dataclass(frozen=True)
class LawLink:
    """An act of the pack as it is cited, the place in it, and where it can be read, if known."""

    name: str
    place: str
    about: str
    url: str
    sure: str


@dataclass(frozen=True)
class Limit:
    """A rule that the value of the cell must keep."""

    label: str
    severity: str
    word: str
    fix: str
    law: LawLink | None


def limits_of(sheet: Sheet, key: CellKey) -> list[Limit]:
    """Every rule of the form that looks at the cell, the blocking ones first."""
    order = ("block", "warn", "hint")
    touching = checks_touching(key, sheet.form, sheet.pack)
    touching.sort(key=lambda check: order.index(check.severity))
    return [_limit(check, sheet.pack) for check in touching]


def law_link(source: Source | None, pack: Pack) -> LawLink | None:
    """The act that a statement rests on; None where the pack names neither act nor address."""
    if source is None:
        return None
    act = pack.acts.get(source.act) if source.act else None
    if act is None and not source.url:
        return None
    return LawLink(
        name=_name(act) if act else (source.url or ""),
        place=source.place or "",
        about=act.about.of(wording.language()) if act else "",
        url=source.url or (act.source.url if act and act.source.url else ""),
        sure=source.sure,
    )


def _limit(check: Check, pack: Pack) -> Limit:
    language = wording.language()
    return Limit(
        label=check.label.of(language),
        severity=check.severity,
        word=wording.severity(check.severity),
        fix=check.fix.of(language),
        law=law_link(check.source, pack),
    )


def _name(act: Act) -> str:
    """The act as people cite it: "TT 124/2021/TT-BCA"."""
    number = "/".join(part for part in (act.number, act.symbol) if part)
    return f"{act.type} {number}".strip() if number else f"{act.type} ({act.issuer})"
