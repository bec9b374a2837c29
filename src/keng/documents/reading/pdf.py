"""PDF files, page by page: the text layer where it is good, the picture recognised where not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any, Final

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image

from keng.documents.pdfium import PDFIUM_TURN
from keng.documents.reading.document import Footnote, Kind, Page
from keng.documents.reading.drafting import Draft, Job
from keng.documents.reading.layout import PlacedPage, laid_out
from keng.documents.reading.looking import DPI
from keng.documents.reading.mending import RomanNumbers
from keng.documents.reading.notes import said
from keng.documents.reading.pdftext import Layer, Worth, layer_of
from keng.documents.reading.placed import PlacedLine
from keng.documents.reading.recognising import add_scanned
from keng.documents.reading.refusals import refusal
from keng.documents.reading.scans import ScannedPage, scanned
from keng.documents.reading.syllables import look_of
from keng.documents.reading.tesseract import tesseract

MOST_PAGES: Final = 1000
_FEW_WORDS: Final = 30  # on a scan: the words of a digital signature or a stamp, not its text
_MOST_OF_THE_PAGE: Final = 0.5
_LONGEST: Final = 5000  # pixels: a plan on A0 is drawn smaller
_POINTS: Final = 72
_REASONS: Final = {
    Worth.LOST_MARKS: ("mất dấu tiếng Việt", "Vietnamese marks lost"),
    Worth.STRANGE: ("không phải chữ Việt", "not Vietnamese"),
    Worth.GARBLED: ("mã chữ sai", "wrong character codes"),
}


def read_pdf(content: bytes, job: Job) -> Draft:
    """Read every page. Raises FileRefused: "file_password", "file_broken", "too_many_pages",
    "no_ocr" (only pictures, and no Tesseract), "no_text".
    """
    with _held(content, job) as document:
        file = _File(document, job)
        count = file.count
        if count > MOST_PAGES:
            raise refusal("too_many_pages", name=job.name, detail=f"{count} > {MOST_PAGES}")
        sheets = [file.sheet(page) for page in range(1, count + 1)]
        scans = _recognised(sheets, file, job)
        if not any(sheet.layer.pieces for sheet in sheets) and not scans:
            needs = any(sheet.has_content for sheet in sheets)
            raise refusal("no_ocr" if needs and tesseract() is None else "no_text", name=job.name)
    return _draft(sheets, scans)


def typed_lines(content: bytes, *, name: str) -> list[str]:
    """The lines of the text layer alone: nothing is recognised, so a scan yields none.

    For looking at a file that somebody hands in and waits for. Raises FileRefused: "file_password",
    "file_broken", "too_many_pages", "no_text" (not one page).
    """
    job = Job(name, "", None, None, 0)
    with _held(content, job) as document:
        file = _File(document, job)
        count = file.count
        if count > MOST_PAGES:
            raise refusal("too_many_pages", name=name, detail=f"{count} > {MOST_PAGES}")
        return [line.text for page in range(1, count + 1) for line in file.sheet(page).laid.lines]


def page_picture(content: bytes, page: int, *, name: str, dpi: int) -> Image.Image:
    """The picture of one page (from 1) as the file has it, not turned and not straightened.

    Raises FileRefused: "file_password", "file_broken" (also for a page that is not there).
    """
    job = Job(name, "", None, None, 0)
    with _held(content, job) as document:
        try:
            return _File(document, job).picture(page, dpi)
        except (pdfium.PdfiumError, IndexError):
            raise refusal("file_broken", name=name, detail=f"PDF {page}") from None


@dataclass(frozen=True)
class _Sheet:
    """A page before anything is recognised; `has_picture` where a picture covers most of it."""

    page: int
    layer: Layer
    laid: PlacedPage
    has_picture: bool = False
    has_content: bool = False

    @property
    def is_scan(self) -> bool:
        """Whether its text is in a picture, or its layer so bad that the picture is better."""
        worth = self.layer.worth
        if worth is Worth.EMPTY:
            return self.has_content
        if worth is Worth.GARBLED:
            return True
        return self.has_picture and (worth is not Worth.GOOD or self.layer.words < _FEW_WORDS)


class _File:
    """An open PDF; each page is touched in a turn of its own."""

    def __init__(self, document: Any, job: Job) -> None:
        self._document = document
        self._job = job
        with PDFIUM_TURN:
            self.count = len(document)

    def sheet(self, page: int) -> _Sheet:
        """A page with its text layer, judged."""
        try:
            with PDFIUM_TURN, closing(self._document[page - 1]) as opened:
                layer = layer_of(opened)
                laid = laid_out(layer.pieces, page=page, shape=layer.shape)
                has_content = pdfium_c.FPDFPage_CountObjects(opened) > 0
                return _Sheet(page, layer, laid, _has_picture(opened), has_content)
        except pdfium.PdfiumError:
            return _Sheet(page, Layer((), Worth.EMPTY), PlacedPage(()))

    def picture(self, page: int, dpi: int = DPI) -> Image.Image:
        """The picture of a page, at 200 dpi unless told otherwise, in its colours."""
        with PDFIUM_TURN, closing(self._document[page - 1]) as opened:
            longest = max(opened.get_size())
            scale = min(dpi / _POINTS, _LONGEST / max(1.0, longest))
            with closing(opened.render(scale=scale, rev_byteorder=True)) as bitmap:
                picture: Image.Image = bitmap.to_pil().convert("RGB")
                return picture.copy()


@contextmanager
def _held(content: bytes, job: Job) -> Iterator[Any]:
    """An open document, opened and closed in turns; not held between them."""
    with PDFIUM_TURN:
        document = _opened(content, job)
    try:
        yield document
    finally:
        with PDFIUM_TURN:
            document.close()


def _opened(content: bytes, job: Job) -> Any:
    try:
        document = pdfium.PdfDocument(content)
        if len(document) == 0:
            raise refusal("no_text", name=job.name)
    except pdfium.PdfiumError as damage:
        if "password" in str(damage).lower():
            raise refusal("file_password", name=job.name) from None
        raise refusal("file_broken", name=job.name, detail="PDF") from None
    return document


def _has_picture(opened: Any) -> bool:
    width, height = opened.get_size()
    area = max(1.0, width * height)
    for thing in opened.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = thing.get_bounds()
        if (right - left) * (top - bottom) > area * _MOST_OF_THE_PAGE:
            return True
    return False


def _recognised(sheets: list[_Sheet], file: _File, job: Job) -> dict[int, ScannedPage]:
    """The pages that are read from their picture, where Tesseract is there and the layer worse."""
    program = tesseract() if any(_may_need_scan(sheet) for sheet in sheets) else None
    if program is None:
        return {}
    wanted = [sheet.page for sheet in sheets if sheet.is_scan]
    doubted = [sheet for sheet in sheets if not sheet.is_scan and _may_need_scan(sheet)]
    of = len(sheets)
    scans = scanned(program, wanted, file.picture, job, of=of) if wanted else {}
    if doubted:
        # Drawn letters under wrong codes, or another language: the first such page tells.
        first, *others = doubted
        trial = scanned(program, [first.page], file.picture, job, of=of)
        if _is_better(trial[first.page], first):
            scans |= trial | scanned(program, [s.page for s in others], file.picture, job, of=of)
    return {page: scan for page, scan in scans.items() if _is_better(scan, sheets[page - 1])}


def _may_need_scan(sheet: _Sheet) -> bool:
    return sheet.is_scan or sheet.layer.worth is Worth.STRANGE


def _is_better(scan: ScannedPage, sheet: _Sheet) -> bool:
    if not sheet.layer.pieces:
        return True
    look = look_of("\n".join(line.text for line in scan.laid.lines))
    if sheet.layer.worth is Worth.GOOD:
        return look.words > sheet.layer.words
    return look.is_vietnamese or sheet.layer.worth is Worth.GARBLED


def _draft(sheets: list[_Sheet], scans: dict[int, ScannedPage]) -> Draft:
    draft = Draft(_kind(sheets, scans))
    fonts: set[str] = set()
    numbers = RomanNumbers()
    for sheet in sheets:
        worth = sheet.layer.worth
        reason, reason_en = _REASONS.get(worth, ("", ""))
        scan = scans.get(sheet.page)
        if scan is not None:
            if reason:
                code = "layer_broken"
                draft.notes.append(said(code, reason, detail_en=reason_en, page=sheet.page))
            add_scanned(draft, scan, numbers)
            continue
        if sheet.layer.font:
            fonts.add(sheet.layer.font)
        if reason and sheet.is_scan:
            draft.notes.append(said("layer_kept", reason, detail_en=reason_en, page=sheet.page))
        if worth is Worth.EMPTY and sheet.has_content:
            why, why_en = "chưa cài Tesseract", "Tesseract is not installed"
            draft.notes.append(said("page_not_read", why, detail_en=why_en, page=sheet.page))
        _add_layer(draft, sheet)
    draft.notes.extend(said("old_font", font) for font in sorted(fonts))
    return draft


def _kind(sheets: list[_Sheet], scans: dict[int, ScannedPage]) -> Kind:
    has_text = any(sheet.layer.pieces and sheet.page not in scans for sheet in sheets)
    has_scan = any(scan.laid.lines for scan in scans.values())
    if has_text and has_scan:
        return Kind.PDF_MIXED
    return Kind.PDF_TEXT if has_text else Kind.PDF_SCAN


def _add_layer(draft: Draft, sheet: _Sheet) -> None:
    source = "layer" if sheet.laid.lines else ""
    turned = sheet.layer.turned if source else 0
    draft.pages.append(Page(sheet.page, source, turned, number=sheet.laid.number))
    if sheet.layer.is_cut:
        draft.notes.append(said("page_cut", page=sheet.page))
    if turned:
        draft.notes.append(said("page_turned", turned, page=sheet.page))
    first = len(draft.lines) + 1
    for line in sheet.laid.lines:
        draft.add(line.text, line.place)
    draft.footnotes.extend(_footnotes(sheet.laid.lines, first))


def _footnotes(lines: tuple[PlacedLine, ...], first: int) -> list[Footnote]:
    """Marks in the text bound to the notes at the foot of the same page, which begin with them."""
    begins = {
        line.marks[0][1]: index
        for index, line in enumerate(lines)
        if line.marks and line.marks[0][0] == 0
    }
    starts = sorted(begins.values())
    found = []
    for index, line in enumerate(lines):
        for offset, mark in line.marks:
            note = begins.get(mark)
            if note is None or note <= index or (offset == 0 and index in starts):
                continue
            end = next((start for start in starts if start > note), len(lines))
            found.append(Footnote(mark, first + index, offset, first + note, first + end - 1))
    return found
