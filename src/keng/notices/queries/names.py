"""What the references of notices are called; a fixed number of queries for any number of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from keng.access.queries import names_of
from keng.kernel.periods import Language
from keng.notices.models import Notice
from keng.notices.wording import Names
from keng.orgunits.queries import views
from keng.packs.installed import current
from keng.planning.queries import titles_of
from keng.publishing.models import Paper
from keng.reporting.models import Round, Submission
from keng.steering.queries import names_of as names_of_steering
from keng.steering.queries.reminding import COMMITTEE, COOPERATION


def names_for(notices: Sequence[Notice], *, on: date, language: str) -> Names:
    """The names of the day for all that these notices refer to."""
    people = {
        one.facts[name] for one in notices for name in ("absent", "stands_in") if name in one.facts
    }
    units = {one.unit_id for one in notices if one.unit_id is not None}
    units |= {one.facts["from"] for one in notices if isinstance(one.facts.get("from"), int)}
    submissions = _submissions(notices)
    papers = Paper.objects.filter(pk__in={one.paper_id for one in notices if one.paper_id})
    rounds = Round.objects.filter(
        pk__in={one.round_id for one in notices if one.round_id and not one.submission_id}
    )
    return Names(
        units={pk: view.full_name for pk, view in views(units, on=on).items()} if units else {},
        submissions={row.pk: title_of(row, language) for row in submissions},
        rounds=dict(rounds.values_list("pk", "title")),
        papers=dict(papers.values_list("pk", "subject")),
        tasks=titles_of({one.task_id for one in notices if one.task_id}),
        people={pk: str(name) for pk, name in names_of(people).items()} if people else {},
        dues={row.pk: due_of(row) for row in submissions},
        sets=_sets(notices, language),
        about=_about(notices),
    )


def _sets(notices: Sequence[Notice], language: str) -> dict[str, str]:
    """The titles of the sets that are named; asks for the programme only where one is."""
    codes = {str(one.facts["set"]) for one in notices if "set" in one.facts}
    if not codes:
        return {}
    known = current().criteria
    asked: Language = "en" if language == "en" else "vi"
    return {code: known[code].short.of(asked) for code in codes if code in known}


def _about(notices: Sequence[Notice]) -> dict[str, str]:
    """What the committees and programmes of coordination are called; asks only where one is."""
    told = {str(one.facts["about"]) for one in notices if "about" in one.facts}
    if not told:
        return {}
    ids: dict[str, set[int]] = {COMMITTEE: set(), COOPERATION: set()}
    for one in told:
        kind, _, number = one.partition(":")
        ids[kind].add(int(number))
    return names_of_steering(ids[COMMITTEE], ids[COOPERATION])


def title_of(row: Submission, language: str) -> str:
    """What a submission is called: its round's title, else its form and period."""
    if row.round is not None:
        return row.round.title
    asked: Language = "en" if language == "en" else "vi"
    form = current().find_form(row.form)
    label = row.form if form is None else form.label.of(asked)
    return f"{label}, {row.period.label(asked)}"


def due_of(row: Submission) -> date | None:
    """The day by which it is awaited: a returned one has its own."""
    returned = row.state == "returned" and row.return_due_on is not None
    return row.return_due_on if returned else row.due_on


def _submissions(notices: Sequence[Notice]) -> list[Submission]:
    wanted = {one.submission_id for one in notices if one.submission_id}
    return list(Submission.objects.filter(pk__in=wanted).select_related("round")) if wanted else []
