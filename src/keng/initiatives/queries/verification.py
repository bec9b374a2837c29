"""Whether the registers stand as the journal says, and what they repeat is what they hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Max

from keng.initiatives.journalling import EVENT_STREAM, GROUP_STREAM, REGISTER_STREAM
from keng.initiatives.models import (
    Acknowledgement,
    Activity,
    Event,
    EventPartner,
    Group,
    PaperRule,
    Placement,
    RegisterUse,
    Review,
    Size,
)
from keng.journal import rows as vouched
from keng.kernel.problems import Problem
from keng.reporting.photos import store


def problems() -> Iterator[Problem]:
    """Rows changed outside Keng, days that a group repeats wrongly, photos that are gone."""
    yield from vouched.problems(
        Group, Placement, Size, Activity, Review, Acknowledgement, streams=GROUP_STREAM
    )
    yield from vouched.problems(Event, EventPartner, streams=EVENT_STREAM)
    yield from vouched.problems(PaperRule, RegisterUse, streams=REGISTER_STREAM)
    yield from _repeated_days()
    yield from _photos()


def _repeated_days() -> Iterator[Problem]:
    active, reviewed = _latest(Activity), _latest(Review)
    rows = Group.objects.order_by("pk").values_list("pk", "last_activity_on", "last_review_on")
    for pk, activity, review in rows.iterator(chunk_size=5000):
        if activity != active.get(pk) or review != reviewed.get(pk):
            what = "ngày hoạt động hoặc đánh giá gần nhất khác với các dòng đã ghi"
            yield Problem(Group._meta.db_table, str(pk), what)


def _latest(model: type[Activity] | type[Review]) -> dict[int, date]:
    rows = model.objects.filter(withdrawn_at__isnull=True).order_by()
    return dict(rows.values_list("group_id").annotate(last=Max("on")))


def _photos() -> Iterator[Problem]:
    models: tuple[type[Activity] | type[Event], ...] = (Activity, Event)
    for model in models:
        rows = model.objects.exclude(sha256="").order_by("pk")
        for pk, digest in rows.values_list("pk", "sha256").iterator():
            if not store().is_whole(digest):
                yield Problem(model._meta.db_table, str(pk), "its stored file is gone or changed")
