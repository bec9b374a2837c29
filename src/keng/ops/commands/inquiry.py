"""`keng inquiry`: thematic and ad hoc requests with a form of their own."""

from __future__ import annotations

import argparse
import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from keng.kernel.moments import local_day
from keng.ops.main import add_place, start_django
from keng.ops.naming import period_of, unit_at
from keng.ops.session import actor_of, now

if TYPE_CHECKING:
    from keng.inquiries.queries import InquiryLine, InquiryView
    from keng.inquiries.vocabulary import Heading

_COMMA: Final = re.compile(r",(?![^\[\]]{0,300}\])")  # not those inside a breakdown


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its parts."""
    command = subparsers.add_parser("inquiry", help="requests with a form of their own")
    parts = command.add_subparsers(title="requests", metavar="PART", required=True)
    finding = parts.add_parser("find", help="indicators that can be asked, by words")
    finding.add_argument("words", nargs="*", help="without diacritics, in any order; none: all")
    finding.add_argument("--period", required=True, metavar="P", help="2024, 2024-08 ...")
    finding.set_defaults(run=find)
    drafting = parts.add_parser("new", help="begin a request; nobody is asked yet")
    drafting.add_argument("--unit", required=True, help="who asks: key or name path")
    drafting.add_argument("--title", required=True)
    drafting.add_argument("--instruction", default="", help="a short word to who fills it in")
    drafting.add_argument(
        "--period", required=True, metavar="P", help="also days: 2024-08-10/2024-08-25"
    )
    drafting.add_argument("--due", type=date.fromisoformat, metavar="DATE")
    drafting.add_argument("--level", action="append", default=[], help="default: commune")
    drafting.add_argument("--of", action="append", default=[], help="a unit; none: all of them")
    drafting.add_argument(
        "--heading",
        action="append",
        default=[],
        metavar="TITLE=CELL,CELL",
        help='a block of the form, for example "Cháy, nổ=fires,damage"; in order, several times',
    )
    drafting.set_defaults(run=draft)
    listing = parts.add_parser("list", help="requests of the offices whose rounds you manage")
    listing.set_defaults(run=list_all)
    for name, run, words in (
        ("show", show, "the form, whom it asks, what is known already"),
        ("open", ask, "ask it of the units: the form is fixed and its round opens"),
        ("change", change, "give the units the rewritten form, as long as nobody has typed"),
        ("drop", drop, "give up a request that was not opened"),
        ("copy", copy, "begin a request that asks the same for another period"),
    ):
        part = parts.add_parser(name, help=words)
        part.add_argument("number", type=int, metavar="NUMBER")
        part.set_defaults(run=run)
        if run is copy:
            part.add_argument("--period", required=True, metavar="P")
            part.add_argument("--due", type=date.fromisoformat, metavar="DATE")
    for part in parts.choices.values():
        part.add_argument("--format", choices=("text", "json"), default="text")
        add_place(part)


def find(arguments: argparse.Namespace) -> int:
    """Print the indicators that fit the words, group by group."""
    start_django(arguments)
    from keng.inquiries import queries
    from keng.packs import installed

    words = " ".join(arguments.words)
    groups = queries.choices(
        words, period_of(arguments), installed.current(), chosen=(), language="vi"
    )
    if arguments.format == "json":
        told = [
            {"cell": str(cell.key), "label": cell.label, "unit": cell.unit, "group": group.code}
            for group in groups
            for one in group.found
            for cell in (one.total, *one.parts)
        ]
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return 0
    for group in groups:
        print(group.label)
        for one in group.found:
            for cell in (one.total, *one.parts):
                print(f"  {cell.key!s:<50} {cell.label} ({cell.unit})")
    return 0


def draft(arguments: argparse.Namespace) -> int:
    """Begin a request and show it."""
    start_django(arguments)
    from keng.inquiries import actions

    period = period_of(arguments)
    content = actions.Content(
        title=arguments.title,
        instruction=arguments.instruction,
        period=period,
        due_on=arguments.due,
        levels=tuple(arguments.level or ["commune"]),
        units=tuple(sorted(unit_at(name, on=period.last).id for name in arguments.of)),
        headings=tuple(_heading(text) for text in arguments.heading),
    )
    owner = unit_at(arguments.unit, on=min(period.last, local_day(now())))
    made = actions.draft_inquiry(
        content, owner_unit_id=owner.id, actor=actor_of(arguments), at=now()
    )
    return _show(made.pk, arguments)


def list_all(arguments: argparse.Namespace) -> int:
    """Print the requests, the latest first."""
    start_django(arguments)
    from keng.inquiries import queries

    lines = queries.inquiries_seen_by(actor_of(arguments), on=local_day(now()))
    if arguments.format == "json":
        print(json.dumps([_line_json(one) for one in lines], ensure_ascii=False, indent=1))
        return 0
    for one in lines:
        print(f"{one.id:>5}  {one.content.period.code:<24} {one.state.value:<8} {one.title}")
    return 0


def show(arguments: argparse.Namespace) -> int:
    """Print one request."""
    start_django(arguments)
    return _show(arguments.number, arguments)


def ask(arguments: argparse.Namespace) -> int:
    """Open the request as it stands now."""
    start_django(arguments)
    from keng.inquiries import actions

    actor, at = actor_of(arguments), now()
    actions.open_inquiry(arguments.number, seen=_seen(arguments), actor=actor, at=at)
    return _show(arguments.number, arguments)


def change(arguments: argparse.Namespace) -> int:
    """Put the rewritten form in the place of the one that the units have."""
    start_django(arguments)
    from keng.inquiries import actions

    actor, at = actor_of(arguments), now()
    actions.change_form(arguments.number, seen=_seen(arguments), actor=actor, at=at)
    return _show(arguments.number, arguments)


def drop(arguments: argparse.Namespace) -> int:
    """Give the request up."""
    start_django(arguments)
    from keng.inquiries import actions

    actor, at = actor_of(arguments), now()
    actions.drop_inquiry(arguments.number, seen=_seen(arguments), actor=actor, at=at)
    return _show(arguments.number, arguments)


def copy(arguments: argparse.Namespace) -> int:
    """Begin the same request for another period."""
    start_django(arguments)
    from keng.inquiries import actions

    made = actions.copy_inquiry(
        arguments.number,
        period_of(arguments),
        due_on=arguments.due,
        actor=actor_of(arguments),
        at=now(),
    )
    return _show(made.pk, arguments)


def _view(number: int, arguments: argparse.Namespace) -> InquiryView:
    from keng.inquiries import queries

    return queries.inquiry_view(number, actor_of(arguments), on=local_day(now()))


def _seen(arguments: argparse.Namespace) -> int:
    # Whoever types a command looks at the request as it stands at that moment.
    return _view(arguments.number, arguments).revision


def _show(number: int, arguments: argparse.Namespace) -> int:
    from keng.packs import installed

    view = _view(number, arguments)
    if arguments.format == "json":
        print(json.dumps(_view_json(view), ensure_ascii=False, indent=1))
        return 0
    line, content, pack = view.line, view.line.content, installed.current()
    due = f"{content.due_on:%d/%m/%Y}" if content.due_on else "chưa ghi"
    print(f"{line.title} (số {line.id}, {line.state.value}), {content.period.label('vi')}")
    print(f"hạn {due}; hỏi {view.asked} đơn vị; đợt {line.round_id or '–'}")
    for heading in content.headings:
        print(heading.title)
        for key in heading.cells:
            print(f"  {key!s:<40} {pack.cell_label(key)}")
    if view.already is not None and view.already.given:
        for form, cells in view.already.forms.items():
            print(f"{cells}/{view.already.of} chỉ tiêu đã có ở “{form}”")
    return 0


def _heading(text: str) -> Heading:
    from keng.inquiries.actions import Heading
    from keng.kernel.figures import CellKey

    # A breakdown has its own "=": only the first one parts title and cells.
    title, _, cells = text.partition("=")
    named = [one.strip() for one in _COMMA.split(cells)]
    return Heading(title.strip(), tuple(CellKey.parse(one) for one in named if one))


def _line_json(one: InquiryLine) -> dict[str, Any]:
    return {
        "inquiry": one.id,
        "title": one.title,
        "period": one.content.period.code,
        "due": one.content.due_on.isoformat() if one.content.due_on else None,
        "state": one.state.value,
        "round": one.round_id,
    }


def _view_json(view: InquiryView) -> dict[str, Any]:
    already = view.already
    return _line_json(view.line) | {
        "revision": view.revision,
        "asked": view.asked,
        "levels": list(view.line.content.levels),
        "headings": [
            {"title": one.title, "cells": [str(key) for key in one.cells]}
            for one in view.line.content.headings
        ],
        "forms": [one.form for one in view.versions],
        "already": {"cells": already.cells, "of": already.of, "forms": dict(already.forms)}
        if already
        else None,
    }
