"""Number series: begun, numbers taken, given back and voided, a change within the year."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from keng.access.queries import names_of
from keng.access.roles import Verb
from keng.kernel.errors import DomainError
from keng.orgunits.queries import spoken_names
from keng.papers import actions, queries
from keng.web import clock, wording
from keng.web.forms.register import ChangeSeriesForm, ReserveForm, SeriesForm
from keng.web.forms.styled import StyledForm
from keng.web.frame.declarations import needs
from keng.web.frame.refusals import message_of
from keng.web.frame.requests import KengRequest, may_somewhere
from keng.web.views.filing import office_choices

STATES: Final[dict[str, tuple[Promise, str]]] = {
    "reserved": (gettext_lazy("giữ chỗ"), "submitted"),
    "used": (gettext_lazy("đã dùng"), "accepted"),
    "free": (gettext_lazy("trả lại, cấp tiếp"), "draft"),
    "void": (gettext_lazy("đã hủy"), "returned"),
    "outside": (gettext_lazy("cấp trong sổ giấy"), "untouched"),
}


@needs("view")
def listing(request: KengRequest) -> HttpResponse:
    """All series of the units that the reader views, and a form to begin one."""
    offices = office_choices(request, Verb.ISSUE)
    form = SeriesForm(request.POST or None, offices=offices, on=clock.today())
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.open_series(
                int(given["office"]),
                given["code"],
                given["name"],
                given["year"],
                first=given["first"],
                actor=request.actor,
                at=clock.now(),
            )
        except DomainError as refusal:
            form.add_error(None, message_of(refusal))
        else:
            return redirect("web:number_series", made.pk)
    found = queries.series_of(request.actor, on=clock.today())
    units = spoken_names({one.unit_id for one in found}, on=clock.today())
    context = {
        "series": [(one, units[one.unit_id]) for one in found],
        "form": form,
        "may_open": bool(offices) and may_somewhere(request, "issue"),
    }
    status = 422 if form.errors else 200
    return render(request, "web/register/series_list.html", context, status=status)


@needs("view")
def detail(request: KengRequest, series_id: int) -> HttpResponse:
    """One series: its numbers; take one, or change the series."""
    form = ReserveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.reserve_number(
                series_id, form.cleaned_data["about"], actor=request.actor, at=clock.now()
            )
        except DomainError as refusal:
            form.add_error(None, message_of(refusal))
        else:
            messages.success(request, _("Đã lấy số %(n)02d.") % {"n": made.n})
            return redirect("web:number_series", series_id)
    return _page(request, series_id, form, ChangeSeriesForm())


@needs("issue")
@require_POST
def change(request: KengRequest, series_id: int) -> HttpResponse:
    """Close a series within its year and open the one that follows."""
    form = ChangeSeriesForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.change_series(
                series_id,
                given["code"],
                given["name"],
                given["reason"],
                goes_on=given["goes_on"],
                actor=request.actor,
                at=clock.now(),
            )
        except DomainError as refusal:
            form.add_error(None, message_of(refusal))
        else:
            messages.success(request, _("Đã đóng sổ cũ và mở sổ thay thế."))
            return redirect("web:number_series", made.pk)
    return _page(request, series_id, ReserveForm(), form)


@needs("issue")
@require_POST
def give_back(request: KengRequest, number_id: int) -> HttpResponse:
    """Give a reserved number back."""
    number = actions.give_back_number(number_id, actor=request.actor, at=clock.now())
    messages.success(
        request, _("Đã trả lại số %(n)02d; lần lấy sau sẽ được số này.") % {"n": number.n}
    )
    return redirect("web:number_series", number.series_id)


@needs("issue")
@require_POST
def void(request: KengRequest, number_id: int) -> HttpResponse:
    """Void a number with a reason."""
    reason = request.POST.get("reason", "")
    number = actions.void_number(number_id, reason, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã hủy số %(n)02d.") % {"n": number.n})
    return redirect("web:number_series", number.series_id)


def _page(
    request: KengRequest, series_id: int, form: StyledForm, changing: StyledForm
) -> HttpResponse:
    series, numbers = queries.series_view(series_id, actor=request.actor, at=clock.now())
    names = names_of({one.account_id for one in numbers})
    may_issue = request.actor.may("issue", unit_id=series.unit_id, on=clock.today())
    context = {
        "series": series,
        "unit": spoken_names({series.unit_id}, on=clock.today())[series.unit_id],
        "numbers": [
            (one, *STATES[one.state], wording.account(one.account_id, names)) for one in numbers
        ],
        "counts": [(STATES[state][0], n) for state, n in series.counts.items() if n],
        "form": form,
        "changing": changing,
        "may_issue": may_issue and series.closed_on is None,
        "may_settle": may_issue,
        "most": queries.MOST_NUMBERS,
        "is_cut": series.last - series.first + 1 > queries.MOST_NUMBERS,
    }
    status = 422 if form.errors or changing.errors else 200
    return render(request, "web/register/series.html", context, status=status)
