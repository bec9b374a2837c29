"""The metadata of an outgoing paper as edXML, for exchange between document systems.

QCVN 102:2016/BTTTT (with amendment 1:2022) names the elements of such a message. The text of the
standard was not available to us: the names and their order here are those that public source code
of Vietnamese document systems writes and checks, and no message was tried against the national
exchange. What the register does not know (the code of each agency, signer, addressees) is left out
and told in `gaps`; nothing is invented. Lengths are those that the same code checks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

NAMESPACE: Final = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
"""As several public programs have it; not confirmed against the standard."""
_LONGEST_SUBJECT: Final = 500
_LETTER, _OTHER = "1", "2"


@dataclass(frozen=True)
class Outgoing:
    """What the register and the person know of a paper that goes out."""

    paper_id: int
    number: str
    symbol: str
    kind_name: str
    is_letter: bool
    issued_on: date | None
    place: str
    issuer: str
    title: str
    organ_id: str = ""
    addressees: tuple[tuple[str, str], ...] = ()
    signer: str = ""
    signer_position: str = ""
    file_name: str = ""
    sha256: str = ""


@dataclass(frozen=True)
class Message:
    """The XML of the metadata, and what a receiving system will ask for that is not in it."""

    content: bytes
    gaps: tuple[tuple[str, str], ...]


def message_of(paper: Outgoing) -> Message:
    """The metadata of a paper. The file itself is not packed in: sending is another system's."""
    register_namespace("edXML", NAMESPACE)
    message = Element(_named("edXML"))
    envelope = _below(message, "edXMLEnvelope")
    header = _below(_below(envelope, "edXMLHeader"), "MessageHeader")
    _organ(_below(header, "From"), paper.organ_id, paper.issuer)
    for organ_id, name in paper.addressees:
        _organ(_below(header, "To"), organ_id, name)
    _leaf(header, "DocumentId", _document_id(paper))
    code = _below(header, "Code")
    _leaf(code, "CodeNumber", paper.number)
    _leaf(code, "CodeNotation", paper.symbol)
    issued = _below(header, "PromulgationInfo")
    _leaf(issued, "Place", paper.place)
    _leaf(issued, "PromulgationDate", f"{paper.issued_on:%d/%m/%Y}" if paper.issued_on else "")
    kind = _below(header, "DocumentType")
    _leaf(kind, "Type", _LETTER if paper.is_letter else _OTHER)
    _leaf(kind, "TypeName", paper.kind_name)
    _leaf(header, "Subject", paper.title[:_LONGEST_SUBJECT])
    signer = _below(header, "SignerInfo")
    _leaf(signer, "Position", paper.signer_position)
    _leaf(signer, "FullName", paper.signer)
    if paper.file_name:
        body = _below(_below(envelope, "edXMLBody"), "Manifest")
        reference = _below(body, "Reference")
        reference.set("href", f"cid:{paper.sha256[:32]}")
        _leaf(reference, "AttachmentName", paper.file_name)
    indent(message)
    content = tostring(message, encoding="utf-8", xml_declaration=True)
    return Message(content, tuple(_gaps(paper)))


def _organ(parent: Element, organ_id: str, name: str) -> None:
    _leaf(parent, "OrganId", organ_id)
    _leaf(parent, "OrganName", name)


def _leaf(parent: Element, name: str, text: str) -> None:
    """An element for what is known; an unknown one is left out, not written empty."""
    if text:
        _below(parent, name).text = text


def _below(parent: Element, name: str) -> Element:
    return SubElement(parent, _named(name))


def _named(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _document_id(paper: Outgoing) -> str:
    day = f"{paper.issued_on:%Y}" if paper.issued_on else ""
    return "-".join(part for part in (paper.organ_id, day, str(paper.paper_id)) if part)


def _gaps(paper: Outgoing) -> Iterator[tuple[str, str]]:
    """What is missing, in both languages."""
    if not paper.organ_id:
        yield (
            "mã định danh của cơ quan gửi (OrganId, theo QĐ 20/2020/QĐ-TTg)",
            "the code of the sending agency (OrganId, Decision 20/2020/QD-TTg)",
        )
    if not paper.addressees:
        yield "cơ quan nhận và mã định danh (To)", "the receiving agencies and their codes (To)"
    if not paper.signer:
        yield "họ tên, chức vụ người ký (SignerInfo)", "the signer (SignerInfo)"
    for name, known in (
        ("Code", paper.number and paper.symbol),
        ("PromulgationInfo", paper.issued_on and paper.place),
        ("DocumentType", paper.kind_name),
    ):
        if not known:
            yield f"thông tin còn thiếu của {name}", f"some of {name}"
    if len(paper.title) > _LONGEST_SUBJECT:
        yield (
            f"trích yếu dài hơn {_LONGEST_SUBJECT} chữ nên chỉ ghi phần đầu (Subject)",
            f"the title is longer than {_LONGEST_SUBJECT} letters and only begins (Subject)",
        )
