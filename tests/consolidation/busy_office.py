"""What each process of `test_many_at_once` does: build, write, read or check.

Three writers raise one commune's figure each, one step a transaction, from 0 to 8. Readers look at
the province again and again: a sum may never fall, because no figure ever does.
"""

from __future__ import annotations

import sys
import time

from django.core.management import call_command
from django.db import transaction

from consolidation_cast import FIRES, TODAY, a_country, mark, period
from keng.consolidation.queries import consolidate, problems
from keng.kernel.actors import OPERATOR
from keng.orgunits.models import Designation
from keng.reporting.models import Figure

COMMUNES, STEPS = ("A/a", "A/b", "A/c"), 8


def main(part: str, *arguments: str) -> int:
    """Run one part on the database of the environment."""
    return {"build": build, "write": write, "read": read, "check": check}[part](*arguments)


def build() -> int:
    """An empty country with three communes whose figure is 0."""
    call_command("migrate", verbosity=0)
    country = a_country({"A": "province", **dict.fromkeys(COMMUNES, "commune")})
    for path in COMMUNES:
        country.report(path, "2024", fires=0)
    return 0


def write(number: str) -> int:
    """Raise one figure step by step, mark and figure in one transaction."""
    figure = Figure.objects.select_related("submission").order_by("pk")[int(number)]
    for step in range(1, STEPS + 1):
        with transaction.atomic():
            Figure.objects.filter(pk=figure.pk).update(value=step)
            mark(figure.submission)
        if province() < step:
            return 1
        time.sleep(0.02)
    return 0


def read() -> int:
    """The sum of the province for a while; 1 if it ever falls."""
    last, until = 0, time.monotonic() + 6
    while time.monotonic() < until:
        now = province()
        if now < last:
            sys.stdout.write(f"{now} after {last}\n")
            return 1
        last = now
    return 0


def check() -> int:
    """The last sum, and how many problems the verification finds."""
    sys.stdout.write(f"{province()} {len(list(problems()))}\n")
    return 0


def province() -> int:
    """The figure of the province as anybody reads it."""
    unit = Designation.objects.get(kind="tinh").unit_id
    row = consolidate(unit, period("2024"), actor=OPERATOR, on=TODAY).row(FIRES)
    return (row.value if row is not None else 0) or 0
