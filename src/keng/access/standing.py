"""What stands between an account and whoever has its password: second step, sessions, tokens."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.sessions.models import Session

from keng.access import totp, vault
from keng.access.ladder import WORKING
from keng.access.ladders import ladder
from keng.access.models import (
    Account,
    ApiToken,
    OpenSession,
    RecoveryCode,
    SecondStep,
    SecondStepRule,
)
from keng.access.queries import duties_of, roles_of
from keng.access.roles import Role, Scope
from keng.access.sessionstore import stored_key
from keng.access.tokens import TokenScope
from keng.access.verification import STREAM
from keng.journal import rows as vouched
from keng.kernel.actors import Actor
from keng.kernel.problems import Problem

RULE_STREAM = "second_step_rule:"
ASKED_WITHOUT_A_RULE = True
"""Whether everyone above clerk needs a second step where no unit says anything."""
MUST_SET_UP = "must_set_up_second_step"
"""The mark in a session whose account may do nothing but set up its second step."""


@dataclass(frozen=True)
class SecondStepView:
    """How the second step of an account stands; `secret` only while it is being set up."""

    is_on: bool
    since: datetime | None
    codes_left: int
    secret: str = ""
    address: str = ""


@dataclass(frozen=True)
class SessionView:
    """One place where the account is signed in."""

    id: int
    began_at: datetime
    agent: str
    is_this: bool


@dataclass(frozen=True)
class TokenView:
    """One token, as its person recognises it."""

    id: int
    label: str
    head: str
    scope: TokenScope
    last_day: date
    last_used_on: date | None
    is_open: bool


@dataclass(frozen=True)
class RuleView:
    """From which day a unit asks for the second step; None where it lets people do without."""

    unit_id: int
    since: date | None


def second_step_of(account_id: int) -> SecondStepView:
    """The second step of the account; what its phone needs to know, until a code was typed."""
    step = SecondStep.objects.filter(account_id=account_id).select_related("account").first()
    if step is None:
        return SecondStepView(is_on=False, since=None, codes_left=0)
    if step.confirmed_at is not None:
        left = RecoveryCode.objects.filter(account_id=account_id, used_at=None).count()
        return SecondStepView(is_on=True, since=step.confirmed_at, codes_left=left)
    secret = vault.opened(step.sealed, account_id=account_id)
    return SecondStepView(
        is_on=False,
        since=None,
        codes_left=0,
        secret=totp.readable(secret),
        address=totp.address_of(secret, step.account.login),
    )


def has_second_step(account_id: int) -> bool:
    """Whether signing in asks for a code besides the password."""
    return SecondStep.objects.filter(account_id=account_id, confirmed_at__isnull=False).exists()


def needs_second_step(account_id: int, *, on: date) -> bool:
    """Whether the account must have a second step on the day, at one of its units at least.

    Everyone above clerk must, unless a rule of the unit or above names a later day or none; one
    that names a day asks whatever the units below it say. Clerks are never asked: most share a
    machine and have no phone of the office.
    """
    places = {duty.unit_id for duty in duties_of(account_id, on=on) if duty.role != Role.CLERK}
    if not places:
        return False
    rules = dict(SecondStepRule.objects.values_list("unit_id", "since"))
    if not rules:
        return ASKED_WITHOUT_A_RULE
    steps = ladder(on)
    return any(
        _asked_at(steps.holders(unit_id, scope=Scope.SUBTREE, over=WORKING), rules, on=on)
        for unit_id in places
    )


def _asked_at(above: Set[int], rules: Mapping[int, date | None], *, on: date) -> bool:
    days = [rules[unit_id] for unit_id in above if unit_id in rules]
    if not days:
        return ASKED_WITHOUT_A_RULE
    return any(day is not None and day <= on for day in days)


def lacks_second_step(account_id: int, *, on: date) -> bool:
    """Whether the account must set one up before it may do anything else."""
    return needs_second_step(account_id, on=on) and not has_second_step(account_id)


def second_step_rules(actor: Actor, *, on: date) -> list[RuleView]:
    """The rules of the units whose users the actor manages."""
    reach = actor.reach("manage_users", on=on)
    rows = SecondStepRule.objects.order_by("unit_id").values_list("unit_id", "since")
    return [RuleView(*row) for row in rows if reach is None or row[0] in reach]


def above_clerk(account_ids: Collection[int], *, on: date) -> dict[int, bool]:
    """Those of the accounts with a role above clerk on the day, and whether a second step guards
    each; two queries.
    """
    rows = SecondStep.objects.filter(confirmed_at__isnull=False)
    guarded = frozenset(rows.values_list("account_id", flat=True))
    return {
        account_id: account_id in guarded
        for account_id, roles in roles_of(account_ids, on=on).items()
        if set(roles) - {Role.CLERK}
    }


def open_sessions(
    account_id: int, *, this: str, at: datetime, lasting: timedelta
) -> list[SessionView]:
    """Where the account is signed in, newest first; `this` is the key of the asking session."""
    rows = OpenSession.objects.filter(account_id=account_id, began_at__gt=at - lasting)
    alive = set(
        Session.objects.filter(
            session_key__in=[row.key for row in rows], expire_date__gt=at
        ).values_list("session_key", flat=True)
    )
    found = [row for row in rows.order_by("-began_at", "-pk") if row.key in alive]
    own = stored_key(this)
    return [SessionView(row.pk, row.began_at, row.agent, row.key == own) for row in found]


def tokens_of(account_id: int, *, on: date) -> list[TokenView]:
    """All tokens that the account ever had, those that hold first."""
    found = [
        TokenView(
            id=row.pk,
            label=row.label,
            head=row.head,
            scope=TokenScope(row.scope),
            last_day=row.valid_until - timedelta(days=1),
            last_used_on=row.last_used_on,
            is_open=row.ended_at is None and on < row.valid_until,
        )
        for row in ApiToken.objects.filter(account_id=account_id).order_by("-pk")
    ]
    return sorted(found, key=lambda one: not one.is_open)


def account_of_session(account_id: int) -> Account | None:
    """The account that typed its password and still owes the code; None once it is closed."""
    return Account.objects.filter(pk=account_id, is_active=True).first()


def problems() -> Iterator[Problem]:
    """Second steps, codes, rules and tokens that are not as the journal says."""
    yield from vouched.problems(SecondStep, RecoveryCode, ApiToken, streams=STREAM)
    yield from vouched.problems(SecondStepRule, streams=RULE_STREAM)
