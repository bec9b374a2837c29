"""Every table and every column says what it is, in two languages, in the file of its room."""

from __future__ import annotations

import pytest
from django.apps import apps

from keng.takeaway import describing, telling


def test_every_table_and_column_is_described_in_taken_yaml_of_its_room() -> None:
    missing = list(describing.undescribed())

    assert not missing, (
        f"not described: {missing}. Say in src/keng/<room>/taken.yaml what it is, "
        "to whom its rows belong (`of`), or why none of it may leave the machine (`left`)."
    )


def test_a_table_that_nobody_described_is_named_and_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account = apps.get_model("access", "Account")
    told = describing.words_of
    monkeypatch.setattr(
        describing, "words_of", lambda model: None if model is account else told(model)
    )

    assert list(describing.undescribed()) == ["access_account"]
    left = describing.table_words(account).left
    assert left is not None
    assert "Chưa được mô tả" in left[0]


def test_nothing_that_opens_a_door_is_taken() -> None:
    secrets = {
        model._meta.db_table
        for model in describing.all_models()
        if (left := describing.table_words(model).left) and "bí mật" in left[0]
    }

    assert secrets == {
        "access_apitoken",
        "access_opensession",
        "access_recoverycode",
        "access_secondstep",
        "notices_feed",
    }


def test_the_list_of_columns_is_for_people() -> None:
    lines = telling.columns_csv().decode("utf-8-sig").splitlines()

    assert lines[0] == "table,table_vi,column,type,vi,en,taken"
    assert any(
        line.startswith("reporting_figure,Số liệu đang giữ trong ô,value,") for line in lines
    )
    assert any(line.startswith("access_account,") and line.endswith(",no") for line in lines)


def test_what_a_spreadsheet_would_run_stands_behind_an_apostrophe() -> None:
    line = telling.csv_line(["=1+1", "@x", "-5 vụ", -5, None, False, "bình thường"])

    assert line.decode() == "'=1+1,'@x,'-5 vụ,-5,,false,bình thường\r\n"
