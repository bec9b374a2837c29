"""Each rule: its two examples, the page that tells it, and sentences of real kinds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from keng.proofing.finding import Rule, Severity
from keng.proofing.proofreading import proofread
from keng.proofing.rules import RULES
from proofing_texts import SOUND, WRONG

FACTORY = """CÔNG TY TNHH MAY BÌNH MINH
Kết quả công tác bảo đảm an ninh, trật tự năm 2024
Công ty có 3 phân xưởng với 1.240 lao động, trong đó nữ 868 người (70%), lao động địa phương
930 người (75%).
Lực lượng bảo vệ gồm 24 người, chia 3 ca, mỗi ca 08 người; 22/24 người đã qua tập huấn (91,7%).
1. Tổ chức 6 buổi tuyên truyền cho 1.180/1.240 lao động (95,2%).
2. Xảy ra 04 vụ mất cắp, giảm 02 vụ so với năm 2023 (06 vụ), thiệt hại 18.000.000 đồng (mười tám
triệu đồng).
3. Kiểm tra 48 lượt, lập 15 biên bản (12 biên bản nhắc nhở, 03 biên bản xử phạt).
4. Trang bị 120 bình chữa cháy: phân xưởng 1: 40 bình; phân xưởng 2: 45 bình; phân xưởng 3: 35
bình.
5. Kinh phí 320 triệu đồng, tăng 40 triệu đồng (14,3%) so với năm trước."""
ROOT = Path(__file__).resolve().parents[2]


def codes(text: str) -> list[str]:
    return [finding.code for finding in proofread(text.split("\n"))]


def serious(text: str) -> list[str]:
    found = proofread(text.split("\n"))
    return [finding.code for finding in found if finding.severity is not Severity.STYLE]


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_the_bad_example_gives_the_code(rule: Rule) -> None:
    assert rule.code in codes(rule.bad)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_the_good_example_gives_nothing(rule: Rule) -> None:
    assert codes(rule.good) == []


def test_codes_are_grouped_by_what_they_ask_for() -> None:
    assert all(code[0] == "K" and code[1] in "1234" and len(code) == 4 for code in RULES)
    assert [rule.code for rule in RULES.values()] == sorted(RULES)


def test_every_rule_tells_its_title_and_reason_in_words() -> None:
    assert all(rule.title and rule.title_en and rule.why for rule in RULES.values())


def test_the_page_of_the_rules_is_current() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "build_proofreading.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("text", SOUND)
def test_a_sound_text_is_left_alone(text: str) -> None:
    assert serious(text) == []


def test_sound_texts_stay_sound_when_they_stand_together() -> None:
    assert serious("\n".join(SOUND)) == []


def test_a_whole_paper_is_told_each_of_its_slips() -> None:
    slips = {
        "868 người (70%)": "868 người (72%)",
        "mỗi ca 08 người": "mỗi ca 09 người",
        "(91,7%)": "(95%)",
        "giảm 02 vụ": "giảm 03 vụ",
        "mười tám": "mười bảy",
        "03 biên bản xử phạt": "04 biên bản xử phạt",
        "2: 45 bình": "2: 55 bình",
        "(14,3%)": "(12,5%)",
    }
    assert serious(FACTORY) == []

    for right, wrong in slips.items():
        assert serious(FACTORY.replace(right, wrong)), wrong


@pytest.mark.parametrize(("code", "text"), WRONG)
def test_a_contradiction_is_told(code: str, text: str) -> None:
    assert code in serious(text)
