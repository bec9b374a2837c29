"""A photo is drawn anew: upright, no larger than needed, and nothing but the picture."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from keng.documents.photos import LARGEST_BYTES, redrawn
from keng.kernel.errors import BadInput
from photo_cast import a_photo


def test_where_and_by_whose_phone_it_was_taken_is_gone() -> None:
    given = a_photo()
    assert b"SecretPhone" in given

    kept = redrawn(given).content

    assert b"SecretPhone" not in kept
    with Image.open(BytesIO(kept)) as picture:
        assert dict(picture.getexif()) == {}
        assert picture.format == "JPEG"


def test_a_photo_taken_sideways_stands_upright() -> None:
    picture = redrawn(a_photo(size=(40, 30), turned=6))  # 6: the phone was held upright

    assert (picture.width, picture.height) == (30, 40)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_usual_kinds_are_read_whatever_their_name_says(kind: str) -> None:
    picture = redrawn(a_photo(kind=kind), filename="anh.txt")

    assert (picture.width, picture.height) == (40, 30)


def test_a_large_photo_is_made_small_enough_for_a_slow_network() -> None:
    picture = redrawn(a_photo(size=(3200, 1600)))

    assert (picture.width, picture.height) == (1600, 800)


def test_what_hides_behind_the_picture_is_not_kept() -> None:
    kept = redrawn(a_photo() + b"<script>alert(1)</script>PK\x03\x04").content

    assert b"<script>" not in kept


@pytest.mark.parametrize(
    "content",
    [b"", b"not a picture", b"GIF89a" + bytes(40), a_photo()[:200], b"<svg xmlns='x'/>"],
    ids=["empty", "text", "gif", "cut off", "svg"],
)
def test_what_is_no_photo_is_refused_by_its_bytes(content: bytes) -> None:
    with pytest.raises(BadInput) as refusal:
        redrawn(content, filename="anh.jpg")

    assert refusal.value.code == "not_a_photo"
    assert "anh.jpg" in refusal.value.message


def test_a_bomb_of_pixels_is_refused_before_it_is_drawn() -> None:
    written = BytesIO()
    Image.new("1", (9000, 9000)).save(written, "PNG")  # 81 million pixels in a few kilobytes

    with pytest.raises(BadInput) as refusal:
        redrawn(written.getvalue())

    assert refusal.value.code == "photo_too_large"


def test_a_heavy_file_is_refused_before_it_is_opened() -> None:
    with pytest.raises(BadInput) as refusal:
        redrawn(bytes(LARGEST_BYTES + 1), filename="anh.jpg")

    assert refusal.value.code == "photo_too_large"


def test_pixels_beyond_what_the_library_opens_are_refused_in_words() -> None:
    head = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(bytes(100))), (b"IEND", b"")]
    content = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in parts
    )

    with pytest.raises(BadInput) as refusal:
        redrawn(content)

    assert refusal.value.code == "photo_too_large"
