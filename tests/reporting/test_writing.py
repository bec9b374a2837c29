"""The hand-written parts: slots of the outline, versions, conflicts, no secrecy markings."""

from __future__ import annotations

from datetime import timedelta

import pytest

from keng.journal.models import Entry
from keng.kernel.errors import BadInput, Conflict, NotAllowed, WrongState
from keng.reporting import actions, queries
from keng.reporting.models import Submission, TextBlock
from keng.reporting.storable import refuse_unstorable

from .conftest import AT, Cast

LATER = AT + timedelta(hours=1)


def test_a_text_is_kept_with_all_its_versions(cast: Cast, draft: Submission) -> None:
    actions.write_text(draft.pk, "causes", "Nắng nóng kéo dài.", actor=cast.clerk, at=AT)
    actions.write_text(draft.pk, "causes", "Nắng nóng.", actor=cast.colleague, at=LATER)

    assert queries.texts_of(draft.pk, actor=cast.clerk, on=AT.date())["causes"].text == "Nắng nóng."
    assert [
        (one.revision, one.text)
        for one in queries.text_history(draft.pk, "causes", actor=cast.clerk, on=AT.date())
    ] == [
        (2, "Nắng nóng."),
        (1, "Nắng nóng kéo dài."),
    ]
    assert list(queries.problems()) == []


def test_the_journal_commits_to_a_text_without_its_words(cast: Cast, draft: Submission) -> None:
    actions.write_text(draft.pk, "causes", "Nắng nóng kéo dài.", actor=cast.clerk, at=AT)

    entry = Entry.objects.get(verb="reporting.write_text")
    block, n, digest = entry.facts["text"]
    assert (block, n, len(digest)) == (TextBlock.objects.get().pk, 1, 64)
    assert "Nắng" not in str(entry.facts)


def test_the_same_text_again_writes_nothing(cast: Cast, draft: Submission) -> None:
    actions.write_text(draft.pk, "causes", "Nắng nóng.", actor=cast.clerk, at=AT)
    actions.write_text(draft.pk, "causes", "Nắng nóng.", actor=cast.clerk, at=LATER)

    assert Entry.objects.filter(verb="reporting.write_text").count() == 1


def test_two_writers_of_one_text_get_a_conflict(cast: Cast, draft: Submission) -> None:
    actions.write_text(draft.pk, "causes", "Một.", actor=cast.clerk, at=AT)

    with pytest.raises(Conflict) as refusal:
        actions.write_text(
            draft.pk, "causes", "Hai.", expected_revision=0, actor=cast.colleague, at=LATER
        )

    assert refusal.value.theirs == "Một."
    assert queries.texts_of(draft.pk, actor=cast.clerk, on=AT.date())["causes"].text == "Một."


def test_a_slot_that_no_outline_has_is_refused_with_those_that_there_are(
    cast: Cast, draft: Submission
) -> None:
    with pytest.raises(BadInput, match="causes"):
        actions.write_text(draft.pk, "poetry", "Kẻng kêu.", actor=cast.clerk, at=AT)


def test_texts_are_written_by_the_unit_and_only_before_it_hands_in(
    cast: Cast, draft: Submission
) -> None:
    with pytest.raises(NotAllowed):
        actions.write_text(draft.pk, "causes", "Một.", actor=cast.other_clerk, at=AT)
    actions.write_text(draft.pk, "causes", "Một.", actor=cast.clerk, at=AT)
    actions.submit(draft.pk, actor=cast.clerk, at=AT)  # a report may be words alone

    with pytest.raises(WrongState):
        actions.write_text(draft.pk, "causes", "Hai.", actor=cast.clerk, at=LATER)


@pytest.mark.parametrize(
    "text",
    [
        "x\x00y",
        "\ud800",
        "MẬT",
        "  TỐI MẬT\nnội dung",
        "a\nTUYỆT MẬT\nb",
        "Độ mật: Tối mật",
        "ĐỘ MẬT: MẬT",
        "(MẬT)",
    ],
)
def test_a_text_with_a_secrecy_marking_is_never_stored(
    cast: Cast, draft: Submission, text: str
) -> None:
    with pytest.raises(BadInput):
        actions.write_text(draft.pk, "causes", text, actor=cast.clerk, at=AT)

    assert not TextBlock.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "Công tác bảo vệ bí mật nhà nước được quan tâm.",
        "MẬT ĐỘ dân cư cao",
        "Phát 300 tờ rơi về mật ong giả.",
        "",
    ],
)
def test_the_word_in_a_sentence_is_no_marking(text: str) -> None:
    refuse_unstorable(text)
