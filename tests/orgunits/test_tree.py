from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from keng.orgunits.tree import Tree

#        1
#      /   \
#     2     3
#    / \     \
#   4   5     6
PARENT = {2: 1, 3: 1, 4: 2, 5: 2, 6: 3}


def test_the_tree_answers_up_and_down() -> None:
    tree = Tree(PARENT, [1, 2, 3, 4, 5, 6])

    assert tree.children == {1: [2, 3], 2: [4, 5], 3: [6]}
    assert tree.ancestors(6) == (3, 1)
    assert tree.descendants(2) == {4, 5}
    assert tree.below(1) == [2, 4, 5, 3, 6]
    assert tree.is_below(6, 1)
    assert not tree.is_below(6, 2)
    assert not tree.is_below(1, 1)
    assert tree.depth(6) == 2


def test_children_keep_the_order_that_was_given() -> None:
    tree = Tree(PARENT, [1, 3, 2, 5, 4, 6])

    assert tree.below(1) == [3, 6, 2, 5, 4]


def test_an_unknown_unit_has_nobody_above_or_below() -> None:
    tree = Tree(PARENT, [1, 2, 3, 4, 5, 6])

    assert 9 not in tree
    assert tree.ancestors(9) == ()
    assert tree.descendants(9) == frozenset()
    assert not tree.is_below(9, 1)


def test_a_circle_is_left_out_of_the_tour_and_does_not_hang() -> None:
    tree = Tree({2: 3, 3: 2}, [1, 2, 3])

    assert len(tree) == 1
    assert tree.ancestors(2) == (3, 2)


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=60))
def test_below_and_above_say_the_same(choices: list[int]) -> None:
    parent = {n: choices[n - 1] % n for n in range(1, len(choices) + 1)}
    tree = Tree(parent, range(len(choices) + 1))

    for unit in range(len(choices) + 1):
        assert tree.descendants(unit) == {n for n in parent if unit in tree.ancestors(n)}
        assert len(tree.below(unit)) == len(tree.descendants(unit))
    assert len(tree) == len(choices) + 1
