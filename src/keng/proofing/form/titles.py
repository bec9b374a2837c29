"""Titles of schemes and programmes: quoted in two wordings, or promised by a heading only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from keng.proofing.finding import Remark, Rule, Severity
from keng.proofing.manuscript import Manuscript
from keng.prose.text import Span

_QUOTED: Final = re.compile(
    r"\b(?P<kind>de an|du an|chuong trinh"
    r"|ke hoach)\s(?P<lead>(?:[^\W\d_]{1,9}\s){0,3})?[“\"](?P<title>[^“”\"\n]{20,260})[”\"]"
)
_WORD: Final = re.compile(r"[^\W_]+")
_LONG_FORMS: Final = (
    "an ninh trat tu",
    "an ninh to quoc",
    "phong chay chua chay",
    "uy ban nhan dan",
    "an toan giao thong",
    "nong thon moi",
)
_SPELT_OUT: Final = {"".join(word[0] for word in long.split()): long for long in _LONG_FORMS}
_PROGRAMME: Final = re.compile(
    r"\b(?:chuong trinh muc tieu(?: quoc gia)?|chuong trinh|de an|du an|cuoc van dong)\s"
    r"(?P<name>(?:[^\W\d_]+\s?){3,16})"
)
_NAME_ENDS: Final = re.compile(r"\s(?:trong|tren|tai|nam|giai doan|o|va|cua|theo|voi|den)\s")
_LEAST_WORDS: Final = 6
_MOST_CHANGED: Final = 3
_MOST_TITLES: Final = 60
_LEAST_BODY: Final = 80


@dataclass(frozen=True)
class _Title:
    span: Span
    kind: str
    words: tuple[str, ...]
    marks: str


def wordings(manuscript: Manuscript) -> Iterator[Remark]:
    """Titles in quotation marks that differ by a few words: told at the rarer wording."""
    if manuscript.text.unmarked:
        return  # words that a bad recognition changed are no other wording
    for odd, usual in _differing(manuscript):
        yield Remark(
            "K331",
            odd.span,
            "Tên của một đề án được viết hai cách.",
            "The title of one scheme is quoted in two wordings.",
            (),
            (usual.span,),
            manuscript.text.said(usual.span),
        )


def punctuation(manuscript: Manuscript) -> Iterator[Remark]:
    """Titles in quotation marks that differ by signs only."""
    first: dict[tuple[str, ...], _Title] = {}
    for title in _titles(manuscript):
        other = first.setdefault(title.words, title)
        if other.marks != title.marks:
            yield Remark(
                "K332",
                title.span,
                "Dấu câu trong tên đề án khác với lần nêu trước.",
                "The signs inside this title differ from those of its first mention.",
                (),
                (other.span,),
            )


def promised(manuscript: Manuscript) -> Iterator[Remark]:
    """A heading that names a programme of which its part then says nothing."""
    text = manuscript.text
    for section in () if text.unmarked else manuscript.sections:
        if not section.heading:
            continue
        body = text.folded[section.span.end : section.content_end]
        heading = manuscript.said(*section.span)
        found = _PROGRAMME.search(heading)
        if not found or len(body.split()) < _LEAST_BODY:
            continue
        name = _NAME_ENDS.split(found["name"] + " ")[0].split()
        if len(name) < 3:
            continue
        last = " ".join(name[-3:])
        short = "".join(word[0] for word in name[-3:])
        if last not in body and not re.search(rf"\b{re.escape(short)}\b", body):
            yield Remark(
                "K333",
                Span(section.mark.start, section.span.end),
                "Đề mục nêu một chương trình mà nội dung bên dưới không nói đến.",
                "The heading names a programme of which the part below says nothing.",
            )


def _differing(manuscript: Manuscript) -> Iterator[tuple[_Title, _Title]]:
    groups: dict[tuple[str, tuple[str, ...]], list[_Title]] = {}
    for title in _titles(manuscript):
        groups.setdefault((title.kind, title.words), []).append(title)
    wordings = list(groups.values())[:_MOST_TITLES]
    for index, one in enumerate(wordings):
        for other in wordings[index + 1 :]:
            if one[0].kind == other[0].kind and _are_one(one[0].words, other[0].words):
                rare, usual = sorted((one, other), key=len)
                # Of two equally common wordings the later one is pointed at.
                if len(rare) == len(usual):
                    rare, usual = other, one
                yield rare[0], usual[0]


def _are_one(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two wordings are one title: a few words differ, and not only by a shorter ending."""
    shorter, longer = sorted((one, other), key=len)
    if len(longer) - len(shorter) > _MOST_CHANGED or longer[: len(shorter)] == shorter:
        return False
    kept = sum(block.size for block in SequenceMatcher(None, one, other).get_matching_blocks())
    return len(longer) - kept <= _MOST_CHANGED and kept * 4 >= len(longer) * 3


def _titles(manuscript: Manuscript) -> Iterator[_Title]:
    for found in _QUOTED.finditer(manuscript.text.folded):
        lead = found["lead"] or ""
        words = " ".join(_WORD.findall(f"{lead} {found['title']}"))
        for short, long in _SPELT_OUT.items():
            words = re.sub(rf"\b{short}\b", long, words)
        told = tuple(words.split())
        if len(told) >= _LEAST_WORDS:
            marks = "".join(letter for letter in found["title"] if letter in ",;:.")
            yield _Title(Span(*found.span("title")), found["kind"], told, marks)


RULES: Final = (
    Rule(
        "K331",
        Severity.WARNING,
        "Tên một đề án viết hai cách",
        "Title of one scheme in two wordings",
        "Hai tên trong ngoặc kép chỉ khác nhau tối đa ba từ; phần cuối viết gọn thì không tính.",
        "Two quoted titles differ by up to three words; a shorter ending is allowed.",
        "Thực hiện Đề án “Xây dựng chợ văn minh, an toàn phòng cháy giai đoạn 2021 - 2025”. Sơ kết "
        "Đề án “Tiếp tục xây dựng chợ văn minh, an toàn phòng cháy giai đoạn 2021 - 2025”.",
        "Thực hiện Đề án “Xây dựng chợ văn minh, an toàn phòng cháy giai đoạn 2021 - 2025”. Sơ kết "
        "Đề án “Xây dựng chợ văn minh, an toàn phòng cháy”.",
        wordings,
    ),
    Rule(
        "K332",
        Severity.STYLE,
        "Dấu câu trong tên đề án không thống nhất",
        "Signs inside a title that differ",
        "Hai tên trong ngoặc kép có chữ giống nhau nhưng dấu câu khác nhau.",
        "The words of two quoted titles are the same, their signs are not.",
        "Thực hiện Đề án “Chợ văn minh, trường học an toàn; thôn đoàn kết”. Sơ kết Đề án “Chợ văn "
        "minh; trường học an toàn; thôn đoàn kết”.",
        "Thực hiện Đề án “Chợ văn minh, trường học an toàn; thôn đoàn kết”. Sơ kết Đề án “Chợ văn "
        "minh, trường học an toàn; thôn đoàn kết”.",
        punctuation,
    ),
    Rule(
        "K333",
        Severity.WARNING,
        "Đề mục nêu điều mà nội dung không nói",
        "Heading that its part does not keep",
        "Đề mục nêu tên một chương trình, nhưng cả phần dài bên dưới không nhắc tới.",
        "A heading names a programme; a long part below never mentions it.",
        "1. Củng cố lực lượng; thực hiện Chương trình giảm nghèo bền vững\n"
        + "Tập trung củng cố đội dân phòng, kiểm tra bình chữa cháy và tập huấn cho các tổ. " * 6
        + "\n2. Khen thưởng\nTặng giấy khen.",
        "1. Củng cố lực lượng; thực hiện Chương trình giảm nghèo bền vững\n"
        + "Tập trung củng cố đội dân phòng, kiểm tra bình chữa cháy và tập huấn cho các tổ. " * 6
        + "Công tác giảm nghèo bền vững được chú trọng.\n2. Khen thưởng\nTặng giấy khen.",
        promised,
    ),
)
