"""Forms out to Excel and back: `template` fetches, `read` shows what would happen, `save` does it.

See docs/how-to/excel.md and docs/reference/import-problems.md.
"""

from __future__ import annotations

from keng.intake.workbooks.judging import Change
from keng.intake.workbooks.plans import ImportPlan, SubmissionPlan, read
from keng.intake.workbooks.problems import CODES, PERSONAL_NOTE, ImportProblem, Place
from keng.intake.workbooks.saving import ImportOutcome, SavePolicy, save
from keng.intake.workbooks.templates import Layout, template

__all__ = [
    "CODES",
    "PERSONAL_NOTE",
    "Change",
    "ImportOutcome",
    "ImportPlan",
    "ImportProblem",
    "Layout",
    "Place",
    "SavePolicy",
    "SubmissionPlan",
    "read",
    "save",
    "template",
]
