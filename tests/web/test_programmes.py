"""Programme packs on the screen: look first, every problem by file and line, publish by name."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from keng.access import actions as access
from keng.journal.models import Entry
from keng.kernel.actors import OPERATOR
from keng.packs import installed
from keng.packs.models import PackVersion
from keng.reporting import actions
from keng.reporting.models import Submission
from pack_cast import SOUND
from reporting_cast import cells
from web_cast import NOW, SETUP, Office, an_office

Zip = Callable[..., SimpleUploadedFile]


@pytest.fixture
def sound(db: None) -> Office:
    """The office with the sound programme, its one check, and a keeper of the whole nation."""
    del db
    office = an_office(lambda: installed.install(SOUND, actor=OPERATOR, at=SETUP))
    keeper = office.accounts["keeper"].pk
    access.grant(keeper, "administrator", unit_id=office.nation, actor=OPERATOR, at=SETUP)
    return office


@pytest.fixture
def zipped(tmp_path: Path) -> Zip:
    """A zip of the sound pack as version 2 with pieces of its files replaced."""

    def made(*edits: tuple[str, str, str]) -> SimpleUploadedFile:
        folder = shutil.copytree(SOUND, tmp_path / "sound")
        for file, old, new in (("pack.yaml", 'version: "1"', 'version: "2"'), *edits):
            text = (folder / file).read_text(encoding="utf-8")
            assert old in text
            (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        content = Path(shutil.make_archive(str(tmp_path / "goi"), "zip", tmp_path, "sound"))
        return SimpleUploadedFile("goi.zip", content.read_bytes())

    return made


WARN = ("checks/balance.yaml", "severity: block", "severity: warn")
STRICTER = ("checks/balance.yaml", "now.settled <= now.received", "now.settled + 1 <= now.received")


def look(office: Office, file: SimpleUploadedFile, login: str = "keeper") -> Any:
    return office.browser(login).post("/chuong-trinh/xem/", {"pack": file})


def hidden(response: Any) -> dict[str, str]:
    """What the preview sends on: the token of the file and the version that was seen."""
    text = response.content.decode()
    found = re.findall(r'name="(token|seen)" value="([^"]*)"', text)
    return dict(found)


def test_the_versions_are_listed_with_day_and_by_whom(sound: Office) -> None:
    shown = sound.browser("keeper").get("/chuong-trinh/").content.decode()

    assert "đang dùng" in shown
    assert "10:00 01/01/2020" in shown
    assert "người vận hành máy chủ" in shown
    assert "Kiểm tra và xem trước" in shown


def test_what_a_version_changes_is_shown_with_both_values_and_nothing_is_saved(
    sound: Office, zipped: Zip
) -> None:
    response = look(sound, zipped(WARN))

    assert response.status_code == 200
    (sort,) = response.context["differences"]
    (part,) = sort.parts
    (change,) = part.changes
    assert (part.label, change.what) == ("Đã xử lý không quá tiếp nhận", "mức")
    assert (change.before, change.after) == (
        "phải sửa, chặn nộp",
        "cảnh báo, phải giải trình",
    )
    assert [version for _, version in response.context["trial"].running] == ["1"]
    assert PackVersion.objects.count() == 1


def test_the_last_closed_period_is_judged_by_both_versions(sound: Office, zipped: Zip) -> None:
    actions.enter(sound.draft.pk, cells(received=3, settled=3), actor=OPERATOR, at=NOW)
    actions.enter(sound.other_draft.pk, cells(received=3, settled=1), actor=OPERATOR, at=NOW)
    actions.close_round(sound.round_id, "Xong", actor=OPERATOR, at=NOW)

    trial = look(sound, zipped(STRICTER, _EXAMPLE)).context["trial"]

    # 3 of 3 is fine today and one too many then; 1 of 3 is fine in both.
    assert (trial.judged, trial.submissions) == (2, 2)
    assert [(one.now, one.then, one.more) for one in trial.checks] == [(0, 1, "+1")]


def test_a_broken_pack_shows_every_problem_by_file_and_line(sound: Office, zipped: Zip) -> None:
    broken = zipped(
        ("checks/balance.yaml", "severity: block", "severity: nope"),
        ("pack.yaml", "code: sound", "code: Sound Two"),
    )

    response = look(sound, broken)

    assert response.status_code == 422
    assert [one.place for one in response.context["problems"]] == [
        "checks/balance.yaml:3",
        "pack.yaml:1",
    ]
    assert "2 lỗi" in response.content.decode()
    assert PackVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("edits", "words", "status"),
    [
        ([("indicators/1-cases.yaml", "kind: flow", "kind: stock")], "sẽ đổi nghĩa", 422),
        ([("pack.yaml", 'version: "2"', 'version: "1"'), WARN], "nội dung khác", 409),
    ],
)
def test_a_version_that_may_not_follow_says_why(
    sound: Office, zipped: Zip, edits: list[tuple[str, str, str]], words: str, status: int
) -> None:
    response = look(sound, zipped(*edits))

    assert response.status_code == status
    assert words in response.content.decode()
    assert PackVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [("goi.zip", b"khong phai zip", "không mở được"), ("goi.rar", b"PK", "Hãy chọn tệp .zip")],
)
def test_a_file_that_is_no_zip_is_refused_beside_its_field(
    sound: Office, name: str, content: bytes, words: str
) -> None:
    response = look(sound, SimpleUploadedFile(name, content))

    assert response.status_code == 422
    assert words in response.content.decode()


def test_publishing_asks_for_the_version_by_name_and_is_journalled(
    sound: Office, zipped: Zip
) -> None:
    sent = hidden(look(sound, zipped(WARN)))
    keeper = sound.browser("keeper")

    refused = keeper.post("/chuong-trinh/cong-bo/", {**sent, "version": "3"})
    assert refused.status_code == 422
    assert "hãy gõ đúng như vậy" in refused.content.decode()
    assert PackVersion.objects.count() == 1

    response = keeper.post("/chuong-trinh/cong-bo/", {**sent, "version": "2"}, follow=True)
    assert "Đã công bố sound 2" in response.content.decode()
    assert installed.current().version == "2"
    entry = Entry.objects.filter(stream="pack:sound").latest("n")
    assert (entry.verb, entry.account_id) == ("packs.installed", sound.accounts["keeper"].pk)
    assert Submission.objects.get(pk=sound.draft.pk).pack_version.version == "1"


def test_a_version_installed_meanwhile_stops_the_publishing(
    sound: Office, zipped: Zip, tmp_path: Path
) -> None:
    sent = hidden(look(sound, zipped(WARN)))
    other = shutil.copytree(SOUND, tmp_path / "other")
    text = (other / "pack.yaml").read_text(encoding="utf-8")
    (other / "pack.yaml").write_text(text.replace('version: "1"', 'version: "1b"'), "utf-8")
    installed.install(other, actor=OPERATOR, at=NOW)

    response = sound.browser("keeper").post("/chuong-trinh/cong-bo/", {**sent, "version": "2"})

    assert response.status_code == 409
    assert "hãy xem lại" in response.content.decode()
    assert installed.current().version == "1b"


def test_the_same_version_again_offers_nothing_to_publish(sound: Office, zipped: Zip) -> None:
    response = look(sound, zipped(("pack.yaml", 'version: "2"', 'version: "1"')))

    assert response.status_code == 200
    shown = response.content.decode()
    assert "đã được cài với đúng nội dung này" in shown
    assert "/chuong-trinh/cong-bo/" not in shown


def test_a_version_page_tells_what_it_changed_against_the_one_before(
    sound: Office, zipped: Zip
) -> None:
    sent = hidden(look(sound, zipped(WARN)))
    keeper = sound.browser("keeper")
    keeper.post("/chuong-trinh/cong-bo/", {**sent, "version": "2"})
    first, second = PackVersion.objects.order_by("pk")

    assert "Phiên bản đầu tiên" in keeper.get(f"/chuong-trinh/{first.pk}/").content.decode()
    shown = keeper.get(f"/chuong-trinh/{second.pk}/")
    assert [sort.name for sort in shown.context["differences"]] == ["Quy tắc kiểm tra"]
    assert keeper.get("/chuong-trinh/999/").status_code == 404


def test_the_administrator_of_a_province_reads_but_brings_nothing_in(
    office: Office, zipped: Zip
) -> None:
    keeper = office.browser("keeper")

    assert "Kiểm tra và xem trước" not in keeper.get("/chuong-trinh/").content.decode()
    assert keeper.post("/chuong-trinh/xem/", {"pack": zipped()}).status_code == 403
    assert keeper.post("/chuong-trinh/cong-bo/", {"token": "x"}).status_code == 403
    assert office.browser("officer").get("/chuong-trinh/").status_code == 403
    assert PackVersion.objects.count() == 1


_EXAMPLE = (
    "checks/balance.yaml",
    "{now: {settled: 2, received: 3}, expect: pass}",
    "{now: {settled: 2, received: 4}, expect: pass}",
)
