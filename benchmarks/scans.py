"""Reading scans beside Tesseract alone on the same pages, and how much of them comes out right.

    uv run python benchmarks/scans.py [--pages 12] [--many 0]

Pages of an invented report are typed (Liberation Serif, 13 points), drawn as a scanner would see
them and spoiled more and more. Each set is read as a PDF of pictures by `documents.reading.read`;
beside it Tesseract recognises the very pictures of the pages, as files, as many at once, one thread
each. Errors are counted against the text that was typed, white space normalised.

`--many 300` reads so many pages in one file and tells the memory of the process.
"""

from __future__ import annotations

import argparse
import io
import os
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from keng.documents.reading import read
from reading_samples import a_page, scanned_badly

PLACES = ("xã Đông Phú", "thôn Hạ", "thôn Thượng", "khu vực chợ", "các trường học", "tổ tự quản")
ACTS = (
    "tổ chức tuyên truyền về phòng, chống tội phạm",
    "vận động nhân dân giao nộp vũ khí, vật liệu nổ",
    "tuần tra, kiểm soát ban đêm",
    "hòa giải mâu thuẫn trong nội bộ nhân dân",
    "ký cam kết bảo đảm an ninh, trật tự",
    "xây dựng, củng cố mô hình tự quản",
)
UNITS = ("buổi", "lượt người", "vụ việc", "hộ gia đình", "mô hình", "tổ", "đồng chí")
LINES, LETTERS = 42, 78
QUALITY = 90  # of the JPEG pictures in the PDF and of those that Tesseract reads
BAND = 150  # letters

Spoiling = Callable[[Image.Image], Image.Image]
SETS: dict[str, tuple[int, Spoiling]] = {
    "clean, 200 dpi": (200, lambda page: page),
    "200 dpi, askew 0.7°, grain": (200, lambda page: scanned_badly(page, turn=0.7)),
    "200 dpi, askew 1.7°, blur, grain": (
        200,
        lambda page: scanned_badly(page, turn=-1.7, grain=40, blur=1.0),
    ),
    "150 dpi, askew 1.5°, blur, much grain": (
        150,
        lambda page: scanned_badly(page, turn=1.5, grain=45, blur=0.8),
    ),
    "upside down, 200 dpi": (200, lambda page: page.rotate(180)),
}


def main() -> None:
    """Print a row for each set of pages."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=12)
    parser.add_argument("--many", type=int, default=0)
    arguments = parser.parse_args()
    print(f"== {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(
        f"{'':<40}{'Keng s/page':>12}{'alone':>8}{'ratio':>7}"
        f"{'Keng CPU':>10}{'alone':>8}{'ratio':>7}{'CER %':>8}{'alone':>8}"
    )
    for name, (dpi, spoil) in SETS.items():
        _row(name, arguments.pages, dpi, spoil)
    if arguments.many:
        _many(arguments.many)


def typed(seed: int) -> str:
    """One page of an invented report, always the same for a seed."""
    choose = random.Random(seed)  # noqa: S311 invented text, no secret
    words: list[str] = []
    while sum(map(len, words)) + len(words) < LINES * LETTERS:
        count, share = choose.randint(1, 2500), choose.randint(10, 999)
        words += (
            f"Trong kỳ, {choose.choice(PLACES)} đã {choose.choice(ACTS)} {count:02d} "
            f"{choose.choice(UNITS)}, tăng {choose.randint(1, 40):02d} so với cùng kỳ, đạt "
            f"{share // 10},{share % 10}% kế hoạch."
        ).split()
    return _wrapped(words)


def _wrapped(words: list[str]) -> str:
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) >= LETTERS:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return "\n".join(lines[:LINES])


def _row(name: str, count: int, dpi: int, spoil: Spoiling) -> None:
    texts = [typed(seed) for seed in range(count)]
    pages = [spoil(a_page(text, dpi=dpi)) for text in texts]
    ours, took = _by_keng(pages, dpi)
    theirs, alone = _by_tesseract(pages, dpi)
    print(
        f"{name:<40}{took.clock / count:>12.2f}{alone.clock / count:>8.2f}"
        f"{took.clock / alone.clock:>7.2f}{took.processor / count:>10.2f}"
        f"{alone.processor / count:>8.2f}{took.processor / alone.processor:>7.2f}"
        f"{errors(texts, ours):>8.2f}{errors(texts, theirs):>8.2f}",
        flush=True,
    )


class Took(NamedTuple):
    """Seconds of the clock, and of the processors, the programs that were started included."""

    clock: float
    processor: float

    @classmethod
    def now(cls) -> Took:
        """The two clocks as they stand."""
        both = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        used = [resource.getrusage(one) for one in both]
        return cls(time.perf_counter(), sum(one.ru_utime + one.ru_stime for one in used))

    def since(self, begun: Took) -> Took:
        """What passed between two readings."""
        return Took(self.clock - begun.clock, self.processor - begun.processor)


def _by_keng(pages: list[Image.Image], dpi: int) -> tuple[list[str], Took]:
    content = as_pdf(pages, dpi)
    begun = Took.now()
    document = read(content, name="q.pdf")
    took = Took.now().since(begun)
    texts: list[list[str]] = [[] for _ in pages]
    for line, place in zip(document.lines, document.places, strict=True):
        texts[place.page - 1].append(line)
    return ["\n".join(lines) for lines in texts], took


def as_pdf(pages: list[Image.Image], dpi: int) -> bytes:
    """The pages as a scanner hands them over: a PDF of pictures."""
    out = io.BytesIO()
    first, *others = pages
    first.save(out, "PDF", save_all=True, append_images=others, resolution=dpi, quality=QUALITY)
    return out.getvalue()


def _by_tesseract(pages: list[Image.Image], dpi: int) -> tuple[list[str], Took]:
    with tempfile.TemporaryDirectory() as name:
        places = [Path(name) / f"{number}.jpg" for number in range(len(pages))]
        for page, place in zip(pages, places, strict=True):
            page.save(place, quality=QUALITY)

        def alone(place: Path) -> str:
            command = ["tesseract", str(place), "stdout", "-l", "vie", "--dpi", str(dpi)]
            environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
            done = subprocess.run(command, capture_output=True, check=True, env=environment)
            return done.stdout.decode()

        begun = Took.now()
        with ThreadPoolExecutor(max_workers=os.cpu_count()) as together:
            texts = list(together.map(alone, places))
        return texts, Took.now().since(begun)


def errors(truth: list[str], seen: list[str]) -> float:
    """Letters that differ, in percent of those that were typed: the distance, page by page."""
    pairs = [
        (" ".join(one.split()), " ".join(other.split()))
        for one, other in zip(truth, seen, strict=True)
    ]
    wrong = sum(min(len(one), _distance(one, other)) for one, other in pairs)
    return 100 * wrong / sum(len(one) for one, _ in pairs)


def _distance(text: str, other: str) -> int:
    """Within a band beside the diagonal: a page that drifts farther is all wrong anyway."""
    far = len(text) + len(other)
    before = [column if column <= BAND else far for column in range(len(other) + 1)]
    for row, letter in enumerate(text, 1):
        now = [far] * (len(other) + 1)
        if row <= BAND:
            now[0] = row
        for column in range(max(1, row - BAND), min(len(other), row + BAND) + 1):
            now[column] = min(
                before[column] + 1,
                now[column - 1] + 1,
                before[column - 1] + (letter != other[column - 1]),
            )
        before = now
    return before[len(other)]


def _many(count: int) -> None:
    page = a_page(typed(0))
    content = as_pdf([page] * count, 200)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    begun = time.perf_counter()
    document = read(content, name="q.pdf")
    seconds = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{count} pages of one file ({len(content) >> 20} MB): {seconds:.0f} s, "
        f"{seconds / count:.2f} s a page, {len(document.lines)} lines, memory of the process "
        f"{before} MB before, {after} MB at most"
    )


if __name__ == "__main__":
    main()
