"""An archive of data that was damaged or locked is refused in words, before anything is written."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pytest

from keng.kernel.errors import BadInput
from keng.takeaway.reading import examined, opened


def an_archive(place: Path, packing: int) -> bytearray:
    content = b'{"format": 1}' * 500
    with zipfile.ZipFile(place, "w", packing) as made:
        made.writestr("contents.json", content)
        made.writestr("SHA256SUMS", f"{hashlib.sha256(content).hexdigest()}  contents.json\n")
    return bytearray(place.read_bytes())


def refusal_of(place: Path) -> str:
    with pytest.raises(BadInput) as refusal, opened(place) as zipped:
        examined(zipped)
    return refusal.value.message


@pytest.mark.parametrize(("packing", "behind"), [(zipfile.ZIP_DEFLATED, 0), (zipfile.ZIP_LZMA, 9)])
def test_what_is_damaged_inside_is_refused(packing: int, behind: int, tmp_path: Path) -> None:
    place = tmp_path / "a.zip"
    content = an_archive(place, packing)
    begins = 30 + len("contents.json") + behind
    content[begins : begins + 8] = b"\xff" * 8
    place.write_bytes(content)

    assert "Không nhận tệp dữ liệu" in refusal_of(place)


def test_what_is_locked_with_a_password_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "a.zip"
    content = an_archive(place, zipfile.ZIP_DEFLATED)
    central = content.index(b"PK\x01\x02")
    content[6] |= 1
    content[central + 8] |= 1
    place.write_bytes(content)

    assert "Không nhận tệp dữ liệu" in refusal_of(place)


def test_a_name_in_no_letters_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "a.zip"
    with zipfile.ZipFile(place, "w") as made:
        made.writestr("files/ạ", b"")
    place.write_bytes(place.read_bytes().replace("ạ".encode(), b"\xff\xfe\xfd"))

    assert "Không nhận tệp dữ liệu" in refusal_of(place)
