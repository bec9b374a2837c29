"""A new version may add; it may not hide or redefine what stored figures rest on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from keng.packs.content import content_of, digest_of
from keng.packs.loading import load_pack
from keng.packs.schema import Pack
from keng.packs.upgrade import meaning_lost
from pack_cast import SOUND


def changed(change: Callable[[dict[str, Any]], object]) -> Pack:
    content = content_of(load_pack(SOUND))
    change(content)
    return Pack.model_validate(content)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda it: it["indicators"].pop("settled_rate"), "“settled_rate” bị bỏ"),
        (lambda it: it["indicators"]["received"].update(digits=2), "đổi digits"),
        (lambda it: it["indicators"]["received"].update(kind="stock"), "đổi kind"),
        (lambda it: it["indicators"]["classed"].update(by=[]), "đổi by"),
        (lambda it: it["breakdowns"]["class"]["values"].pop("yeu"), "mất giá trị yeu"),
        (lambda it: it["breakdowns"].pop("class"), "mất giá trị kha, yeu"),
        (lambda it: it["calendar"]["regimes"].pop("calendar"), "chế độ kỳ “calendar”"),
        (lambda it: it["forms"].pop("commune"), "biểu “commune” bị bỏ"),
    ],
)
def test_what_hides_or_redefines_stored_figures_is_told(
    change: Callable[[dict[str, Any]], object], said: str
) -> None:
    lost = meaning_lost(load_pack(SOUND), changed(change))

    assert any(said in vi for vi, _ in lost), lost


def test_a_small_total_may_not_become_an_open_one() -> None:
    before = changed(lambda it: it["indicators"]["received"].update(small=True))

    assert ["đổi small" in vi for vi, _ in meaning_lost(before, load_pack(SOUND))] == [True]


@pytest.mark.parametrize(
    "change",
    [
        lambda it: it["indicators"]["received"]["label"].update(vi="Vụ nhận được"),
        lambda it: it["indicators"]["received"].update(until="2026-01-01"),
        lambda it: it["indicators"]["received"].update(small=True),
        lambda it: it["checks"].clear(),
        lambda it: it["indicators"].update(
            more={**it["indicators"]["received"], "code": "more"},
        ),
    ],
)
def test_words_ends_and_additions_are_free(change: Callable[[dict[str, Any]], object]) -> None:
    assert meaning_lost(load_pack(SOUND), changed(change)) == []


def test_the_digest_follows_from_the_content_alone() -> None:
    content = content_of(load_pack(SOUND))
    turned = dict(reversed(list(content.items())))

    assert digest_of(content) == digest_of(turned)
    assert digest_of({**content, "version": "2"}) != digest_of(content)


def test_a_pack_comes_back_from_its_content() -> None:
    content = content_of(load_pack(SOUND))

    assert content_of(Pack.model_validate(content)) == content
