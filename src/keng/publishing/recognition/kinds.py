"""Which papers recognition has, and what each of them is about. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from keng.kernel.errors import NotFound


class PaperKind(StrEnum):
    """A paper that is written from rows; the value stands as the outline of the paper."""

    MINUTES = "recognition-minutes"
    PROPOSAL = "recognition-proposal"
    DECISION = "recognition-decision"
    CERTIFICATES = "recognition-certificates"
    RESULTS = "recognition-results"
    MEETING = "meeting-minutes"


class About(StrEnum):
    """What a paper is written from."""

    RUN = "run"
    DECISION = "decision"
    ASSESSMENT = "assessment"
    MEETING = "meeting"


@dataclass(frozen=True)
class Kind:
    """One kind of paper: its type in Decree 30/2020, its name, and what it is about."""

    doc_type: str
    label: str
    label_en: str
    about: About


KINDS: Final[Mapping[PaperKind, Kind]] = {
    PaperKind.MINUTES: Kind("BB", "Biên bản họp xét", "Minutes of the council", About.RUN),
    PaperKind.PROPOSAL: Kind("TTr", "Tờ trình đề nghị công nhận", "Proposal", About.RUN),
    PaperKind.DECISION: Kind(
        "QĐ", "Quyết định kèm danh sách", "Decision with its list", About.DECISION
    ),
    PaperKind.CERTIFICATES: Kind("GCN", "Giấy công nhận", "Certificates", About.DECISION),
    PaperKind.RESULTS: Kind(
        "BC", "Báo cáo kết quả thực hiện tiêu chí", "Report of results", About.ASSESSMENT
    ),
    PaperKind.MEETING: Kind("BB", "Biên bản cuộc họp", "Minutes of a meeting", About.MEETING),
}


def is_recognition(outline: str) -> bool:
    """Whether a paper with this outline is one of recognition."""
    return outline in set(PaperKind)


def kind_of(name: str) -> PaperKind:
    """A kind by its value; NotFound with the kinds that there are."""
    if name in set(PaperKind):
        return PaperKind(name)
    known = ", ".join(PaperKind)
    raise NotFound(
        f"Không có loại văn bản xét công nhận “{name}”; các loại: {known}.",
        message_en=f"There is no paper of recognition {name!r}; there are: {known}.",
    )


def about_of(name: str) -> About:
    """What a paper may be about, by its value; NotFound with what there is."""
    if name in set(About):
        return About(name)
    known = ", ".join(About)
    raise NotFound(
        f"Văn bản xét công nhận lập từ: {known}; không có “{name}”.",
        message_en=f"Papers of recognition are about {known}, not about {name!r}.",
    )
