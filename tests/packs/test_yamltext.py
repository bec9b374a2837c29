"""What is written stays what is written: no YAML surprise reaches a pack."""

from __future__ import annotations

import pytest

from keng.packs.problems import Place
from keng.packs.yamltext import Fields, locate, plain, read_yaml, scalars


def read(text: str) -> object:
    node, problems = read_yaml(text, "t.yaml")
    assert problems == []
    assert node is not None
    return plain(node)


def told(text: str) -> list[str]:
    return [str(problem) for problem in read_yaml(text, "t.yaml")[1]]


def test_words_that_yaml_would_turn_into_something_else_stay_words() -> None:
    assert read("{on: no, code: 007, share: 1.10, at: 12:30, day: 2024-07-01, yes: ~}") == {
        "on": "no",
        "code": "007",
        "share": "1.10",
        "at": "12:30",
        "day": "2024-07-01",
        "yes": "~",
    }


def test_only_a_plain_null_is_nothing() -> None:
    assert read("{a: null, b: 'null', c: Null, d: ''}") == {
        "a": None,
        "b": "null",
        "c": "Null",
        "d": "",
    }


def test_long_texts_are_joined_and_lists_nest() -> None:
    assert read("a: >-\n  one\n  two\nb:\n  - [1, 2]\n  - x") == {
        "a": "one two",
        "b": [["1", "2"], "x"],
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1\na: 2", "t.yaml:2: khóa “a” đã có ở dòng 1"),
        ("a:\nb: 1", "t.yaml:1: thiếu giá trị"),
        ("a: &x 1\nb: *x", "t.yaml:1: không dùng neo"),
        ("a: &x 1\nb: *x", "t.yaml:2: không dùng neo"),
        ("a: !!int 3", "t.yaml:1: không dùng nhãn kiểu"),
        ("a: !python/object:os.system 3", "t.yaml:1: không dùng nhãn kiểu"),
        ("x: 1\n<<: {a: 1}", "t.yaml:2: không dùng phép gộp"),
        ("? [a, b]\n: 1", "t.yaml:1: khóa phải là chữ"),
        ("a: 1\n---\nb: 2", "t.yaml:2: tệp có nhiều tài liệu"),
        ("a: [1, 2", "t.yaml:2: không đọc được YAML"),
        ("a: 1\n b: 2", "t.yaml:2: không đọc được YAML"),
        ("a: \x01", "t.yaml:1: không đọc được YAML"),
        ("[" * 40 + "]" * 40, "t.yaml:1: không đọc được YAML"),
    ],
)
def test_what_a_person_would_not_expect_is_refused_with_its_line(text: str, said: str) -> None:
    assert any(one.startswith(said) for one in told(text)), told(text)


def test_an_empty_file_holds_nothing() -> None:
    assert read_yaml("# only a comment\n", "t.yaml") == (None, [])


def test_a_place_is_found_by_its_path_or_the_nearest_part_of_it() -> None:
    node, _ = read_yaml("a:\n  - x\n  - b: 1\n    c: 2\n", "t.yaml")
    assert node is not None

    assert locate(node, ("a", 1, "c")) == Place("t.yaml", 4)
    assert locate(node, ("a", 1, "missing")) == Place("t.yaml", 3)
    assert locate(node, ("a", 1, "tag", "b")) == Place("t.yaml", 3)
    assert locate(node, ()) == Place("t.yaml", 1)


def test_scalars_come_with_their_path_and_keys_are_scalars_too() -> None:
    node, _ = read_yaml("a: [x]\nb: {c: y}", "t.yaml")
    assert isinstance(node, Fields)

    found = [(path, scalar.text, scalar.at.line) for path, scalar in scalars(node)]
    assert found == [
        (("a",), "a", 1),
        (("a", "0"), "x", 1),
        (("b",), "b", 2),
        (("b", "c"), "c", 2),
        (("b", "c"), "y", 2),
    ]
