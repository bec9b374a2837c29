"""What can be done with papers; each act asks for permission and writes the journal."""

from __future__ import annotations

from keng.publishing.actions.drafting import (
    BroughtBack,
    bring_back,
    draft_correction,
    draft_paper,
    draft_recognition,
    refresh_paper,
    rewrite_paper,
)
from keng.publishing.actions.issuing import (
    approve_paper,
    attach_signed,
    give_back_paper,
    issue_paper,
    make_pdf,
    number_paper,
    submit_paper,
)
from keng.publishing.actions.recognising import may_write_recognition

__all__ = [
    "BroughtBack",
    "approve_paper",
    "attach_signed",
    "bring_back",
    "draft_correction",
    "draft_paper",
    "draft_recognition",
    "give_back_paper",
    "issue_paper",
    "make_pdf",
    "may_write_recognition",
    "number_paper",
    "refresh_paper",
    "rewrite_paper",
    "submit_paper",
]
