"""What a new version changes is told part by part, with the old and the new value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from keng.packs.content import content_of
from keng.packs.differences import Change, Difference, differences
from keng.packs.loading import load_pack
from keng.packs.schema import Pack
from pack_cast import PROGRAMMES, SOUND
from reporting_cast import a_pack


def changed(change: Callable[[dict[str, Any]], object]) -> list[Difference]:
    """What the sound pack differs in after a change of its content."""
    content = content_of(load_pack(SOUND))
    change(content)
    return differences(load_pack(SOUND), Pack.model_validate(content))


def told(found: list[Difference]) -> list[tuple[str, str, str, list[tuple[str, str, str]]]]:
    return [
        (one.sort, one.code, one.fate, [_told(change) for change in one.changes]) for one in found
    ]


def _told(change: Change) -> tuple[str, str, str]:
    before, after = change.before, change.after
    return change.what.vi, before.vi if before else "", after.vi if after else ""


def test_the_same_content_under_another_number_differs_in_nothing() -> None:
    assert changed(lambda it: it.update(version="2")) == []


def test_a_check_that_now_only_warns_is_told_with_both_severities() -> None:
    found = changed(lambda it: it["checks"]["settled_within_received"].update(severity="warn"))

    change = ("mức", "phải sửa, chặn nộp", "cảnh báo, phải giải trình")
    assert told(found) == [("check", "settled_within_received", "changed", [change])]
    assert found[0].label.vi == "Đã xử lý không quá tiếp nhận"


def test_a_check_that_is_gone_is_told_with_all_that_it_said() -> None:
    (one,) = changed(lambda it: it["checks"].clear())

    assert (one.sort, one.fate) == ("check", "gone")
    assert ("quy tắc", "now.settled <= now.received", "") in [_told(it) for it in one.changes]
    assert ("các biểu", "Biểu xã", "") in [_told(it) for it in one.changes]


def test_edited_examples_are_counted_and_not_listed() -> None:
    def edit(it: dict[str, Any]) -> None:
        it["checks"]["settled_within_received"]["examples"][0]["now"]["settled"] = "1"

    (one,) = changed(edit)

    assert [_told(it) for it in one.changes] == [
        ("ví dụ tính thử", "2 ví dụ", "2 ví dụ, có sửa"),
    ]


def test_cells_of_a_form_are_gone_added_and_in_another_order() -> None:
    def edit(it: dict[str, Any]) -> None:
        cells = it["forms"]["commune"]["groups"][0]["cells"]  # received, settled, two of classed
        cells[0], cells[1] = cells[1], cells[0]
        cells.pop()
        cells.append({"indicator": "settled_rate", "by": ""})

    (one,) = changed(edit)

    said = [(it.what.vi, it.before is None, it.after is None) for it in one.changes]
    assert said == [
        ("ô bỏ", False, True),
        ("ô thêm", True, False),
        ("thứ tự bên trong", True, False),
    ]


def test_a_renamed_indicator_renames_its_cell_in_every_form_and_nothing_else() -> None:
    was = load_pack(SOUND).indicators["received"].label.vi

    found = changed(lambda it: it["indicators"]["received"]["label"].update(vi="Tên mới"))

    assert told(found) == [
        ("form", "commune", "changed", [("ô đổi tên", was, "Tên mới")]),
        ("indicator", "received", "changed", [("tên gọi", was, "Tên mới")]),
    ]


def test_a_cell_that_moves_to_another_group_is_told_with_both() -> None:
    def edit(it: dict[str, Any]) -> None:
        first = it["forms"]["commune"]["groups"][0]
        other = {**first, "code": "other", "label": {"vi": "Khác", "en": "Other"}}
        other["cells"] = [first["cells"].pop()]
        it["forms"]["commune"]["groups"].append(other)

    (one,) = changed(edit)

    said = [_told(it) for it in one.changes]
    assert said[0] == ("nhóm › Khác › tên gọi", "", "Khác")
    assert [after for what, _, after in said if what.startswith("ô chuyển nhóm")] == ["Khác"]


def test_due_days_acts_and_titles_are_named_by_their_way() -> None:
    def edit(it: dict[str, Any]) -> None:
        it["title"]["vi"] = "Tên khác"
        it["acts"].popitem()

    found = changed(edit)

    assert [(one.sort, one.fate) for one in found] == [("head", "changed"), ("act", "gone")]
    assert _told(found[0].changes[0])[0] == "tiêu đề"


def test_a_due_day_of_a_shipped_pack_is_told_by_level() -> None:
    old = load_pack(PROGRAMMES / "antq")
    content = content_of(old)
    code, due = next(
        (code, due)
        for code, duty in content["calendar"]["duties"].items()
        if (due := duty["due"].get("commune")) and due["before"]
    )
    was, due["before"] = due["before"], "02-28"

    (one,) = differences(old, Pack.model_validate(content))

    assert (one.sort, one.code) == ("duty", code)
    assert [_told(it) for it in one.changes] == [
        ("hạn nộp › cấp xã › trước ngày", was, "02-28"),
    ]


def test_a_local_due_day_is_called_by_its_duty_unit_and_level() -> None:
    old = a_pack()
    content = content_of(old)
    content["calendar"]["local_dues"][0]["due"]["at_latest"] = "11-07"

    (one,) = differences(old, Pack.model_validate(content))

    assert one.label.vi == "Báo cáo năm: huyện Bắc, cấp xã"
    assert [_told(it) for it in one.changes] == [("hạn nộp › chậm nhất ngày", "11-05", "11-07")]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_word_of_a_difference_is_there_in_both_languages(language: str) -> None:
    found = changed(lambda it: it["forms"]["commune"].update(unit_levels=["village"]))

    assert all(getattr(change.what, language) for one in found for change in one.changes)
