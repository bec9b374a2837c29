"""Wrong rules are refused when they are loaded, with the spot and what to write instead."""

from __future__ import annotations

import pytest

from keng.rules.evaluation import Facts, compile_rule
from keng.rules.language import RuleError, names_in, parse
from keng.rules.typing import Type

SCOPE = {
    "now": {"fires": Type.NUMBER, "fires_serious": Type.NUMBER, "x[a=b]": Type.NUMBER},
    "unit": {"level": Type.TEXT, "managed": Type.TRUTH},
}


@pytest.mark.parametrize(
    ("source", "column", "said"),
    [
        ("now.fires / 2 > 1", 11, "nhân vế kia"),
        ("now.fires > 0.5", 13, "số nguyên"),
        ("now.fires > 1e3", 13, "số nguyên"),
        ("now.fires > 1u", 13, "số nguyên"),
        ("now.firs > 1", 1, "có phải: fires?"),
        ("now.zzz > 1", 1, "không có “zzz”"),
        ("befor.fires > 1", 1, "dùng: now, unit"),
        ("fires > 1", 1, "hãy viết now.fires"),
        ('now.fires > "a"', 13, "cần số nhưng đây là chữ"),
        ("now.fires == true", 14, "cần số nhưng đây là đúng/sai"),
        ("now.fires && unit.managed", 1, "cần đúng/sai nhưng đây là số"),
        ("!now.fires", 2, "cần đúng/sai"),
        ("-unit.level == 1", 2, "cần số"),
        ("1 < now.fires < 3", 15, "không nối hai phép so sánh"),
        ("now.fires == null", 14, "has(now.x)"),
        ("abs(now.fires) > 1", 1, "không có hàm"),
        ("now.fires > (2", 15, "hết câu"),
        ("now.fires $ 2", 11, "không hiểu ký tự"),
        ("now.fires > 2 2", 15, "thừa"),
        ("now[fires] > 2", 5, "trong nháy"),
        ("now. > 2", 6, "sau dấu chấm"),
        ("has(3)", 5, "cần một tên"),
        ("has(now.zz)", 5, "không có “zz”"),
        ("now.fires in [1, 'a']", 18, "cần số"),
        ("unit.managed ? 1 : true", 20, "cần số"),
        ("now.fires ? true : false", 1, "cần đúng/sai"),
        ("now.fires + 1", 1, "quy tắc phải cho ra đúng/sai"),
        ("now.fires > 9223372036854775808", 13, "quá lớn"),
        ("(" * 80 + "now.fires > 1" + ")" * 80, 61, "lồng quá sâu"),
        ("", 1, "hết câu"),
    ],
)
def test_a_wrong_rule_is_refused_with_its_column_and_what_to_do(
    source: str, column: int, said: str
) -> None:
    with pytest.raises(RuleError) as refusal:
        compile_rule(source, SCOPE)

    assert refusal.value.column == column
    assert said in refusal.value.message
    assert refusal.value.code == "wrong_rule"
    assert refusal.value.message_en.startswith(f"column {column}: ")


def test_names_are_listed_in_reading_order_with_those_behind_has() -> None:
    names = names_in(parse('has(now.fires) && now["x[a=b]"] + now.fires_serious > 1'))

    assert [name.field for name in names] == ["fires", "x[a=b]", "fires_serious"]


def test_brackets_bind_as_in_arithmetic() -> None:
    rule = compile_rule("(now.fires + 1) * 2", SCOPE, yields=Type.NUMBER)

    assert rule.expression.start == 0
    assert rule.source[rule.expression.start : rule.expression.end] == "(now.fires + 1) * 2"


@pytest.mark.parametrize("sign", [" + ", " - ", " * "])
def test_a_chain_of_two_hundred_links_runs(sign: str) -> None:
    rule = compile_rule(sign.join(["now.fires"] * 200) + " != 7", SCOPE)

    assert rule.evaluate(Facts({"now": {"fires": 1}})) is True


@pytest.mark.parametrize(
    "source", ["-" * 100_000 + "1 > 0", "!" * 900 + "true", "9" * 5000 + " > 0", "(" * 5000]
)
def test_a_rule_that_nobody_could_check_is_refused_and_stops_nothing(source: str) -> None:
    with pytest.raises(RuleError):
        compile_rule(source, SCOPE)


def test_a_difference_keeps_its_brackets_on_the_right() -> None:
    facts = Facts({"now": {"fires": 2}})

    assert compile_rule("now.fires - (now.fires - 1) == 1", SCOPE).evaluate(facts) is True
    assert compile_rule("10 - 3 - now.fires == 5", SCOPE).evaluate(facts) is True
    assert compile_rule("10 - now.fires + 1 == 9", SCOPE).evaluate(facts) is True
