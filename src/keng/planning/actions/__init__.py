"""Everything that changes plans: one door for the screens, the API and the commands."""

from __future__ import annotations

from keng.planning.actions.closing import (
    ResultGiven,
    measure_target,
    reopen_task,
    report_result,
)
from keng.planning.actions.contents import (
    TaskGiven,
    add_goal,
    add_task,
    carry_out,
    change_task,
    drop_task,
    name_answering_unit,
)
from keng.planning.actions.plans import close_plan, draft_plan, issue_plan, take_over
from keng.planning.actions.reading import (
    FindingRead,
    SourceRead,
    keep_source,
    refuse_finding,
    take_all_sure,
    take_finding,
)
from keng.planning.actions.targets import (
    DutyGiven,
    TargetGiven,
    add_duty,
    add_target,
    change_duty,
    change_target,
    drop_duty,
    drop_target,
)

__all__ = [
    "DutyGiven",
    "FindingRead",
    "ResultGiven",
    "SourceRead",
    "TargetGiven",
    "TaskGiven",
    "add_duty",
    "add_goal",
    "add_target",
    "add_task",
    "carry_out",
    "change_duty",
    "change_target",
    "change_task",
    "close_plan",
    "draft_plan",
    "drop_duty",
    "drop_target",
    "drop_task",
    "issue_plan",
    "keep_source",
    "measure_target",
    "name_answering_unit",
    "refuse_finding",
    "reopen_task",
    "report_result",
    "take_all_sure",
    "take_finding",
    "take_over",
]
