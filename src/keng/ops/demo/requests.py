"""What the demonstration asks besides the rounds: a request, partly answered; and a draft report.

Invented, and marked so: the request says it in its title, the figures by their source.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from keng.criteria import actions as criteria
from keng.criteria.queries import assessments_of
from keng.inquiries import actions as inquiries
from keng.inquiries.vocabulary import Content, Heading
from keng.kernel.figures import CellKey
from keng.kernel.moments import local_day
from keng.kernel.periods import Period, parse_period
from keng.ops.demo.cast import Cast
from keng.ops.demo.history import explain
from keng.ops.demo.illustrative import mark
from keng.orgunits.vocabulary import Level
from keng.papers.queries import Filter, found_papers
from keng.papers.vocabulary import Direction
from keng.publishing import actions as publishing
from keng.reporting import actions as reporting
from keng.reporting import queries

Told = Mapping[str, Any]


@cache
def _plan() -> Told:
    text = (files(__package__) / "requests.yaml").read_text(encoding="utf-8")
    loaded: Told = yaml.safe_load(text)
    return loaded


def ask(cast: Cast, *, at: datetime) -> None:
    """Ask the request of its units, answer it in part, and draft the report of the half year."""
    told, asked_at = _plan(), at - timedelta(days=_plan()["days_ago"])
    officer = cast.actor(told["login"])
    content = Content(
        title=told["title"],
        period=_month_before(local_day(asked_at), told["months_ago"]),
        levels=(Level.COMMUNE.value,),
        instruction=told["instruction"],
        due_on=local_day(at) + timedelta(days=told["due_in"]),
        units=tuple(cast.units[login] for login in told["asked"]),
        headings=tuple(
            Heading(one["title"], tuple(CellKey(code) for code in one["cells"]))
            for one in told["headings"]
        ),
    )
    row = inquiries.draft_inquiry(
        content, owner_unit_id=cast.units[told["login"]], actor=officer, at=asked_at
    )
    row = inquiries.open_inquiry(row.pk, seen=row.revision, actor=officer, at=asked_at)
    status = queries.round_status(row.round_id or 0, on=local_day(at))
    forms = {one.unit.id: one.submission_id for one in status.units}
    for answer in told["answers"]:
        _answer(cast, forms[cast.units[answer["login"]]], answer, at=at)


def draft_report(cast: Cast, *, at: datetime) -> None:
    """Draft the report of the last half year that is over: figures and registers fill it."""
    told = _plan()["report"]
    unit_id, actor = cast.units[told["login"]], cast.actor(told["login"])
    period = _last_half(local_day(at))
    publishing.draft_paper(unit_id, period, told["outline"], actor=actor, at=at)


def cite(cast: Cast, *, at: datetime) -> None:
    """Name a plan of the register as evidence in the dossier of the commune that is under way."""
    told = _plan()["evidence"]
    unit_id, actor, today = cast.units[told["login"]], cast.actor(told["login"]), local_day(at)
    wanted = Filter(words=told["words"], unit_id=unit_id, direction=Direction.SENT.value)
    entry = found_papers(wanted, actor=actor, on=today)[0]
    for found in assessments_of(actor, today.year, at=at, unit_ids=[unit_id]):
        criteria.cite_registered(found.pk, told["criterion"], entry.id, actor=actor, at=at)


def _answer(cast: Cast, submission_id: int, answer: Told, *, at: datetime) -> None:
    """Take over what the unit has given for the same period; hand it in unless it is a part."""
    actor, part = cast.actor(answer["login"]), answer.get("cells")
    known = [one.key for one in queries.offers_for(submission_id, actor, on=local_day(at))]
    wanted = [key for key in known if part is None or key.indicator in part]
    if not wanted:
        return
    found = reporting.take_over(submission_id, wanted, actor=actor, at=at)
    if part is not None:
        return
    explain(submission_id, found.findings, mark(), actor=actor, at=at)
    made = reporting.submit(submission_id, actor=actor, at=at)
    if answer.get("accepted"):
        officer = cast.actor(_plan()["login"])
        reporting.accept(submission_id, revision=made.revision, actor=officer, at=at)


def _month_before(today: date, months: int) -> Period:
    """The month so many months before the one in which a day lies."""
    count = today.year * 12 + today.month - 1 - months
    return parse_period(f"{count // 12}-{count % 12 + 1:02d}")


def _last_half(today: date) -> Period:
    """The last half year that is over on a day."""
    half = (today.year, 1) if today.month > 6 else (today.year - 1, 2)
    return parse_period(f"{half[0]}H{half[1]}")
