"""`keng notices` and `keng user contact` from the command line."""

from __future__ import annotations

import json

import pytest

from keng.notices.models import Notice
from keng.ops.main import main
from web_cast import Office, an_office

pytestmark = pytest.mark.django_db
Printed = pytest.CaptureFixture[str]


@pytest.fixture
def office(db: None) -> Office:
    del db
    return an_office()


def test_a_turn_hears_reminds_and_says_how_much(office: Office, capsys: Printed) -> None:
    assert office.round_id

    done = main(["notices", "run", "--at", "2024-09-02T09:00", "--format", "json"])

    told = json.loads(capsys.readouterr().out)
    assert done == 0
    assert told["reminded"] == 2
    assert told["heard"] > 2
    assert Notice.objects.filter(kind="opened").count() == 3


def test_a_second_turn_finds_nothing_to_do(office: Office, capsys: Printed) -> None:
    assert office.round_id
    main(["notices", "run", "--at", "2024-09-02T09:00"])
    capsys.readouterr()

    main(["notices", "run", "--at", "2024-09-02T09:00"])

    assert "Đã đọc 0 dòng nhật ký, nhắc hạn 0" in capsys.readouterr().out


def test_a_moment_that_is_none_is_refused(office: Office, capsys: Printed) -> None:
    assert office.round_id
    assert main(["notices", "run", "--at", "sáng mai"]) == 1
    assert "2026-11-09T08:00" in capsys.readouterr().err


def test_a_contact_is_kept_and_what_is_not_named_stays(office: Office, capsys: Printed) -> None:
    assert office.round_id
    main(["user", "contact", "clerk", "--phone", "0912 345 678"])
    main(["user", "contact", "clerk", "--email", "mot@xa.vn"])

    assert "thư mot@xa.vn, điện thoại 0912 345 678" in capsys.readouterr().out
