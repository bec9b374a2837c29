"""Which groups exist on paper only, unit by unit, and by which rule."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from keng.initiatives import actions, queries
from keng.initiatives.standing import Rule
from keng.kernel.errors import NotFound
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
    unit_id = unit_asked(request)
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


def unit_asked(request: KengRequest) -> int:
    """The unit that the address names, else the first of the reader's own."""
    asked = request.POST.get("unit", "") or request.GET.get("don-vi", "")
    if is_whole(asked):
        return int(asked)
    own = own_units(request)
    if not own:
        raise NotFound("Hãy chọn một đơn vị.", message_en="Choose a unit.")
    return own[0].id
