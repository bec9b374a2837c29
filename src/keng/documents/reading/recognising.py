"""Recognised pages into a draft: their lines, their page, and what a person must know of each."""

from __future__ import annotations

from keng.documents.reading.document import Page
from keng.documents.reading.drafting import Draft
from keng.documents.reading.mending import RomanNumbers
from keng.documents.reading.notes import said
from keng.documents.reading.scans import ScannedPage


def add_scanned(draft: Draft, scan: ScannedPage, numbers: RomanNumbers) -> None:
    """Put the lines of a recognised page at the end of the draft, with its page and its notes.

    `numbers` knows the headings of the pages before.
    """
    has_lines = bool(scan.laid.lines)
    source = "ocr" if has_lines else ""
    draft.pages.append(Page(scan.page, source, scan.turned, scan.skew, scan.laid.number))
    for line in map(numbers.mended, scan.laid.lines):
        draft.add(line.text, line.place)
    if scan.failure:
        draft.notes.append(said("page_not_read", scan.failure, page=scan.page))
    if scan.turned:
        draft.notes.append(said("page_turned", scan.turned, page=scan.page))
    if scan.stamps:
        draft.notes.append(said("stamp", page=scan.page))
    if scan.is_doubtful:
        draft.notes.append(said("page_doubtful", page=scan.page))
