"""Which papers there are about a run, a decision, an assessment or a meeting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from keng.kernel.actors import Actor
from keng.publishing import queries
from keng.publishing.queries import PaperView
from keng.publishing.recognition import KINDS, About, PaperKind
from keng.web import clock, wording

_TOLD: Final[dict[PaperKind, Promise]] = {
    PaperKind.MINUTES: gettext_lazy("Ghi thành phần, kết quả thống nhất của từng đơn vị."),
    PaperKind.PROPOSAL: gettext_lazy("Hội đồng trình danh sách, kèm đơn vị chưa đưa vào và lý do."),
    PaperKind.DECISION: gettext_lazy(
        "Ban hành văn bản này thì quyết định có số; danh sách lấy từ căn cứ đã giữ."
    ),
    PaperKind.CERTIFICATES: gettext_lazy("Mỗi đơn vị được công nhận một trang."),
    PaperKind.RESULTS: gettext_lazy("Từng tiêu chí với số liệu và tên minh chứng, để trình lên."),
    PaperKind.MEETING: gettext_lazy("Thành phần, diễn biến, kết luận: ai làm gì, đến khi nào."),
}


@dataclass(frozen=True)
class Shelf:
    """One kind of paper about something: what is there, and where another one is looked at.

    `refused` tells why there can be none.
    """

    kind: str
    label: str
    told: str
    url: str
    papers: tuple[PaperView, ...]
    refused: str = ""


def shelves(
    about: About,
    about_id: int,
    *,
    actor: Actor,
    only: Sequence[PaperKind] = (),
    refused: dict[PaperKind, str] | None = None,
) -> list[Shelf]:
    """The kinds of paper about it with those that the actor may view; one query and its files."""
    found = queries.recognition_papers(about, about_id, actor=actor, at=clock.now())
    return list(_shelves(about, about_id, found, only or tuple(KINDS), refused or {}))


def _shelves(
    about: About,
    about_id: int,
    found: Sequence[PaperView],
    only: Sequence[PaperKind],
    refused: dict[PaperKind, str],
) -> Iterator[Shelf]:
    for kind, one in KINDS.items():
        if one.about is not about or kind not in only:
            continue
        yield Shelf(
            kind=kind.value,
            label=kind_label(kind),
            told=str(_TOLD[kind]),
            url=reverse("web:recognition_paper", args=[kind.value, about_id]),
            papers=tuple(paper for paper in found if paper.outline == kind),
            refused=refused.get(kind, ""),
        )


def kind_label(kind: PaperKind) -> str:
    """A kind of paper in the reader's language."""
    one = KINDS[kind]
    return one.label if wording.language() == "vi" else one.label_en


def source_of(kind: PaperKind, about_id: int) -> str:
    """The address of the page that a paper is written from."""
    names = {
        About.RUN: "run",
        About.DECISION: "decision",
        About.ASSESSMENT: "assessment",
        About.MEETING: "meeting",
    }
    return reverse(f"web:{names[KINDS[kind].about]}", args=[about_id])
