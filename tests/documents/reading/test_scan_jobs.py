"""Long scans: told how far they are, taken up where they stopped, and never kept if secret."""

from __future__ import annotations

import threading

import pytest
from PIL import Image

from keng.documents.reading import FileRefused, image, looking, read
from keng.documents.reading.document import Box, WordPlace
from keng.documents.reading.layout import Piece
from keng.documents.reading.tesseract import NotRecognised, Recognised
from reading_samples import as_file

WORDS = "Trong năm xảy ra 09 vụ việc, giảm 03 vụ so với cùng kỳ"


def a_scan(pages: int) -> bytes:
    """A file of pages that differ by their grey: the stand-in tells them by it."""
    drawn = []
    for number in range(pages):
        page = Image.new("L", (1654, 2339), 255)
        page.paste(10 * number, (640, 640, 664, 664))
        drawn.append(page)
    return as_file(*drawn, kind="TIFF")


def as_recognised(text: str, confidence: float = 95.0) -> Recognised:
    boxes = [Box(0.1 + 0.05 * n, 0.1, 0.14 + 0.05 * n, 0.12) for n in range(len(text.split()))]
    pieces = tuple(
        Piece(word, box, (WordPlace(0, len(word), box),))
        for word, box in zip(text.split(), boxes, strict=True)
    )
    return Recognised(pieces, confidence, len(pieces))


class Reader:
    """Stands in for Tesseract: says `text`, and on the page of a number something else."""

    def __init__(self) -> None:
        self.text = WORDS
        self.special: dict[int, str] = {}
        self.asked: list[int] = []
        self.at_once = 0
        self.most_at_once = 0
        self._lock = threading.Lock()

    def __call__(self, _program: str, picture: Image.Image, *, dpi: int) -> Recognised:
        assert dpi == 200
        number = round(picture.getpixel((650, 650)) / 10) + 1
        with self._lock:
            self.asked.append(number)
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            if self.special.get(number) == "fails":
                raise NotRecognised("quá thời gian")
            return as_recognised(self.special.get(number, self.text))
        finally:
            with self._lock:
                self.at_once -= 1


@pytest.fixture
def reader(monkeypatch) -> Reader:
    stand_in = Reader()
    monkeypatch.setattr(image, "tesseract", lambda: "tesseract")
    monkeypatch.setattr(looking, "recognised", stand_in)
    monkeypatch.setattr(looking, "turn_needed", lambda *_, **__: 0)
    return stand_in


def test_pages_come_in_order_and_progress_is_told(reader):
    heard = []
    reader.special = {2: "Trang hai có 12 buổi tuyên truyền"}
    document = read(a_scan(3), name="q.tif", progress=lambda *now: heard.append(now), workers=2)

    assert document.lines == (WORDS, "Trang hai có 12 buổi tuyên truyền", WORDS)
    assert heard == [(1, 3), (2, 3), (3, 3)]
    assert reader.most_at_once <= 2


def test_a_reading_that_was_broken_off_goes_on_where_it_stopped(reader, tmp_path):
    def stop_after_two(done: int, _of: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    content = a_scan(4)
    with pytest.raises(KeyboardInterrupt):
        read(content, name="q.tif", progress=stop_after_two, cache=tmp_path, workers=1)
    before = len(reader.asked)
    document = read(content, name="q.tif", cache=tmp_path, workers=1)

    assert len(document.lines) == 4
    assert sorted(reader.asked) == [1, 2, 3, 4]
    assert 2 <= before < 4


def test_pages_from_the_cache_are_the_same_as_new_ones(reader, tmp_path):
    content = a_scan(2)
    first = read(content, name="q.tif", cache=tmp_path)
    second = read(content, name="q.tif", cache=tmp_path)

    assert second == first
    assert sorted(reader.asked) == [1, 2]


def test_a_damaged_file_of_the_cache_is_recognised_anew(reader, tmp_path):
    content = a_scan(1)
    read(content, name="q.tif", cache=tmp_path)
    for place in tmp_path.iterdir():
        place.write_text('{"words": [[5]]}')

    assert read(content, name="q.tif", cache=tmp_path).lines == (WORDS,)
    assert reader.asked == [1, 1]


@pytest.mark.parametrize("stamp", ["MẬT", "TỐI MẬT", "TUYET MAT", "|MẬT|"])
def test_a_secret_page_leaves_nothing_in_the_cache(reader, tmp_path, stamp):
    reader.special = {3: stamp}

    with pytest.raises(FileRefused) as refused:
        read(a_scan(3), name="q.tif", cache=tmp_path, workers=1)

    assert refused.value.code == "secret_marked"
    assert list(tmp_path.iterdir()) == []


def test_the_cache_of_another_file_stays(reader, tmp_path):
    read(a_scan(1), name="a.tif", cache=tmp_path)
    kept = list(tmp_path.iterdir())
    reader.special = {1: "MẬT"}

    with pytest.raises(FileRefused):
        read(a_scan(2), name="b.tif", cache=tmp_path, workers=1)

    assert list(tmp_path.iterdir()) == kept


def test_a_page_that_fails_is_said_and_the_others_are_read(reader):
    reader.special = {2: "fails"}
    document = read(a_scan(3), name="q.tif")

    assert document.lines == (WORDS, WORDS)
    assert [(note.code, note.page) for note in document.notes] == [("page_not_read", 2)]


def test_a_photo_without_text_is_refused(reader):
    reader.text = "~ ="

    with pytest.raises(FileRefused) as refused:
        read(a_scan(1), name="hop.jpg")

    assert refused.value.code == "no_text"


def test_a_doubtful_page_is_said(monkeypatch, reader):
    monkeypatch.setattr(looking, "recognised", lambda *_, **__: as_recognised(WORDS, 50.0))

    assert [note.code for note in read(a_scan(1), name="q.tif").notes] == ["page_doubtful"]
    assert reader.asked == []
