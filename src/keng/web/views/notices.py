"""One's own notices: list, open, mark as read; what comes by mail; the calendar address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from keng.access import actions as access
from keng.access.queries import contacts_of
from keng.kernel.errors import DomainError
from keng.notices import actions, feed, letters, queries
from keng.notices.vocabulary import KIND_WORDS, TO_DO, Kind
from keng.notices.wording import kind_word
from keng.web import clock, wording
from keng.web.forms.notices import ContactForm
from keng.web.frame.declarations import keyed_address, signed_in
from keng.web.frame.refusals import message_of
from keng.web.frame.requests import KengRequest, is_whole, whole

_TO_DO: Final = "to_do"


@dataclass(frozen=True)
class KindChoice:
    """A kind of notice in a list of choices."""

    code: str
    label: str
    is_chosen: bool
    count: int = 0


@signed_in
@require_safe
def listing(request: KengRequest) -> HttpResponse:
    """All notices, newest first; by kind, only what is to be done, only what is unread."""
    wanted, unread_only = request.GET.get("kind", ""), request.GET.get("unread") == "1"
    before = request.GET.get("before", "")
    found = queries.inbox(
        request.actor,
        at=clock.now(),
        language=wording.language(),
        kinds=_kinds(wanted),
        unread_only=unread_only,
        before=whole(before, None),
    )
    context: dict[str, Any] = {
        "inbox": found,
        "kinds": [
            KindChoice(kind, kind_word(kind, wording.language()), kind == wanted, count)
            for kind, count in sorted(found.kinds.items())
        ],
        "wanted": wanted,
        "unread_only": unread_only,
        "is_filtered": bool(wanted or unread_only or before),
    }
    return render(request, "web/notices/list.html", context)


@signed_in
@require_POST
def open_one(request: KengRequest, notice_id: int) -> HttpResponse:
    """Mark a notice as read and go where it leads."""
    notice = queries.notice_of(notice_id, actor=request.actor)
    actions.mark_read([notice.pk], actor=request.actor, at=clock.now())
    return redirect(where_of(notice))


@signed_in
@require_POST
def mark_read(request: KengRequest) -> HttpResponse:
    """Mark one notice as read, or all that the page has shown."""
    chosen = request.POST.get("notice", "")
    if is_whole(chosen):
        actions.mark_read([int(chosen)], actor=request.actor, at=clock.now())
    elif is_whole(newest := request.POST.get("up_to", "")):
        count = actions.mark_all_read(up_to=int(newest), actor=request.actor, at=clock.now())
        messages.success(request, _("Đã đánh dấu đã đọc %(n)s thông báo.") % {"n": count})
    return redirect("web:notices")


@signed_in
def choices(request: KengRequest) -> HttpResponse:
    """What comes by mail, where one is reached, and the calendar address."""
    if request.method != "POST":
        return _choices_page(request)
    wanted = request.POST.getlist("kind")
    wants_mail = request.POST.get("wants_mail") == "1"
    actions.choose_mail(wanted, wants_mail=wants_mail, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã lưu lựa chọn nhận thư."))
    return redirect("web:notice_choices")


@signed_in
@require_POST
def contact(request: KengRequest) -> HttpResponse:
    """Keep one's own e-mail address and telephone."""
    form = ContactForm(request.POST)
    if form.is_valid():
        try:
            account_id = request.actor.account_id or 0
            given = form.cleaned_data
            access.set_contact(
                *(account_id,),
                email=given["email"],
                phone=given["phone"],
                actor=request.actor,
                at=clock.now(),
            )
        except DomainError as refusal:
            form.add_error(None, message_of(refusal))
        else:
            messages.success(request, _("Đã lưu thông tin liên hệ."))
            return redirect("web:notice_choices")
    return _choices_page(request, contact_form=form)


@signed_in
@require_POST
def renew_feed(request: KengRequest) -> HttpResponse:
    """Make a secret calendar address and show it this once."""
    secret = actions.renew_feed(actor=request.actor, at=clock.now())
    path = reverse("web:calendar", args=[secret])
    return _choices_page(request, feed_address=_base(request) + path)


@signed_in
@require_POST
def end_feed(request: KengRequest) -> HttpResponse:
    """End the secret calendar address."""
    actions.end_feed(actor=request.actor, at=clock.now())
    messages.success(request, _("Đã hủy địa chỉ lịch; lịch cũ không cập nhật nữa."))
    return redirect("web:notice_choices")


@keyed_address
@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The due days behind a secret address: titles and days, for calendar programs."""
    actor = queries.whose_feed(token)
    content = feed.calendar_of(actor, at=clock.now(), base_url=_base(request))
    headers = {
        "Content-Disposition": 'inline; filename="keng.ics"',
        "Cache-Control": "private, max-age=900",
        "X-Robots-Tag": "noindex",
    }
    return HttpResponse(content, content_type=feed.CONTENT_TYPE, headers=headers)


@keyed_address
@csrf_exempt  # the mail program posts for the person (RFC 8058); the address itself is the proof
def end_mail(request: HttpRequest, token: str) -> HttpResponse:
    """End all mail to whoever got this link; asks first, since programs follow links too."""
    account_id = letters.account_of(token)
    is_done = request.method == "POST"
    if is_done:
        actions.refuse_all_mail(account_id, at=clock.now())
    return render(request, "web/notices/end_mail.html", {"is_done": is_done})


def where_of(notice: Any) -> str:
    """The page that a notice leads to."""
    if notice.submission_id is not None:
        return reverse("web:submission", args=[notice.submission_id])
    if notice.paper_id is not None:
        return reverse("web:paper", args=[notice.paper_id])
    if notice.task_id is not None:
        return reverse("web:plan_task", args=[notice.task_id])
    if notice.round_id is not None:
        late = notice.kind == Kind.LATE_BELOW
        return reverse("web:chase" if late else "web:round", args=[notice.round_id])
    return _by_facts(notice.facts)


def _by_facts(facts: Any) -> str:
    """The page of what a notice names without a reference of its own."""
    if about := facts.get("about"):
        return letters.path_about(str(about))
    if assessment := facts.get("assessment"):
        return reverse("web:assessment", args=[assessment])
    return reverse("web:home")


def _base(request: HttpRequest) -> str:
    """Where people open Keng: as it is set, else as this request reached it."""
    return settings.BASE_URL or request.build_absolute_uri("/").rstrip("/")


def _kinds(wanted: str) -> tuple[str, ...]:
    if wanted == _TO_DO:
        return tuple(kind.value for kind in TO_DO)
    return (wanted,) if wanted else ()


def _choices_page(
    request: KengRequest, *, contact_form: ContactForm | None = None, feed_address: str = ""
) -> HttpResponse:
    chosen = queries.mail_choice(request.actor)
    account_id = request.actor.account_id or 0
    known = contacts_of([account_id]).get(account_id)
    initial = {"email": known.email, "phone": known.phone} if known else {}
    since: datetime | None = queries.feed_since(request.actor)
    context = {
        "wants_mail": chosen.wants_mail,
        "has_address": bool(known and known.email),
        "kinds": [
            KindChoice(kind.value, kind_word(kind.value, wording.language()), kind in chosen.kinds)
            for kind in KIND_WORDS
        ],
        "hours": settings.MAIL_HOURS,
        "contact_form": contact_form or ContactForm(initial=initial),
        "feed_since": since,
        "feed_address": feed_address,
    }
    status = 422 if contact_form is not None and contact_form.errors else 200
    return render(request, "web/notices/choices.html", context, status=status)
