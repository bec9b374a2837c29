"""No finding quotes a person's data, nor a sentence about watched people."""

from __future__ import annotations

import json

import pytest

from keng.proofing.masking import WITHHELD
from keng.proofing.proofreading import proofread
from keng.proofing.telling import as_json, as_sarif, as_text

DATA = (
    ("K401", "Anh Lò Văn Mẫu, số CCCD: 010099000002, giao nộp 01 súng.", "010099000002"),
    ("K401", "Hộ chiếu số B1234567 của khách đã được ghi nhận.", "1234567"),
    ("K402", "Liên hệ đồng chí Mẫu (SĐT: 0900.000.002).", "0900.000.002"),
    ("K403", "Trao thưởng cho em Giàng Thị Mẫu, sinh ngày 03/4/2010.", "03/4/2010"),
    ("K404", "Hỗ trợ bà Mẫu, HKTT: thôn Khe Cát, xã Đồng Tâm.", "Khe Cát"),
    ("K405", "Bắt giữ đối tượng Hoàng Văn Mẫu về hành vi trộm cắp.", "Hoàng"),
)


@pytest.mark.parametrize(("code", "text", "secret"), DATA)
def test_personal_data_is_pointed_at_and_not_quoted(code: str, text: str, secret: str) -> None:
    found = proofread([text])

    assert code in {finding.code for finding in found}
    for tell in (as_text, as_json, as_sarif):
        assert secret not in tell([("report.txt", found)])


WATCHED = (
    "Quản lý 14 người nghiện, gồm: 05 người nghiện ở thôn Đông; 06 người nghiện ở thôn Tây.",
    "Toàn xã có 20 tín đồ, gồm: 12 tín đồ ở thôn Đông; 11 tín đồ ở thôn Tây.",
    "Có 06/08 người chấp hành án treo tiến bộ, đạt tỷ lệ 80%.",
    "Tạm trú 12 người nước ngoài, trong đó có 15 người nước ngoài là lao động.",
)


@pytest.mark.parametrize("text", WATCHED)
def test_a_contradiction_about_watched_people_has_a_line_and_nothing_else(text: str) -> None:
    found = proofread(["Kết quả công tác.", "", text])

    assert found
    for finding in found:
        assert finding.line == 3
        assert finding.values == ()
        assert finding.text == WITHHELD
        assert finding.expected is None
        assert not any(character.isdigit() for character in finding.message)
        assert all(place.text == WITHHELD for place in finding.related)


def test_offenders_are_not_quoted_but_their_totals_are_compared() -> None:
    text = "Bắt giữ 80 đối tượng, tăng 16 đối tượng (+20%) so với tháng trước."

    finding = next(one for one in proofread([text]) if one.code == "K111")

    assert finding.text == WITHHELD
    assert [int(value) for value in finding.values] == [80, 16, 20]


def test_signers_and_bodies_are_no_personal_data() -> None:
    text = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nTrần Văn Mẫu\nĐịa chỉ: trụ sở UBND xã Bình An."

    assert proofread(text.split("\n")) == ()


def test_json_holds_what_the_contract_names() -> None:
    found = proofread(["Có 18/24 thôn đăng ký, đạt tỷ lệ 72%."])

    said = json.loads(as_json([("report.txt", found)]))["findings"][0]

    names = [
        "code",
        "severity",
        "line",
        "end_line",
        "message",
        "text",
        "values",
        "related",
        "expected",
    ]
    assert set(names) <= set(said)
    assert (said["code"], said["severity"], said["line"]) == ("K121", "error", 1)
    assert said["values"] == [18, 24, 72]
    assert said["expected"] == "75%"


def test_sarif_names_the_rule_the_place_and_the_level() -> None:
    found = proofread(["", "Có 18/24 thôn đăng ký, đạt tỷ lệ 72%."])

    run = json.loads(as_sarif([("xa/report.txt", found)]))["runs"][0]

    assert run["tool"]["driver"]["rules"][0]["id"] == "K121"
    result = run["results"][0]
    assert (result["ruleId"], result["level"]) == ("K121", "error")
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "xa/report.txt"
    assert place["region"] == {"startLine": 2, "endLine": 2}
