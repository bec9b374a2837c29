"""A way of reading is kept once, changed by new versions, and used for many files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from access_cast import AT, AUGUST, Country, somebody
from intake.office_tables import UNITS_IN_ROWS, a_way, line, workbook
from jobs_cast import worked_off
from keng.access.actors import AccountActor
from keng.db.dialects import AppendOnly
from keng.intake import batches
from keng.intake.actions import renew_map, retire_map, save_map
from keng.intake.models import MapVersion, SavedMap
from keng.intake.queries import map_named, map_view, maps_for, problems
from keng.intake.reading import ByMap
from keng.intake.workbooks import SavePolicy
from keng.jobs.queries import job_view
from keng.journal.models import Entry
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import Ambiguous, BadInput, NotAllowed, NotFound
from keng.kernel.figures import CellKey
from keng.ops.main import main
from keng.reporting.queries import figures_of


@pytest.fixture
def officer(country: Country, programme: None) -> AccountActor:
    """The officer of thành phố Hải Phòng, which took over tỉnh Hải Dương."""
    del programme
    return somebody("officer", country.hai_phong)


def kept(officer: AccountActor, country: Country, name: str = "Bảng ANTT") -> MapVersion:
    return save_map(name, a_way(), unit_id=country.hai_phong, actor=officer, at=AT)


def test_a_way_is_kept_with_its_words_and_journalled_without_them(
    officer: AccountActor, country: Country
) -> None:
    version = kept(officer, country)

    view = map_view(version.saved_map_id, officer, on=AUGUST)
    assert (view.head.name, view.head.form, view.head.versions) == ("Bảng ANTT", "commune", 1)
    assert view.way == a_way()
    entry = Entry.objects.get(stream=f"table_map:{version.saved_map_id}")
    assert entry.verb == "intake.map_saved"
    assert entry.account_id == officer.account_id
    assert (entry.facts["unit"], entry.facts["versions"]) == (country.hai_phong, [1])
    assert "ANTT" not in str(entry.facts)


def test_a_changed_way_is_a_new_version_and_the_old_one_stays(
    officer: AccountActor, country: Country
) -> None:
    first = kept(officer, country)
    other = a_way(lines=(line("Vụ cháy", "fires"),))

    second = renew_map(first.saved_map_id, other, actor=officer, at=AT)
    again = renew_map(first.saved_map_id, other, actor=officer, at=AT)

    assert (second.n, again.pk) == (2, second.pk)
    assert map_view(first.saved_map_id, officer, on=AUGUST).way == other
    assert MapVersion.objects.get(pk=first.pk).content == a_way().model_dump(mode="json")


def test_versions_are_only_added(officer: AccountActor, country: Country) -> None:
    version = kept(officer, country)

    with pytest.raises(IntegrityError), transaction.atomic():
        MapVersion.objects.filter(pk=version.pk).update(n=5)


def test_a_retired_way_is_offered_no_longer_and_its_name_is_free(
    officer: AccountActor, country: Country
) -> None:
    version = kept(officer, country)

    retire_map(version.saved_map_id, actor=officer, at=AT)

    assert maps_for(officer, on=AUGUST) == []
    assert kept(officer, country).saved_map_id != version.saved_map_id
    with pytest.raises(NotFound):
        retire_map(version.saved_map_id, actor=officer, at=AT)


@pytest.mark.parametrize(
    ("name", "changes", "code"),
    [
        ("  ", {}, "map_without_name"),
        ("x" * 121, {}, "map_without_name"),
        ("Khác", {"lines": (line("Vụ cháy", "no_such_cell"),)}, "map_cell_unfit"),
        ("Khác", {"form": "no_such_form"}, "not_found"),
        ("bảng  ANTT".replace("b", "B"), {}, "map_name_taken"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_saved(
    officer: AccountActor, country: Country, name: str, changes: dict[str, object], code: str
) -> None:
    kept(officer, country)
    entries = Entry.objects.count()

    with pytest.raises((BadInput, NotFound)) as refusal:
        save_map(name, a_way(**changes), unit_id=country.hai_phong, actor=officer, at=AT)

    assert refusal.value.code == code
    assert SavedMap.objects.count() == 1
    assert Entry.objects.count() == entries


def test_only_who_enters_for_an_office_keeps_its_ways(
    officer: AccountActor, country: Country
) -> None:
    version = kept(officer, country)
    clerk = somebody("clerk", country.tu_ky)
    keeper = somebody("administrator", country.hai_phong)

    with pytest.raises(NotAllowed):
        save_map("Của tôi", a_way(), unit_id=country.hai_phong, actor=clerk, at=AT)
    with pytest.raises(NotAllowed):
        renew_map(version.saved_map_id, a_way(sheet="x"), actor=clerk, at=AT)
    with pytest.raises(NotAllowed):
        retire_map(version.saved_map_id, actor=keeper, at=AT)

    assert SavedMap.objects.filter(retired_at=None).count() == 1
    assert MapVersion.objects.count() == 1


def test_units_below_an_office_use_its_ways_and_others_do_not_see_them(
    officer: AccountActor, country: Country
) -> None:
    version = kept(officer, country)

    (below,) = maps_for(somebody("clerk", country.tu_ky), on=AUGUST)

    assert (below.id, below.is_own) == (version.saved_map_id, False)
    assert maps_for(somebody("clerk", country.quang_ninh), on=AUGUST) == []
    with pytest.raises(NotFound):
        map_view(version.saved_map_id, somebody("leader", country.quang_ninh), on=AUGUST)


def test_a_name_of_two_offices_is_asked_about(officer: AccountActor, country: Country) -> None:
    kept(officer, country)
    save_map("Bảng ANTT", a_way(), unit_id=country.quang_ninh, actor=OPERATOR, at=AT)

    assert map_named("bảng antt", officer, on=AUGUST).head.unit_id == country.hai_phong
    with pytest.raises(Ambiguous) as several:
        map_named("Bảng ANTT", OPERATOR, on=AUGUST)
    assert len(several.value.candidates) == 2


def test_a_way_that_was_changed_by_hand_is_found(officer: AccountActor, country: Country) -> None:
    version = kept(officer, country)
    assert list(problems()) == []

    with connection.cursor() as cursor:
        for sql in AppendOnly("intake_mapversion").drop_sql(connection):
            cursor.execute(sql)
        cursor.execute("UPDATE intake_mapversion SET content = '{}'")
        cursor.execute("UPDATE intake_savedmap SET name = 'khác'")

    assert {(one.table, one.id) for one in problems()} == {
        ("intake_mapversion", str(version.pk)),
        ("intake_savedmap", str(version.saved_map_id)),
    }


def test_a_folder_of_files_is_looked_at_and_saved_by_jobs(
    officer: AccountActor, country: Country, opened: Callable[..., int]
) -> None:
    one, other = opened(country.quang_khai), opened(country.hung_dao)
    version = kept(officer, country)
    apart = [(*UNITS_IN_ROWS[:4], UNITS_IN_ROWS[n]) for n in (5, 6)]
    given = [(f"{n}.xlsx", workbook(rows)) for n, rows in enumerate(apart)]
    by_map = ByMap(version.pk, "2024")

    look = batches.look_at(given, by_map=by_map, unit_id=None, actor=officer, at=AT)
    worked_off(at=AT)
    looked = job_view(look.pk, actor=officer, at=AT)
    save = batches.save_looked_at(look.pk, SavePolicy.ALL_OR_NOTHING, actor=officer, at=AT)
    worked_off(at=AT)

    assert (looked.result["changes"], looked.result["problem_count"]) == (6, 0)
    assert job_view(save.pk, actor=officer, at=AT).result["saved"] == 6
    assert figures_of(one)[CellKey("fires")].source == "0.xlsx!Biểu 1!E5"
    assert figures_of(other)[CellKey("fires")].value == 0


def test_of_two_files_of_one_unit_in_one_import_the_second_is_listed(
    officer: AccountActor, country: Country, opened: Callable[..., int]
) -> None:
    one = opened(country.quang_khai)
    version = kept(officer, country)
    head, row = UNITS_IN_ROWS[:4], list(UNITS_IN_ROWS[5])
    other = [*row[:4], 6, row[5]]  # 6 fires instead of 5
    given = [("a.xlsx", workbook([*head, row])), ("b.xlsx", workbook([*head, other]))]

    look = batches.look_at(
        given, by_map=ByMap(version.pk, "2024"), unit_id=None, actor=officer, at=AT
    )
    worked_off(at=AT)
    save = batches.save_looked_at(look.pk, SavePolicy.WHAT_IS_RIGHT, actor=officer, at=AT)
    worked_off(at=AT)

    done = job_view(save.pk, actor=officer, at=AT)
    assert [step.result["saved"] for step in done.steps] == [3, 0]
    assert [one["code"] for one in done.steps[1].result["problems"]] == ["other_figure"]
    assert figures_of(one)[CellKey("fires")].value == 5


def test_the_command_imports_by_the_name_of_the_way(
    officer: AccountActor,
    country: Country,
    opened: Callable[..., int],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    one = opened(country.quang_khai)
    kept(officer, country)
    path = tmp_path / "huyen.xlsx"
    path.write_bytes(workbook(UNITS_IN_ROWS))
    words = ["import", "--map", "bảng antt", "--period", "2024", str(path)]

    assert main([*words, "--dry-run"]) == 1  # xã Hưng Đạo has no form
    told = capsys.readouterr().out
    assert figures_of(one) == {}
    assert main([*words, "--partial"]) == 1

    assert f"{path}!Biểu 1!B7: chưa có biểu" in told
    assert f"{path}!Biểu 1!B8: bỏ qua “Tổng cộng”" in told
    assert "đã lưu 3 ô" in capsys.readouterr().out
    assert figures_of(one)[CellKey("cases_total")].value == 9


def test_the_command_wants_a_way_and_a_period_together(
    officer: AccountActor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del officer
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook(UNITS_IN_ROWS))

    assert main(["import", "--map", "Bảng", str(path)]) == 2
    assert main(["import", "--map", "Bảng", "--period", "2024", str(path)]) == 1

    assert "Không có cách đọc bảng “Bảng”" in capsys.readouterr().err
