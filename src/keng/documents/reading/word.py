"""Word files: the XML walked by ourselves, because the usual library drops what is in controls.

The text is what a reader of the printed paper sees: tracked insertions are in, deletions and hidden
text are out, automatic numbers stand where Word shows them, a note follows the paragraph that
bears its mark. Every such choice is told in the notes.
"""

from __future__ import annotations

import io
import zipfile
from typing import Final

from lxml import etree

from keng.documents.archives import MEBIBYTE, Bomb, OfficeLimits, has_macros, refuse_bombs
from keng.documents.reading.document import Kind, Note
from keng.documents.reading.drafting import Draft, Job
from keng.documents.reading.notes import said
from keng.documents.reading.numbering import Numbering
from keng.documents.reading.oldfonts import repaired
from keng.documents.reading.refusals import refusal
from keng.documents.reading.wordwalk import Walk, notes_of
from keng.documents.xmlparts import Broken, HasDoctype, Package
from keng.kernel.archives import DAMAGED

LIMITS: Final = OfficeLimits()
_LARGEST_PART: Final = 64 * MEBIBYTE  # of one part as a tree; a thousand pages have a third of it
_BESIDE: Final = ("/header", "/footer")
_NOTES: Final = {"footnote": "/footnotes", "endnote": "/endnotes"}


def read_word(content: bytes, job: Job) -> Draft:
    """Read a .docx; FileRefused for what is locked, hostile, damaged or carries a program."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _read(archive, job)
    except Bomb as bomb:
        raise refusal("file_bomb", name=job.name, detail=str(bomb)) from None
    except HasDoctype:
        raise refusal("file_entities", name=job.name) from None
    except (Broken, *DAMAGED) as damage:
        raise _broken(damage, job) from None


def _broken(damage: Exception, job: Job) -> Exception:
    told = " ".join(str(damage).split())[:80] or type(damage).__name__
    return refusal("file_broken", name=job.name, detail=told)


def _read(archive: zipfile.ZipFile, job: Job) -> Draft:
    refuse_bombs(archive, LIMITS)
    if "[Content_Types].xml" not in archive.NameToInfo:
        raise Broken("thiếu [Content_Types].xml")
    if has_macros(archive, archive.read("[Content_Types].xml")):
        raise refusal("file_macros", name=job.name)
    package = Package(archive)
    main = package.main_part()
    related = list(package.relations(main).values())
    parts = {kind.rpartition("/")[2]: path for kind, path in related}
    numbering = Numbering(_tree(package, parts, "numbering"), _tree(package, parts, "styles"))
    notes = {
        kind: notes_of(_tree(package, parts, ending.strip("/"))) for kind, ending in _NOTES.items()
    }
    draft = Draft(Kind.DOCX)
    walk = Walk(draft, numbering, notes)
    walk.body(_part(package, main))
    for kind, path in related:
        if kind.endswith(_BESIDE):
            draft.beside.extend(walk.plain(_part(package, path)))
    _repair_old_font(draft)
    draft.notes.extend(_told(walk, parts))
    return draft


def _tree(package: Package, parts: dict[str, str], name: str) -> etree._Element | None:
    path = parts.get(name)
    return _part(package, path) if path is not None and package.has(path) else None


def _part(package: Package, path: str) -> etree._Element:
    size = package.size(path)
    if size > _LARGEST_PART:
        raise Bomb(f"{path}: {size // MEBIBYTE} MB")
    return package.tree(path)


def _repair_old_font(draft: Draft) -> None:
    """Letters of an old font that a style, not the run, names: seen by what they spell."""
    turned, font = repaired(draft_text := "\n".join(draft.lines))
    if font and turned.count("\n") == draft_text.count("\n"):
        draft.lines[:] = turned.split("\n")
        draft.notes.append(said("old_font", font))


def _told(walk: Walk, parts: dict[str, str]) -> list[Note]:
    found = walk.found
    told = [
        said(code, found[code])
        for code in ("tracked_changes", "hidden_text", "text_boxes", "embedded")
        if found[code]
    ]
    if walk.fonts:
        told.append(said("old_font", ", ".join(sorted(walk.fonts))))
    if "comments" in parts:
        told.append(said("comments"))
    return told
