"""Requests with a form of their own: written, asked, changed before anybody typed, asked again."""

from __future__ import annotations

from datetime import date

from ninja import Router

from keng.api import inquiryshapes as shapes
from keng.api.authentication import ApiRequest
from keng.api.wording import keys_of
from keng.inquiries import actions, queries
from keng.inquiries.actions import Content, Heading
from keng.inquiries.queries import InquiryLine, InquiryView
from keng.orgunits.queries import unit_named, unit_view
from keng.packs import installed
from keng.packs.installed import period_named

router = Router(tags=["inquiries"])


@router.get("", response=list[shapes.InquiryLineOut])
def seen(request: ApiRequest) -> list[shapes.InquiryLineOut]:
    """The requests of the offices whose rounds the caller manages, the latest first."""
    found = queries.inquiries_seen_by(request.auth, on=request.on)
    return [_line(one, request.on) for one in found]


@router.post("", response=shapes.InquiryOut)
def draft(request: ApiRequest, asked: shapes.NewInquiryBody) -> shapes.InquiryOut:
    """Begin a request; nobody is asked yet."""
    content = _content(asked)
    owner = unit_named(asked.owner, on=min(content.period.last, request.on))
    made = actions.draft_inquiry(content, owner_unit_id=owner.id, actor=request.auth, at=request.at)
    return _told(request, made.pk)


@router.get("/{int:inquiry_id}", response=shapes.InquiryOut)
def one(request: ApiRequest, inquiry_id: int) -> shapes.InquiryOut:
    """A request with its form, its versions and what its units have told already."""
    return _told(request, inquiry_id)


@router.put("/{int:inquiry_id}", response=shapes.InquiryOut)
def rewrite(request: ApiRequest, inquiry_id: int, asked: shapes.RewriteBody) -> shapes.InquiryOut:
    """Put other words, indicators, units or days in the place of those that stand."""
    actions.rewrite(
        inquiry_id, _content(asked), seen=asked.revision, actor=request.auth, at=request.at
    )
    return _told(request, inquiry_id)


@router.get("/{int:inquiry_id}/indicators", response=list[shapes.IndicatorOut])
def indicators(request: ApiRequest, inquiry_id: int, q: str = "") -> list[shapes.IndicatorOut]:
    """What can be asked in the period and fits the words, group by group; no diacritics needed."""
    content = queries.inquiry_view(inquiry_id, request.auth, on=request.on).line.content
    found = queries.choices(
        q, content.period, installed.current(), chosen=content.cells, language="vi"
    )
    return [
        shapes.IndicatorOut(
            code=known.code,
            group=group.label,
            label=known.label,
            unit=known.total.unit,
            cell=str(known.total.key),
            parts=[str(part.key) for part in known.parts],
            is_derived=known.is_derived,
            is_chosen=known.total.is_chosen,
        )
        for group in found
        for known in group.found
    ]


@router.post("/{int:inquiry_id}/open", response=shapes.InquiryOut)
def ask(request: ApiRequest, inquiry_id: int, asked: shapes.SeenBody) -> shapes.InquiryOut:
    """Ask it: the form becomes a version that never changes, and its round opens."""
    actions.open_inquiry(inquiry_id, seen=asked.revision, actor=request.auth, at=request.at)
    return _told(request, inquiry_id)


@router.post("/{int:inquiry_id}/change-form", response=shapes.InquiryOut)
def change_form(request: ApiRequest, inquiry_id: int, asked: shapes.SeenBody) -> shapes.InquiryOut:
    """Give the units the rewritten form, as long as nobody has typed."""
    actions.change_form(inquiry_id, seen=asked.revision, actor=request.auth, at=request.at)
    return _told(request, inquiry_id)


@router.post("/{int:inquiry_id}/drop", response=shapes.InquiryOut)
def drop(request: ApiRequest, inquiry_id: int, asked: shapes.SeenBody) -> shapes.InquiryOut:
    """Give up a request that was not opened."""
    actions.drop_inquiry(inquiry_id, seen=asked.revision, actor=request.auth, at=request.at)
    return _told(request, inquiry_id)


@router.post("/{int:inquiry_id}/copy", response=shapes.InquiryOut)
def copy(request: ApiRequest, inquiry_id: int, asked: shapes.CopyBody) -> shapes.InquiryOut:
    """Begin a request that asks the same for another period."""
    made = actions.copy_inquiry(
        inquiry_id,
        period_named(asked.period),
        due_on=asked.due_on,
        actor=request.auth,
        at=request.at,
    )
    return _told(request, made.pk)


def _content(asked: shapes.InquiryBody) -> Content:
    period = period_named(asked.period)
    return Content(
        title=asked.title,
        period=period,
        levels=tuple(asked.levels),
        instruction=asked.instruction,
        due_on=asked.due_on,
        units=tuple(sorted(unit_named(name, on=period.last).id for name in asked.units)),
        headings=tuple(Heading(one.title, tuple(keys_of(one.cells))) for one in asked.headings),
    )


def _told(request: ApiRequest, inquiry_id: int) -> shapes.InquiryOut:
    return _out(queries.inquiry_view(inquiry_id, request.auth, on=request.on), request.on)


def _out(view: InquiryView, on: date) -> shapes.InquiryOut:
    line, content, already = view.line, view.line.content, view.already
    return shapes.InquiryOut(
        id=line.id,
        owner=unit_view(line.owner_unit_id, on=on).key,
        title=content.title,
        instruction=content.instruction,
        period=content.period.code,
        due_on=content.due_on,
        levels=list(content.levels),
        units=[unit_view(unit_id, on=on).key for unit_id in content.units],
        headings=[
            shapes.HeadingBody(title=one.title, cells=[str(key) for key in one.cells])
            for one in content.headings
        ],
        state=line.state.value,
        revision=view.revision,
        round=line.round_id,
        asked=view.asked,
        already=shapes.AlreadyOut(
            cells=already.cells,
            of=already.of,
            given=already.given,
            asked=already.asked,
            forms=dict(already.forms),
        )
        if already is not None
        else None,
        versions=[
            shapes.VersionOut(n=one.n, form=one.form, at=one.at, account=one.account_id)
            for one in view.versions
        ],
        is_rewritten=view.is_rewritten,
        may_change=view.may_change,
        taken_from=view.taken_from,
    )


def _line(one: InquiryLine, on: date) -> shapes.InquiryLineOut:
    return shapes.InquiryLineOut(
        id=one.id,
        title=one.title,
        owner=unit_view(one.owner_unit_id, on=on).key,
        period=one.content.period.code,
        due_on=one.content.due_on,
        state=one.state.value,
        cells=len(one.content.cells),
        round=one.round_id,
    )
