"""Typing for several units in one grid: rows are units, columns are cells of the round's form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from keng.kernel.errors import Conflict, DomainError
from keng.kernel.figures import CellKey
from keng.kernel.vietnamese import fold
from keng.reporting import actions, queries
from keng.reporting.queries import FigureView, RoundGrid, Standing
from keng.reporting.refusals import RejectedCells
from keng.web import clock, wording
from keng.web.frame.declarations import needs
from keng.web.frame.refusals import message_of
from keng.web.frame.requests import KengRequest, is_whole, whole
from keng.web.tables.standing import shown_rounds
from keng.web.views.cells import read_cells

_ROWS: Final = 30
_Texts = dict[tuple[int, str], str]


@dataclass(frozen=True)
class GridCell:
    """One cell: what it is called in the form, what stands or was typed, what is wrong with it."""

    name: str
    key: str
    label: str
    value: str
    was: str
    revision: int
    digits: int
    wrong: str


@dataclass(frozen=True)
class GridRow:
    """One unit."""

    id: int
    unit_name: str
    cells: tuple[GridCell, ...]


@dataclass
class Typed:
    """What was sent and what became of it."""

    texts: _Texts
    wrong: _Texts
    saved: int = 0


@needs("enter")
def page(request: KengRequest, round_id: int) -> HttpResponse:
    """The grid; what was typed is saved submission by submission, what is refused stays shown."""
    grid = queries.round_grid(round_id, request.actor, on=clock.today())
    typed = Typed({}, {})
    if request.method == "POST":
        _save(request, grid, typed)
        if typed.saved:
            messages.success(request, _("Đã lưu %(n)s ô.") % {"n": typed.saved})
        if not typed.wrong:
            return redirect(request.get_full_path())
    context = _context(request, grid, typed) | {
        "round": shown_rounds([queries.round_view(round_id)], {})[0]
    }
    return render(request, "web/round/many_units.html", context, status=422 if typed.wrong else 200)


def _save(request: KengRequest, grid: RoundGrid, typed: Typed) -> None:
    """Each submission by itself: one that is refused does not keep the others from being saved."""
    allowed = {one.submission_id for one in grid.rows}
    changed: dict[int, list[dict[str, Any]]] = {}
    for name in request.POST:
        text = request.POST.get(name, "")
        kind, _sep, rest = name.partition(":")
        number, _sep, key = rest.partition(":")
        if kind != "cell" or not is_whole(number) or int(number) not in allowed:
            continue
        if text.strip() != request.POST.get(f"was:{rest}", "").strip():
            typed.texts[int(number), key] = text
            seen = request.POST.get(f"revision:{rest}", "0")
            cell = {"key": key, "value": text, "expected_revision": whole(seen, 0)}
            changed.setdefault(int(number), []).append(cell)
    for submission_id, cells in changed.items():
        _save_one(request, submission_id, cells, typed)


def _save_one(
    request: KengRequest, submission_id: int, cells: Sequence[Mapping[str, Any]], typed: Typed
) -> None:
    sheet = queries.sheet_of(queries.submission_of(submission_id))
    inputs, wrong = read_cells(cells, sheet, queries.figures_of(submission_id))
    if not wrong:
        try:
            actions.enter(submission_id, inputs, actor=request.actor, at=clock.now())
        except RejectedCells as refusal:
            english = wording.language() == "en"
            wrong = {
                str(one.key): one.message_en if english else one.message for one in refusal.problems
            }
        except Conflict as conflict:
            wrong = _theirs(conflict, sheet.pack.digits_of)
        except DomainError as refusal:
            wrong = {str(cell["key"]): message_of(refusal) for cell in cells}
    if not wrong:
        typed.saved += len(cells)
    others = _("Chưa lưu vì ô khác của đơn vị này bị từ chối.")
    for cell in cells if wrong else ():
        typed.wrong[submission_id, str(cell["key"])] = wrong.get(str(cell["key"]), others)


def _theirs(conflict: Conflict, digits_of: Any) -> dict[str, str]:
    found = {}
    for one in conflict.theirs if isinstance(conflict.theirs, list) else []:
        value = wording.figure(one.theirs.value if one.theirs else None, digits_of(one.key))
        found[str(one.key)] = _("Người khác vừa ghi %(value)s; lưu lần nữa nếu giữ số của bạn.") % {
            "value": value
        }
    return found


def _context(request: KengRequest, grid: RoundGrid, typed: Typed) -> dict[str, Any]:
    asked = request.GET
    words = fold(asked.get("q", ""))
    rows = [one for one in grid.rows if words in fold(one.unit.full_name)]
    start = whole(asked.get("from"), 0)
    keys = _chosen(grid, asked)
    shown = rows[start : start + _ROWS]
    figures = queries.figures_of_many([one.submission_id for one in shown], keys, grid.form.basis)
    return {
        "heads": [_head(grid, key) for key in keys],
        "rows": [_row(one, grid, keys, figures[one.submission_id], typed) for one in shown],
        "groups": _choices(grid, keys),
        "q": asked.get("q", ""),
        "total": len(rows),
        "before": _page(asked, max(0, start - _ROWS)) if start else "",
        "after": _page(asked, start + _ROWS) if start + _ROWS < len(rows) else "",
        "left_out": any(grid.pack.indicator_of(key).small for key in grid.form.cells()),
        "wrong": len(typed.wrong),
    }


def _chosen(grid: RoundGrid, asked: QueryDict) -> tuple[CellKey, ...]:
    """The columns that were ticked, in the order of the form; else those of the first group."""
    wanted = set(asked.getlist("key"))
    found = tuple(key for key in grid.keys if str(key) in wanted)
    if found or not grid.form.groups:
        return found
    for group in grid.form.groups:
        first = {cell.key for cell in group.cells}
        if found := tuple(key for key in grid.keys if key in first):
            return found
    return ()


def _choices(grid: RoundGrid, chosen: Sequence[CellKey]) -> list[dict[str, Any]]:
    return [
        {
            "label": group.label.of(wording.language()),
            "keys": [
                (str(cell.key), _label(grid, cell.key), cell.key in chosen)
                for cell in group.cells
                if cell.key in grid.keys
            ],
        }
        for group in grid.form.groups
    ]


def _row(
    one: Standing,
    grid: RoundGrid,
    keys: Sequence[CellKey],
    figures: Mapping[CellKey, FigureView],
    typed: Typed,
) -> GridRow:
    cells = []
    for key in keys:
        figure, digits = figures.get(key), grid.pack.digits_of(key)
        was = wording.entered(figure.value if figure else None, digits)
        place = (one.submission_id, str(key))
        cells.append(
            GridCell(
                name=f"{one.submission_id}:{key}",
                key=str(key),
                label=f"{one.unit.full_name}: {_label(grid, key)}",
                value=typed.texts[place] if place in typed.wrong else was,
                was=was,
                revision=figure.revision if figure else 0,
                digits=digits,
                wrong=typed.wrong.get(place, ""),
            )
        )
    return GridRow(one.submission_id, one.unit.full_name, tuple(cells))


def _head(grid: RoundGrid, key: CellKey) -> tuple[str, str]:
    indicator = grid.pack.indicator_of(key)
    return _label(grid, key), grid.pack.unit_label(indicator, wording.language())


def _label(grid: RoundGrid, key: CellKey) -> str:
    return grid.pack.cell_label(key, wording.language())


def _page(asked: QueryDict, start: int) -> str:
    wanted = asked.copy()
    wanted["from"] = str(start)
    return f"?{wanted.urlencode()}"
