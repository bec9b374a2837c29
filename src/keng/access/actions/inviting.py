"""Accounts for many posts in one act, and the one-time passwords that open them.

A one-time password is in the answer of the act and nowhere else: it is printed on a slip, handed
over on paper, and has to be changed at the first sign-in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final

from django.contrib.auth.hashers import make_password
from django.db import transaction

from keng.access.actions._ledger import (
    accounts_for_update,
    require_keeper,
    require_not_oneself,
    require_open,
    store,
)
from keng.access.actions.accounts import checked_login, create_account, random_password
from keng.access.actions.grants import grant
from keng.access.actions.signing_in import forget_failures
from keng.access.actions.tokens import end_tokens
from keng.access.models import Account
from keng.access.roles import ROLE_WORDS, Role
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, DomainError
from keng.kernel.moments import local_day

MOST_AT_ONCE: Final = 60
"""Each password takes a fifth of a second to be hashed, as it must; a person waits for all."""
_LONGEST_NAME: Final = 200


@dataclass(frozen=True)
class Invitation:
    """An account that is to be made: for which unit and role, under which login, for whom."""

    unit_id: int
    role: str
    login: str
    full_name: str = ""


@dataclass(frozen=True)
class InvitationProblem:
    """What is wrong with one invitation: its place in the list, the field, and what to do."""

    place: int
    field: str
    message: str
    message_en: str


@dataclass(frozen=True)
class Slip:
    """What a person needs to sign in for the first time; `password` is stored nowhere."""

    account_id: int
    unit_id: int | None
    login: str
    full_name: str
    password: str


class BadInvitations(DomainError):
    """Some of the accounts cannot be made; `problems` names each field. Nothing was saved."""

    default_code: ClassVar[str] = "bad_invitations"

    def __init__(self, problems: Sequence[InvitationProblem]) -> None:
        self.problems = list(problems)
        first = self.problems[0]
        super().__init__(
            f"{len(self.problems)} chỗ chưa đúng, chưa lập tài khoản nào. Dòng {first.place + 1}: "
            f"{first.message}",
            message_en=f"{len(self.problems)} places are wrong, no account was made. Line "
            f"{first.place + 1}: {first.message_en}",
        )


def check_invitations(
    asked: Sequence[Invitation], *, actor: Actor, at: datetime
) -> list[InvitationProblem]:
    """Everything that `invite` would refuse the list for, in its order; nothing is saved."""
    times = Counter(one.login.strip().lower() for one in asked)
    return [
        InvitationProblem(place, field, refusal.message, refusal.message_en)
        for place, one in enumerate(asked)
        for field, refusal in _wrong_with(one, times, actor=actor, at=at)
    ]


def invite(asked: Sequence[Invitation], *, actor: Actor, at: datetime) -> list[Slip]:
    """Make an account with its role and a one-time password for each, all of them or none.

    At most `MOST_AT_ONCE`. The passwords are hashed before the transaction, so that nobody waits
    for its locks meanwhile. Raises BadInput for an empty or too long list, BadInvitations with all
    that is wrong, and what `create_account` and `grant` raise; nothing is saved then.
    """
    refuse_many(len(asked))
    if problems := check_invitations(asked, actor=actor, at=at):
        raise BadInvitations(problems)
    secrets = [_secret() for _ in asked]
    return _invited(asked, secrets, actor=actor, at=at)


def renew_slips(account_ids: Collection[int], *, actor: Actor, at: datetime) -> list[Slip]:
    """Give each account a new one-time password, all of them or none; the old ones end.

    As `give_temporary_password`, for whoever lost the slip: tokens end too. Raises BadInput for an
    empty or too long list, NotFound, NotAllowed and WrongState as that does; nothing is saved then.
    """
    wanted = sorted(set(account_ids))
    refuse_many(len(wanted))
    _require_renewable(wanted, actor=actor, at=at)
    secrets = dict(zip(wanted, [_secret() for _ in wanted], strict=True))
    return _renewed(secrets, actor=actor, at=at)


def refuse_many(number: int) -> None:
    """Raise BadInput for a list that is empty or longer than is made at once."""
    if not number:
        raise BadInput("Chưa chọn dòng nào.", message_en="Nothing is chosen.")
    if number > MOST_AT_ONCE:
        raise BadInput(
            f"Mỗi lần tới {MOST_AT_ONCE} tài khoản; đang có {number}. Hãy chia làm nhiều lần.",
            message_en=f"At most {MOST_AT_ONCE} accounts at once, not {number}; do it in parts.",
        )


@transaction.atomic
def _invited(
    asked: Sequence[Invitation],
    secrets: Sequence[tuple[str, str]],
    *,
    actor: Actor,
    at: datetime,
) -> list[Slip]:
    slips = []
    for one, (password, hashed) in zip(asked, secrets, strict=True):
        account = create_account(one.login, one.full_name, unit_id=one.unit_id, actor=actor, at=at)
        grant(account.pk, one.role, unit_id=one.unit_id, actor=actor, at=at)
        slips.append(_given(account, password, hashed, actor=actor, at=at))
    return slips


@transaction.atomic
def _renewed(secrets: Mapping[int, tuple[str, str]], *, actor: Actor, at: datetime) -> list[Slip]:
    accounts = _require_renewable(secrets, actor=actor, at=at)
    return [
        _given(accounts[account_id], *secret, actor=actor, at=at)
        for account_id, secret in secrets.items()
    ]


@transaction.atomic
def _require_renewable(
    account_ids: Collection[int], *, actor: Actor, at: datetime
) -> dict[int, Account]:
    accounts = accounts_for_update(account_ids)
    for account in accounts.values():
        require_not_oneself(account, actor=actor)
        require_keeper(account, actor=actor, on=local_day(at))
        require_open(account)
    return accounts


def _given(account: Account, password: str, hashed: str, *, actor: Actor, at: datetime) -> Slip:
    account.password, account.must_change_password = hashed, True
    forget_failures(account.login)
    end_tokens(account, actor=actor, at=at)  # else they would hold again after the change
    store(account, "temporary_password_given", actor=actor, at=at)
    return Slip(account.pk, account.unit_id, account.login, account.full_name, password)


def _secret() -> tuple[str, str]:
    password = random_password()
    return password, make_password(password)


def _wrong_with(
    one: Invitation, times: Mapping[str, int], *, actor: Actor, at: datetime
) -> Iterator[tuple[str, DomainError]]:
    try:
        actor.require("manage_users", unit_id=one.unit_id, on=local_day(at))
    except DomainError as refusal:
        yield "unit", refusal
    if one.role not in set(Role):
        yield "role", _unknown_role(one.role)
    if len(one.full_name.strip()) > _LONGEST_NAME:
        yield (
            "full_name",
            BadInput(
                f"Họ tên dài quá {_LONGEST_NAME} ký tự.",
                message_en=f"The name is longer than {_LONGEST_NAME} characters.",
            ),
        )
    try:
        login = checked_login(one.login)
    except DomainError as refusal:
        yield "login", refusal
        return
    if times[login] > 1:
        yield (
            "login",
            BadInput(
                f"Tên đăng nhập “{login}” đứng {times[login]} lần trong danh sách; hãy đổi.",
                message_en=f'The login "{login}" stands {times[login]} times in the list.',
            ),
        )


def _unknown_role(role: str) -> BadInput:
    known, known_en = (
        ", ".join(one.vi for one in ROLE_WORDS.values()),
        ", ".join(one.en for one in ROLE_WORDS.values()),
    )
    return BadInput(
        f"Không có vai trò “{role}”; các vai trò là: {known}.",
        message_en=f'There is no role "{role}"; the roles are: {known_en}.',
    )
