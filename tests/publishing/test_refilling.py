"""What a figure in a Word file says after its value has changed."""

from __future__ import annotations

import pytest

from keng.documents.word import FieldSource, ReadField
from keng.publishing.facts import stated_of
from keng.publishing.refilling import Now, refilled
from publishing_cast import a_publishing_pack, a_row

ALSO_NOT = "cũng không xảy ra"
PACK = a_publishing_pack()


def a_field(printed: str, view: str, exact: str = "", style: str = "text") -> ReadField:
    source = FieldSource("cases", "", "u", "2024", view, "r1", exact, "vụ", style)
    return ReadField("kaaaaa", "Vụ việc", printed, "document", printed, source)


@pytest.mark.parametrize(
    ("field", "row", "text", "exact"),
    [
        (a_field("05", "value", "5"), a_row("cases", 7), "07", "7"),
        (a_field("05", "value", "5"), a_row("cases", 0), "0", "0"),
        (a_field("không xảy ra", "value", "0"), a_row("cases", 3), "03 vụ", "3"),
        (a_field("không xảy ra", "value", "0"), a_row("cases", 0), "không xảy ra", "0"),
        (a_field("chưa có số liệu", "value"), a_row("cases", 0), "không xảy ra", "0"),
        (a_field("chưa có số liệu", "value"), a_row("cases", 12), "12 vụ", "12"),
        (a_field("05", "value", "5"), a_row("cases", None), "(chưa có số liệu)", ""),
        (a_field("không xảy ra", "value", "0"), a_row("cases", None), "chưa có số liệu", ""),
        (a_field("(chưa có số liệu)", "value"), a_row("cases", 8), "08", "8"),
        (a_field("5", "value", "5", "table"), a_row("cases", None), "chưa có", ""),
        (a_field("05", "value", "5"), a_row("cases", 3, shown="<5"), "<5", ""),
        (a_field("<5", "value"), a_row("cases", 8), "08", "8"),
        (a_field("…", "value"), a_row("cases", 8), "08", "8"),
        (a_field("10", "previous", "10"), a_row("cases", 3, 9), "09", "9"),
        (
            a_field("cũng không xảy ra", "previous", "0"),
            a_row("cases", 0, 0),
            "cũng không xảy ra",
            "0",
        ),
        (a_field("giảm 03", "change", "-3"), a_row("cases", 12, 10), "tăng 02", "2"),
        (a_field("giảm 03", "change", "-3"), a_row("cases", 10, 10), "tăng 0", "0"),
        (
            a_field("không tăng, không giảm", "change", "0"),
            a_row("cases", 9, 10),
            "giảm 01 vụ",
            "-1",
        ),
        (a_field("20%", "change_pct", "20"), a_row("cases", 8, 10), "20%", "-20"),
        (a_field("21", "accepted", "21"), a_row("cases", 8), "01", "1"),
        (a_field("5", "value", "5", "table"), a_row("cases", 7), "7", "7"),
        (a_field("-3", "change", "-3", "table"), a_row("cases", 12, 10), "+2", "2"),
        (a_field("-30", "change_pct", "-30", "table"), a_row("cases", 12, 10), "+20", "20"),
    ],
)
def test_the_new_text_takes_the_shape_of_the_old_one(field, row, text, exact):
    value = refilled(field, Now(stated_of(PACK, row), None, "r2"))

    assert value is not None
    assert (value.text, value.exact, value.revision) == (text, exact, "r2")


def test_a_share_is_computed_anew_from_both_its_figures():
    part, whole = (stated_of(PACK, a_row("cases", n)) for n in (9, 12))

    value = refilled(a_field("50%", "share", "50"), Now(part, whole, "r2"))

    assert value is not None
    assert (value.text, value.exact) == ("75%", "75.0")


def test_a_figure_of_which_the_file_knows_no_source_is_left_alone():
    field = ReadField("kaaaaa", "Vụ việc", "05", "document")

    assert refilled(field, Now(stated_of(PACK, a_row("cases", 7)), None, "r2")) is None
