"""Programme packs: what is installed, what a new version would change, and publishing it."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.access.queries import names_of
from keng.kernel.errors import BadInput, DomainError
from keng.packs import installed
from keng.packs.differences import differences
from keng.packs.loading import PackError
from keng.web import clock, wording
from keng.web.forms.programmes import PackForm, PublishForm
from keng.web.frame import uploads
from keng.web.frame.declarations import needs
from keng.web.frame.refusals import message_of, status_of
from keng.web.frame.requests import KengRequest
from keng.web.phrases.packwords import shown_differences, shown_problems, shown_summary, shown_trial

_ZIP: Final = ".zip"


@needs("manage_packs")
@require_safe
def listing(request: KengRequest) -> HttpResponse:
    """The installed versions, the one in use first, and the upload of a new one."""
    return _list(request, PackForm(), status=200)


@needs("manage_packs")
@require_safe
def version(request: KengRequest, version_id: int) -> HttpResponse:
    """One installed version: what it holds, and what it changed against the one before it."""
    pack = installed.version_of(version_id)
    rows = [one for one in installed.installations() if one.version.code == pack.code]
    place = next(n for n, one in enumerate(rows) if one.version.id == version_id)
    earlier = rows[place + 1].version if place + 1 < len(rows) else None
    found = differences(installed.version_of(earlier.id), pack) if earlier else []
    context = {
        "pack": pack,
        "row": rows[place],
        "who": _who(rows)[version_id],
        "title": pack.title.of(wording.language()),
        "summary": shown_summary(pack),
        "earlier": earlier,
        "differences": shown_differences(found),
        "found": len(found),
    }
    return render(request, "web/programme/version.html", context)


@needs("manage_packs")
@require_POST
def look(request: KengRequest) -> HttpResponse:
    """Check a zip and show every problem in it, or what publishing it would change."""
    installed.require_installer(request.actor, on=clock.today())
    form = PackForm(request.POST, request.FILES)
    if not form.is_valid():
        return _list(request, form, status=422)
    chosen = form.cleaned_data["pack"]
    content, name = chosen.read(), str(chosen.name)
    try:
        seen = _looked(request, content, name)
    except PackError as refusal:
        return _list(request, form, status=422, file=name, refusal=refusal)
    except DomainError as refusal:
        form.add_error(None, message_of(refusal))
        return _list(request, form, status=status_of(refusal))
    token = uploads.keep(content, name, account_id=request.actor.account_id, at=clock.now())
    in_use = str(seen.in_use.id) if seen.in_use else ""
    return _preview(request, seen, PublishForm(initial={"token": token, "seen": in_use}))


@needs("manage_packs")
@require_POST
def publish(request: KengRequest) -> HttpResponse:
    """Install the pack that was looked at, once its version is typed again."""
    installed.require_installer(request.actor, on=clock.today())
    form, account_id = PublishForm(request.POST), request.actor.account_id
    token = request.POST.get("token", "")
    content, name = uploads.brought_back(token, account_id=account_id)
    seen = _looked(request, content, name)
    if form.is_valid() and form.cleaned_data["version"] != seen.pack.version:
        told = _("Phiên bản xem trước là %(version)s; hãy gõ đúng như vậy.")
        form.add_error("version", told % {"version": seen.pack.version})
    if not form.is_valid():
        return _preview(request, seen, form, status=422)
    view = installed.install_archive(
        content, name, seen=form.seen_version(), actor=request.actor, at=clock.now()
    )
    uploads.forget(token, account_id=account_id)
    told = _("Đã công bố %(code)s %(version)s. Đợt mở từ nay dùng phiên bản này.")
    messages.success(request, told % {"code": view.code, "version": view.version})
    return redirect("web:programme", view.id)


def _looked(request: KengRequest, content: bytes, name: str) -> installed.Foresight:
    if not name.lower().endswith(_ZIP):
        raise BadInput("Hãy chọn tệp .zip.", message_en="Choose a file in .zip.")
    return installed.look_at_archive(content, name, actor=request.actor, at=clock.now())


def _list(
    request: KengRequest,
    form: PackForm,
    *,
    status: int,
    file: str = "",
    refusal: PackError | None = None,
) -> HttpResponse:
    rows = installed.installations()
    who = _who(rows)
    context = {
        "rows": [(row, who[row.version.id]) for row in rows],
        "may_install": installed.may_install(request.actor, on=clock.today()),
        "form": form,
        "file": file,
        "problems": shown_problems(refusal) if refusal else [],
    }
    return render(request, "web/programme/list.html", context, status=status)


def _preview(
    request: KengRequest, seen: installed.Foresight, form: PublishForm, *, status: int = 200
) -> HttpResponse:
    pack, on = seen.pack, clock.today()
    rows = installed.versions()
    other = rows[0] if rows and rows[0].code != pack.code else None
    context = {
        "pack": pack,
        "title": pack.title.of(wording.language()),
        "digest": seen.digest,
        "in_use": seen.in_use,
        "is_installed": seen.is_installed,
        "other": other,
        "summary": shown_summary(pack),
        "differences": shown_differences(seen.differences),
        "found": len(seen.differences),
        "trial": shown_trial(seen, actor=request.actor, on=on),
        "form": form,
    }
    return render(request, "web/programme/preview.html", context, status=status)


def _who(rows: list[installed.Installation]) -> dict[int, str]:
    names = names_of({row.account_id for row in rows})
    return {row.version.id: wording.account(row.account_id, names) for row in rows}
