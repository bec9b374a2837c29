"""The register of who was commended, its workbook; the rules of a year; the counts in the forms."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.commendations import actions, queries
from keng.commendations.queries import Register, RegisterRow, Rules, Wanted
from keng.commendations.vocabulary import Recipient
from keng.documents.workbooks import Column, table_workbook
from keng.kernel.errors import BadInput, NotFound
from keng.orgunits.queries import unit_view
from keng.web import clock, wording
from keng.web.forms.commendations import RulingForm, award_choices
from keng.web.frame.declarations import needs
from keng.web.frame.paging import paged
from keng.web.frame.requests import KengRequest, is_whole, whole
from keng.web.phrases import commendingwords as words
from keng.web.tables.commending import shown_rules, shown_voting
from keng.web.tables.standing import own_units
from keng.web.views.initiatives import attempted
from keng.web.views.workbooks import XLSX, attachment

_PAGE: Final = 50
_MOST_EXPORTED: Final = 20_000


@needs("view")
@require_safe
def register(request: KengRequest) -> HttpResponse:
    """Who was commended: searched, filtered, counted by award, level and recipient."""
    wanted = _wanted(request)
    found = queries.register_for(request.actor, wanted, on=clock.today())
    page, own = paged(found.rows, request.GET, size=_PAGE), own_units(request)
    used = queries.used_since([one.id for one in own])
    on = clock.today()
    context: dict[str, Any] = {
        "wanted": wanted,
        "page": page,
        "rows": [(row, words.award_label(row.award), _named(row)) for row in page.rows],
        "awards": award_choices(),
        "recipients": [(one.value, str(label)) for one, label in words.RECIPIENTS.items()],
        "years": queries.years_with_calls(),
        "counts": _counts(found),
        "unopened": found.unopened,
        "query": request.GET.urlencode(),
        "uses": [(one, used.get(one.id)) for one in own],
        "may_begin": {one.id for one in own if request.actor.may("enter", unit_id=one.id, on=on)},
        "this_year": on.year,
    }
    return render(request, "web/commendation/register.html", context)


@needs("view")
@require_safe
def export(request: KengRequest) -> HttpResponse:
    """The rows that the page shows as a workbook; more than 20,000 are refused, never cut."""
    found = queries.register_for(request.actor, _wanted(request), on=clock.today())
    if len(found.rows) > _MOST_EXPORTED:
        raise BadInput(
            f"Sổ có {len(found.rows)} lượt khen, quá {_MOST_EXPORTED}; hãy lọc theo năm, đơn vị.",
            message_en=f"The register holds {len(found.rows)} rows; choose a year or a unit.",
        )
    headings = (
        (_("Ngày quyết định"), 16),
        (_("Số quyết định"), 20),
        (_("Hình thức"), 18),
        (_("Đối tượng"), 12),
        (_("Tên"), 34),
        (_("Chức vụ, nơi công tác"), 30),
        (_("Đơn vị"), 26),
        (_("Thành tích"), 50),
        (_("Nơi quyết định"), 26),
        (_("Hiệu lực"), 16),
    )
    columns = [Column(label, width=width) for label, width in headings]
    content = table_workbook(_("Sổ khen thưởng"), columns, [_cells(row) for row in found.rows])
    return attachment(content, "so-khen-thuong.xlsx", XLSX)


@needs("view")
def rules(request: KengRequest) -> HttpResponse:
    """Which rules hold for a unit, by what, and what has to be answered."""
    on = clock.today()
    unit_id = _unit(request)
    may_answer = request.actor.may("manage_rounds", unit_id=unit_id, on=on)
    form = RulingForm(request.POST or None, initial={"year": on.year}) if may_answer else None
    if request.method == "POST" and form is not None and form.is_valid():
        made = attempted(
            form,
            lambda: actions.answer_rule(
                unit_id,
                form.ruling(),
                year=form.cleaned_data["year"],
                actor=request.actor,
                at=clock.now(),
            ),
        )
        if made is not None:
            messages.success(request, _("Đã ghi quy định."))
            return redirect(f"{reverse('web:commendation_rules')}?don-vi={unit_id}")
    found = Rules(unit_id, on.year, on=on)
    context: dict[str, Any] = {
        "unit": unit_view(unit_id, on=on).full_name,
        "unit_id": unit_id,
        "year": on.year,
        "rules": [*shown_rules(found), *shown_voting(found)],
        "rulings": [
            (
                one,
                words.RULES[one.rule],
                words.award_label(one.award) if one.award else "",
                words.RECIPIENTS[Recipient(one.recipient)] if one.recipient else "",
            )
            for one in queries.rulings_of(unit_id, actor=request.actor, on=on)
        ],
        "asked": words.asked(),
        "form": form,
        "own": own_units(request),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "web/commendation/rules.html", context, status=status)


@needs("enter")
@require_POST
def begin(request: KengRequest) -> HttpResponse:
    """Let the figures of a unit come from the register from this year on."""
    chosen, year = request.POST.get("unit", ""), request.POST.get("year", "")
    if not is_whole(chosen) or not is_whole(year) or len(year) != len("2024"):
        raise BadInput("Hãy chọn đơn vị và năm.", message_en="Choose a unit and a year.")
    actions.begin_register(int(chosen), int(year), actor=request.actor, at=clock.now())
    messages.success(request, _("Từ nay số lượt khen trong biểu lấy từ sổ này."))
    return redirect("web:commendation_register")


def _unit(request: KengRequest) -> int:
    asked = request.POST.get("unit") or request.GET.get("don-vi", "")
    if is_whole(asked):
        return int(asked)
    own = own_units(request)
    if not own:
        raise NotFound("Tài khoản chưa thuộc đơn vị nào.", message_en="The account has no unit.")
    return own[0].id


def _wanted(request: KengRequest) -> Wanted:
    """What the address asks for; what it cannot mean asks for nothing."""
    asked = request.GET
    year, unit = asked.get("nam", ""), asked.get("don-vi", "")
    recipient = asked.get("doi-tuong", "")
    return Wanted(
        text=asked.get("q", "").strip(),
        year=int(year) if is_whole(year) and len(year) == 4 else None,
        award=asked.get("hinh-thuc", ""),
        recipient=recipient if recipient in set(Recipient) else "",
        unit_id=whole(unit, None),
        revoked=asked.get("da-huy") == "1",
    )


def _named(row: RegisterRow) -> str:
    if row.is_named:
        return row.name
    return _("(tên đã rút)") if row.is_withdrawn else _("(máy này không có khóa của tên)")


def _counts(found: Register) -> list[tuple[str, str, str, int]]:
    """Award, level, recipient, number; in the order of the programme."""
    order = {code: place for place, code in enumerate(words.spoken().awards)}
    keys = sorted(found.by_level, key=lambda key: (order.get(key[0], len(order)), key))
    return [
        (
            words.award_label(award),
            words.level_label(level),
            str(words.RECIPIENTS[Recipient(recipient)]),
            found.by_level[award, level, recipient],
        )
        for award, level, recipient in keys
    ]


def _cells(row: RegisterRow) -> list[str | int | None]:
    return [
        wording.day(row.on),
        f"{row.number or '…'}/{row.symbol}",
        words.award_label(row.award),
        str(words.RECIPIENTS[row.recipient]),
        _named(row),
        row.about,
        row.home,
        row.deed,
        row.decider,
        _("đang có hiệu lực") if row.stands else _("đã hủy"),
    ]
