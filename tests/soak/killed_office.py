"""What processes of `test_kills` do inside an office: build it, decide again and again, look at it.

Xã Một is reported by hand, xã Hai by workbooks, five more communes by jobs; xã Một also decides on
one village, takes the decision back, and decides again.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from django.core.management import call_command
from django.db import connection, connections
from django.db.models import F

from jobs_cast import fill_in
from keng.access.actions import make_token
from keng.access.actors import AccountActor
from keng.criteria import actions as criteria
from keng.criteria.actions import DecisionHead
from keng.criteria.models import Decision, DecisionLine, Run
from keng.criteria.queries import decision_draft
from keng.intake import workbooks
from keng.jobs.actions import NewStep, ask
from keng.jobs.models import Job
from keng.journal.models import Seal
from keng.kernel.actors import OPERATOR
from keng.kernel.periods import parse_period
from keng.orgunits.actions import Naming, NewUnit, create_unit
from keng.reporting import actions
from keng.reporting.models import Figure, Submission
from keng.verifying.rooms import ROOMS, problems_in
from recognition_cast import a_season, an_office_with_sets
from web_cast import AUGUST, NOW, PASSWORD, SETUP, START, Office, vouch_for_the_programme

CELLS = ("fires", "cases", "settled")
BY_JOBS = 5
HEAD = DecisionHead("QĐ-UBND", date(2024, 9, 2), "TM. ỦY BAN NHÂN DÂN", "Chủ tịch")


def main(part: str) -> int:
    """Decide without end, or do part after part as standard input asks, on an office."""
    if part == "decide":
        return decide()
    parts: dict[str, Callable[..., object]] = {
        "build": build,
        "month": month,
        "ask": ask_for_imports,
        "look": look,
        "jobs": jobs,
        "seals": Seal.objects.count,
        "size": size,
    }
    for line in sys.stdin:
        name, *arguments = line.split()
        connections.close_all()  # the server of the last connection may have been killed
        told = parts[name](*arguments)
        connections.close_all()
        print(json.dumps(told), flush=True)
    return 0


def build() -> dict[str, Any]:
    """The office: its forms, and a token for each of its people."""
    call_command("migrate", verbosity=0)
    office = an_office_with_sets()
    vouch_for_the_programme()
    a_season(office)
    for number in range(BY_JOBS):
        new = NewUnit(Naming("xa", f"Việc {number}"), office.north)
        unit = create_unit(new, on=START, basis="NQ 1", actor=OPERATOR, at=SETUP)
        actions.ensure_submission(unit.pk, "commune", AUGUST, actor=OPERATOR, at=NOW)
    return {
        "one": office.draft.pk,
        "two": office.other_draft.pk,
        "tokens": {who: _token(office, who) for who in ("clerk", "other.clerk", "officer")},
    }


def month(code: str, *forms: str) -> list[int]:
    """The forms of another month for the units of these forms."""
    period = parse_period(code)
    units = [Submission.objects.get(pk=form).unit_id for form in forms]
    return [
        actions.ensure_submission(unit, "commune", period, actor=OPERATOR, at=NOW).pk
        for unit in units
    ]


def _token(office: Office, login: str) -> str:
    now = datetime.now(tz=UTC)
    actor = AccountActor(office.accounts[login])
    last = (now + timedelta(days=30)).date()
    return make_token("kills", "write", last_day=last, password=PASSWORD, actor=actor, at=now)


def decide() -> int:
    """Decide and revoke without end; each line tells what was acknowledged."""
    run = Run.objects.get()
    for _ in count():
        seen = decision_draft(run.pk, actor=OPERATOR, at=NOW)
        found = standing_decision()
        if found is None:
            made = criteria.decide(run.pk, HEAD, seen=seen.digest, actor=OPERATOR, at=NOW)
            print(f"{made.kind} {made.pk}", flush=True)
        else:
            made = criteria.revoke(found.pk, HEAD, "Tính lại.", actor=OPERATOR, at=NOW)
            print(f"{made.kind} {made.pk}", flush=True)
    return 0


def standing_decision() -> Decision | None:
    """The decision that stands now, if one does."""
    newest = Decision.objects.order_by("-pk").first()
    return newest if newest is not None and newest.kind != Decision.Kind.REVOKE else None


def ask_for_imports(number: str) -> int:
    """A job that imports the workbook of each commune of the jobs, every cell the number."""
    steps = []
    values = dict.fromkeys(CELLS, int(number))
    for one in _by_jobs():
        content = workbooks.template([one.pk], actor=OPERATOR, at=NOW)
        steps.append(NewStep("x", f"{one.pk}.xlsx", fill_in(content, values)))
    unit = Submission.objects.earliest("pk").unit_id
    with_all = {"policy": "all_or_nothing"}
    made = ask("intake.save", steps, unit_id=unit, actor=OPERATOR, at=NOW, arguments=with_all)
    return made.pk


def jobs() -> list[str]:
    """The states of all jobs; those of dead workers become old enough to be taken up again."""
    Job.objects.filter(state="running").update(beat_at=F("beat_at") - timedelta(minutes=2))
    return sorted(Job.objects.values_list("state", flat=True))


def look() -> dict[str, Any]:
    """What stands in the database, with what `keng verify` finds."""
    newest = Decision.objects.order_by("-pk").first()
    return {
        "forms": {str(one.pk): [one.state, *_cells(one)] for one in Submission.objects.all()},
        "by_jobs": [one.pk for one in _by_jobs()],
        "decision": [newest.pk, newest.kind] if newest else None,
        "without_lines": Decision.objects.exclude(kind=Decision.Kind.REVOKE)
        .exclude(pk__in=DecisionLine.objects.values("decision_id"))
        .count(),
        "problems": [
            f"{one.table} {one.id}: {one.what}" for room in ROOMS for one in problems_in(room)
        ],
    }


def size() -> int:
    """Bytes of the database."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        return int(cursor.fetchone()[0])


def _by_jobs() -> list[Submission]:
    found = Submission.objects.filter(round=None, form="commune", last=AUGUST.last)
    return list(found.order_by("pk"))


def _cells(one: Submission) -> list[int | None]:
    found = dict(Figure.objects.filter(submission=one).values_list("indicator", "value"))
    return [found.get(cell) for cell in CELLS]
