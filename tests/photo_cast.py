"""Pictures made for the tests, with what a phone hides in its files."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

MAKER, LATITUDE = 0x010F, 0x8825  # who made the device; the block that says where it was
ORIENTATION = 0x0112


def a_photo(
    colour: str = "green", size: tuple[int, int] = (40, 30), *, kind: str = "JPEG", turned: int = 1
) -> bytes:
    """A picture of one colour whose file also tells the maker of the phone and a turn."""
    picture = Image.new("RGB", size, colour)
    exif = picture.getexif()
    exif[MAKER] = "SecretPhone"
    exif[ORIENTATION] = turned
    exif.get_ifd(LATITUDE)[2] = (20.0, 49.0, 12.0)
    written = BytesIO()
    picture.save(written, kind, exif=exif)
    return written.getvalue()
