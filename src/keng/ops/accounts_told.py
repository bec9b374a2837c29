"""Accounts as `keng user list` tells them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from keng.access import queries
from keng.access.roles import ROLE_WORDS
from keng.kernel.actors import Actor
from keng.orgunits.queries import path_of


def accounts_as_lines(actor: Actor, *, on: date, unit_id: int | None) -> str:
    """One line an account, its duties of the day below it."""
    lines = []
    for told in _accounts(actor, on, unit_id):
        closed = "" if told["active"] else " [đã ngừng dùng]"
        lines.append(f"{told['login']}  {told['name']}{closed}".rstrip())
        lines += [f"  {duty['word']}: {duty['unit']}" + _in_place(duty) for duty in told["duties"]]
    return "\n".join(lines) or "Không có tài khoản nào."


def accounts_as_json(actor: Actor, *, on: date, unit_id: int | None) -> str:
    """The same as JSON: login, name, active, duties with role, unit and in whose place."""
    return json.dumps(list(_accounts(actor, on, unit_id)), ensure_ascii=False, indent=2)


def _accounts(actor: Actor, on: date, unit_id: int | None) -> Iterator[dict[str, Any]]:
    for account in queries.accounts_kept_by(actor, on=on):
        duties = queries.duties_of(account.pk, on=on)
        names = queries.names_of({duty.in_place_of for duty in duties})
        if unit_id not in {None, account.unit_id, *(duty.unit_id for duty in duties)}:
            continue
        yield {
            "login": account.login,
            "name": account.full_name,
            "active": account.is_active,
            "duties": [
                {
                    "role": str(duty.role),
                    "word": ROLE_WORDS[duty.role].vi,
                    "unit": path_of(duty.unit_id, on=on),
                    "in_place_of": names[duty.in_place_of].login if duty.in_place_of else None,
                }
                for duty in duties
            ],
        }


def _in_place(duty: dict[str, Any]) -> str:
    return f" (làm thay {duty['in_place_of']})" if duty["in_place_of"] else ""
