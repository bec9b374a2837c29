"""Personal data in a form: it comes back as typed, to take them out or keep them with a reason."""

from __future__ import annotations

import json

import pytest

from keng.journal.models import Entry
from keng.planning.models import Plan
from keng.screening.models import KeptText
from keng.screening.refusals import PersonalData
from web_cast import Office

TITLE = "Kế hoạch xã, gọi 0900000001"
FORM = {"unit": "0", "year": "2024", "title": TITLE}


def _asked(office: Office, title: str = TITLE) -> tuple[dict[str, str], str]:
    form = {**FORM, "unit": str(office.one), "title": title}
    answer = office.browser("clerk").post("/ke-hoach/lap/", form)
    assert answer.status_code == 422
    return form, answer.content.decode()


def test_the_form_comes_back_with_the_passage_marked_and_nothing_saved(office: Office) -> None:
    _form, page = _asked(office)

    assert "<mark>0900000001</mark>" in page
    assert f'name="title" value="{TITLE}"' in page
    assert 'name="year" value="2024"' in page
    assert not Plan.objects.exists()


def test_taken_out_the_rest_stays(office: Office) -> None:
    form, _page = _asked(office)
    decided = {"screening-words-0": "0900000001", "screening-do-0": "out"}

    answer = office.browser("clerk").post("/ke-hoach/lap/", form | decided)

    assert answer.status_code == 302
    assert Plan.objects.get().title == "Kế hoạch xã, gọi [đã bỏ]"
    assert not KeptText.objects.exists()


def test_kept_with_a_reason_it_is_counted_and_the_journal_holds_no_word(office: Office) -> None:
    form, _page = _asked(office)
    why = "Số trực ban đã công khai"
    decided = {
        "screening-words-0": "0900000001",
        "screening-do-0": "keep",
        "screening-why-0": why,
    }

    answer = office.browser("clerk").post("/ke-hoach/lap/", form | decided)

    assert answer.status_code == 302
    kept, plan = KeptText.objects.get(), Plan.objects.get()
    assert (kept.field, kept.record, kept.unit_id) == ("planning_plan.title", plan.pk, office.one)
    assert (kept.reason, kept.kinds, kept.passages) == (why, ["phone"], 1)
    (entry,) = Entry.objects.filter(stream=f"kept_text:{kept.pk}")
    assert "0900000001" not in json.dumps(entry.facts)
    page = office.browser("auditor").get("/nhat-ky/du-lieu-ca-nhan/").content.decode()
    assert why in page
    assert "0900000001" not in page
    assert "còn" in page


@pytest.mark.parametrize(
    ("why", "told"), [("", "phải ghi lý do"), ("vì là 0900000002", "không nhắc lại")]
)
def test_a_reason_that_will_not_do_is_asked_for_again(office: Office, why: str, told: str) -> None:
    form, _page = _asked(office)
    decided = {"screening-words-0": "0900000001", "screening-do-0": "keep", "screening-why-0": why}

    answer = office.browser("clerk").post("/ke-hoach/lap/", form | decided)

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Plan.objects.exists()


def test_a_watched_persons_name_is_not_kept_for_any_reason(office: Office) -> None:
    form, page = _asked(office, "Hồ sơ đối tượng Trần Văn Mẫu")
    decided = {
        "screening-words-0": "Trần Văn Mẫu",
        "screening-do-0": "keep",
        "screening-why-0": "cần",
    }

    answer = office.browser("clerk").post("/ke-hoach/lap/", form | decided)

    assert 'value="keep"' not in page
    assert answer.status_code == 422
    assert not Plan.objects.exists()


def test_a_new_text_with_what_stands_already_is_not_asked_about_again(office: Office) -> None:
    form, _page = _asked(office)
    decided = {
        "screening-words-0": "0900000001",
        "screening-do-0": "keep",
        "screening-why-0": "Số trực ban",
    }
    office.browser("clerk").post("/ke-hoach/lap/", form | decided)
    plan = Plan.objects.get()

    plan.title = f"{TITLE} khi có việc"
    plan.save()

    assert KeptText.objects.count() == 1
    plan.title = f"{TITLE} hoặc 0900000002"
    with pytest.raises(PersonalData) as refused:
        plan.save()
    assert [one.words for one in refused.value.passages] == ["0900000002"]
    assert "0900000002" not in str(refused.value)


def test_no_way_to_write_a_column_goes_round_the_screening(office: Office) -> None:
    _asked(office)
    plan = Plan(unit_id=office.one, year=2024, title=TITLE)

    with pytest.raises(PersonalData):
        Plan.objects.bulk_create([plan])
    with pytest.raises(PersonalData):
        Plan.objects.update(title=TITLE)


def test_in_an_answer_to_a_script_the_passage_comes_as_json(office: Office) -> None:
    path = f"/bieu/{office.draft.pk}/theo-doi/"

    answer = office.browser("leader").post(
        path,
        {"text": TITLE, "assignee": f"post:{office.one}:clerk"},
        headers={"Accept": "application/json"},
    )

    assert answer.status_code == 422
    (one,) = answer.json()["error"]["passages"]
    assert (one["field"], one["kind"], one["words"]) == (
        "reporting_followup.text",
        "phone",
        "0900000001",
    )
