"""Settings and properties of the file: language, title, issuer, and the paper's own id."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from lxml import etree

from keng.documents.word._xml import Element, root_of, w
from keng.documents.word.description import LETTER, WordDocument

PAPER_PROPERTY: Final = "KengPaper"
CUSTOM: Final = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
VALUES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_CORE: Final = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC: Final = "http://purl.org/dc/elements/1.1/"
_TERMS: Final = "http://purl.org/dc/terms/"
_XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
_APP: Final = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_STORE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_USER_FORMAT: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_ITEM: Final = "{6B0C2A1E-5D0C-4B6F-9C60-7C2E7D1D4A11}"
_FIRST_CUSTOM: Final = 2


def settings() -> Element:
    """Return settings.xml: footnote separators, current layout rules, Vietnamese."""
    office = "http://schemas.microsoft.com/office/word"
    return w(
        "settings",
        w("zoom", percent=100),
        w("defaultTabStop", val=720),
        w("characterSpacingControl", val="doNotCompress"),
        w("footnotePr", w("footnote", id=-1), w("footnote", id=0)),
        w("compat", w("compatSetting", name="compatibilityMode", uri=office, val=15)),
        w("themeFontLang", val="vi-VN"),
        w("decimalSymbol", val=","),
        w("listSeparator", val=";"),
    )


def core(document: WordDocument) -> Element:
    """Return the core properties: the title and issuer of the paper, and when it was made."""
    names = {"cp": _CORE, "dc": _DC, "dcterms": _TERMS, "xsi": _XSI}
    root = etree.Element(f"{{{_CORE}}}coreProperties", nsmap=names)
    title = f"{(document.type_name or LETTER).capitalize()} {document.subject}"
    etree.SubElement(root, f"{{{_DC}}}title").text = title
    etree.SubElement(root, f"{{{_DC}}}creator").text = document.letterhead.issuer_name
    for tag in ("created", "modified"):
        made = etree.SubElement(root, f"{{{_TERMS}}}{tag}")
        made.set(f"{{{_XSI}}}type", "dcterms:W3CDTF")
        made.text = _utc(document.made_at)
    etree.SubElement(root, f"{{{_DC}}}language").text = "vi-VN"
    return root


def app() -> Element:
    """Return the extended properties."""
    root = root_of("Properties", _APP)
    etree.SubElement(root, f"{{{_APP}}}Application").text = "Keng"
    return root


def custom(document: WordDocument) -> Element:
    """Return the custom properties: the paper's id and what the publisher adds."""
    return custom_of({PAPER_PROPERTY: document.paper_id, **document.properties})


def custom_of(rows: Mapping[str, str]) -> Element:
    """Return custom properties from names and values."""
    root = root_of("Properties", CUSTOM, vt=VALUES)
    for number, (name, value) in enumerate(rows.items(), start=_FIRST_CUSTOM):
        entry = etree.SubElement(
            root, f"{{{CUSTOM}}}property", fmtid=_USER_FORMAT, pid=str(number), name=name
        )
        etree.SubElement(entry, f"{{{VALUES}}}lpwstr").text = value
    return root


def custom_in(root: Element) -> dict[str, str]:
    """Read custom properties back."""
    return {
        entry.get("name", ""): "".join(str(part) for part in entry.itertext())
        for entry in root.iterfind(f"{{{CUSTOM}}}property")
    }


def map_properties(namespace: str) -> Element:
    """Return itemProps of the custom XML part that holds the map of figures."""
    root = etree.Element(f"{{{_STORE}}}datastoreItem", nsmap={"ds": _STORE})
    root.set(f"{{{_STORE}}}itemID", _ITEM)
    schemas = etree.SubElement(root, f"{{{_STORE}}}schemaRefs")
    etree.SubElement(schemas, f"{{{_STORE}}}schemaRef").set(f"{{{_STORE}}}uri", namespace)
    return root


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
