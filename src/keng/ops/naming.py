"""Periods and units as people name them on the command line."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from keng.kernel.periods import Period
    from keng.orgunits.queries import UnitView


def period_of(arguments: argparse.Namespace) -> Period:
    """The period of `--period`; BadInput if it cannot be read. Needs Django to be started."""
    from keng.packs.installed import period_named

    return period_named(arguments.period)


def unit_at(name: str, *, on: date) -> UnitView:
    """The unit of a key or name path on a day; NotFound, Ambiguous with its candidates."""
    from keng.orgunits.queries import unit_named

    return unit_named(name, on=on)
