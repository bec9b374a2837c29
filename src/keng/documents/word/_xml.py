"""The XML of Word: namespaces, units of length, and short ways to build elements."""

from __future__ import annotations

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML = "http://www.w3.org/XML/1998/namespace"
NSMAP = {"w": W, "r": R}

Element = etree._Element


def qn(tag: str) -> str:
    """Return the qualified name of a WordprocessingML tag."""
    return f"{{{W}}}{tag}"


def w(tag: str, /, *children: Element | None, **attributes: str | int) -> Element:
    """Build a WordprocessingML element; attributes are of the same namespace, None is left out."""
    element = etree.Element(qn(tag), nsmap=NSMAP)
    for name, value in attributes.items():
        element.set(qn(name), str(value))
    element.extend(child for child in children if child is not None)
    return element


def root_of(name: str, namespace: str, **prefixes: str) -> Element:
    """Build the root of a part whose own namespace needs no prefix."""
    declared = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in prefixes.items())
    return etree.fromstring(f'<{name} xmlns="{namespace}"{declared}/>')


def text(content: str) -> Element:
    """Build a run's text, keeping its spaces."""
    element = w("t")
    element.text = _printable(content)
    element.set(f"{{{XML}}}space", "preserve")
    return element


def twips(mm: float) -> int:
    """Return millimetres in twentieths of a point."""
    return round(mm * 1440 / 25.4)


def serialise(root: Element) -> bytes:
    """Return the bytes of a part."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def parse(content: bytes) -> Element:
    """Read a part without entities, network or DTD; raises etree.XMLSyntaxError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(content, parser)


def _printable(content: str) -> str:
    """Drop what XML cannot hold: control characters pasted from elsewhere."""
    return "".join(c for c in content if c in "\t\n\r" or c >= " ").replace("\ufffe", "")
