"""Comments put into a Word file at the places that they are about; all else stays as it is."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from keng.documents.reading.wordplaces import PlacedLines, placed_lines
from keng.documents.word._package import OFFICE, RELATIONS, TYPES, unzipped, zipped
from keng.documents.word._xml import Element, parse, qn, serialise, text, w
from keng.documents.word.description import BadDocument

AUTHOR: Final = "Keng"
_RELATION: Final = f"{OFFICE}/comments"
_CONTENT: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_TYPES_PART: Final = "[Content_Types].xml"
_MARKUP: Final = frozenset(
    qn(name) for name in ("pPr", "commentRangeStart", "commentRangeEnd", "bookmarkStart")
)
_UNREAD: Final = frozenset(qn(name) for name in ("del", "moveFrom", "instrText", "pPr", "rPr"))


@dataclass(frozen=True)
class Comment:
    """A remark on lines of a text as `documents.reading` counts them.

    `about` are the words that it is about, to find them in their paragraph; "" means all of it.
    """

    line: int
    end_line: int
    text: str
    about: str = ""


def commented(content: bytes, comments: Sequence[Comment]) -> bytes:
    """A .docx that was read, with comments at its paragraphs and, where it can be, at the words.

    No run is cut: a comment spans whole runs. Comments that stand there already stay. Every other
    part is the same to the byte. Raises BadDocument for a file whose parts have other names or
    another schema than Word's usual ones.
    """
    parts = unzipped(content)
    placed = placed_lines(content)
    if placed.part not in parts or placed.root.tag != qn("document"):
        raise BadDocument(
            "Tệp Word này theo chuẩn khác (Strict) nên không gắn được lời bình; hãy lưu lại dạng "
            ".docx thông thường.",
            message_en="This file follows another schema (Strict); save it as a usual .docx.",
        )
    name = _comments_part(parts, placed.part)
    root = parse(parts[name]) if name in parts else w("comments")
    number = _next_number(root)
    for comment in comments:
        if _anchored(placed, comment, number):
            root.append(_entry(comment.text, number))
            number += 1
    if number == _next_number(w("comments")):
        return content
    parts[placed.part] = serialise(placed.root)
    parts[name] = serialise(root)
    return zipped(parts)


def _comments_part(parts: dict[str, bytes], main: str) -> str:
    """The path of the comments; where there are none yet, the package is told of them."""
    folder, base = posixpath.split(main)
    name = posixpath.join(folder, "_rels", f"{base}.rels")
    relations = (
        parse(parts[name]) if name in parts else etree.Element(f"{{{RELATIONS}}}Relationships")
    )
    for one in relations:
        if one.get("Type") == _RELATION:
            target = posixpath.join("/", folder, one.get("Target", ""))
            return posixpath.normpath(target).lstrip("/")
    path = posixpath.join(folder, "comments.xml")
    known = {one.get("Id") for one in relations}
    free = next(f"rIdKeng{n}" for n in range(len(known) + 1) if f"rIdKeng{n}" not in known)
    tag = f"{{{RELATIONS}}}Relationship"
    etree.SubElement(relations, tag, Id=free, Type=_RELATION, Target="comments.xml")
    parts[name] = serialise(relations)
    types = parse(parts[_TYPES_PART])
    etree.SubElement(types, f"{{{TYPES}}}Override", PartName=f"/{path}", ContentType=_CONTENT)
    parts[_TYPES_PART] = serialise(types)
    return path


def _next_number(root: Element) -> int:
    numbers = (one.get(qn("id"), "") for one in root)
    return max((int(number) for number in numbers if number.isdigit()), default=-1) + 1


def _entry(words: str, number: int) -> Element:
    paragraph = w("p", w("r", w("annotationRef")), w("r", text(words)))
    return w("comment", paragraph, id=number, author=AUTHOR, initials="K")


def _anchored(placed: PlacedLines, comment: Comment, number: int) -> bool:
    """Mark the place of a comment; False where the text has no paragraph at all."""
    first = _paragraphs_near(placed.paragraphs, comment.line)
    if not first:
        return False
    start = end = _one_of(first, comment.about)
    if comment.end_line > comment.line:
        last = _paragraphs_near(placed.paragraphs, comment.end_line)[-1]
        if last.getparent() is start.getparent():
            end = last
    begin, stop = _begin(start), _stop(end)
    if start is end and comment.about:
        begin, stop = _around(start, comment.about) or (begin, stop)
    _put(w("commentRangeStart", id=number), begin, start, before=True)
    reference = w("r", w("commentReference", id=number))
    _put(reference, stop, end, before=False)
    reference.addprevious(w("commentRangeEnd", id=number))
    return True


def _put(mark: Element, beside: Element | None, paragraph: Element, *, before: bool) -> None:
    if beside is None:
        paragraph.append(mark)
    elif before:
        beside.addprevious(mark)
    else:
        beside.addnext(mark)


def _paragraphs_near(paragraphs: Mapping[int, Sequence[Element]], line: int) -> Sequence[Element]:
    """Those of the line, or of the nearest one before it that has any."""
    return next((paragraphs[n] for n in range(line, 0, -1) if n in paragraphs), ())


def _one_of(paragraphs: Sequence[Element], about: str) -> Element:
    """The cell of a row in which the words stand; else the first that says anything."""
    wanted = _bare(about)
    saying = [one for one in paragraphs if _bare(_said(one))]
    found = (one for one in saying if wanted and wanted in _bare(_said(one)))
    return next(found, (saying or paragraphs)[0])


def _around(paragraph: Element, about: str) -> tuple[Element, Element] | None:
    """The first and last child of a paragraph that hold the words; None where none does."""
    owners: list[Element] = []
    letters: list[str] = []
    for child in paragraph:
        if child.tag not in _MARKUP:
            bare = _bare(_said(child))
            letters.append(bare)
            owners += [child] * len(bare)
    wanted = _bare(about)
    place = "".join(letters).find(wanted)
    if not wanted or place < 0:
        return None
    return owners[place], owners[place + len(wanted) - 1]


def _begin(paragraph: Element) -> Element | None:
    return next((child for child in paragraph if child.tag not in _MARKUP), None)


def _stop(paragraph: Element) -> Element | None:
    return paragraph[-1] if len(paragraph) else None


def _said(element: Element) -> str:
    return "".join(_letters(element))


def _letters(element: Element) -> Iterator[str]:
    if element.tag == qn("t"):
        yield element.text or ""
    elif element.tag == qn("noBreakHyphen"):
        yield "-"
    elif element.tag not in _UNREAD:
        for child in element:
            yield from _letters(child)


def _bare(words: str) -> str:
    """Without any space: a line may have been healed, a tab may have become a space."""
    return "".join(unicodedata.normalize("NFC", words).split())
