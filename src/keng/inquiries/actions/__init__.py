"""What can be done with an inquiry; each act asks for permission and writes the journal."""

from __future__ import annotations

from keng.inquiries.actions.asking import change_form, open_inquiry
from keng.inquiries.actions.writing import copy_inquiry, draft_inquiry, drop_inquiry, rewrite
from keng.inquiries.vocabulary import Content, Heading

__all__ = [
    "Content",
    "Heading",
    "change_form",
    "copy_inquiry",
    "draft_inquiry",
    "drop_inquiry",
    "open_inquiry",
    "rewrite",
]
