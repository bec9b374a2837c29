"""The grid's own protocol: values in as JSON, revisions, findings and progress out."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from keng.access.queries import AccountName, names_of
from keng.db.reading import one_reading
from keng.kernel.errors import BadInput, Conflict, DomainError
from keng.kernel.figures import CellKey, to_scaled
from keng.kernel.vietnamese import parse_number
from keng.reporting import actions, queries
from keng.reporting.cells import CellInput, Sheet
from keng.reporting.queries import CellView, FigureView
from keng.reporting.refusals import RejectedCells
from keng.web import clock, wording
from keng.web.frame.declarations import needs
from keng.web.frame.refusals import message_of
from keng.web.frame.requests import KengRequest, is_whole
from keng.web.tables.formtable import (
    before_submit,
    filled_of,
    finding_lines,
    nothings_of,
    progress_words,
    status_word,
)

_MOST_CELLS = 2000


@needs("view")
@one_reading()
def cells(request: KengRequest, submission_id: int) -> HttpResponse:
    """GET one cell (`?key=`) or all of them as they stand; POST a batch.

    POST body: {"mutation": id of the batch, "cells": [{"key", "value" as typed,
    "expected_revision" or null}]}. All or nothing: 200 with revisions, findings and progress, 409
    with both values, 422 with a sentence by cell. The same batch under the same id is saved once.
    """
    if request.method == "POST":
        return _save(request, submission_id)
    named = request.GET.get("key", "")
    wanted = {CellKey.parse(named)} if named else None
    return JsonResponse(saved_answer(request, submission_id, wanted))


def read_cells(
    cells: Sequence[Mapping[str, Any]], sheet: Sheet, standing: Mapping[CellKey, FigureView]
) -> tuple[list[CellInput], dict[str, str]]:
    """Typed texts as inputs, and a sentence for each cell whose text is no value of its indicator.

    Status, note and source of a cell are kept: the grid changes values only.
    """
    inputs: list[CellInput] = []
    wrong: dict[str, str] = {}
    for cell in cells:
        try:
            inputs.append(_input(cell, sheet, standing))
        except DomainError as refusal:
            wrong[str(cell.get("key"))] = message_of(refusal)
    return inputs, wrong


def typed_value(text: str, digits: int) -> int | None:
    """A typed text in the indicator's smallest unit, None for an empty one; BadInput otherwise."""
    if not text.strip():
        return None
    number = parse_number(text)
    if number is None:
        raise BadInput(
            f"“{text.strip()}” không phải là số. Hãy viết như 1.234 hoặc 1.234,5; ô trống là chưa "
            "có số liệu.",
            message_en=f"“{text.strip()}” is not a number. Write it like 1.234 or 1.234,5; an "
            "empty cell means no figure yet.",
        )
    return to_scaled(number, digits)


def saved_answer(
    request: KengRequest, submission_id: int, keys: Collection[CellKey] | None
) -> dict[str, Any]:
    """What the grid shows after a save: the cells as they stand, all findings, the progress.

    `keys` None means every cell; one that is held back from the viewer is left out.
    """
    view = queries.submission_view(submission_id, request.actor, on=clock.today())
    found = finding_lines(view.findings)
    filled, total = filled_of(view.cells)
    return {
        "saved": [
            _saved_cell(view.sheet, cell)
            for cell in view.cells
            if (keys is None or cell.key in keys) and not cell.withheld
        ],
        "findings": [one.as_json() for one in found],
        "nothing": nothings_of(view),
        "progress": {
            "filled": filled,
            "total": total,
            "words": progress_words(filled, total),
            "before_submit": before_submit(total - filled, found),
        },
    }


def _save(request: KengRequest, submission_id: int) -> HttpResponse:
    submission = queries.submission_of(submission_id)
    request.actor.require("enter", unit_id=submission.unit_id, on=clock.today())
    sheet = queries.sheet_of(submission)
    cells, mutation = _body(request)
    inputs, wrong = read_cells(cells, sheet, queries.figures_of(submission_id))
    if wrong:
        return _by_cell(wrong)
    try:
        _enter(request, submission_id, inputs, mutation)
    except RejectedCells as refusal:
        english = wording.language() == "en"
        return _by_cell(
            {str(one.key): one.message_en if english else one.message for one in refusal.problems}
        )
    except Conflict as conflict:
        return _conflicts(conflict, sheet)
    return JsonResponse(saved_answer(request, submission_id, {item.key for item in inputs}))


def _enter(
    request: KengRequest, submission_id: int, inputs: Sequence[CellInput], mutation: str
) -> None:
    """Save the batch; one without an id is saved as often as it comes."""
    told: dict[str, Any] = {"actor": request.actor, "at": clock.now()}
    if mutation:
        actions.enter_once(submission_id, mutation, inputs, **told)
    else:
        actions.enter(submission_id, inputs, **told)


def _body(request: KengRequest) -> tuple[list[Mapping[str, Any]], str]:
    """The cells of the batch and its id, "" for none."""
    try:
        body = json.loads(request.body)
        cells, mutation = body["cells"], body.get("mutation", "")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        cells, mutation = None, ""
    well_formed = isinstance(cells, list) and all(
        isinstance(cell, dict) and isinstance(cell.get("key"), str) for cell in cells
    )
    if not well_formed or not 0 < len(cells) <= _MOST_CELLS:
        raise BadInput(
            f"Yêu cầu lưu không đọc được; mỗi lần gửi từ 1 đến {_MOST_CELLS} ô.",
            message_en=f"The request to save is malformed; send 1 to {_MOST_CELLS} cells.",
        )
    return list(cells), str(mutation)


def _input(
    cell: Mapping[str, Any], sheet: Sheet, standing: Mapping[CellKey, FigureView]
) -> CellInput:
    key = CellKey.parse(cell["key"])
    now = standing.get(key)
    expected = cell.get("expected_revision")
    return CellInput(
        key=key,
        value=typed_value(str(cell.get("value", "")), sheet.pack.digits_of(key)),
        status=now.status if now else "official",
        note=now.note if now else "",
        source=now.source if now else "",
        expected_revision=expected if isinstance(expected, int) else None,
    )


def _saved_cell(sheet: Sheet, cell: CellView) -> dict[str, Any]:
    digits = sheet.pack.digits_of(cell.key)
    value = cell.figure.value if cell.figure else None
    return {
        "key": str(cell.key),
        "revision": cell.figure.revision if cell.figure else 0,
        "shown": wording.entered(value, digits),
        "change": wording.change(value, cell.last_year, digits),
        "status_word": status_word(cell.figure),
    }


def shown_revision(text: str | None) -> int | None:
    """The revision that a posted field says was shown; None where it says none."""
    return int(text) if text and is_whole(text) else None


def _by_cell(wrong: Mapping[str, str]) -> JsonResponse:
    error = {"code": "rejected_cells", "message": _("Có ô chưa lưu được.")}
    return JsonResponse(
        {"error": error, "cells": dict(wrong)}, status=HTTPStatus.UNPROCESSABLE_ENTITY
    )


def _conflicts(conflict: Conflict, sheet: Sheet) -> JsonResponse:
    theirs = conflict.theirs if isinstance(conflict.theirs, list) else []
    who = names_of({one.theirs.account_id for one in theirs if one.theirs})
    cells = [
        {
            "key": str(one.key),
            "theirs": {
                "shown": wording.entered(
                    one.theirs.value if one.theirs else None, sheet.pack.digits_of(one.key)
                ),
                "revision": one.theirs.revision if one.theirs else 0,
                "who": _who(one.theirs, who) if one.theirs else "",
            },
        }
        for one in theirs
    ]
    error = {"code": conflict.code, "message": message_of(conflict)}
    return JsonResponse({"error": error, "cells": cells}, status=HTTPStatus.CONFLICT)


def _who(figure: FigureView, names: Mapping[int, AccountName]) -> str:
    return f"{wording.account(figure.account_id, names)}, {wording.moment(figure.at)}"
