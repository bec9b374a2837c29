"""Old Word files (.doc, .rtf, .odt): turned into .docx by LibreOffice, where it is installed."""

from __future__ import annotations

from keng.documents import office
from keng.documents.reading.document import Kind
from keng.documents.reading.drafting import Draft, Job
from keng.documents.reading.notes import said
from keng.documents.reading.refusals import refusal
from keng.documents.reading.word import read_word


def read_old_word(content: bytes, job: Job) -> Draft:
    """Convert and read; FileRefused ("no_office") where LibreOffice is missing or makes nothing."""
    program = office.office()
    made = program and office.converted(
        program, content, suffix=office.suffix_of(content), to="docx"
    )
    if not made:
        raise refusal("no_office", name=job.name)
    draft = read_word(made, job)
    draft.kind = Kind.DOC
    draft.notes.insert(0, said("converted"))
    return draft
