"""The decision maker: the list, what if, deciding, two at once, revoking, computing again."""

from __future__ import annotations

import pytest

from keng.criteria.models import Decision
from recognition_cast import Season, a_season, an_office_with_sets, decided
from web_cast import Office

FIELDS = {
    "number": "9",
    "symbol": "QĐ-UBND",
    "on": "2024-09-02",
    "authority": "TM. ỦY BAN NHÂN DÂN",
    "signer_post": "Chủ tịch",
}


@pytest.fixture
def office(db: None) -> Office:
    """The office with sets."""
    del db
    return an_office_with_sets()


@pytest.fixture
def season(office: Office) -> Season:
    """A run under way."""
    return a_season(office)


def test_the_list_tells_who_is_on_it_and_why_others_are_not(office: Office, season: Season) -> None:
    page = office.browser("leader").get(f"/cong-nhan/{season.run.pk}/danh-sach/")
    text = page.content.decode()

    assert [one.unit for one in page.context["lines"]] == ["thôn Đầu"]
    assert "Chưa đăng ký." in text
    assert "Hồ sơ đã trình." in text
    none = office.browser("leader").get(
        f"/cong-nhan/{season.run.pk}/danh-sach/?ket-qua=not_recognised"
    )
    assert none.context["lines"] == []
    assert none.context["draft"].digest == page.context["draft"].digest


def test_deciding_keeps_the_list_that_was_seen(office: Office, season: Season) -> None:
    leader, address = office.browser("leader"), f"/cong-nhan/{season.run.pk}"
    seen = leader.get(f"{address}/danh-sach/").context["draft"].digest

    answer = leader.post(f"{address}/quyet-dinh/", FIELDS | {"seen": seen})

    made = Decision.objects.get()
    assert answer.headers["Location"] == f"/cong-nhan/quyet-dinh/{made.pk}/"
    page = leader.get(answer.headers["Location"]).content.decode()
    assert "Quyết định số 9/QĐ-UBND" in page
    assert "thôn Đầu" in page


def test_of_two_deciders_the_second_is_told_and_loses_nothing(
    office: Office, season: Season
) -> None:
    leader, address = office.browser("leader"), f"/cong-nhan/{season.run.pk}"
    seen = leader.get(f"{address}/danh-sach/").context["draft"].digest
    decided(season)

    second = leader.post(f"{address}/quyet-dinh/", FIELDS | {"seen": seen})

    assert second.status_code == 409
    text = second.content.decode()
    assert "Danh sách đã thay đổi sau khi bạn xem" in text
    assert Decision.objects.count() == 1


def test_a_number_that_is_taken_is_named_beside_the_form(office: Office, season: Season) -> None:
    decided(season)
    leader, made = office.browser("leader"), Decision.objects.get()

    refused = leader.post(
        f"/cong-nhan/quyet-dinh/{made.pk}/doi/",
        FIELDS | {"kind": "revoke", "reason": "Nhầm.", "number": "7"},
    )

    assert refused.status_code == 409
    assert "Số 7/QĐ-UBND năm 2024 đã dùng" in refused.content.decode()
    assert Decision.objects.count() == 1


def test_only_who_issues_for_the_deciding_unit_decides(office: Office, season: Season) -> None:
    page = office.browser("officer").get(f"/cong-nhan/{season.run.pk}/danh-sach/")

    assert "quyet-dinh/" not in page.content.decode().split("<main")[1].split("Các quyết")[0]
    refused = office.browser("officer").post(
        f"/cong-nhan/{season.run.pk}/quyet-dinh/",
        FIELDS | {"seen": page.context["draft"].digest},
    )
    assert refused.status_code == 403


def test_revoking_is_another_decision_and_the_first_stays(office: Office, season: Season) -> None:
    made = decided(season)
    leader = office.browser("leader")

    answer = leader.post(
        f"/cong-nhan/quyet-dinh/{made.pk}/doi/",
        FIELDS | {"kind": "revoke", "reason": "Ghi nhầm.", "unit": [str(season.reviewed.pk)]},
    )

    second = leader.get(answer.headers["Location"]).content.decode()
    first = leader.get(f"/cong-nhan/quyet-dinh/{made.pk}/").content.decode()
    assert "Quyết định thu hồi" in second
    assert "Ghi nhầm." in second
    assert "không còn hiệu lực" in first
    assert "Quyết định thu hồi" in first


def test_a_decision_computed_again_gives_the_identical_list(office: Office, season: Season) -> None:
    made = decided(season)

    page = office.browser("clerk").get(f"/cong-nhan/quyet-dinh/{made.pk}/?tinh-lai=1")

    assert page.context["again"].is_identical
    assert "dấu băm trùng khớp" in page.content.decode()


def test_a_decision_that_was_touched_outside_keng_says_so(office: Office, season: Season) -> None:
    made = decided(season)
    made.lines.update(outcome="not_recognised")

    page = office.browser("clerk").get(f"/cong-nhan/quyet-dinh/{made.pk}/?tinh-lai=1")

    assert not page.context["again"].is_identical
    assert "Tính lại ra khác" in page.content.decode()


def test_what_if_tells_who_would_move_and_saves_nothing(office: Office, season: Season) -> None:
    leader, address = office.browser("leader"), f"/cong-nhan/{season.run.pk}/thu/"
    text = leader.get(address).context["text"]
    assert "now.fires <= last_year.fires" in text
    stricter = text.replace("method: all_met", "method: count_met\nrecognised_from: 4")

    page = leader.post(address, {"text": stricter})
    broken = leader.post(address, {"text": stricter.replace("now.fires", "now.khong_co")})

    moved = page.context["movers"]
    assert [(one["unit"], one["now"]) for one in moved] == [("thôn Giữa", "Được công nhận")]
    assert broken.status_code == 422
    assert "kdc.yaml:" in broken.content.decode()
    assert season.run.__class__.objects.get().local_id is None
