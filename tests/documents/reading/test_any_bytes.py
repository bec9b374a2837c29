"""Whatever bytes come, reading ends in a document or in a refusal with words."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from keng.documents.reading import FileRefused, Kind, ReadDocument, image, pdf, read
from keng.documents.word import appearance
from keng.proofing.layout.judging import judge_layout
from reading_samples import REPORT, PdfPage, a_docx, a_pdf, as_file, para, run, table, typed_lines

STARTS = (b"", b"%PDF-1.7\n", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"\xff\xfe", b"II*\x00")


def outcome(content: bytes) -> ReadDocument | FileRefused:
    try:
        return read(content, name="tệp")
    except FileRefused as refused:
        return refused


@given(st.sampled_from(STARTS), st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(start, rest):
    came = outcome(start + rest)

    if isinstance(came, FileRefused):
        assert came.message
        assert came.message_en
    else:
        assert len(came.lines) == len(came.places)


GREY = Image.linear_gradient("L").resize((90, 120))
SOUND = {
    "docx": a_docx(para("Có ", run("05"), " vụ") + table(("1", "2"))),
    "pdf": a_pdf(PdfPage(typed_lines(REPORT))),
    "tif": as_file(GREY, GREY, kind="TIFF"),
    "png": as_file(GREY),
}


@given(
    st.sampled_from(sorted(SOUND)),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=6),
    st.floats(0.2, 1),
)
def test_a_sound_file_that_was_damaged_is_read_or_refused(kind, strikes, kept):
    content = bytearray(SOUND[kind])
    for place, byte in strikes:
        content[int(place * (len(content) - 1))] = byte
    with pytest.MonkeyPatch.context() as patch:
        for module in (image, pdf):
            patch.setattr(module, "tesseract", lambda: None)
        came = outcome(bytes(content[: int(kept * len(content))]))

    assert isinstance(came, FileRefused) or len(came.lines) == len(came.places)
    if isinstance(came, ReadDocument) and came.kind is Kind.DOCX:
        judge_layout(appearance(bytes(content[: int(kept * len(content))])))


@pytest.mark.parametrize(
    "content",
    [
        "ô".encode() * 500_000,
        ("a" * 80 + "\n").encode() * 12_000,
        b"\xc7\xb5\xf8 " * 250_000,
        b"1." * 500_000,
    ],
    ids=["one word", "many lines", "old font", "numbers"],
)
def test_a_hostile_megabyte_returns_in_seconds(content):
    begun = time.perf_counter()

    came = outcome(content)

    assert not isinstance(came, FileRefused) or came.code == "text_garbled"
    assert time.perf_counter() - begun < 5
