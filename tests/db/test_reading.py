"""What a reading asks of the database once."""

from __future__ import annotations

import pytest

from keng.db.reading import asking_anew, once, one_reading


class Asked:
    """Counts how often it is asked."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> int:
        self.times += 1
        return self.times


def test_a_question_is_asked_once_in_a_reading_and_each_time_outside() -> None:
    ask = Asked()

    assert [once("a", ask), once("a", ask)] == [1, 2]
    with one_reading():
        assert [once("a", ask), once("b", ask), once("a", ask)] == [3, 4, 3]
        with one_reading():
            assert once("a", ask) == 3
    with one_reading():
        assert once("a", ask) == 5


def test_an_act_in_the_middle_of_a_reading_asks_anew_and_leaves_nothing_behind() -> None:
    ask = Asked()

    with one_reading():
        assert once("a", ask) == 1
        with asking_anew():
            assert [once("a", ask), once("a", ask)] == [2, 3]
        assert once("a", ask) == 1


def test_a_refusal_is_not_remembered() -> None:
    def refuse() -> int:
        raise ValueError("not yet")

    with one_reading():
        with pytest.raises(ValueError, match="not yet"):
            once("a", refuse)
        assert once("a", lambda: 7) == 7
