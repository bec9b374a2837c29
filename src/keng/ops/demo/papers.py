"""The register of the demonstration: a chain from a circular down to what a commune made of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from keng.documents.reading import read
from keng.kernel.actors import Actor
from keng.kernel.moments import local_day
from keng.ops.demo.cast import Cast
from keng.packs.installed import current
from keng.papers import actions, queries
from keng.papers.actions import Facts, GivenFile
from keng.papers.queries import PaperHead, PaperView
from keng.papers.reading import Head, read_paper
from keng.papers.sameness import Reference
from keng.papers.vocabulary import Direction, LinkKind

_MARK = "VĂN BẢN MINH HỌA, KHÔNG CÓ THẬT"
_LINKS = {
    "implements": LinkKind.IMPLEMENTS,
    "cites": LinkKind.CITES,
    "replaces": LinkKind.REPLACES,
}


@cache
def plan() -> Mapping[str, Any]:
    """papers.yaml."""
    text = files("keng.ops.demo").joinpath("papers.yaml").read_text(encoding="utf-8")
    loaded: Mapping[str, Any] = yaml.safe_load(text)
    return loaded


def file_papers(cast: Cast, *, at: datetime) -> None:
    """File the acts, the invented papers with their files and links, and what is left to do."""
    for wanted in plan()["acts"]:
        _act(cast, wanted, at=at)
    made: dict[str, PaperView] = {}
    for wanted in plan()["papers"]:
        made[wanted["key"]] = _paper(cast, wanted, made, at=at)
    _left_to_do(cast, at=at)


def _act(cast: Cast, wanted: Mapping[str, str], *, at: datetime) -> None:
    """An act as the programme knows it: a day that is not known whole stays open."""
    act = current().acts[wanted["act"]]
    head = Head(
        kind=act.type,
        number=act.number or "",
        symbol=act.symbol or "",
        issued_on=_whole_day(act.issued_on),
        issuer=act.issuer,
        title=act.about.vi,
    )
    login = wanted["as"]
    actions.file_paper(
        _unit(cast, login), Facts(Direction.RECEIVED, head), actor=cast.actor(login), at=at
    )


def _paper(
    cast: Cast, wanted: Mapping[str, Any], made: Mapping[str, PaperView], *, at: datetime
) -> PaperView:
    """A paper with the next number of its body, its file, its links and its copies elsewhere."""
    login, day = wanted["as"], local_day(at) - timedelta(days=wanted["days_ago"])
    unit_id, actor = _unit(cast, login), cast.actor(wanted["as"])
    series_id = _series(unit_id, wanted, day.year, actor=actor, at=at)
    head = Head(
        kind=wanted["kind"],
        symbol=wanted["symbol"],
        issued_on=day,
        issuer=wanted["body"],
        place=wanted["place"],
        title=wanted["title"],
    )
    facts = Facts(Direction.SENT, head, series_id=series_id, illustrative=True)
    filed = actions.file_paper(unit_id, facts, actor=actor, at=at)
    view = queries.paper_view(filed.pk, actor=actor, at=at)
    given = _file(wanted, view.head, made)
    if given is not None:
        actions.attach_file(filed.pk, given, revision=view.revision, actor=actor, at=at)
    for receiver in wanted.get("received_by", ()):
        _receive(cast, receiver, view, given, at=at)
    for name, kind in _LINKS.items():
        for other in wanted.get(name, ()):
            _link(cast, filed.pk, kind, made[other], login, at=at)
    return view


def _series(
    unit_id: int, wanted: Mapping[str, Any], year: int, *, actor: Actor, at: datetime
) -> int:
    for one in queries.open_series_of([unit_id], year):
        if one.code == wanted["symbol"]:
            return one.id
    made = actions.open_series(unit_id, wanted["symbol"], wanted["body"], year, actor=actor, at=at)
    return made.pk


def _receive(
    cast: Cast, login: str, sent: PaperView, given: GivenFile | None, *, at: datetime
) -> None:
    head = Head(
        kind=sent.head.kind,
        number=sent.number,
        symbol=sent.head.symbol,
        issued_on=sent.head.issued_on,
        issuer=sent.head.issuer,
        place=sent.place,
        title=sent.head.title,
    )
    arrived = sent.head.issued_on + timedelta(days=3) if sent.head.issued_on else None
    facts = Facts(Direction.RECEIVED, head, arrived_on=arrived, illustrative=True)
    actions.file_paper(_unit(cast, login), facts, actor=cast.actor(login), at=at, given=given)


def _link(
    cast: Cast, paper_id: int, kind: LinkKind, other: PaperView, login: str, *, at: datetime
) -> None:
    """Unless the file was read to say so already."""
    actor = cast.actor(login)
    view = queries.paper_view(paper_id, actor=actor, at=at)
    if any(one.line == other.head.line and one.kind == kind.value for one in view.names):
        return
    same = other.head.unit_id == view.head.unit_id
    actions.add_link(
        paper_id,
        kind,
        target_id=other.head.id if same else None,
        reference=None if same else _reference(other),
        actor=actor,
        at=at,
    )


def _reference(view: PaperView) -> Reference:
    head = view.head
    return Reference(head.kind, view.number, head.symbol, head.issued_on, head.issuer)


def _file(
    wanted: Mapping[str, Any], head: PaperHead, made: Mapping[str, PaperView]
) -> GivenFile | None:
    """The text of a paper under its head, with the mark of an invented one."""
    if "file" not in wanted or head.issued_on is None:
        return None
    named = {key: _named(view.head) for key, view in made.items()}
    day = head.issued_on
    text = "\n".join(
        [
            wanted["body"].upper(),
            f"Số: {head.line}",
            f"{wanted['place']}, ngày {day.day:02d} tháng {day.month:02d} năm {day.year}",
            "KẾ HOẠCH",
            head.title,
            _MARK,
            wanted["file"].format(**named),
        ]
    )
    content = text.encode()
    name = f"{head.line.replace('/', '-')}.txt"
    source = read(content, name=name)
    return GivenFile(name, source.sha256, content, read_paper(source))


def _named(head: PaperHead) -> str:
    return f"Kế hoạch số {head.line} ngày {head.issued_on:%d/%m/%Y}"


def _left_to_do(cast: Cast, *, at: datetime) -> None:
    waiting, reserved = plan()["waiting"], plan()["reserved"]
    content = waiting["text"].encode()
    source = read(content, name=waiting["name"])
    given = GivenFile(waiting["name"], source.sha256, content, read_paper(source))
    login = waiting["as"]
    actions.keep_read(_unit(cast, login), Direction.RECEIVED, given, actor=cast.actor(login), at=at)
    login = reserved["as"]
    for one in queries.series_of(cast.actor(login), on=local_day(at)):
        if one.code == reserved["symbol"] and one.unit_id == _unit(cast, login):
            actions.reserve_number(one.id, reserved["about"], actor=cast.actor(login), at=at)
            return


def _unit(cast: Cast, login: str) -> int:
    return cast.units.get(login, cast.province_id)


def _whole_day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
