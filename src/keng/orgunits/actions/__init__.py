"""Changing the map: every act has a day, the paper that ordered it, and a line in the journal."""

from __future__ import annotations

from keng.orgunits.actions.changes import dissolve, hand_over, rename, reparent
from keng.orgunits.actions.corrections import correct_day, correct_name, undo
from keng.orgunits.actions.creation import NewUnit, create_nation, create_unit
from keng.orgunits.actions.holding import hold
from keng.orgunits.actions.ledger import Naming
from keng.orgunits.actions.local_units import (
    BadRows,
    ImportOutcome,
    LocalUnitRow,
    RowProblem,
    check_local_units,
    import_local_units,
)
from keng.orgunits.actions.reorganisation import Flow, Reorganisation, merge, reorganise, split
from keng.orgunits.actions.seeding import Seed, SeedOutcome, load_seed, read_seed

__all__ = [
    "BadRows",
    "Flow",
    "ImportOutcome",
    "LocalUnitRow",
    "Naming",
    "NewUnit",
    "Reorganisation",
    "RowProblem",
    "Seed",
    "SeedOutcome",
    "check_local_units",
    "correct_day",
    "correct_name",
    "create_nation",
    "create_unit",
    "dissolve",
    "hand_over",
    "hold",
    "import_local_units",
    "load_seed",
    "merge",
    "read_seed",
    "rename",
    "reorganise",
    "reparent",
    "split",
    "undo",
]
