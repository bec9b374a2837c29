"""Questions about notices, choices, feeds and chasing."""

from __future__ import annotations

from keng.notices.queries.chasing import (
    ChasePage,
    LateUnit,
    PastChase,
    PersonToCall,
    chase_page,
)
from keng.notices.queries.choices import MailChoice, feed_since, mail_choice, whose_feed
from keng.notices.queries.inbox import (
    Inbox,
    NoticeView,
    Since,
    inbox,
    notice_of,
    since_last_visit,
    unread_count,
    views_of,
)
from keng.notices.queries.verification import problems

__all__ = [
    "ChasePage",
    "Inbox",
    "LateUnit",
    "MailChoice",
    "NoticeView",
    "PastChase",
    "PersonToCall",
    "Since",
    "chase_page",
    "feed_since",
    "inbox",
    "mail_choice",
    "notice_of",
    "problems",
    "since_last_visit",
    "unread_count",
    "views_of",
    "whose_feed",
]
