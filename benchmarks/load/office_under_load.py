"""The office that is put under load: built, and looked at afterwards; a child of `run.py`."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import office

PASSWORD = "con-cò-bay-lả-bay-la"  # noqa: S105 - of invented people
GROUPS = 5  # 100 cells
PERIOD = "2024-08"


def main(part: str, place: str) -> int:
    """Build so many communes with a clerk each, or print what stands in their first cell."""
    if part == "look":
        office.start_worker()
        return look()
    office.start()
    if part == "build-tokens":
        _hash_cheaply()
    return build(int(place))


def _hash_cheaply() -> None:
    """Nobody signs in by these passwords: thousands of them need not be slow to guess."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def build(count: int) -> int:
    """Prints login, submission and token of each clerk."""
    from keng.access import actions as access
    from keng.access.actors import AccountActor
    from keng.kernel.actors import OPERATOR

    office.install(GROUPS)
    units = office.communes(count)
    forms = office.submissions(units, PERIOD)
    now = datetime.now(tz=UTC)
    people = []
    for number, (unit, form) in enumerate(zip(units, forms, strict=True)):
        login = f"xa{number}"
        account = access.create_account(
            login, f"Xã {number}", unit_id=unit, actor=OPERATOR, at=office.AT
        )
        access.grant(account.pk, "clerk", unit_id=unit, actor=OPERATOR, at=office.AT)
        access.grant(account.pk, "leader", unit_id=unit, actor=OPERATOR, at=office.AT)
        account = access.set_password(account.pk, PASSWORD, actor=OPERATOR, at=office.AT)
        token = access.make_token(
            "load",
            "write",
            last_day=(now + timedelta(days=2)).date(),
            password=PASSWORD,
            actor=AccountActor(account),
            at=now,
        )
        people.append({"login": login, "form": form, "token": token})
    print(json.dumps(people))
    return 0


def look() -> int:
    """Prints what stands: the value of the counting cell and the state, by submission."""
    from keng.reporting.models import Figure, Submission

    values = dict(Figure.objects.filter(indicator="g0_i9").values_list("submission_id", "value"))
    states = dict(Submission.objects.values_list("pk", "state"))
    print(json.dumps({str(pk): [values.get(pk), state] for pk, state in states.items()}))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
