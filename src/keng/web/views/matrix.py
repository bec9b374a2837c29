"""The matrix of units and periods: who reported what when, at one glance; a piece at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from keng.kernel.errors import BadInput
from keng.kernel.periods import Period
from keng.kernel.vietnamese import format_number
from keng.reporting import queries
from keng.reporting.queries import MatrixPick, MatrixTally
from keng.web import clock, wording
from keng.web.frame.declarations import needs
from keng.web.frame.requests import KengRequest, is_whole
from keng.web.tables.matrix import (
    COUNTS,
    SIGNS,
    Asked,
    Matrix,
    ShownShare,
    complete_share,
    kind_name,
    punctual_share,
    short_name,
)
from keng.web.tables.matrixsheet import matrix_xlsx
from keng.web.tables.standing import form_titles
from keng.web.views.workbooks import XLSX, attachment

_SPANS: Final[dict[int, Promise]] = {
    1: gettext_lazy("Tháng"),
    3: gettext_lazy("Quý"),
    6: gettext_lazy("6 tháng"),
    12: gettext_lazy("Năm"),
    0: gettext_lazy("Kỳ khác"),
}
_PICKS: Final[tuple[tuple[str, Promise], ...]] = (
    ("", gettext_lazy("Mọi đơn vị")),
    (MatrixPick.LATE, gettext_lazy("Có kỳ nộp muộn hoặc quá hạn")),
    (MatrixPick.MISSING, gettext_lazy("Có kỳ chưa nộp, đã quá hạn")),
    (MatrixPick.SUBMITTED, gettext_lazy("Có biểu chờ tiếp nhận")),
    (MatrixPick.RETURNED, gettext_lazy("Có biểu trả lại, mở lại")),
)
_VIEWS: Final = {"units": False, "groups": True}


@dataclass(frozen=True)
class Columns:
    """The periods shown, oldest first, and what leads to those before and after them."""

    periods: tuple[Period, ...]
    tallies: dict[Period, MatrixTally]
    span: int
    spans: tuple[int, ...]
    count: int
    earlier: str
    later: str


@needs("view")
@require_safe
def page(request: KengRequest) -> HttpResponse:
    """The matrix from the line that is asked for; to htmx only the lines that follow."""
    forms = _forms()
    if not forms:
        return render(request, "web/matrix/none.html")
    form = request.GET.get("form", "")
    form = form if form in forms else next(iter(forms))
    columns = _columns(request, form)
    matrix = Matrix(request.actor, _asked(request.GET, form, columns), on=clock.today())
    context = _lines(request, matrix, _number(request.GET, "from"))
    if request.htmx:
        return render(request, "web/matrix/_lines.html", context)
    context |= _frame(request, matrix, columns, forms)
    return render(request, "web/matrix/page.html", context)


@needs("view")
@require_safe
def workbook(request: KengRequest) -> HttpResponse:
    """Every line of the matrix that the filters let through, as a workbook."""
    forms = _forms()
    form = request.GET.get("form", "")
    if form not in forms:
        raise BadInput("Hãy chọn biểu.", message_en="Choose a form.")
    columns = _columns(request, form)
    matrix = Matrix(request.actor, _asked(request.GET, form, columns), on=clock.today())
    return attachment(matrix_xlsx(matrix, forms[form]), f"bang-nop-{form}.xlsx", XLSX)


def _forms() -> dict[str, str]:
    titles = form_titles()
    return {code: titles.get(code, code) for code in queries.matrix_forms()}


def _columns(request: KengRequest, form: str) -> Columns:
    every = queries.matrix_periods(form)
    spans = tuple(one for one in _SPANS if any(queries.span_of(p) == one for p in every))
    wanted = _number(request.GET, "span", otherwise=-1)
    span = wanted if wanted in spans else queries.span_of(every[0])
    listed = [one for one in every if queries.span_of(one) == span]
    count = _number(request.GET, "n", otherwise=12)
    count = count if count in COUNTS else 12
    codes = [one.code for one in listed]
    until = request.GET.get("until", "")
    start = codes.index(until) if until in codes else 0
    # Further back than asked, so that periods of others do not take a reader's columns away.
    reached = listed[start : start + 3 * count]
    tallies = queries.matrix_tallies(request.actor, form, reached, on=clock.today())
    shown = [one for one in reached if one in tallies][:count]
    end = start + (reached.index(shown[-1]) + 1 if shown else len(reached))
    return Columns(
        periods=tuple(reversed(shown)),
        tallies=tallies,
        span=span,
        spans=spans,
        count=count,
        earlier=codes[end] if end < len(codes) else "",
        later=codes[max(0, start - count)] if start else "",
    )


def _asked(wanted: QueryDict, form: str, columns: Columns) -> Asked:
    pick = wanted.get("pick", "")
    return Asked(
        form=form,
        periods=columns.periods,
        pick=MatrixPick(pick) if pick in set(MatrixPick) else None,
        words=wanted.get("q", "").strip(),
        unit_kind=wanted.get("kind", ""),
        group=wanted.get("group", ""),
        by_groups=_VIEWS.get(wanted.get("view", "")),
    )


def _lines(request: KengRequest, matrix: Matrix, start: int) -> dict[str, Any]:
    following = start + matrix.piece
    return {
        "lines": matrix.lines(start),
        "more": _address(request.GET, line=following) if following < matrix.count else "",
        "left": format_number(matrix.count - following),
        "width": len(matrix.asked.periods) + 3,
        "group_address": _address(request.GET, view="units", group=""),
        "by_groups": matrix.by_groups,
    }


def _frame(
    request: KengRequest, matrix: Matrix, columns: Columns, forms: dict[str, str]
) -> dict[str, Any]:
    wanted = request.GET
    return {
        "forms": forms,
        "form": matrix.asked.form,
        "title": forms[matrix.asked.form],
        "spans": [(one, str(_SPANS[one])) for one in columns.spans],
        "columns": columns,
        "counts": COUNTS,
        "heads": [(short_name(one), wording.period(one)) for one in columns.periods],
        "trends": _trends(columns),
        "picks": _PICKS,
        "pick": matrix.asked.pick or "",
        "filters": {name: wanted.get(name, "") for name in ("q", "kind", "group")},
        "kinds": [(one, kind_name(one)) for one in matrix.kinds],
        "groups": [(one.key, one.name) for one in matrix.all_groups],
        "matrix": matrix,
        "total": format_number(matrix.total),
        "legend": [(mark, sign, str(words)) for mark, (sign, words) in SIGNS.items()],
        "earlier": _address(wanted, until=columns.earlier),
        "later": _address(wanted, until=columns.later),
        "view_units": _address(wanted, view="units"),
        "view_groups": _address(wanted, view="groups", group=""),
        "workbook": _address(wanted, "web:matrix_xlsx", form=matrix.asked.form),
    }


def _trends(columns: Columns) -> list[dict[str, Any]]:
    tallies = [columns.tallies[one] for one in columns.periods]
    whole = queries.tallies_added(tallies)
    rows = []
    for label, share in ((_("Đúng hạn"), punctual_share), (_("Đầy đủ"), complete_share)):
        cells = [
            share(tally, short_name(period))
            for tally, period in zip(tallies, columns.periods, strict=True)
        ]
        told = "; ".join(f"{cell.short}: {cell.shown}" for cell in cells)
        rows.append(
            {
                "label": label,
                "cells": cells,
                "values": [cell.percent for cell in cells],
                "whole": share(whole),
                "told": f"{label}. {told}",
                "change": _change(cells, tallies),
            }
        )
    return rows


def _change(cells: list[ShownShare], tallies: list[MatrixTally]) -> str:
    """How the newest column that is over stands to the one before it, in points of a hundred."""
    over = [tally.judged == tally.expected for tally in tallies]
    known = [
        one.percent
        for one, is_over in zip(cells, over, strict=True)
        if is_over and one.percent is not None
    ]
    if len(known) < 2:
        return ""
    points = known[-1] - known[-2]
    if not points:
        return _("không đổi so với kỳ trước")
    words = _("tăng %(n)s điểm") if points > 0 else _("giảm %(n)s điểm")
    return words % {"n": format_number(abs(points))}


def _address(wanted: QueryDict, name: str = "web:matrix", line: int = 0, **changed: str) -> str:
    """The address of this page, from a line on, with some of what was asked changed or left out."""
    kept = {key: value for key, value in wanted.items() if key not in {*changed, "from"}}
    kept |= {key: value for key, value in changed.items() if value}
    if line:
        kept["from"] = str(line)
    return f"{reverse(name)}?{urlencode(kept)}"


def _number(wanted: QueryDict, name: str, *, otherwise: int = 0) -> int:
    text = wanted.get(name, "")
    return int(text) if text.isascii() and is_whole(text) and len(text) < 8 else otherwise
