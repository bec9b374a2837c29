"""When mail may go out, and sending it: one digest a day, each notice in one mail only.

A mail is claimed before it is handed over. A machine that stops in between leaves the claim, and
the notices go into the next day's mail: rather a day later than twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Final

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import QuerySet

from keng.access.actors import AccountActor
from keng.access.models import Account
from keng.db.locks import for_update
from keng.kernel.errors import DomainError
from keng.kernel.moments import TZ, local_day
from keng.notices import letters
from keng.notices.letters import OpenDuties, Place, Written
from keng.notices.models import Letter, Notice
from keng.notices.queries.choices import MailChoice, mail_choices
from keng.notices.queries.inbox import views_of
from keng.notices.vocabulary import Kind
from keng.packs import installed
from keng.reporting.deadlines import is_day_off
from keng.reporting.queries import duties_of

MOST_TRIES: Final = 5
_FRESH: Final = timedelta(days=14)


@dataclass(frozen=True)
class Mailed:
    """How many mails were sent, and how many the mail server did not take."""

    sent: int
    failed: int

    def __add__(self, other: Mailed) -> Mailed:
        return Mailed(self.sent + other.sent, self.failed + other.failed)


def is_working_hour(at: datetime) -> bool:
    """Whether mail may go out: within the hours of the office, not on a day off that is known.

    Weekend and public holidays stand in the programme's calendar; without a programme only the
    hours count.
    """
    first, end = settings.MAIL_HOURS
    if not first <= at.astimezone(TZ).hour < end:
        return False
    try:
        return not is_day_off(installed.current().calendar, local_day(at))
    except DomainError:
        return True


def send_due(*, at: datetime) -> Mailed:
    """Send what is due now: mails that follow a chase, then the digests of the day.

    Nothing outside working hours. Each mail is a short transaction before and one after it is
    handed over; none is open while the mail server is spoken to.
    """
    if not is_working_hour(at):
        return Mailed(0, 0)
    waiting = Notice.objects.filter(
        read_at__isnull=True,
        mailed_at__isnull=True,
        at__gt=at - _FRESH,
        account__is_active=True,
        account__has_email=True,
    )
    chased = waiting.filter(kind=Kind.CHASED.value)
    post = _Post(get_connection(), at)
    try:
        done = post.send(_accounts(chased), "chase", _chased)
        return done + post.send(_accounts(waiting), "digest", _digest)
    finally:
        post.close()


_Write = Callable[[Account, Sequence[Notice], datetime], Written]


class _Post:
    """Sends mails over one connection at one moment, opened when there is a first mail.

    A connection each minute that sends nothing is a file each minute where mails become files.
    """

    def __init__(self, connection: BaseEmailBackend, at: datetime) -> None:
        self._connection, self._is_open = connection, False
        self._at = at

    def close(self) -> None:
        """Hang up, if anything was sent."""
        if self._is_open:
            self._connection.close()

    def send(self, accounts: Iterable[Account], purpose: str, write: _Write) -> Mailed:
        listed = list(accounts)
        choices = mail_choices([one.pk for one in listed])
        done = Mailed(0, 0)
        for account in listed:
            done += self._send_one(account, purpose, write, choices[account.pk])
        return done

    def _send_one(
        self, account: Account, purpose: str, write: _Write, choice: MailChoice
    ) -> Mailed:
        if not self._is_open:
            if self._due(account, purpose, choice)[0] is None:
                return Mailed(0, 0)
            self._connection.open()  # a mail server that is away uses up nobody's tries
            self._is_open = True
        claim, notices = self._claimed(account, purpose, choice)
        if claim is None:
            return Mailed(0, 0)
        try:
            self._connection.send_messages([write(account, notices, self._at).message()])
        except (SMTPException, OSError) as error:
            claim.failed = type(error).__name__
            claim.save(update_fields=["failed"])
            return Mailed(0, 1)
        self._done(claim, notices)
        return Mailed(1, 0)

    @transaction.atomic
    def _claimed(
        self, account: Account, purpose: str, choice: MailChoice
    ) -> tuple[Letter | None, list[Notice]]:
        """The mail, claimed for this worker; None if there is nothing to send or another has it."""
        for_update(Account.objects.filter(pk=account.pk)).first()
        found, notices = self._due(account, purpose, choice)
        if found is None:
            return None, []
        found.tries, found.failed, found.tried_at = found.tries + 1, "", self._at
        found.notices = [one.pk for one in notices]
        found.save()
        return found, notices

    def _due(
        self, account: Account, purpose: str, choice: MailChoice
    ) -> tuple[Letter | None, list[Notice]]:
        """The mail that is to be sent, as it stands or not written down yet, and what it tells."""
        notices = _wanted(account, purpose, choice, self._at)
        if not notices:
            return None, []
        on = local_day(self._at)
        name = f"digest:{on.isoformat()}" if purpose == "digest" else f"chase:{notices[0].pk}"
        found = Letter.objects.filter(account=account, purpose=name).first()
        if found is None:
            found = Letter(account=account, purpose=name, on=on, tries=0)
        elif not found.failed or found.tries >= MOST_TRIES:
            return None, []
        return found, notices

    @transaction.atomic
    def _done(self, claim: Letter, notices: Sequence[Notice]) -> None:
        Notice.objects.filter(pk__in=[one.pk for one in notices]).update(mailed_at=self._at)
        claim.sent_at = self._at
        claim.save(update_fields=["sent_at"])


def _accounts(waiting: QuerySet[Notice]) -> list[Account]:
    """Who is written to; an address whose key is not on this machine is none."""
    rows = Account.objects.filter(pk__in=waiting.values("account_id"))
    return [one for one in rows.order_by("pk") if one.email]


def _wanted(account: Account, purpose: str, choice: MailChoice, at: datetime) -> list[Notice]:
    """The unread notices that no mail has told yet and that the person wants by mail."""
    if not choice.wants_mail:
        return []
    rows = Notice.objects.filter(
        account=account, read_at__isnull=True, mailed_at__isnull=True, at__gt=at - _FRESH
    ).exclude(kind__in=choice.refused)
    if purpose == "chase":
        rows = rows.filter(kind=Kind.CHASED.value)
    return list(rows.order_by("pk"))


def _digest(account: Account, notices: Sequence[Notice], at: datetime) -> Written:
    views = views_of(notices[::-1], at=at, language=account.language)
    return letters.digest(
        account.pk,
        account.email,
        views,
        _open_duties(account, at),
        place=Place(settings.BASE_URL),
        language=account.language,
    )


def _chased(account: Account, notices: Sequence[Notice], at: datetime) -> Written:
    views = views_of(notices, at=at, language=account.language)
    place = Place(settings.BASE_URL)
    return letters.chased(account.pk, account.email, views, place=place, language=account.language)


def _open_duties(account: Account, at: datetime) -> OpenDuties:
    owed = duties_of(AccountActor(account), on=local_day(at))
    ahead = [one.return_due_on or one.due_on for one in owed if not one.is_late]
    days = sorted(day for day in ahead if day is not None)
    return OpenDuties(len(owed), sum(one.is_late for one in owed), days[0] if days else None)
