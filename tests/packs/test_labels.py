"""Labels of indicators are read without loading a pack, and agree with the loaded one."""

from __future__ import annotations

from pathlib import Path

import pytest

from keng.packs.labels import indicator_labels
from keng.packs.loading import load_pack
from keng.packs.shipping import shipped, shipped_codes


@pytest.mark.parametrize("code", shipped_codes())
def test_the_labels_are_those_of_the_loaded_pack(code: str) -> None:
    quick = {label.code: label.label for label in indicator_labels(shipped(code))}
    whole = {
        name: indicator.label.vi for name, indicator in load_pack(shipped(code)).indicators.items()
    }

    assert quick == whole


def test_a_broken_file_gives_no_labels_and_stops_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "indicators"
    folder.mkdir()
    (folder / "a.yaml").write_text("indicators: [", encoding="utf-8")
    (folder / "b.yaml").write_text("indicators: {x: {label: {vi: Số thôn}}}", encoding="utf-8")

    assert [tuple(label) for label in indicator_labels(tmp_path)] == [("x", "Số thôn", "")]
