"""Where an account is signed in, and ending it there."""

from __future__ import annotations

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction

from keng.access.actions._ledger import account_for_update, note
from keng.access.models import OpenSession
from keng.access.sessionstore import stored_key
from keng.kernel.actors import Actor
from keng.kernel.errors import NotFound

_LONGEST_AGENT = 60


@transaction.atomic
def note_session(
    account_id: int, key: str, *, at: datetime, agent: str = "", instead_of: str = ""
) -> None:
    """Remember a session, so that its person can end it; `instead_of` is the key it had before.

    Keys are given as the browser has them; of each only what the store of sessions keeps is kept.
    """
    before = stored_key(instead_of)
    kept = OpenSession.objects.filter(account_id=account_id, key=before).first()
    if kept is None:
        kept = OpenSession(account_id=account_id, began_at=at, agent=agent[:_LONGEST_AGENT])
    kept.key = stored_key(key)
    kept.save()


def forget_session(key: str) -> None:
    """Who signed out is signed in there no more."""
    OpenSession.objects.filter(key=stored_key(key)).delete()


@transaction.atomic
def end_session(session_id: int, *, actor: Actor, at: datetime) -> None:
    """End one of one's own sessions, on whatever machine. Raises NotFound for any other."""
    row = OpenSession.objects.filter(pk=session_id).first()
    if row is None or row.account_id != actor.account_id:
        raise NotFound(
            "Phiên này không còn; hãy tải lại trang.",
            message_en="This session is gone; load the page again.",
        )
    account_for_update(row.account_id)
    Session.objects.filter(session_key=row.key).delete()
    row.delete()
    note(row.account_id, "session_ended", {"sessions": 1}, actor=actor, at=at)


@transaction.atomic
def end_other_sessions(this: str, *, actor: Actor, at: datetime) -> int:
    """End all of one's own sessions but this one; returns how many there were."""
    if actor.account_id is None:
        return 0
    account_for_update(actor.account_id)
    others = OpenSession.objects.filter(account_id=actor.account_id).exclude(key=stored_key(this))
    ended, _ = Session.objects.filter(
        session_key__in=list(others.values_list("key", flat=True))
    ).delete()
    others.delete()
    if ended:
        note(actor.account_id, "session_ended", {"sessions": ended}, actor=actor, at=at)
    return ended


def end_all_sessions(account_id: int) -> None:
    """End every session of an account, in the transaction of the act that orders it."""
    rows = OpenSession.objects.filter(account_id=account_id)
    Session.objects.filter(session_key__in=list(rows.values_list("key", flat=True))).delete()
    rows.delete()
