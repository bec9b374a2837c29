"""`keng user second-step` and `reset-second-step`: who must have one, and who lost the phone."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date

from keng.ops.main import start_django

Part = Callable[[str, str, Callable[[argparse.Namespace], int]], argparse.ArgumentParser]


def register(part: Part, day: Callable[[str], date]) -> None:
    """Add both to the parts of `keng user`."""
    asked = part("second-step", "from which day a unit and those below ask for it", ask)
    asked.add_argument("--unit", required=True, help="key or name path")
    way = asked.add_mutually_exclusive_group(required=True)
    way.add_argument("--from", dest="since", type=day, metavar="DATE", help="ask from this day on")
    way.add_argument("--never", action="store_true", help="ask nobody, unless a unit above does")
    way.add_argument("--drop", action="store_true", help="have no rule of its own any more")
    lost = part("reset-second-step", "let somebody who lost the phone set it up anew", reset)
    lost.add_argument("account", metavar="LOGIN")


def ask(arguments: argparse.Namespace) -> int:
    """Set or drop the rule of a unit."""
    start_django(arguments)
    from keng.access import actions
    from keng.kernel.moments import local_day
    from keng.ops.session import actor_of, now
    from keng.orgunits.queries import unit_named

    at = now()
    unit = unit_named(arguments.unit, on=local_day(at))
    if arguments.drop:
        actions.drop_second_step_rule(unit.id, actor=actor_of(arguments), at=at)
        print(f"{unit.name}: không còn quy định riêng về bước đăng nhập thứ hai.")
        return 0
    actions.ask_for_second_step(unit.id, arguments.since, actor=actor_of(arguments), at=at)
    told = f"bắt buộc từ {arguments.since:%d/%m/%Y}" if arguments.since else "không bắt buộc"
    print(f"{unit.name}: bước đăng nhập thứ hai {told}.")
    return 0


def reset(arguments: argparse.Namespace) -> int:
    """Take the second step of somebody away; the next sign-in asks for a new one."""
    start_django(arguments)
    from keng.access import actions
    from keng.access.queries import account_by_login
    from keng.ops.session import actor_of, now

    account = account_by_login(arguments.account)
    actions.reset_second_step(account.pk, actor=actor_of(arguments), at=now())
    print(f"{arguments.account}: đã bỏ bước đăng nhập thứ hai; mọi phiên đã kết thúc.")
    return 0
