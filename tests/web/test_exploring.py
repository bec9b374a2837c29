"""Exploring the numbers: tables that turn, charts, files, kept views; what none of them tells."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest
from django.utils.http import urlencode
from openpyxl import load_workbook

from keng.consolidation.models import SavedView
from keng.kernel.actors import OPERATOR
from keng.reporting import actions
from keng.reporting.models import Submission
from reporting_cast import cells
from web_cast import NOW, Office

PAGE = "/so-lieu/"
ASKED = {"unit": "huyện Bắc", "period": "2024-08", "ind": ["fires", "cases"], "back": "2"}
UNITS = {**ASKED, "below": "children", "rows": "units", "cols": "periods"}
CHARTS = ("trend", "ranking", "same", "distribution")


def page(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture
def accepted(office: Office) -> Office:
    """xã Một: 9 cases, 2 fires, 3 offenders; xã Hai: 4 cases, 7 fires, 8 offenders."""
    given = (
        ("clerk", office.draft, cells(cases=9, fires=2, offenders=3)),
        ("other.clerk", office.other_draft, cells(cases=4, fires=7, offenders=8)),
    )
    for login, draft, values in given:
        actions.enter(draft.pk, values, actor=office.actor(login), at=NOW)
        handed_in: Submission = actions.submit(draft.pk, actor=office.actor(login), at=NOW)
        actions.accept(
            handed_in.pk, revision=handed_in.revision, actor=office.actor("officer"), at=NOW
        )
    return office


def told(response: Any) -> dict[str, list[tuple[str, str]]]:
    """The table as rows: the label, then (value, coverage)."""
    return {
        f"{table['label']} / {row['label']}": [
            (cell.said, cell.coverage) for _heading, cell in row["cells"]
        ]
        for table in response.context["tables"]
        for row in table["rows"]
    }


def test_the_page_opens_at_the_latest_period_with_figures(accepted: Office) -> None:
    response = accepted.browser("officer").get(PAGE)

    assert response.status_code == 200
    assert response.context["pivot"].headings[-1] == "Tháng 8/2024"
    assert response.context["chart"].kind == "trend"


def test_before_any_figure_the_page_opens_at_the_year_and_says_that_nothing_is_known(
    office: Office,
) -> None:
    response = office.browser("officer").get(PAGE)

    assert response.context["pivot"].headings[-1] == "Năm 2024"
    assert "Chưa có số liệu nào để vẽ" in page(response)


def test_rows_may_be_indicators_or_units_and_columns_periods_or_units(accepted: Office) -> None:
    officer = accepted.browser("officer")

    by_indicator = told(officer.get(PAGE, ASKED))
    by_unit = told(officer.get(PAGE, UNITS))
    across = officer.get(PAGE, {**UNITS, "rows": "indicators", "cols": "units", "back": "1"})

    assert by_indicator["huyện Bắc / Vụ cháy"] == [("…", "0/2"), ("9", "2/2")]
    assert by_unit["Vụ cháy (vụ) / xã Một"][-1] == ("2", "1/1")
    assert by_unit["Vụ cháy (vụ) / xã Hai"][-1] == ("7", "1/1")
    assert across.context["pivot"].headings == ("xã Hai", "xã Một")
    assert [said for said, _ in told(across)["Tháng 8/2024 / Vụ cháy"]] == ["7", "2"]


def test_every_figure_opens_to_what_it_consists_of(accepted: Office) -> None:
    officer = accepted.browser("officer")
    response = officer.get(PAGE, UNITS)
    cell = response.context["tables"][0]["rows"][0]["cells"][-1][1]

    drilled = officer.get(cell.drill)

    assert drilled.status_code == 200
    assert cell.said in page(drilled)


@pytest.mark.parametrize("kind", CHARTS)
def test_a_chart_holds_the_numbers_of_its_table(kind: str, accepted: Office) -> None:
    response = accepted.browser("officer").get(PAGE, {**UNITS, "chart": kind, "of": "fires"})

    (block,) = re.findall(r'id="chart-data"[^>]*>(.*?)</script>', page(response))
    drawn = json.loads(block)
    table = dict(response.context["chart_rows"])
    for one in drawn["series"]:
        for name, said in zip(drawn["categories"], one["said"], strict=True):
            assert any(said.startswith(point.said) for point in table[name])


def test_a_ranking_begins_with_the_highest(accepted: Office) -> None:
    response = accepted.browser("officer").get(PAGE, {**UNITS, "chart": "ranking", "of": "fires"})

    chart = response.context["chart"]
    assert chart.categories == ("xã Hai", "xã Một")
    assert [point.said for point in chart.series[0].points] == ["7", "2"]


def test_a_distribution_counts_units_in_classes(accepted: Office) -> None:
    asked = {**UNITS, "chart": "distribution", "of": "cases"}

    chart = accepted.browser("officer").get(PAGE, asked).context["chart"]

    counted = dict(zip(chart.categories, (one.said for one in chart.series[0].points), strict=True))
    # The highest is 9, so that classes are two wide: 4 lies in 3–4 and 9 in 9–10.
    assert counted == {"1–2": "0", "3–4": "1", "5–6": "0", "7–8": "0", "9–10": "1"}


def test_one_chart_may_be_drawn_of_another_indicator_of_the_table(accepted: Office) -> None:
    response = accepted.browser("officer").get(PAGE, {**UNITS, "chart": "ranking", "of": "cases"})

    assert "Vụ việc" in response.context["chart"].title


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("login", ["keeper"])
def test_nothing_tells_a_small_total_to_who_may_not_see_it(
    login: str, chart: str, accepted: Office
) -> None:
    """The keeper of the province sees 11 offenders of huyện Bắc, and not that 3 are of xã Một."""
    browser = accepted.browser(login)
    asked = {**UNITS, "ind": ["offenders"], "chart": chart, "of": "offenders", "back": "1"}
    address = urlencode(asked, doseq=True)

    response = browser.get(f"{PAGE}?{address}")
    files = [
        browser.get(f"/so-lieu/{what}/{kind}/?{address}")
        for what in ("tai", "bieu-do")
        for kind in ("csv", "xlsx")
    ]

    points = [point for _, row in response.context["chart_rows"] for point in row]
    if chart == "distribution":
        # Both are held back: neither stands in a class.
        assert response.context["chart"].categories == ("không hiện (số nhỏ)",)
    else:
        assert {point.drawn for point in points} == {None}
        assert {point.said for point in points} <= {"<5", "…"}
        assert response.context["chart"].categories in {
            ("xã Hai", "xã Một"),  # by name, not by value
            ("Tháng 8/2024",),
        }
    values = {said for row in told(response).values() for said, _ in row}
    assert values <= {"<5", "…"}
    for shown in [*(page(one) for one in files[::2]), *(sheet(one) for one in files[1::2])]:
        assert not re.search(r"(?<![\d/.:])[38](?![\d/.:])", shown.replace("Tháng 8/2024", "")), (
            shown
        )


def sheet(response: Any) -> str:
    rows = load_workbook(io.BytesIO(response.content)).worksheets[0].iter_rows(values_only=True)
    return "\n".join(str(value) for row in rows for value in row if value is not None)


def test_the_unit_and_its_superior_see_the_same_chart_with_the_value(accepted: Office) -> None:
    asked = {**UNITS, "ind": ["offenders"], "chart": "ranking", "of": "offenders"}

    response = accepted.browser("officer").get(PAGE, asked)

    assert [point.said for point in response.context["chart"].series[0].points] == ["8", "3"]


def test_a_file_holds_every_cell_with_coverage_map_and_moment(accepted: Office) -> None:
    response = accepted.browser("officer").get("/so-lieu/tai/csv/", UNITS)

    lines = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    figures = [line for line in lines if not line["unit"].startswith("#")]
    fires = next(
        line
        for line in figures
        if (line["unit"], line["indicator"], line["period"]) == ("xã Hai", "fires", "2024-08")
    )
    assert len(figures) == 8  # two units, two periods, two indicators
    assert (fires["value"], fires["accepted"], fires["expected"]) == ("7", "1", "1")
    assert fires["map"] == "2024-08-31"
    notes = " ".join(line["unit"] for line in lines if line["unit"].startswith("#"))
    assert "Số liệu biết đến 09:00 ngày 02/09/2024" in notes
    assert "theo ngày cuối của mỗi kỳ" in notes


def test_a_workbook_looks_like_the_table(accepted: Office) -> None:
    response = accepted.browser("officer").get("/so-lieu/tai/xlsx/", UNITS)

    text = sheet(response)
    assert "xã Một" in text
    assert "1/1" in text
    assert "Số liệu huyện Bắc" in text


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_table_of_a_chart_is_taken_along(kind: str, accepted: Office) -> None:
    asked = {**UNITS, "chart": "ranking", "of": "fires"}

    response = accepted.browser("officer").get(f"/so-lieu/bieu-do/{kind}/", asked)

    text = page(response) if kind == "csv" else sheet(response)
    assert text.index("xã Hai") < text.index("xã Một")
    refused = accepted.browser("officer").get(
        f"/so-lieu/bieu-do/{kind}/", {**UNITS, "chart": "none"}
    )
    assert refused.status_code == 422


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"rows": "units", "cols": "units"}, "Dòng và cột phải khác nhau"),
        ({"maps": "both"}, "Hãy chọn ngày của bản đồ"),
        ({"ind": ["ghosts"]}, "không có chỉ tiêu ghosts"),
        ({"unit": "xã Không Có"}, "Không Có"),
        ({"below": "children", "name": "zzz"}, "Không có đơn vị nào như vậy"),
        ({"period": "tháng tám"}, "Không hiểu kỳ báo cáo"),
    ],
)
def test_what_cannot_be_shown_says_why_and_keeps_the_form(
    asked: dict[str, object], words: str, accepted: Office
) -> None:
    response = accepted.browser("officer").get(PAGE, {**ASKED, **asked})

    assert response.status_code == 200
    assert words in page(response)
    file = accepted.browser("officer").get("/so-lieu/tai/csv/", {**ASKED, **asked})
    assert file.status_code in {404, 422}


def test_units_are_chosen_by_name_without_diacritics(accepted: Office) -> None:
    response = accepted.browser("officer").get(PAGE, {**UNITS, "name": "mot"})

    assert [row["label"] for row in response.context["tables"][0]["rows"]] == ["xã Một"]


def test_reported_and_restated_stand_side_by_side(accepted: Office) -> None:
    asked = {**ASKED, "maps": "both", "map_on": "2024-09-01", "back": "1"}

    response = accepted.browser("officer").get(PAGE, asked)

    assert response.context["pivot"].headings == (
        "Tháng 8/2024",
        "Tháng 8/2024 (bản đồ 01/09/2024)",
    )
    assert told(response)["huyện Bắc / Vụ cháy"] == [("9", "2/2"), ("9", "2/2")]


def test_a_clerk_does_not_explore_the_level_above(accepted: Office) -> None:
    for address in (PAGE, "/so-lieu/tai/csv/", "/so-lieu/bieu-do/csv/", "/tong-hop/net/"):
        assert accepted.browser("clerk").get(address, ASKED).status_code == 403, address


def test_a_view_is_kept_renamed_dropped_and_brought_back(office: Office) -> None:
    officer, query = office.browser("officer"), urlencode(ASKED, doseq=True)

    kept = officer.post("/so-lieu/da-luu/", {"name": "Cháy", "query": query, "unit": ""})
    row = SavedView.objects.get()
    act = f"/so-lieu/da-luu/{row.pk}/"
    officer.post(act, {"act": "rename", "name": "Cháy, vụ việc", "query": query})
    listed = page(officer.get(PAGE))
    dropped = officer.post(act, {"act": "drop", "query": query})
    after = page(officer.get(dropped.headers["Location"]))
    officer.post(act, {"act": "restore", "query": query})

    assert kept.headers["Location"] == f"{PAGE}?{query}"
    assert "Cháy, vụ việc" in listed
    assert "Đã xóa cách xem" in after
    assert "Cháy, vụ việc" not in after
    assert "Cháy, vụ việc" in page(officer.get(PAGE))


def test_a_view_of_somebody_else_is_not_changed_and_a_nameless_one_not_kept(
    office: Office,
) -> None:
    office.browser("officer").post(
        "/so-lieu/da-luu/", {"name": "Cháy", "query": "x=1", "unit": str(office.north)}
    )
    act = f"/so-lieu/da-luu/{SavedView.objects.get().pk}/"

    assert office.browser("keeper").post(act, {"act": "drop"}).status_code == 403
    assert office.browser("officer").post(act, {"act": "burn"}).status_code == 422
    nameless = office.browser("officer").post("/so-lieu/da-luu/", {"name": "", "query": "x=1"})
    assert nameless.status_code == 422


def test_the_consolidated_table_opens_at_once_and_its_rows_are_filtered(accepted: Office) -> None:
    officer = accepted.browser("officer")

    first = officer.get("/tong-hop/")
    found = officer.get(
        "/tong-hop/", {"unit": "huyện Bắc", "period": "2024-08", "compare": "on", "q": "vu chay"}
    )
    nothing = officer.get(
        "/tong-hop/", {"unit": "huyện Bắc", "period": "2024-08", "only": "changed"}
    )

    assert first.context["table"]["period"].code == "2024-08"
    assert first.context["table"]["compare"]
    rows = [row.label for group in found.context["table"]["groups"] for row in group.rows]
    assert rows == ["Vụ cháy"]
    assert "đang lọc" in page(found)
    assert "Không có dòng nào khớp bộ lọc" in page(nothing)


def test_a_row_has_the_line_of_its_last_periods(accepted: Office) -> None:
    table = {"unit": "huyện Bắc", "period": "2024-08"}

    before = page(accepted.browser("officer").get("/tong-hop/net/", table))
    assert "data-line" not in before  # a single value is no line

    made = actions.open_round(
        "commune",
        accepted.draft.period.preceding(),
        owner_unit_id=accepted.north,
        due_on=NOW.date(),
        actor=OPERATOR,
        at=NOW,
    )
    for one in made.submissions.all():
        actions.enter(one.pk, cells(fires=1), actor=OPERATOR, at=NOW)
        handed = actions.submit(one.pk, actor=OPERATOR, at=NOW)
        actions.accept(handed.pk, revision=handed.revision, actor=OPERATOR, at=NOW)
    shown = page(accepted.browser("officer").get("/tong-hop/net/", table))

    assert 'data-line="s-fires"' in shown
    assert "tháng 7/2024: 2; tháng 8/2024: 9" in shown


def test_the_table_stands_beside_what_was_reported(accepted: Office) -> None:
    asked = {"unit": "huyện Bắc", "period": "2024-08", "map_on": "2024-09-01", "beside": "on"}

    response = accepted.browser("officer").get("/tong-hop/", asked)

    rows = [row for group in response.context["table"]["groups"] for row in group.rows]
    fires = next(row for row in rows if row.anchor == "o-fires")
    assert (fires.reported, fires.value, fires.differs) == ("9", "9", False)
