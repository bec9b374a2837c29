"""Background jobs of the room: each may be run again at any time, by several workers at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from keng.kernel.moments import local_day
from keng.notices.actions.hearing import cursor_for_update, hear, settle
from keng.notices.actions.making import make
from keng.notices.assessments import judge_assessments
from keng.notices.mailing import send_due
from keng.notices.papers import judge_papers
from keng.notices.reminders import Steps, drafts_on
from keng.notices.steering_reminders import steering_drafts_on
from keng.notices.task_reminders import task_drafts_on

_REMINDERS = "reminders"


@dataclass(frozen=True)
class Turn:
    """What one turn of all jobs came to."""

    heard: int
    reminded: int
    papers: int
    mailed: int
    failed: int


def run(*, at: datetime) -> Turn:
    """Do all that is due: hear the journal, remind, look at papers, send mail."""
    heard = read_journal(at=at)
    reminded = remind_of_due_days(at=at)
    papers = judge_papers(at=at)
    judge_assessments(at=at)
    mail = send_due(at=at)
    return Turn(heard, reminded, papers, mail.sent, mail.failed)


def read_journal(*, at: datetime) -> int:
    """Make notices of everything new in the journal, batch by batch; how many entries it was."""
    total = 0
    while True:
        batch = hear(at=at)
        total += batch.heard
        if batch.is_last:
            settle(at=at)
            return total


@transaction.atomic
def remind_of_due_days(*, at: datetime) -> int:
    """Make the reminders of the day, once a day; how many there were.

    What was reminded of before is not reminded of again: a step of a due day has one key.
    """
    on = local_day(at)
    cursor = cursor_for_update(_REMINDERS)
    if cursor.day == on:  # a later day was written while the clock stood ahead
        return 0
    steps = Steps(settings.REMIND_BEFORE_DAYS, settings.REMIND_AFTER_DAYS)
    made = make(drafts_on(on, steps, at=at), at=at)
    made += make(task_drafts_on(on, steps, at=at), at=at)
    made += make(steering_drafts_on(on, steps, settings.TERM_DAYS, at=at), at=at)
    cursor.day = on
    cursor.save(update_fields=["day"])
    return made
