"""Pieces of a page become the lines that a reader sees, whatever order the file has them in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from keng.documents.reading.document import Box
from keng.documents.reading.layout import Piece, laid_out

HIGH = 0.015  # of the page: a line of 13 points


def at(left: float, top: float, text: str, *, high: float = HIGH) -> Piece:
    return Piece(text, Box(left, top, left + 0.011 * len(text), top + high))


def lines(*pieces: Piece) -> list[str]:
    return [line.text for line in laid_out(pieces, page=1, shape=0.707).lines]


def test_words_of_one_height_are_one_line_from_left_to_right():
    assert lines(at(0.16, 0.1, "vụ"), at(0.1, 0.102, "Có"), at(0.13, 0.1, "05")) == ["Có 05 vụ"]


def test_a_wide_gap_is_a_tab():
    row = [at(0.1, 0.3, "1"), at(0.2, 0.3, "Vụ"), at(0.235, 0.3, "cháy"), at(0.8, 0.3, "05")]

    assert lines(*row) == ["1\tVụ cháy\t05"]


def test_the_wide_spaces_of_a_justified_line_are_no_columns():
    row = [at(0.1 + 0.052 * place, 0.3, "vụ") for place in range(12)]

    assert lines(*row) == [" ".join(["vụ"] * 12)]


def test_two_heads_side_by_side_are_told_apart_by_a_gap_that_stands_out():
    left = [at(0.1, 0.1, "ỦY"), at(0.13, 0.1, "BAN"), at(0.17, 0.1, "XÃ")]
    right = [at(0.22, 0.1, "CỘNG"), at(0.27, 0.1, "HÒA")]

    assert lines(*left, *right) == ["ỦY BAN XÃ\tCỘNG HÒA"]


def test_a_full_stop_behind_a_raised_number_stays_with_its_word():
    raised = Piece("", Box(0.122, 0.098, 0.127, 0.106), mark="1")

    assert lines(at(0.1, 0.1, "vụ"), raised, at(0.1272, 0.1, ".")) == ["vụ."]


def test_a_stain_over_three_lines_joins_none_of_them():
    page = [at(0.1, 0.1 + place * 0.02, f"dòng {place}") for place in range(4)]

    assert lines(*page, at(0.9, 0.1, "}", high=0.07)) == [
        "dòng 0",
        "dòng 1",
        "}",
        "dòng 2",
        "dòng 3",
    ]


def test_a_wide_space_between_lines_is_an_empty_line():
    assert lines(at(0.1, 0.1, "Trên"), at(0.1, 0.2, "Dưới")) == ["Trên", "", "Dưới"]


def test_the_number_of_the_page_is_in_no_line():
    for top, text in ((0.04, "12"), (0.95, "- 12 -"), (0.95, "Trang 12/40")):
        laid = laid_out([at(0.5, top, text), at(0.1, 0.5, "Chữ")], page=1, shape=0.707)
        assert [line.text for line in laid.lines] == ["Chữ"]
        assert laid.number == "12"


def test_a_number_inside_the_page_stays():
    assert lines(at(0.5, 0.4, "12"), at(0.1, 0.5, "vụ")) == ["12", "", "vụ"]


def test_each_word_is_found_at_its_place():
    line = laid_out([at(0.1, 0.5, "Có"), at(0.15, 0.5, "05")], page=3, shape=0.707).lines[0]

    assert line.place.page == 3
    assert [line.text[word.start : word.end] for word in line.place.words] == ["Có", "05"]
    assert line.place.words[1].box.left == 0.15


@given(
    st.lists(
        st.tuples(st.floats(0, 0.9), st.floats(0, 0.97), st.text("abc5", min_size=1, max_size=9)),
        max_size=60,
    )
)
def test_no_word_is_lost_or_doubled(words):
    pieces = [at(left, top, text) for left, top, text in words]
    laid = laid_out(pieces, page=1, shape=0.707)

    seen = [word for line in laid.lines for word in line.text.split()]
    if not laid.number:
        assert sorted(seen) == sorted(text for _, _, text in words)


def typed(left: float, top: float, text: str) -> list[Piece]:
    """The words of a line one after the other, as a recogniser places them."""
    pieces = []
    for word in text.split():
        pieces.append(at(left, top, word))
        left = pieces[-1].box.right + 0.008
    return pieces


LEFT = (
    "Trong năm, xã đã tổ chức",
    "18 buổi tuyên truyền với",
    "hơn 1.250 lượt người dự;",
    "vận động giao nộp được",
    "07 khẩu súng tự chế. Dân",
    "phòng tuần tra 214 buổi.",
)
RIGHT = (
    "Trên địa bàn xảy ra 09",
    "vụ việc, giảm 03 vụ so",
    "với cùng kỳ; giải quyết",
    "xong 08 vụ, đạt 88,9%. Cả",
    "xã có 12 mô hình tự quản.",
)


def side_by_side(left: tuple[str, ...], right: tuple[str, ...]) -> list[Piece]:
    pieces: list[Piece] = []
    for column, texts in ((0.08, left), (0.52, right)):
        for row, text in enumerate(texts):
            pieces += typed(column, 0.2 + row * 0.025, text)
    return pieces


def test_prose_in_two_columns_is_read_column_by_column():
    assert lines(*side_by_side(LEFT, RIGHT)) == [*LEFT, *RIGHT]


def test_a_headline_above_two_columns_and_the_page_number_below_stay_where_they_are():
    head, foot = typed(0.08, 0.1, "BÁO CÁO KẾT QUẢ NĂM 2024"), [at(0.5, 0.95, "3")]

    page = laid_out([*head, *side_by_side(LEFT, RIGHT), *foot], page=1, shape=0.707)

    assert [line.text for line in page.lines if line.text] == [
        "BÁO CÁO KẾT QUẢ NĂM 2024",
        *LEFT,
        *RIGHT,
    ]
    assert page.number == "3"


def test_a_table_of_two_columns_stays_in_rows():
    left = tuple(f"Số buổi tuyên truyền của thôn {n}" for n in range(6))
    right = tuple(f"Đã tổ chức {n} buổi tại xã" for n in range(6))

    found = lines(*side_by_side(left, right))

    assert found == ["\t".join(row) for row in zip(left, right, strict=True)]


def test_words_of_columns_keep_their_places():
    page = laid_out(side_by_side(LEFT, RIGHT), page=1, shape=0.707)

    line = page.lines[len(LEFT)]
    assert [line.text[word.start : word.end] for word in line.place.words] == RIGHT[0].split()
    assert line.place.box is not None
    assert line.place.box.left == 0.52
