"""Committees, commendations and requests in archives: what goes along, what of it is shut."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archives_cast import exported, parts_of, told_by
from backup_cast import Machine
from takeaway_cast import DOSSIER, MINUTES

pytestmark = pytest.mark.soak  # minutes of commands; one whole move stands in test_moving
COMMUNE, DISTRICT = "xã Một, huyện Bắc, tỉnh Đông", "huyện Bắc, tỉnh Đông"
NAME = "Nguyễn Văn Minh Họa"
OPENED = """
from keng.commendations import namekeys
from keng.commendations.models import DossierFile, Proposal
people = Proposal.objects.filter(recipient="person").order_by("pk")
print([namekeys.opened_words(one.key_name, one.sealed) for one in people], flush=True)
for one in DossierFile.objects.select_related("proposal"):
    assert namekeys.store().is_whole(one.sha256)
"""


@pytest.fixture(scope="module")
def commune(office: Machine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What xã Một takes along."""
    return exported(office, tmp_path_factory.mktemp("one") / "one.zip", "--unit", COMMUNE)


@pytest.fixture(scope="module")
def district(office: Machine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What huyện Bắc takes along."""
    return exported(office, tmp_path_factory.mktemp("north") / "north.zip", "--unit", DISTRICT)


def taken_in(new: Machine, archive: Path) -> None:
    done = new.keng("import-all", str(archive))
    assert done.returncode == 0, done.stdout + done.stderr
    verified = new.keng("verify", "--format", "json")
    assert json.loads(verified.stdout) == {"ok": True, "problems": []}


def test_names_and_dossiers_go_along_shut_and_the_archive_says_so(
    office: Machine, archive: Path, new: Machine
) -> None:
    parts = parts_of(archive)
    keys = [one for one in (office.folder / "commended-names").rglob("*") if one.is_file()]
    assert len(keys) >= 6

    assert 'commendations_proposal,sealed,3,"Khóa ở lại' in parts.left
    assert 'commendations_dossierfile,sha256,3,"Khóa ở lại' in parts.left
    for content in parts.content.values():
        assert NAME.encode() not in content
        assert DOSSIER.encode() not in content
        assert all(key.read_bytes() not in content for key in keys)
    taken_in(new, archive)
    assert told_by(new, OPENED).strip() == "[None, None, None]"
    assert NAME in told_by(office, OPENED)


def test_a_commune_takes_its_committee_meetings_and_the_file_of_its_minutes(
    commune: Path, new: Machine
) -> None:
    parts = parts_of(commune)

    assert [one["name"] for one in parts.rows("steering_committee")] == ["Ban Chỉ đạo xã Một"]
    of_whom = {(one["committee_id"] is None) for one in parts.rows("steering_meeting")}
    assert of_whom == {True, False}  # one of the committee, one of those who coordinate
    assert parts.rows("steering_conclusion")
    assert parts.rows("steering_outcomeshare")
    assert parts.entries("committee:")
    assert parts.entries("cooperation:")
    stored = {parts.content[f"files/papers/{one[:2]}/{one}"] for one in parts.files("papers")}
    assert stored == {MINUTES.encode()}
    taken_in(new, commune)


def test_a_commune_takes_what_it_proposed_above_and_no_neighbour_and_no_vote(
    commune: Path,
) -> None:
    parts = parts_of(commune)
    units = {one["name"]: one["unit_id"] for one in parts.rows("orgunits_designation")}

    own, neighbour = units["Một"], units["Hai"]
    proposed = parts.rows("commendations_proposal")
    assert [one["proposer_id"] for one in proposed] == [own] * 4  # two below, two above
    assert len(parts.rows("commendations_call")) == 2  # the district's call is named by them
    assert [one["unit_id"] for one in parts.rows("commendations_ruling")] == [own]
    assert len(parts.rows("commendations_decision")) == 1
    assert len(parts.rows("commendations_decisionline")) == 2
    assert len(parts.rows("commendations_vote")) == 2
    assert "commendations_vote,,2,Dẫn tới dòng của đơn vị khác" in parts.left
    assert parts.files("commendations") == {
        one["sha256"] for one in parts.rows("commendations_dossierfile")
    }
    assert len(parts.files("commendations")) == 2
    assert parts.rows("inquiries_inquiry") == []  # asked by the district, and counted
    assert "inquiries_inquiry,,1,Của đơn vị khác" in parts.left
    assert parts.entries(f"commending_rules:{own}")
    assert not parts.entries(f"commending_rules:{neighbour}")
    assert parts.rows("commendations_registeruse") == []
    assert 'commendations_registeruse,,2,"Quyết định của cấp trên ở lại' in parts.left


def test_a_district_takes_its_request_and_the_form_that_was_made_for_it(
    district: Path, new: Machine
) -> None:
    parts = parts_of(district)

    (made,) = parts.rows("packs_madeform")
    assert [one["form"] for one in parts.rows("inquiries_version")] == [made["code"]]
    assert parts.entries("inquiry:")
    assert parts.entries(f"made_form:{made['code']}")
    assert len(parts.rows("commendations_decisionline")) == 6
    taken_in(new, district)


def test_what_the_database_asks_for_one_of_two_is_not_emptied(district: Path) -> None:
    parts = parts_of(district)

    kept = parts.rows("steering_oversight")
    assert [one["group_id"] for one in kept] == [None, None]
    assert all(one["unit_id"] for one in kept)
    assert "steering_oversight,,1,Dẫn tới dòng của đơn vị khác" in parts.left
    assert "steering_oversight,group_id" not in parts.left
