"""PDFium is not made for threads: whoever touches it holds the one turn of the process.

Two threads inside it end the whole process, server and all. The turn is short: a page, never a file
that waits for Tesseract meanwhile; who opens a document also closes it in a turn.
"""

from __future__ import annotations

from threading import RLock
from typing import Final

PDFIUM_TURN: Final = RLock()
