"""The shape of a programme pack: what may stand in its YAML, and nothing else."""

from __future__ import annotations

from keng.packs.schema.calendar import (
    Calendar,
    DueDay,
    Duty,
    EventDay,
    Holiday,
    LocalDue,
    RegimeSpec,
)
from keng.packs.schema.checks import CellSelector, Check, CheckExample, Severity
from keng.packs.schema.forms import Form, FormCell, FormGroup, PeriodPattern
from keng.packs.schema.indicators import (
    BREAKDOWN_VALUES,
    Breakdown,
    Counts,
    Indicator,
    IndicatorGroup,
    Kind,
)
from keng.packs.schema.outlines import (
    FREE_PLACEHOLDERS,
    VIEWS,
    Annex,
    BodyName,
    FixedText,
    IssuerProfile,
    Item,
    Outline,
    Section,
    Sentence,
    SentenceKind,
    Table,
    TextSlot,
)
from keng.packs.schema.pack import Pack, Threshold, ThresholdValue
from keng.packs.schema.texts import Act, Level, Part, Source, Text

__all__ = [
    "BREAKDOWN_VALUES",
    "FREE_PLACEHOLDERS",
    "VIEWS",
    "Act",
    "Annex",
    "BodyName",
    "Breakdown",
    "Calendar",
    "CellSelector",
    "Check",
    "CheckExample",
    "Counts",
    "DueDay",
    "Duty",
    "EventDay",
    "FixedText",
    "Form",
    "FormCell",
    "FormGroup",
    "Holiday",
    "Indicator",
    "IndicatorGroup",
    "IssuerProfile",
    "Item",
    "Kind",
    "Level",
    "LocalDue",
    "Outline",
    "Pack",
    "Part",
    "PeriodPattern",
    "RegimeSpec",
    "Section",
    "Sentence",
    "SentenceKind",
    "Severity",
    "Source",
    "Table",
    "Text",
    "TextSlot",
    "Threshold",
    "ThresholdValue",
]
