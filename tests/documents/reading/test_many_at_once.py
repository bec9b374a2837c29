"""PDFium ends the process when two threads are in it: a server reads and draws one at a time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from reading_samples import REPORT, PdfPage, a_pdf, typed_lines

# In a process of its own: without turns it does not fail, it is gone.
READ_AND_DRAWN = """
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from keng.documents.reading import pdf

content = Path(sys.argv[1]).read_bytes()

def work(n):
    lines = pdf.typed_lines(content, name="bc.pdf")
    drawn = pdf.page_picture(content, n % 3 + 1, name="bc.pdf", dpi=60)
    return len(lines), drawn.size

with ThreadPoolExecutor(8) as pool:
    print(len(set(pool.map(work, range(120)))))
"""


def test_many_threads_read_and_draw_one_file(tmp_path: Path) -> None:
    place = tmp_path / "bc.pdf"
    place.write_bytes(a_pdf(*[PdfPage(typed_lines(REPORT))] * 3))

    done = subprocess.run(
        [sys.executable, "-c", READ_AND_DRAWN, str(place)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert (done.returncode, done.stdout.strip()) == (0, "1"), done.stderr[-2000:]
