"""Hostile texts cost work in proportion to their length: counted in calls, not in seconds."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from keng.prose import numbers, surroundings
from keng.prose.indicators import Label
from keng.prose.numbers import amounts_of
from keng.prose.reading import read, told
from keng.prose.text import Text

LABELS = (Label("cases", "Vụ trộm cắp", "vụ"), Label("fires", "Vụ cháy", "vụ"))


def counted(monkeypatch: pytest.MonkeyPatch, home: Any, name: str) -> list[int]:
    """A list that grows by the length of the first text of each call of a function."""
    sizes: list[int] = []
    real: Callable[..., Any] = getattr(home, name)

    def counting(said: Any, *more: Any, **named: Any) -> Any:
        sizes.append(len(said) if isinstance(said, str) else 1)
        return real(said, *more, **named)

    monkeypatch.setattr(home, name, counting)
    return sizes


@pytest.mark.parametrize("piece", ["6 ", "1/2 ", "6\n", "1.", "; 7", "6|6|"])
def test_numbers_that_no_word_can_belong_to_are_not_even_looked_at(
    piece: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at = counted(monkeypatch, numbers, "unit_at")

    reading = read((piece * 20_000).split("\n"))

    assert reading.figures == ()
    assert len(looked_at) == 0


def test_a_long_run_of_numbers_takes_nothing_from_the_words_around_it() -> None:
    text = Text.of(["Có 05 vụ việc.", "6 " * 5000, "Có 07 vụ việc."])

    assert [amount.value for amount in amounts_of(text) if amount.unit.name] == [5, 7]


def test_a_table_of_a_hundred_numbers_in_a_row_is_read() -> None:
    text = Text.of(["Biểu số liệu", *(str(number) for number in range(1000, 1100)), "Hết"])

    assert len(amounts_of(text)) == 100


@pytest.mark.parametrize(
    "line",
    [
        "1. Xảy ra " + "6 vụ cháy và " * 400,  # one sentence, its title as long as itself
        "Có 6 a " * 600,
        "6 | a " * 600,
        "((6)a" * 600,
    ],
)
def test_the_words_looked_at_grow_with_the_number_of_figures_alone(
    line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = counted(monkeypatch, surroundings, "words_of")

    told(read([line]), LABELS)

    figures = len(re.findall(r"\d+", line))
    assert sum(sizes) <= 800 * figures
