"""`keng units create, rename, correct-name, move, merge, split ...`, as a person types them."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from keng.kernel.actors import OPERATOR
from keng.ops.main import main
from keng.orgunits import queries
from keng.orgunits.actions import Naming, NewUnit, create_nation, create_unit
from keng.orgunits.models import Change

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, tzinfo=UTC)
DAY, LATER = date(2026, 1, 1), date(2026, 2, 1)


@pytest.fixture(autouse=True)
def commune(monkeypatch: pytest.MonkeyPatch) -> None:
    """tỉnh An Bình > xã Hòa Bình, xã Phú Mỹ; Django runs already."""
    monkeypatch.setattr("keng.ops.units_changing.start_django", lambda _: None)
    monkeypatch.setattr("keng.ops.commands.units.start_django", lambda _: None)
    above = create_nation(actor=OPERATOR, at=AT).pk
    for kind, name in (("tinh", "An Bình"), ("xa", "Hòa Bình")):
        above = _made(kind, name, above)
    _made("xa", "Phú Mỹ", queries.unit_named("tỉnh An Bình", on=DAY).id)


def _made(kind: str, name: str, under: int) -> int:
    new = NewUnit(Naming(kind, name), under)
    return create_unit(new, on=date(2020, 1, 1), basis="x", actor=OPERATOR, at=AT).pk


def _run(*arguments: str, on: date = DAY) -> int:
    return main(["units", *arguments, "--on", on.isoformat(), "--basis", "QĐ ví dụ"])


def _path(name: str, on: date) -> str:
    return queries.path_of(queries.unit_named(name, on=on).id, on=on)


def test_a_village_is_made_under_its_commune(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("create", "thôn Đông", "--under", "xa hoa binh", "--format", "json") == 0

    told = json.loads(capsys.readouterr().out)
    assert told["units"][0]["path"] == "thôn Đông, xã Hòa Bình, tỉnh An Bình"
    assert told["change"] == Change.objects.latest("id").pk


def test_a_village_without_its_kind_is_refused_with_the_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert _run("create", "Đông", "--under", "xã Hòa Bình") == 1

    assert "thôn, làng, bản" in capsys.readouterr().err


def test_a_school_is_made_with_its_manager_and_handed_over() -> None:
    school = "Trường THCS Hòa Bình"
    given = ["--kind", "thcs", "--under", "xã Hòa Bình", "--manager", "xã Hòa Bình"]
    assert _run("create", school, *given) == 0
    assert _run("manage", school, "--by", "tỉnh An Bình", on=LATER) == 0

    unit = queries.unit_named(school, on=LATER).id
    province = queries.unit_named("tỉnh An Bình", on=LATER).id
    assert queries.direct_superior(unit, on=LATER) == province
    assert _run("manage", school, on=date(2026, 3, 1)) == 0
    assert queries.direct_superior(unit, on=date(2026, 3, 1)) is None


def test_a_commune_gets_another_kind() -> None:
    assert _run("rename", "xã Phú Mỹ", "--to", "phường Phú Mỹ", "--code", "9") == 0

    assert queries.unit_named("phường Phú Mỹ", on=DAY).code == "9"
    assert _run("rename", "phường Phú Mỹ", "--to", "huyện Phú Mỹ", on=LATER) == 1


def test_a_merger_and_its_undoing(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("merge", "xã Hòa Bình", "xã Phú Mỹ", "--into", "xã Hòa Mỹ") == 0
    change = Change.objects.latest("id").pk
    assert _path("xã Hòa Mỹ", DAY) == "xã Hòa Mỹ, tỉnh An Bình"

    assert main(["units", "undo", str(change), "--basis", "Nhập nhầm"]) == 0

    assert f"Đã hoàn tác thay đổi số {change}" in capsys.readouterr().out
    assert queries.unit_named("xã Phú Mỹ", on=DAY).exists


def test_a_split_names_what_goes_where(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("thôn Đông", "thôn Tây"):
        assert _run("create", name, "--under", "xã Hòa Bình", on=date(2025, 1, 1)) == 0

    assert _run("split", "xã Hòa Bình", "--into", "xã Đông=thôn Đông", "--into", "xã Tây=") == 1
    assert "thôn Tây, xã Hòa Bình" in capsys.readouterr().err
    parts = ["--into", "xã Đông=thôn Đông", "--into", "xã Tây = thôn Tây"]
    assert _run("split", "xã Hòa Bình", *parts) == 0

    assert _path("thôn Tây", DAY) == "thôn Tây, xã Tây, tỉnh An Bình"


def test_a_village_moves_and_ends() -> None:
    assert _run("create", "thôn Đông", "--under", "xã Hòa Bình", on=date(2025, 1, 1)) == 0

    assert _run("move", "thôn Đông", "--under", "xã Phú Mỹ") == 0
    assert _path("thôn Đông", DAY) == "thôn Đông, xã Phú Mỹ, tỉnh An Bình"
    assert _run("dissolve", "thôn Đông", on=LATER) == 0
    assert queries.units_named("thôn Đông", on=LATER) == []


def test_a_misspelt_name_is_corrected_and_keeps_its_code() -> None:
    commune = queries.unit_named("xã Phú Mỹ", on=DAY).id
    assert _run("correct-name", "xã Phú Mỹ", "--to", "xã Phú Mĩ", "--code", "123") == 0
    assert _run("correct-name", "xã Phú Mĩ", "--to", "xã Phú Mỳ", on=LATER) == 0

    (name,) = queries.names_of(commune)

    assert (name.text, name.code, name.first) == ("xã Phú Mỳ", "123", date(2020, 1, 1))
