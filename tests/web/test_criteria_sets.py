"""Sets on screen: their law and unknowns, a province's part, drafts by line, publishing."""

from __future__ import annotations

import pytest

from criteria_cast import a_set, install
from keng.access.actions import grant
from keng.criteria.models import LocalVersion
from keng.kernel.actors import OPERATOR
from keng.packs import installed
from recognition_cast import Season, a_season, villages
from web_cast import SETUP, Office, an_office

CLASSES = [
    {"code": "kha", "title": {"vi": "Khá", "en": "Good"}, "at_least": None},
    {"code": "yeu", "title": {"vi": "Yếu", "en": "Weak"}, "at_least": "0", "recognised": False},
]


@pytest.fixture
def office(db: None) -> Office:
    """The office with a set of villages and one of points whose bound nobody knows."""
    del db
    points = a_set(
        "diem",
        [
            {
                "code": "D1",
                "group": "main",
                "title": {"vi": "Một", "en": "One"},
                "kind": "attest",
                "points": {"max": "10", "given": "marked"},
            }
        ],
        subjects={"levels": ["commune"]},
        method="score",
        classes=CLASSES,
        local_additions_allowed=False,
    )
    return an_office(lambda: install(villages(), points))


@pytest.fixture
def season(office: Office) -> Season:
    """A run under way."""
    return a_season(office)


def test_the_list_counts_what_nobody_knows(office: Office) -> None:
    keeper = office.browser("keeper")

    rows = {row["law"].code: row["unknown"] for row in keeper.get("/bo-tieu-chi/").context["rows"]}

    assert rows == {"kdc": 0, "diem": 1}
    assert "Điểm tối thiểu của loại Khá" in keeper.get("/bo-tieu-chi/diem/").content.decode()
    assert office.browser("clerk").get("/bo-tieu-chi/").status_code == 403


def test_an_unknown_is_typed_in_with_its_source_and_published_by_its_code(office: Office) -> None:
    keeper, address = office.browser("keeper"), "/bo-tieu-chi/diem/dia-phuong/"
    said = {
        "bound:kha": "7.5",
        "basis": "Văn bản 12/UBND ngày 01/8/2024",
        "since": "2024-01-01",
        "running": "keep",
        "seen": "0",
    }

    looked = keeper.post(address, said | {"step": "look"})
    unsure = keeper.post(address, said | {"step": "publish", "confirm": "diemm"})
    keeper.post(address, said | {"step": "publish", "confirm": "diem"})

    assert "đơn vị đổi kết quả" in looked.content.decode()
    assert unsure.status_code == 422
    made = LocalVersion.objects.get()
    assert made.overlay == {"bounds": {"kha": "7.5"}}
    assert made.unit_id == office.province
    late = keeper.post(address, said | {"step": "publish", "confirm": "diem"})
    assert late.status_code == 409
    assert "Văn bản 12/UBND" in keeper.get("/bo-tieu-chi/diem/").content.decode()


def test_running_assessments_are_asked_about(office: Office, season: Season) -> None:
    keeper, address = office.browser("keeper"), "/bo-tieu-chi/kdc/dia-phuong/"
    said = {
        "added": "criteria:\n  L1:\n    title: {vi: Có tủ sách, en: Books}\n    kind: attest\n",
        "basis": "NQ 5",
        "since": "2024-01-01",
        "seen": "0",
        "step": "publish",
        "confirm": "kdc",
    }

    unasked = keeper.post(address, said | {"running": ""})
    keeper.post(address, said | {"running": "adopt"})

    assert unasked.status_code == 422
    season.run.refresh_from_db()
    assert season.run.local is not None
    assert season.run.local.overlay["added"][0]["code"] == "L1"


def test_local_criteria_that_are_wrong_name_their_line(office: Office) -> None:
    refused = office.browser("keeper").post(
        "/bo-tieu-chi/kdc/dia-phuong/",
        {
            "added": "criteria:\n  L1:\n    title: {vi: A, en: B}\n    kind: khong\n",
            "basis": "NQ 5",
            "since": "2024-01-01",
            "running": "keep",
            "seen": "0",
            "step": "look",
        },
    )

    assert refused.status_code == 422
    assert "dia-phuong.yaml:4" in refused.content.decode()


def test_a_draft_is_tried_on_both_years_and_problems_have_lines(
    office: Office, season: Season
) -> None:
    keeper, address = office.browser("keeper"), "/bo-tieu-chi/kdc/soan/"
    text = keeper.get(address).context["form"].initial["text"]

    tried = keeper.post(f"{address}xem/", {"text": text, "seen": "1", "step": "look"})
    broken = keeper.post(
        f"{address}xem/", {"text": text.replace("kind: attest\n", "kind: attes\n", 1)}
    )

    assert [trial.year for trial, _ in tried.context["trials"]] == [2023, 2024]
    assert [trial.units for trial, _ in tried.context["trials"]] == [0, 2]
    assert broken.status_code == 422
    assert "kdc.yaml:" in broken.content.decode()
    assert season.run.set_code == "kdc"


def test_only_the_nation_publishes_a_set_and_by_typing_its_version(office: Office) -> None:
    keeper, address = office.browser("keeper"), "/bo-tieu-chi/kdc/soan/xem/"
    text = keeper.get("/bo-tieu-chi/kdc/soan/").context["form"].initial["text"]
    seen = installed.versions()[0].id
    said = {
        "text": text.replace("Bộ kdc", "Bộ mới"),
        "seen": str(seen),
        "step": "publish",
        "version": "2024.2",
    }

    assert keeper.post(address, said).status_code == 403
    account = office.accounts["keeper"]
    grant(account.pk, "administrator", unit_id=office.nation, actor=OPERATOR, at=SETUP)
    keeper.post(address, said)

    assert installed.current().criteria["kdc"].title.vi == "Bộ mới"
    assert installed.versions()[0].version == "2024.2"
    again = keeper.post(address, said | {"version": "2024.3"})
    assert again.status_code == 409  # somebody looked at an older one
