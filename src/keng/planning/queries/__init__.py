"""Questions about plans; every answer is for a day `on`."""

from __future__ import annotations

from keng.planning.queries.agenda import agenda, agenda_of_body, bodies_answered_by
from keng.planning.queries.board import board_of
from keng.planning.queries.chain import chain_below
from keng.planning.queries.plans import (
    photo_of,
    plan_to_write,
    plan_view,
    plans_for,
    task_view,
    tasks_to_carry_out,
    units_of_plans,
)
from keng.planning.queries.reminding import NearTask, task_days_of, tasks_near, titles_of
from keng.planning.queries.sources import source_view
from keng.planning.queries.targets import bodies_of_plan, duty_view, target_view
from keng.planning.queries.timeline import timeline_of
from keng.planning.queries.verification import problems
from keng.planning.queries.whole import WholePlan, whole_plan

__all__ = [
    "NearTask",
    "WholePlan",
    "agenda",
    "agenda_of_body",
    "board_of",
    "bodies_answered_by",
    "bodies_of_plan",
    "chain_below",
    "duty_view",
    "photo_of",
    "plan_to_write",
    "plan_view",
    "plans_for",
    "problems",
    "source_view",
    "target_view",
    "task_days_of",
    "task_view",
    "tasks_near",
    "tasks_to_carry_out",
    "timeline_of",
    "titles_of",
    "units_of_plans",
    "whole_plan",
]
