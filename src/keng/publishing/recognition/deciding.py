"""A decision with its lists, and the certificates of those it recognises. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from keng.criteria.queries import DecisionPaper, PaperLine
from keng.documents.word import Annex, Block, Certificate, Line, Paragraph, Run
from keng.kernel.vietnamese import format_count
from keng.publishing.recognition.wording import (
    RECOGNISED,
    about,
    bases,
    by_class,
    capital,
    day_in_words,
    gap,
    illustrative,
    table_of_lines,
)

_IN_THE_NAME_OF = "TM."


def decision_subject(paper: DecisionPaper) -> str:
    """The subject of the decision."""
    verbs = {"amend": "sửa đổi kết quả công nhận", "revoke": "thu hồi kết quả công nhận"}
    return f"Về việc {verbs.get(paper.kind, 'công nhận')} {about(paper.occasion)}"


def decision_blocks(
    paper: DecisionPaper, issuer: str, given: Mapping[str, str]
) -> tuple[Block, ...]:
    """The decision from its bases to its last article.

    `issuer` is the body in one line. Where the authority line is not "TM." the chairman decides:
    the circular says both, so what the decision was given is what is printed.
    """
    body = issuer.upper()
    decides = body if paper.authority.startswith(_IN_THE_NAME_OF) else f"CHỦ TỊCH {body}"
    articles = _articles(paper)
    return (
        *illustrative(paper.occasion),
        _centred(decides),
        *bases(paper.occasion, given, tuple(_more_bases(paper, given))),
        _centred("QUYẾT ĐỊNH:"),
        *(
            Paragraph((Run(f"Điều {number}. ", bold=True), text))
            for number, text in enumerate(articles, start=1)
        ),
    )


def articles_of(paper: DecisionPaper) -> int:
    """How many articles the decision has; the last one says who carries it out."""
    return len(_articles(paper))


def decision_annexes(paper: DecisionPaper) -> tuple[Annex, ...]:
    """The units that are recognised, and those that are not with the public reason."""
    occasion = paper.occasion
    if paper.kind == "revoke":
        title = f"Danh sách thu hồi kết quả công nhận {about(occasion)}"
        return (Annex(title, (table_of_lines(occasion, paper.lines, reasons=True),)),)
    found = []
    if yes := _with(paper, recognised=True):
        title = f"Danh sách {about(occasion)}"
        found.append(Annex(title, (table_of_lines(occasion, yes, reasons=False),)))
    if no := _with(paper, recognised=False):
        title = f"Danh sách không được công nhận {about(occasion)}"
        found.append(Annex(title, (table_of_lines(occasion, no, reasons=True),)))
    return tuple(found)


def signing(paper: DecisionPaper) -> tuple[tuple[str, ...], str]:
    """The authority lines and the title of who signs, as the decision was given them.

    "TM. ỦY BAN NHÂN DÂN; KT. CHỦ TỊCH" stands in two lines.
    """
    return lines_of_signing(paper.authority), paper.signer_post


def lines_of_signing(authority: str) -> tuple[str, ...]:
    """An authority line as it stands over the signature, one part below the other."""
    parts = authority.replace("\n", ";").split(";")
    return tuple(part.strip() for part in parts if part.strip())


def certificates_of(paper: DecisionPaper) -> tuple[Certificate, ...]:
    """One certificate for each recognised unit; without the decision's number it has a gap."""
    if paper.kind == "revoke":
        return ()
    number = f"{paper.number:02d}" if paper.number else gap("số quyết định")
    basis = f"Quyết định số {number}/{paper.symbol} ngày {day_in_words(paper.on)}"
    note = "Số liệu minh họa" if paper.occasion.is_illustrative else ""
    return tuple(
        Certificate(capital(line.unit), tuple(_recognised_as(paper, line)), basis, note)
        for line in _with(paper, recognised=True)
    )


def _recognised_as(paper: DecisionPaper, line: PaperLine) -> Iterator[str]:
    yield f"{paper.occasion.title} năm {paper.occasion.year}"
    if line.class_label:
        yield f"Xếp loại: {line.class_label}"
    if paper.occasion.years_counted and line.years > 1:
        yield f"(năm thứ {format_count(line.years)} liên tục)"


def _with(paper: DecisionPaper, *, recognised: bool) -> list[PaperLine]:
    return [line for line in paper.lines if (line.result == RECOGNISED) is recognised]


def _articles(paper: DecisionPaper) -> list[str]:
    return [*_first(paper), *_effect(), _carried_out(paper)]


def _first(paper: DecisionPaper) -> Iterator[str]:
    occasion, number = paper.occasion, format_count(len(paper.lines))
    if paper.kind == "revoke":
        yield (
            f"Thu hồi kết quả công nhận {about(occasion)} đối với {number} đơn vị tại Quyết định "
            f"{paper.about} (có danh sách kèm theo). Lý do: {paper.reason.rstrip('.')}."
        )
        return
    yes, no = _with(paper, recognised=True), _with(paper, recognised=False)
    classes = f" ({'; '.join(by_class(yes))})" if occasion.classes and yes else ""
    found = f"Công nhận {format_count(len(yes))} đơn vị là {about(occasion)}{classes}"
    if not yes:
        found = f"Không có đơn vị nào được công nhận {about(occasion)} trong lần xét này"
    if no:
        found += f"; không công nhận {format_count(len(no))} đơn vị"
    if paper.kind == "amend":
        yield (
            f"Sửa đổi Quyết định {paper.about} đối với {number} đơn vị. "
            f"Lý do: {paper.reason.rstrip('.')}."
        )
    yield f"{found} (có danh sách kèm theo)."


def _effect() -> Iterator[str]:
    yield "Quyết định này có hiệu lực kể từ ngày ký."


def _carried_out(paper: DecisionPaper) -> str:
    named = "các đơn vị có tên trong danh sách" if paper.lines else "các đơn vị được xét"
    return (
        f"Thủ trưởng các cơ quan, đơn vị có liên quan và {named} chịu trách nhiệm thi hành "
        "Quyết định này."
    )


def _more_bases(paper: DecisionPaper, given: Mapping[str, str]) -> Iterator[str]:
    if paper.occasion.delegation_basis:
        by = paper.occasion.delegated_by
        yield f"Căn cứ {paper.occasion.delegation_basis} của {by} về việc ủy quyền quyết định"
    if paper.about:
        yield f"Căn cứ Quyết định {paper.about}"
    yield given.get("proposal") or f"Theo đề nghị tại Tờ trình {gap('số, ngày của tờ trình')}"


def _centred(text: str) -> Paragraph:
    return Paragraph((Run(text, bold=True),), line=Line.CENTRED)
