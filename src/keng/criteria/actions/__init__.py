"""Every way to change the run of a year; each with permission, transaction and journal."""

from __future__ import annotations

from keng.criteria.actions.appealing import answer_appeal, appeal
from keng.criteria.actions.assessing import (
    ClaimInput,
    FactInput,
    checked_claim,
    claim,
    confirm_days,
    type_facts,
)
from keng.criteria.actions.citing import add_link, cite_figure, cite_paper, cite_registered
from keng.criteria.actions.deciding import DecisionHead, amend, decide, number_decision, revoke
from keng.criteria.actions.evidencing import attach_file, remove_evidence, restore_evidence
from keng.criteria.actions.following import NotPosted, post_results
from keng.criteria.actions.localising import (
    LocalSet,
    PastYear,
    checked_overlay,
    publish_local,
    type_past_result,
)
from keng.criteria.actions.opening import delegate, open_run, take_back_delegation
from keng.criteria.actions.passing import (
    Gap,
    NotReady,
    answer_question,
    record_visit,
    return_with_questions,
    submit,
    take_back,
)
from keng.criteria.actions.proposing import answer_proposal, propose
from keng.criteria.actions.registering import (
    NotRegistered,
    Registered,
    pledge,
    register,
    register_all,
    withdraw,
    withdraw_pledge,
)
from keng.criteria.actions.reviewing import (
    MarkInput,
    agree,
    appoint_member,
    end_membership,
    mark,
    open_marks,
    step_aside,
)
from keng.criteria.actions.sheets import claim_all
from keng.criteria.actions.succeeding import pass_to_successor

__all__ = [
    "ClaimInput",
    "DecisionHead",
    "FactInput",
    "Gap",
    "LocalSet",
    "MarkInput",
    "NotPosted",
    "NotReady",
    "NotRegistered",
    "PastYear",
    "Registered",
    "add_link",
    "agree",
    "amend",
    "answer_appeal",
    "answer_proposal",
    "answer_question",
    "appeal",
    "appoint_member",
    "attach_file",
    "checked_claim",
    "checked_overlay",
    "cite_figure",
    "cite_paper",
    "cite_registered",
    "claim",
    "claim_all",
    "confirm_days",
    "decide",
    "delegate",
    "end_membership",
    "mark",
    "number_decision",
    "open_marks",
    "open_run",
    "pass_to_successor",
    "pledge",
    "post_results",
    "propose",
    "publish_local",
    "record_visit",
    "register",
    "register_all",
    "remove_evidence",
    "restore_evidence",
    "return_with_questions",
    "revoke",
    "step_aside",
    "submit",
    "take_back",
    "take_back_delegation",
    "type_facts",
    "type_past_result",
    "withdraw",
    "withdraw_pledge",
]
