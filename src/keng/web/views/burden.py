"""The burden of a year: which figures the same units are asked for twice, and by whom."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keng.orgunits.queries import unit_view
from keng.packs import installed
from keng.reporting import queries
from keng.web import clock, wording
from keng.web.frame.declarations import needs
from keng.web.frame.requests import KengRequest, is_whole

_FIRST_YEAR, _LAST_YEAR = 1990, 2100


@needs("view")
@require_safe
def page(request: KengRequest) -> HttpResponse:
    """The pairs of forms that ask the same figures from the same units in a year."""
    on, asked = clock.today(), request.GET.get("nam", "")
    is_year = is_whole(asked) and _FIRST_YEAR <= int(asked) <= _LAST_YEAR
    year = int(asked) if is_year else on.year
    pack, language = installed.current(), wording.language()
    lines = [
        {
            "ask": one,
            "first": unit_view(one.first.owner_unit_id, on=on).full_name,
            "second": unit_view(one.second.owner_unit_id, on=on).full_name,
            "figures": [pack.cell_label(key, language) for key in one.keys],
        }
        for one in queries.burden_of(year, request.actor, on=on)
    ]
    context = {"year": year, "lines": lines, "earlier": year - 1, "later": year + 1}
    return render(request, "web/round/burden.html", context)
