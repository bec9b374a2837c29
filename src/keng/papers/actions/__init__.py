"""What can be done with the register; each act asks for permission and writes the journal."""

from __future__ import annotations

from keng.papers.actions.filing import (
    Facts,
    GivenFile,
    attach_file,
    confirm_paper,
    correct_paper,
    drop_paper,
    end_paper,
    file_paper,
    keep_read,
)
from keng.papers.actions.issued import Issued, IssuingBody, file_issued, number_issued, sign_issued
from keng.papers.actions.linking import add_link, remove_link, settle_link
from keng.papers.actions.listing import ListLook, Policy, look_at_list, save_list
from keng.papers.actions.numbering import (
    change_series,
    give_back_number,
    open_series,
    reserve_number,
    void_number,
)

__all__ = [
    "Facts",
    "GivenFile",
    "Issued",
    "IssuingBody",
    "ListLook",
    "Policy",
    "add_link",
    "attach_file",
    "change_series",
    "confirm_paper",
    "correct_paper",
    "drop_paper",
    "end_paper",
    "file_issued",
    "file_paper",
    "give_back_number",
    "keep_read",
    "look_at_list",
    "number_issued",
    "open_series",
    "remove_link",
    "reserve_number",
    "save_list",
    "settle_link",
    "sign_issued",
    "void_number",
]
