"""Photos as they may be kept: drawn anew, so that nothing but the picture itself is left.

A phone writes into its files where and when and by whose device they were taken, and sometimes a
second, uncropped picture. Drawing the pixels into a new file keeps none of it (semantics 27), and
nothing that pretends to be a picture survives it.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from keng.kernel.errors import BadInput

LARGEST_BYTES: Final = 15 * 1024 * 1024
_KINDS: Final = ("JPEG", "PNG", "WEBP")
_MOST_PIXELS: Final = 60_000_000  # four times what a good phone takes; a bomb of pixels is larger
_LONGEST_SIDE: Final = 1600  # enough to read a sign on a wall; a slow network carries it
_QUALITY: Final = 82
# What the library lets through of damaged files, found by fuzzing; it has no error of its own.
DAMAGED_PICTURE: Final = (
    *(UnidentifiedImageError, OSError, EOFError, SyntaxError, ValueError, TypeError),
    *(LookupError, ArithmeticError, AttributeError, RuntimeError, struct.error),
)
"""What opening and drawing a damaged picture raises."""


@dataclass(frozen=True)
class Picture:
    """A picture without anything else in its file: JPEG bytes, size in pixels."""

    content: bytes
    width: int
    height: int


def redrawn(content: bytes, *, filename: str = "") -> Picture:
    """The picture upright, at most 1600 pixels long, as a JPEG without metadata.

    The kind is told by the bytes, never by the name. Raises BadInput: too large, no picture that
    we can draw, too many pixels, or broken.
    """
    if len(content) > LARGEST_BYTES:
        raise BadInput(
            f"Ảnh {filename} nặng {len(content) // 1_048_576} MB, quá 15 MB; hãy chụp cỡ nhỏ hơn.",
            message_en=f"The photo {filename} has {len(content) // 1_048_576} MB, over 15 MB; "
            "take it again in a smaller size.",
            code="photo_too_large",
        )
    try:
        with Image.open(BytesIO(content), formats=_KINDS) as found:
            if found.width * found.height > _MOST_PIXELS:
                raise _too_many_pixels(filename, f"{found.width} × {found.height}")
            upright = ImageOps.exif_transpose(found).convert("RGB")
    except Image.DecompressionBombError as error:
        raise _too_many_pixels(filename, f"> {2 * (Image.MAX_IMAGE_PIXELS or 0)}") from error
    except DAMAGED_PICTURE as error:
        raise BadInput(
            f"Tệp {filename} không phải ảnh JPEG, PNG, WebP đọc được; hãy chọn hoặc chụp ảnh khác.",
            message_en=f"{filename} is no JPEG, PNG or WebP picture that can be read; choose or "
            "take another.",
            code="not_a_photo",
        ) from error
    upright.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    # Pasted on a new canvas: whatever hung on the opened image stays with it.
    canvas = Image.new("RGB", upright.size, "white")
    canvas.paste(upright)
    written = BytesIO()
    canvas.save(written, "JPEG", quality=_QUALITY, optimize=True)
    return Picture(written.getvalue(), *canvas.size)


def _too_many_pixels(filename: str, pixels: str) -> BadInput:
    return BadInput(
        f"Ảnh {filename} có {pixels} điểm ảnh, quá lớn; hãy thu nhỏ.",
        message_en=f"{filename} has {pixels} pixels, too many; choose another.",
        code="photo_too_large",
    )
