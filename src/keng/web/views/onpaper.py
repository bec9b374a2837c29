"""Which groups exist on paper only, unit by unit, and by which rule; begun registers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.initiatives import actions, queries
from keng.initiatives.programme import EVENTS, GROUPS
from keng.initiatives.standing import Rule
from keng.kernel.errors import NotFound
from keng.orgunits.queries import path_of
from keng.packs import installed
from keng.web import clock, wording
from keng.web.forms.initiatives import RuleForm
from keng.web.frame.declarations import needs
from keng.web.frame.requests import KengRequest, is_whole
from keng.web.phrases.groupwords import rule_words, spoken
from keng.web.tables.standing import own_units
from keng.web.views.initiatives import attempted


@needs("view")
def table(request: KengRequest) -> HttpResponse:
    """The table for one unit and those right under it, and the rule that holds there."""
    on = clock.today()
    unit_id = _unit(request)
    may_answer = request.actor.may("manage_rounds", unit_id=unit_id, on=on)
    form = RuleForm(request.POST or None, initial={"since": on}) if may_answer else None
    if request.method == "POST" and form is not None and form.is_valid():
        given = form.cleaned_data
        rule = Rule(
            given["activity_months"],
            given["review_months"],
            given["needs_dossier"] or None,
            given["basis"],
        )
        made = attempted(
            form,
            lambda: actions.answer_rule(
                unit_id, rule, since=given["since"], actor=request.actor, at=clock.now()
            ),
        )
        if made is not None:
            messages.success(request, _("Đã ghi quy định; sổ được xét lại theo đó."))
            return redirect(f"{reverse('web:on_paper')}?don-vi={unit_id}")
    rule = queries.Rules(on).of(unit_id)
    context: dict[str, Any] = {
        "table": queries.paper_table(request.actor, unit_id, on=on),
        "unit_id": unit_id,
        "rule": rule,
        "rule_words": rule_words(rule),
        "asked": [one.of(wording.language()) for one in spoken().asked],
        "form": form,
        "own": own_units(request),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "web/initiative/on_paper.html", context, status=status)


@dataclass(frozen=True)
class ShownLine:
    """One cell that a register would fill."""

    label: str
    stands: str
    counted: str
    lacking: int


@dataclass(frozen=True)
class ShownFlow:
    """One form that is still open, and what the register would write into it."""

    submission_id: int
    title: str
    period: str
    lines: list[ShownLine]


@needs("enter")
@require_safe
def flows(request: KengRequest) -> HttpResponse:
    """What the registers of a unit would write into its open forms; begun ones do so already."""
    on, unit_id = clock.today(), _unit(request)
    used = queries.used_since(unit_id)
    registers = [
        (
            register,
            title,
            used.get(register),
            _shown_flows(request, unit_id, register, used.get(register, on.year)),
        )
        for register, title in ((GROUPS, _("Sổ mô hình")), (EVENTS, _("Sổ tuyên truyền")))
    ]
    context = {
        "unit_id": unit_id,
        "unit_path": path_of(unit_id, on=on),
        "registers": registers,
        "year": on.year,
        "own": own_units(request),
    }
    return render(request, "web/initiative/flows.html", context)


@needs("enter")
@require_POST
def begin(request: KengRequest) -> HttpResponse:
    """Let the unit's figures come from a register from this year on."""
    unit_id, register = _unit(request), request.POST.get("register", "")
    actions.begin_register(
        unit_id, register, clock.today().year, actor=request.actor, at=clock.now()
    )
    messages.success(request, _("Từ nay số của biểu lấy từ sổ."))
    return redirect(f"{reverse('web:registers')}?don-vi={unit_id}")


def _shown_flows(request: KengRequest, unit_id: int, register: str, year: int) -> list[ShownFlow]:
    pack, language = installed.current(), wording.language()
    return [
        ShownFlow(
            flow.submission_id,
            pack.form_of(flow.form).label.of(language),
            wording.period(flow.period),
            [
                ShownLine(
                    pack.indicators[line.indicator].label.of(language),
                    wording.UNKNOWN if line.stands is None else wording.figure(line.stands, 0),
                    wording.UNKNOWN if line.counted is None else wording.figure(line.counted, 0),
                    line.lacking,
                )
                for line in flow.lines
            ],
        )
        for flow in queries.flows_of(request.actor, unit_id, register, year=year, on=clock.today())
    ]


def _unit(request: KengRequest) -> int:
    """The unit that the address names, else the first of the reader's own."""
    asked = request.POST.get("unit", "") or request.GET.get("don-vi", "")
    if is_whole(asked):
        return int(asked)
    own = own_units(request)
    if not own:
        raise NotFound("Hãy chọn một đơn vị.", message_en="Choose a unit.")
    return own[0].id
