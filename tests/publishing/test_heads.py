"""Who issues a paper: profiles, names of the day, and what nobody knows."""

from __future__ import annotations

from datetime import date

import pytest

from keng.kernel.errors import NotFound
from keng.publishing.heads import Head, Issuer, SignedBy, issuer_of, letterhead_of, profile_of
from publishing_cast import a_publishing_pack, an_outline, some_facts

ON = date(2025, 1, 5)


def issuer(profile: str = "ubnd", head: Head | None = None, on: date = ON) -> Issuer:
    pack = a_publishing_pack()
    return issuer_of(pack.profiles[profile], head or Head(), an_outline(), some_facts().words, on)


def test_the_peoples_committee_heads_and_signs_its_report():
    made = issuer()

    assert made.issuer == "ỦY BAN NHÂN DÂN\nxã An Bình"
    assert made.parent == "UBND huyện Bình Minh"
    assert made.symbol == "BC-UBND"
    assert made.signature.authority == ("TM. ỦY BAN NHÂN DÂN",)
    assert made.signature.title == "CHỦ TỊCH"
    assert made.signature.recipients == ("UBND huyện Bình Minh", "Lưu: VT")
    assert made.addressees == ("Ủy ban nhân dân huyện Bình Minh",)
    assert made.gaps == ()


def test_a_deputy_signs_for_the_chair():
    made = issuer(head=Head(signed_by=SignedBy.DEPUTY, signer="Trần Thị Thử"))

    assert made.signature.authority == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH")
    assert made.signature.title == "PHÓ CHỦ TỊCH"
    assert made.signature.name == "Trần Thị Thử"


@pytest.mark.parametrize(
    ("on", "name"),
    [(date(2025, 6, 30), "BAN CHỈ ĐẠO CŨ"), (date(2025, 7, 1), "BAN CHỈ ĐẠO MỚI")],
)
def test_a_body_bears_the_name_of_the_day_and_has_a_series_of_its_own(on, name):
    made = issuer("committee", on=on)

    assert made.issuer == name
    assert made.series == "bcd"


def test_what_the_profile_does_not_know_is_asked_for_and_never_guessed():
    made = issuer("police")

    assert made.issuer == "[chưa rõ: tên cơ quan ban hành]"
    assert made.addressees == ("Công an huyện Bình Minh",)
    assert [gap.split(";")[0] for gap in made.gaps] == [
        "Chưa rõ thẩm quyền ký (TM., Q. ...)",
        "Chưa rõ chức vụ người ký",
        "Chưa rõ tên cơ quan ban hành",
        "Chưa rõ ký hiệu văn bản",
    ]


def test_a_person_may_answer_what_the_profile_does_not_know():
    lines = (
        ("issuer_line", "CÔNG AN {unit}"),
        ("symbol", "BC-CAX"),
        ("authority", "TRƯỞNG CÔNG AN XÃ"),
        ("signer_title", "Thiếu tá"),
    )
    made = issuer("police", Head(lines=lines, addressees=("Công an tỉnh",), recipients=()))

    assert made.issuer == "CÔNG AN xã An Bình"
    assert made.gaps == ()
    assert made.addressees == ("Công an tỉnh",)
    assert made.signature.recipients == ()


def test_a_unit_under_none_asks_to_whom_it_reports():
    pack = a_publishing_pack()
    words = {**some_facts().words, "superior": ""}
    made = issuer_of(pack.profiles["ubnd"], Head(), an_outline(), words, ON)

    assert made.addressees == ("[chưa rõ: nơi kính gửi]",)
    assert made.signature.recipients == ("Lưu: VT",)


def test_an_outline_without_addressee_has_none():
    pack = a_publishing_pack()
    made = issuer_of(
        pack.profiles["ubnd"], Head(), an_outline(addressee=False), some_facts().words, ON
    )

    assert made.addressees == ()


def test_number_and_day_are_padded_or_left_open():
    closed = letterhead_of(issuer(), Head(number=5, day=ON), 2025)
    left_open = letterhead_of(issuer(), Head(), 2025)

    assert (closed.number, closed.day) == ("05", ON)
    assert (left_open.number, left_open.day, left_open.year) == (None, None, 2025)


def test_the_first_profile_of_the_outline_that_fits_the_level_is_taken():
    pack, outline = a_publishing_pack(), an_outline()

    assert profile_of(pack, outline, "commune").code == "ubnd"
    assert profile_of(pack, outline, "commune", "police").code == "police"
    with pytest.raises(NotFound, match="ubnd, committee, police"):
        profile_of(pack, outline, "village")
    with pytest.raises(NotFound, match="không có mẫu"):
        profile_of(pack, outline, "commune", "army")
