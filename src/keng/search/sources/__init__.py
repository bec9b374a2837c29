"""Everything that can be found. A later room adds its module and its line here."""

from __future__ import annotations

from typing import Final

from keng.search.hits import Source
from keng.search.sources.commendations import CommendedGroups, CommendingDecisions
from keng.search.sources.forms import Forms
from keng.search.sources.indicators import Indicators
from keng.search.sources.papers import Papers
from keng.search.sources.people import People
from keng.search.sources.recognition import CriteriaSets, Decisions, Runs
from keng.search.sources.register import Register
from keng.search.sources.rounds import Rounds
from keng.search.sources.steering import Committees, Cooperations
from keng.search.sources.units import Units

SOURCES: Final[tuple[Source, ...]] = (
    Units(),
    Forms(),
    Rounds(),
    Papers(),
    Register(),
    Runs(),
    Decisions(),
    CriteriaSets(),
    CommendingDecisions(),
    CommendedGroups(),
    Committees(),
    Cooperations(),
    Indicators(),
    People(),
)
