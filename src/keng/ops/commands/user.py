"""`keng user`: accounts, their passwords, roles, substitutes, and handing a post over."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from keng.ops import second_steps
from keng.ops.main import add_place, start_django

if TYPE_CHECKING:
    from collections.abc import Callable

    from keng.access.actions import Days

    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

ROLES = "clerk, leader, officer, administrator, auditor"


def register(subparsers: Subparsers) -> None:
    """Add the command and its parts."""
    user = subparsers.add_parser("user", help="accounts, passwords, roles, substitutes")
    parts = user.add_subparsers(title="parts", metavar="PART", required=True)
    made = _part(parts, "add", "make an account and print a temporary password", add)
    made.add_argument(
        "account", metavar="LOGIN", help="3 to 64 small letters, digits, dots, hyphens, underscores"
    )
    made.add_argument("--name", default="", help="the person's name and post")
    made.add_argument("--unit", help="where the person works: key or name path")
    made.add_argument("--role", help=f"a role at that unit from today on: {ROLES}")
    given = _part(parts, "grant", "give an account a role at a unit", grant)
    given.add_argument("account", metavar="LOGIN")
    given.add_argument("role", help=ROLES)
    taken = _part(parts, "end", "take a role away", end)
    taken.add_argument("account", metavar="LOGIN")
    taken.add_argument("role", help=ROLES)
    passwd = _part(parts, "passwd", "print a temporary password", passwd_of)
    passwd.add_argument("account", metavar="LOGIN")
    passwd.add_argument(
        "--stdin", action="store_true", help="read a lasting password from standard input instead"
    )
    listed = _part(parts, "list", "accounts and what they may do on a day", list_accounts)
    listed.add_argument("--unit", help="only accounts that work there or have a role there")
    listed.add_argument("--format", choices=["text", "json"], default="text")
    for name, text, run in (
        ("close", "end all sign-ins of an account", close),
        ("reopen", "let a closed account sign in again", reopen),
        ("forget", "erase the person of a closed account; there is no way back", forget),
    ):
        _part(parts, name, text, run).add_argument("account", metavar="LOGIN")
    reached = _part(parts, "contact", "say where the person of an account is reached", contact)
    reached.add_argument("account", metavar="LOGIN")
    reached.add_argument("--email", default=None, help='address for mail; "" takes it away')
    reached.add_argument("--phone", default=None, help='telephone of the post; "" takes it away')
    _register_standing_in(parts)
    second_steps.register(partial(_part, parts), _day)
    for command in (given, taken):
        command.add_argument("--unit", required=True, help="key or name path")
    for command in (given, taken, listed):
        command.add_argument("--on", type=_day, metavar="DATE", help="the day (default: today)")
    given.add_argument("--until", type=_day, metavar="DATE", help="first day without the role")


def _register_standing_in(parts: Subparsers) -> None:
    stands_in = _part(parts, "substitute", "let somebody stand in on certain days", substitute)
    stands_in.add_argument("absent", help="login of the person who is away")
    stands_in.add_argument("stands_in", help="login of the person who stands in")
    stands_in.add_argument("--on", type=_day, metavar="DATE", help="first day (default: today)")
    stands_in.add_argument(
        "--until", type=_day, required=True, metavar="DATE", help="first day after"
    )
    passing = _part(parts, "handover", "hand all duties of a post to another in one act", hand_over)
    passing.add_argument("leaver", help="login of the person who leaves the post")
    passing.add_argument("successor", help="login of the person who takes it")
    passing.add_argument("--on", type=_day, metavar="DATE", help="first day (default: today)")
    for command in (stands_in, passing):
        command.add_argument("--unit", required=True, help="key or name path")


def add(arguments: argparse.Namespace) -> int:
    """Make an account, give it a role if one is named, and print its temporary password."""
    start_django(arguments)
    from django.db import transaction

    from keng.access import actions
    from keng.kernel.errors import BadInput
    from keng.ops.session import actor_of, now

    if arguments.role and not arguments.unit:
        raise BadInput("Vai trò cần một đơn vị: --unit.", message_en="A role needs a --unit.")
    actor, at = actor_of(arguments), now()
    unit_id = _unit(arguments.unit, _today()) if arguments.unit else None
    with transaction.atomic():  # an account without its role would be half an answer
        account = actions.create_account(
            arguments.account, arguments.name, unit_id=unit_id, actor=actor, at=at
        )
        password = actions.give_temporary_password(account.pk, actor=actor, at=at)
        if arguments.role and unit_id is not None:
            actions.grant(account.pk, arguments.role, unit_id=unit_id, actor=actor, at=at)
    print(f"Đã tạo tài khoản {account.login}.")
    _tell_password(password)
    return 0


def contact(arguments: argparse.Namespace) -> int:
    """Keep an address or a telephone number; what is not named stays."""
    start_django(arguments)
    from keng.access import actions, queries
    from keng.ops.session import actor_of, now

    account = queries.account_by_login(arguments.account)
    kept = actions.set_contact(
        account.pk,
        email=account.email if arguments.email is None else arguments.email,
        phone=account.phone if arguments.phone is None else arguments.phone,
        actor=actor_of(arguments),
        at=now(),
    )
    print(f"{kept.login}: thư {kept.email or '–'}, điện thoại {kept.phone or '–'}.")
    return 0


def grant(arguments: argparse.Namespace) -> int:
    """Give a role."""
    start_django(arguments)
    from keng.access import actions
    from keng.ops.session import actor_of, now

    days = _days(arguments)
    made = actions.grant(
        _account(arguments.account),
        arguments.role,
        unit_id=_unit(arguments.unit, days.first),
        days=days,
        actor=actor_of(arguments),
        at=now(),
    )
    until = f" đến trước {made.valid_until:%d/%m/%Y}" if made.valid_until else ""
    print(f"{arguments.account}: {made.role} từ {made.valid_from:%d/%m/%Y}{until}.")
    return 0


def end(arguments: argparse.Namespace) -> int:
    """Take a role away from the day named on."""
    start_django(arguments)
    from keng.access import actions, queries
    from keng.kernel.errors import NotFound
    from keng.ops.session import actor_of, now

    on = arguments.on or _today()
    account_id, unit_id = _account(arguments.account), _unit(arguments.unit, _today())
    held = [
        one
        for one in queries.grants_of(account_id)
        if (one.unit_id, one.role) == (unit_id, arguments.role)
        and (one.valid_until is None or one.valid_until > on)
    ]
    if not held:
        raise NotFound(
            f"{arguments.account} không là {arguments.role} của đơn vị này từ {on:%d/%m/%Y}.",
            message_en=f"{arguments.account} is not {arguments.role} there from {on.isoformat()}.",
        )
    for one in held:
        actions.end_grant(one.id, on=on, actor=actor_of(arguments), at=now())
    print(f"{arguments.account}: thôi làm {arguments.role} từ {on:%d/%m/%Y}.")
    return 0


def passwd_of(arguments: argparse.Namespace) -> int:
    """Replace a password: by a temporary one, or by one read from standard input."""
    start_django(arguments)
    from keng.access import actions
    from keng.ops.session import actor_of, now

    account_id, actor = _account(arguments.account), actor_of(arguments)
    if arguments.stdin:
        password = sys.stdin.readline().rstrip("\n")
        actions.set_password(account_id, password, actor=actor, at=now())
        print(f"Đã đổi mật khẩu của {arguments.account}.")
        return 0
    _tell_password(actions.give_temporary_password(account_id, actor=actor, at=now()))
    return 0


def close(arguments: argparse.Namespace) -> int:
    """End all sign-ins of an account."""
    start_django(arguments)
    from keng.access import actions
    from keng.ops.session import actor_of, now

    actions.close_account(_account(arguments.account), actor=actor_of(arguments), at=now())
    print(f"Tài khoản {arguments.account} đã ngừng dùng; mọi việc đã làm vẫn còn nguyên.")
    return 0


def forget(arguments: argparse.Namespace) -> int:
    """Erase the person of a closed account: name, login and contact, with the key of them."""
    start_django(arguments)
    from keng.access import actions
    from keng.ops.session import actor_of, now

    made = actions.forget_person(_account(arguments.account), actor=actor_of(arguments), at=now())
    print(f"Đã xóa tên của {arguments.account}; tài khoản còn lại là {made.login}.")
    return 0


def reopen(arguments: argparse.Namespace) -> int:
    """Let a closed account sign in again."""
    start_django(arguments)
    from keng.access import actions
    from keng.ops.session import actor_of, now

    actions.reopen_account(_account(arguments.account), actor=actor_of(arguments), at=now())
    print(f"Tài khoản {arguments.account} dùng lại được.")
    return 0


def substitute(arguments: argparse.Namespace) -> int:
    """Let one account do another's duties at a unit on certain days."""
    start_django(arguments)
    from keng.access import actions
    from keng.ops.session import actor_of, now

    days = _days(arguments)
    actions.appoint_substitute(
        _account(arguments.absent),
        _account(arguments.stands_in),
        unit_id=_unit(arguments.unit, days.first),
        days=days,
        actor=actor_of(arguments),
        at=now(),
    )
    print(
        f"{arguments.stands_in} làm thay {arguments.absent} từ {days.first:%d/%m/%Y} "
        f"đến hết {days.last:%d/%m/%Y}."
    )
    return 0


def hand_over(arguments: argparse.Namespace) -> int:
    """Hand all duties of a post to another in one act."""
    start_django(arguments)
    from keng.access import actions
    from keng.ops.session import actor_of, now

    on = arguments.on or _today()
    made = actions.hand_over_duties(
        _account(arguments.leaver),
        _account(arguments.successor),
        unit_id=_unit(arguments.unit, on),
        on=on,
        actor=actor_of(arguments),
        at=now(),
    )
    roles = ", ".join(one.role for one in made) or "không có vai trò nào mới"
    print(f"{arguments.successor} nhận từ {arguments.leaver} từ {on:%d/%m/%Y}: {roles}.")
    return 0


def list_accounts(arguments: argparse.Namespace) -> int:
    """Accounts that the actor keeps, with what they may do on the day."""
    start_django(arguments)
    from keng.ops.accounts_told import accounts_as_json, accounts_as_lines
    from keng.ops.session import actor_of

    on = arguments.on or _today()
    unit_id = _unit(arguments.unit, on) if arguments.unit else None
    told = accounts_as_json if arguments.format == "json" else accounts_as_lines
    print(told(actor_of(arguments), on=on, unit_id=unit_id))
    return 0


def _part(
    parts: Subparsers, name: str, text: str, run: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    command = parts.add_parser(name, help=text, description=text)
    add_place(command)
    command.set_defaults(run=run)
    return command


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text}: a day is written 2025-07-01") from error


def _days(arguments: argparse.Namespace) -> Days:
    from keng.access.actions import Days

    return Days(arguments.on or _today(), arguments.until)


def _today() -> date:
    from keng.kernel.moments import local_day
    from keng.ops.session import now

    return local_day(now())


def _unit(text: str, on: date) -> int:
    from keng.orgunits.queries import unit_named

    return unit_named(text, on=on).id


def _account(login: str) -> int:
    from keng.access.queries import account_by_login

    return account_by_login(login).pk


def _tell_password(password: str) -> None:
    print(f"Mật khẩu tạm thời, chỉ hiện một lần: {password}")
    print("Người dùng phải đổi mật khẩu này khi đăng nhập lần đầu.")
