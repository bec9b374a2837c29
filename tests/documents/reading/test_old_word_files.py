"""Old Word files are read through LibreOffice where it is installed, and refused where not."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from keng.documents import office
from keng.documents.programs import run
from keng.documents.reading import FileRefused, Kind, read
from reading_samples import a_docx, para

# "Có 05 vụ", a row of two cells, in the format that every Word since 1992 writes.
RTF = (
    rb"{\rtf1\ansi\deff0{\fonttbl{\f0 Times New Roman;}}\f0 "
    rb"C\u243? 05 v\u7909?.\par"
    rb"\trowd\cellx3000\cellx6000\intbl V\u7909? ch\u225?y\cell 05\cell\row\pard}"
)


def test_without_libreoffice_the_person_is_told_what_to_do(monkeypatch):
    monkeypatch.setattr(office, "office", lambda: None)

    with pytest.raises(FileRefused) as refused:
        read(RTF, name="cũ.doc")

    assert refused.value.code == "no_office"
    assert ".docx" in refused.value.message


@pytest.mark.libreoffice
def test_an_rtf_file_is_read_with_its_table():
    document = read(RTF, name="cũ.doc")

    assert document.kind is Kind.DOC
    assert document.lines[:2] == ("Có 05 vụ.", "Vụ cháy\t05")
    assert [note.code for note in document.notes] == ["converted"]


@pytest.mark.libreoffice
def test_an_old_binary_file_is_read(tmp_path):
    program = office.office()
    assert program
    text = para("Trong năm xảy ra 09 vụ việc về trật tự xã hội.")
    old = office.converted(program, a_docx(text), suffix=".docx", to="doc")
    assert old
    place = tmp_path / "cũ.doc"
    place.write_bytes(old)

    document = read(place)

    assert document.kind is Kind.DOC
    assert "Trong năm xảy ra 09 vụ việc về trật tự xã hội." in document.lines


@pytest.mark.libreoffice
def test_what_libreoffice_cannot_read_is_refused():
    broken = bytes.fromhex("d0cf11e0a1b11ae1") + "WordDocument".encode("utf-16-le") + b"\x00" * 99

    with pytest.raises(FileRefused) as refused:
        read(broken, name="hỏng.doc")

    assert refused.value.code == "no_office"


def test_a_program_that_takes_too_long_is_ended_with_its_children(tmp_path: Path):
    sign = tmp_path / "still here"
    script = f"(sleep 1; touch '{sign}') & sleep 30"
    begun = time.perf_counter()

    ran = run(["sh", "-c", script], seconds=0.3)

    assert ran.code is None
    assert time.perf_counter() - begun < 5
    time.sleep(1.2)
    assert not sign.exists()


def test_a_program_gets_its_input_and_settings():
    script = 'cat; echo "$KENG_WORD"'

    ran = run(["sh", "-c", script], seconds=5, given=b"a", settings={"KENG_WORD": "b"})

    assert (ran.code, ran.out) == (0, b"ab\n")
