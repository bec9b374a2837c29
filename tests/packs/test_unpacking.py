"""A zip that a person sends: a pack comes out of it, nothing else and nothing too large."""

from __future__ import annotations

import io
import shutil
import stat
import zipfile
from pathlib import Path

import pytest

from keng.kernel.errors import BadInput
from keng.packs.content import content_of
from keng.packs.loading import load_pack
from keng.packs.unpacking import unpacked
from pack_cast import SOUND


def zipped(*entries: tuple[str, bytes]) -> bytes:
    """An archive of these names and contents."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def refused(content: bytes) -> BadInput:
    with pytest.raises(BadInput) as refusal, unpacked(content, "goi.zip"):
        pytest.fail("it was unpacked")
    assert refusal.value.message.startswith("goi.zip: ")
    return refusal.value


def test_an_archive_that_is_damaged_inside_is_refused_in_words() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("pack.yaml", "code: a\n" * 500)
    content = bytearray(file.getvalue())
    begins = 30 + len("pack.yaml") + 9
    content[begins : begins + 8] = b"\xff" * 8

    assert refused(bytes(content)).code == "pack_archive_broken"


def test_an_entry_without_a_name_is_refused_in_words() -> None:
    assert refused(zipped(("a", b"x")).replace(b"a", b"")).code == "pack_archive_broken"


@pytest.mark.parametrize("base", ["sound", "."])
def test_a_pack_comes_out_as_it_went_in_with_or_without_its_folder(
    tmp_path: Path, base: str
) -> None:
    shutil.copytree(SOUND, tmp_path / "in" / "sound")
    root = tmp_path / "in" if base == "sound" else tmp_path / "in" / "sound"
    content = Path(shutil.make_archive(str(tmp_path / "goi"), "zip", root, base)).read_bytes()

    with unpacked(content, "goi.zip") as folder:
        assert content_of(load_pack(folder)) == content_of(load_pack(SOUND))

    assert not folder.exists()


def test_what_a_packer_adds_unasked_is_passed_over() -> None:
    entries = (("p/pack.yaml", b"code: p"), ("__MACOSX/p/._pack.yaml", b""), ("p/.DS_Store", b""))

    with unpacked(zipped(*entries), "goi.zip") as folder:
        assert [path.name for path in folder.rglob("*")] == ["pack.yaml"]


@pytest.mark.parametrize(
    "name", ["../pack.yaml", "/pack.yaml", "a/../../b.yaml", "C:\\pack.yaml", "a\nb.yaml"]
)
def test_a_name_that_leads_outside_is_refused(name: str) -> None:
    assert refused(zipped((name, b"code: p"))).code == "pack_archive_unsafe"


def test_a_link_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        link = zipfile.ZipInfo("pack.yaml")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/hostname")

    assert refused(file.getvalue()).code == "pack_archive_unsafe"


@pytest.mark.parametrize(
    "entries",
    [
        [("pack.yaml", b"0" * (17 * 1024 * 1024))],
        [("pack.yaml", b"0" * (9 * 1024 * 1024))],  # packs a thousand times: a bomb
        [(f"checks/{number}.yaml", b"") for number in range(501)],
    ],
)
def test_more_than_a_pack_needs_is_refused_before_it_is_unpacked(
    entries: list[tuple[str, bytes]],
) -> None:
    assert refused(zipped(*entries)).code == "pack_archive_too_large"


@pytest.mark.parametrize(
    "content", [b"", b"code: p", zipped(("a", b"1"))[:-9], zipped(("a", b"1"), ("a/b", b"2"))]
)
def test_what_is_no_whole_archive_is_refused(content: bytes) -> None:
    assert refused(content).code == "pack_archive_broken"
