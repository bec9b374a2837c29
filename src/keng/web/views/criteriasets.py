"""The criteria sets of the programme: their law, what is unknown, a province's part, drafts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.access.queries import names_of
from keng.access.roles import MAY, Verb
from keng.criteria import actions, queries
from keng.criteria.actions import LocalSet
from keng.kernel.errors import DomainError
from keng.orgunits.queries import unit_view
from keng.packs import installed
from keng.packs.draftsets import drafted, set_text
from keng.packs.judging.overlay import unknowns
from keng.packs.loading import PackError
from keng.packs.schema.criteria_sets import CriteriaSet
from keng.web import clock, wording
from keng.web.forms.criteriasets import DraftForm, LocalForm
from keng.web.frame.declarations import needs
from keng.web.frame.refusals import message_of, status_of
from keng.web.frame.requests import KengRequest, whole
from keng.web.phrases import recognitionwords as words
from keng.web.phrases.packwords import shown_problems
from keng.web.views.recognition import shown_mover


@needs("manage_packs")
@require_safe
def listing(request: KengRequest) -> HttpResponse:
    """Every set with its law, its days and what nobody knows yet."""
    pack = installed.current()
    rows = [
        {
            "law": one,
            "title": one.title.of(wording.language()),
            "act": _act(one),
            "known": str(words.KNOWN[one.known]),
            "unknown": len(unknowns(one)) + (not one.complete),
            "in_force": one.in_force(clock.today()),
        }
        for one in pack.criteria.values()
    ]
    context = {"rows": rows, "version": installed.current_version()[1].version}
    return render(request, "web/recognition/sets.html", context)


@needs("manage_packs")
@require_safe
def detail(request: KengRequest, set_code: str) -> HttpResponse:
    """One set: its law, its criteria, what is asked, what the province laid over it."""
    law = installed.current().set_of(set_code)
    return _detail(request, law, _local_form(request, law))


@needs("manage_packs")
@require_POST
def publish(request: KengRequest, set_code: str) -> HttpResponse:
    """Look at who would move under what was typed; publish it once the code is typed again."""
    law, at = installed.current().set_of(set_code), clock.now()
    form = _local_form(request, law, request.POST)
    unit = _unit_of(request)
    if not form.is_valid() or unit is None:
        return _detail(request, law, form, status=422)
    year, overlay = clock.today().year - 1, form.overlay()
    try:
        movers = queries.preview_local(unit, set_code, year, overlay, actor=request.actor, at=at)
        if request.POST.get("step") == "publish":
            if form.cleaned_data["confirm"].strip() != set_code:
                form.add_error(
                    "confirm", _("Mã bộ là %(code)s; hãy gõ đúng như vậy.") % {"code": set_code}
                )
                return _detail(request, law, form, status=422)
            said = LocalSet(
                set_code,
                overlay,
                form.cleaned_data["basis"],
                form.cleaned_data["since"],
                form.cleaned_data["running"],
            )
            made = actions.publish_local(
                unit, said, seen=_seen(request), actor=request.actor, at=at
            )
            told = _("Đã ban hành bản %(n)s; %(runs)s đợt xét đang chạy áp dụng bản mới.")
            messages.success(request, told % {"n": made.n, "runs": len(made.adopted_by)})
            return redirect("web:criteria_set", set_code)
    except DomainError as refusal:
        form.add_error(None, message_of(refusal))
        return _detail(request, law, form, status=status_of(refusal))
    classes = words.class_titles(law)
    shown = [shown_mover(one, classes) for one in movers]
    return _detail(request, law, form, foresight={"year": year, "movers": shown})


@needs("manage_packs")
@require_safe
def draft(request: KengRequest, set_code: str) -> HttpResponse:
    """The text of a set, to be changed and tried."""
    law = installed.current().set_of(set_code)
    return _draft(request, law, set_text(law))


@needs("manage_packs")
@require_POST
def look(request: KengRequest, set_code: str) -> HttpResponse:
    """Try a draft against last year and this year; publish it once the version is typed."""
    law, actor, at = installed.current().set_of(set_code), request.actor, clock.now()
    text = _text(request)
    try:
        pack = drafted(text, set_code, installed.current())
        years = (clock.today().year - 1, clock.today().year)
        trials = [queries.trial_of(pack, set_code, year, actor=actor, at=at) for year in years]
        if request.POST.get("step") == "publish":
            view = installed.install_with_set(
                set_code,
                text,
                request.POST.get("version", "").strip(),
                seen=_seen(request),
                actor=actor,
                at=at,
            )
            told = _("Đã công bố phiên bản %(version)s. Đợt xét đang chạy giữ bản cũ.")
            messages.success(request, told % {"version": view.version})
            return redirect("web:criteria_set", set_code)
    except PackError as refusal:
        return _draft(request, law, text, problems=shown_problems(refusal), status=422)
    except DomainError as refusal:
        told = message_of(refusal)
        return _draft(request, law, text, refusal=told, status=status_of(refusal))
    classes = words.class_titles(pack.set_of(set_code))
    shown = [(one, [shown_mover(each, classes) for each in one.movers]) for one in trials]
    return _draft(request, law, text, trials=shown)


def _detail(
    request: KengRequest,
    law: CriteriaSet,
    form: LocalForm,
    *,
    foresight: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    language, unit = wording.language(), _unit_of(request)
    local = _local(request, law)
    names = names_of({one.account_id for one in local})
    first, last = law.window.of(clock.today().year)
    context: dict[str, Any] = {
        "law": law,
        "title": law.title.of(language),
        "act": _act(law),
        "known": str(words.KNOWN[law.known]),
        "method": str(words.METHODS[law.method]),
        "window": (first, last),
        "groups": [
            (
                group.title.of(language),
                [
                    (one, one.title.of(language))
                    for one in law.criteria.values()
                    if one.group == code
                ],
            )
            for code, group in law.groups.items()
        ],
        "asked": [one.of(language) for one in law.asked],
        "replaces": [
            other for other in installed.current().criteria.values() if other.code in law.replaces
        ],
        "unit": unit_view(unit, on=clock.today()).full_name if unit is not None else "",
        "local": [(one, wording.account(one.account_id, names)) for one in local],
        "seen": local[0].n if local else 0,
        "form": form,
        "foresight": foresight,
    }
    return render(request, "web/recognition/set.html", context, status=status)


def _draft(
    request: KengRequest,
    law: CriteriaSet,
    text: str,
    *,
    problems: Any = (),
    refusal: str = "",
    trials: Any = None,
    status: int = 200,
) -> HttpResponse:
    version_id, pack = installed.current_version()
    context = {
        "law": law,
        "title": law.title.of(wording.language()),
        "form": DraftForm(initial={"text": text}),
        "problems": problems,
        "refusal": refusal,
        "trials": trials,
        "seen": version_id,
        "version": pack.version,
        "may_publish": installed.may_install(request.actor, on=clock.today()),
    }
    return render(request, "web/recognition/draft.html", context, status=status)


def _text(request: KengRequest) -> str:
    chosen = request.FILES.get("file")
    if chosen is None:
        return request.POST.get("text", "")
    return bytes(chosen.read()).decode("utf-8-sig", errors="replace")


def _seen(request: KengRequest) -> int:
    said = request.POST.get("seen", "")
    return whole(said, 0)


def _unit_of(request: KengRequest) -> int | None:
    """The unit for which the reader keeps the sets."""
    held = (duty.unit_id for duty in request.duties if Verb.MANAGE_PACKS in MAY[duty.role])
    return next(held, None)


def _local(request: KengRequest, law: CriteriaSet) -> Any:
    unit = _unit_of(request)
    if unit is None:
        return ()
    return queries.local_versions(unit, law.code, actor=request.actor, at=clock.now())


def _local_form(request: KengRequest, law: CriteriaSet, data: Any = None) -> LocalForm:
    local = _local(request, law)
    standing = dict(local[0].overlay) if local else {}
    initial = {"since": clock.today()}
    return LocalForm(data, law=law, standing=standing, initial=initial)


def _act(law: CriteriaSet) -> str:
    """The law of a set as it is cited; the name of its act where the programme has it."""
    act = installed.current().acts.get(law.source.act or "")
    if act is None:
        return law.source.place or ""
    number = "/".join(part for part in (act.number, act.symbol) if part)
    return ", ".join(part for part in (law.source.place, number, act.issuer) if part)
