"""The only door to notices, choices, feeds and chasing."""

from __future__ import annotations

from keng.notices.actions.chasing import Reached, note_chasing, remind
from keng.notices.actions.choosing import (
    choose_mail,
    end_feed,
    refuse_all_mail,
    renew_feed,
)
from keng.notices.actions.hearing import Hearing, hear, settle
from keng.notices.actions.making import make
from keng.notices.actions.reading import mark_all_read, mark_read
from keng.notices.actions.reminding import WAITED_FOR, remind_in_run

__all__ = [
    "WAITED_FOR",
    "Hearing",
    "Reached",
    "choose_mail",
    "end_feed",
    "hear",
    "make",
    "mark_all_read",
    "mark_read",
    "note_chasing",
    "refuse_all_mail",
    "remind",
    "remind_in_run",
    "renew_feed",
    "settle",
]
