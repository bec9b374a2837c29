"""Coverage-guided fuzzing of the text engine and of each reader of files, with Atheris.

    python3.11 -m venv fuzz-env && fuzz-env/bin/pip install atheris
    export PYTHONPATH=.venv/lib/python3.11/site-packages:src:tests
    fuzz-env/bin/python tools/fuzz.py TARGET [FOLDER] [-max_total_time=120]

TARGET is one of `text`, `lint`, `txt`, `docx`, `tables`, `xlsx`, `pdf`, `image`, `rules`, `yaml`,
`set`, `number`, of the lists and tables of offices `csv`, `lists`, `form`, `record`, `foreign`,
`way`, `papers`, and of archives and Keng's own files `zip`, `takeaway`, `backup`, `sealed`, `seal`,
`pack`, `photo`; FOLDER keeps what was found interesting between runs (seeds are written into it).
`rules` also holds the two evaluators of rules against each other. Whatever is no refusal of ours
ends the run, and libFuzzer writes the input beside it. Recognition of scans is switched off: only
our own code is watched. Atheris is in no lock file: it is asked for by hand, once in a while.
"""

from __future__ import annotations

import os
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from hashlib import shake_256
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import atheris
import django
import openpyxl
from lxml import etree

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keng.config.settings")
os.environ.setdefault("KENG_DIR", tempfile.mkdtemp(prefix="fuzz-keng-"))

with atheris.instrument_imports(include=["keng"]):
    django.setup()
    from fuzz_archives import ARCHIVES
    from fuzz_lists import LISTS, pack_of, with_part

    from keng.documents.reading import FileRefused, read
    from keng.documents.word import open_tables
    from keng.documents.workbooks import WorkbookRefused
    from keng.kernel.errors import BadInput
    from keng.kernel.figures import CellKey, to_scaled
    from keng.kernel.periods import parse_period
    from keng.kernel.vietnamese import format_number, parse_number, sort_key
    from keng.packs.draftsets import additions, drafted, set_text
    from keng.packs.problems import PackError
    from keng.packs.yamltext import plain, read_yaml
    from keng.proofing.proofreading import proofread
    from keng.prose.reading import read as read_text
    from keng.prose.reading import told
    from keng.rules.evaluation import Facts, Unknown, compile_rule
    from keng.rules.explanation import steps
    from keng.rules.language import RuleError
    from keng.rules.typing import Type

from reading_samples import (
    REPORT,
    PdfPage,
    a_docx,
    a_page,
    a_pdf,
    as_file,
    para,
    table,
    typed_lines,
)

Target = Callable[[bytes], None]
LONGEST: Final = 4000  # bytes of an input: a longer one costs tries
XML: Final = frozenset({"docx", "tables", "xlsx", "lists", "form", "foreign"})
BYTES_ONE_IN: Final = 10
TAGS: Final = (
    *("p", "r", "t", "tbl", "tr", "tc", "tcPr", "vMerge", "gridSpan", "sdt", "sdtContent", "ins"),
    *("del", "delText", "fldSimple", "hyperlink", "footnoteReference", "br", "tab", "txbxContent"),
    *("numPr", "numId", "ilvl", "pPr", "rPr", "vanish", "gridBefore", "moveFrom", "Fallback"),
    *("row", "c", "v", "is", "f", "mergeCell", "mergeCells", "sheetData", "cols", "col"),
)
VALUES: Final = ("", "0", "1", "-1", "99999999999", "restart", "A1", "XFD1048576", "s", "e", "b")
SCOPE: Final[dict[str, dict[str, Type]]] = {
    "now": {"fires": Type.NUMBER, "deaths": Type.NUMBER, "lacking": Type.NUMBER},
    "before": {"fires": Type.NUMBER, "x[a=b]": Type.NUMBER},
    "period": {"kind": Type.TEXT, "months": Type.NUMBER},
}
FACTS: Final[dict[str, dict[str, int | str | None]]] = {
    "now": {"fires": 2**62, "deaths": -3, "lacking": None},
    "before": {"fires": 0},
    "period": {"kind": "month", "months": 1},
}
SHEET: Final = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Số vụ</t></is></c><c r="B1"><v>12</v></c></row>'
    "</sheetData></worksheet>"
)


def main() -> None:
    """Fuzz the target that the first argument names."""
    name, *rest = sys.argv[1:] or [""]
    if name not in TARGETS:
        sys.exit(__doc__)
    target, seeds = TARGETS[name]
    folders = [one for one in rest if not one.startswith("-")]
    folder = Path(folders[0]) if folders else Path(tempfile.mkdtemp(prefix=f"fuzz-{name}-"))
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds()):
        (folder / f"seed-{number}").write_bytes(seed)
    os.environ["PATH"] = ""  # neither Tesseract nor LibreOffice is started
    options = [one for one in rest if one.startswith("-")]
    arguments = [sys.argv[0], str(folder), f"-max_len={LONGEST}", "-timeout=20", *options]
    if name in XML:
        atheris.Setup(arguments, target, custom_mutator=_grown)
    else:
        atheris.Setup(arguments, target)
    atheris.Fuzz()


def _text(data: bytes) -> None:
    told(read_text(data.decode("utf-8", errors="replace").split("\n")))


def _lint(data: bytes) -> None:
    proofread(data.decode("utf-8", errors="replace").split("\n"))


def _file(ending: str) -> Target:
    def target(data: bytes) -> None:
        try:
            source = read(data, name=f"a.{ending}")
            told(read_text(source.lines, source.footnotes))
        except FileRefused:
            return

    return target


def _word(data: bytes) -> bytes:
    """A Word file whose main part is the data: an archive of random bytes is refused at once."""
    return with_part(a_docx(para("x")), "word/document.xml", data)


def _docx(data: bytes) -> None:
    _file("docx")(_word(data))


def _tables(data: bytes) -> None:
    try:
        open_tables(_word(data), name="a.docx")
    except WorkbookRefused:
        return


def _xlsx(data: bytes) -> None:
    _file("xlsx")(with_part(_workbook(), "xl/worksheets/sheet1.xml", data))


def _rules(data: bytes) -> None:
    """A rule that compiles gives the same by the engine and by the explanation, or the same gap."""
    try:
        rule = compile_rule(data.decode("utf-8", errors="replace"), SCOPE)
    except RuleError:
        return
    known = Facts(FACTS)
    found, told_last = rule.evaluate(known), steps(rule, known)
    if told_last and (None if isinstance(found, Unknown) else found) != told_last[-1].value:
        raise AssertionError(f"{rule.source!r}: {found!r} is explained as {told_last[-1].value!r}")


def _yaml(data: bytes) -> None:
    node, problems = read_yaml(data.decode("utf-8", errors="replace"), "a.yaml")
    if node is not None and not problems:
        plain(node)


def _set(data: bytes) -> None:
    text = data.decode("utf-8", errors="replace")
    for act in (lambda: drafted(text, "kdc", pack_of()), lambda: additions(text)):
        try:
            act()
        except PackError:
            continue


def _number(data: bytes) -> None:
    text = data.decode("utf-8", errors="replace")
    sort_key(text)
    if (number := parse_number(text)) is not None:
        format_number(number)
    for read in (lambda: to_scaled(text, 2), lambda: CellKey.parse(text)):
        try:
            read()
        except BadInput:
            continue
    try:
        parse_period(text)
    except BadInput:
        return


def _workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["Số vụ", 12])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _grown(data: bytes, most: int, seed: int) -> bytes:
    """A part of XML with elements copied, moved, taken out or renamed; it stays XML mostly.

    Single bytes would break it in all but a few tries, and only the refusal would be watched.
    """
    chance = Chance(seed)
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return atheris.Mutate(data, most)
    if chance.below(BYTES_ONE_IN) == 0:
        return atheris.Mutate(data, most)
    for _ in range(1 + chance.below(4)):
        inner = [one for one in root.iter() if isinstance(one.tag, str)]
        _grow(root, chance.of(inner), chance.of(inner), chance)
    made = etree.tostring(root)
    return made if len(made) <= most else data


class Chance:
    """Choices that follow from a seed."""

    def __init__(self, seed: int) -> None:
        drawn = shake_256(str(seed).encode()).digest(4000)
        self._drawn = atheris.FuzzedDataProvider(drawn)

    def below(self, end: int) -> int:
        """A number from 0 up to but not including `end`."""
        return self._drawn.ConsumeIntInRange(0, end - 1)

    def of(self, things: Sequence[Any]) -> Any:
        """One of some things."""
        return things[self.below(len(things))]


def _grow(root: Any, one: Any, other: Any, chance: Chance) -> None:
    act = chance.below(5)
    if act == 0 and one is not root and one not in {other, *other.iterancestors()}:
        other.append(one)  # moved
    elif act == 1:
        other.append(deepcopy(one))
    elif act == 2 and one is not root:
        one.getparent().remove(one)
    elif act == 3:
        one.tag = f"{{{etree.QName(root).namespace}}}{chance.of(TAGS)}"
    else:
        said = atheris.Mutate((one.text or "0").encode(), 40).decode("utf-8", errors="ignore")
        one.text = "".join(letter for letter in said if letter.isprintable())
        for name in list(one.attrib):
            one.set(name, chance.of(VALUES))


def _texts() -> Iterator[bytes]:
    yield REPORT.encode()[:LONGEST]
    for paper in sorted(Path(__file__).parents[1].glob("tests/prose/papers/**/*.txt")):
        yield paper.read_bytes()[:LONGEST]


def _documents() -> Iterator[bytes]:
    merged = '<w:tcPr><w:vMerge w:val="restart"/><w:gridSpan w:val="2"/></w:tcPr>'
    body = para("Có 12 vụ") + table(("Thôn", "Vụ"), ("Hạ", "05")) + para("1. Kết quả")
    for content in (body, body.replace("<w:tc>", f"<w:tc>{merged}", 1)):
        with zipfile.ZipFile(BytesIO(a_docx(content))) as archive:
            yield archive.read("word/document.xml")


def _rule_texts() -> Iterator[bytes]:
    for text in (
        'now.fires + 2 * before.fires > 3 && !has(before["x[a=b]"])',
        'period.kind in ["month", "year"] ? now.fires % 2 == 0 : -now.deaths <= 922337203685477580',
        "true || now.lacking == 0",
    ):
        yield text.encode()


def _yaml_texts() -> Iterator[bytes]:
    for file in sorted((Path(__file__).parents[1] / "programmes/antq").glob("**/*.yaml"))[::9]:
        yield file.read_bytes()[:LONGEST]
    yield b"a: &x [1, *x]\nb: {c: null, c: !!str 1}\n? [k]\n: |\n  t\n"


def _set_texts() -> Iterator[bytes]:
    yield from _yaml_texts()
    for one in sorted(pack_of().criteria.values(), key=lambda one: one.code):
        yield set_text(one).encode()[:LONGEST]


def _number_texts() -> Iterator[bytes]:
    for text in ("1.234,5", "-05", "1e99", "2024-Q3", "2024-12-15..2025-06-14", "fires[a=b;c=d]"):
        yield text.encode()


def _sheets() -> Iterator[bytes]:
    yield SHEET.encode()


def _pdfs() -> Iterator[bytes]:
    yield a_pdf(PdfPage(typed_lines(REPORT[:600])))
    yield as_file(a_page("Có 12 vụ", dpi=20), kind="PDF")


def _pictures() -> Iterator[bytes]:
    for kind in ("PNG", "JPEG", "TIFF", "WEBP", "BMP", "GIF"):
        yield as_file(a_page("Có 12 vụ", dpi=20), kind=kind)


TARGETS: Final[dict[str, tuple[Target, Callable[[], Iterator[bytes]]]]] = {
    "text": (_text, _texts),
    "lint": (_lint, _texts),
    "txt": (_file("txt"), _texts),
    "docx": (_docx, _documents),
    "tables": (_tables, _documents),
    "xlsx": (_xlsx, _sheets),
    "pdf": (_file("pdf"), _pdfs),
    "image": (_file("png"), _pictures),
    "rules": (_rules, _rule_texts),
    "yaml": (_yaml, _yaml_texts),
    "set": (_set, _set_texts),
    "number": (_number, _number_texts),
    **LISTS,
    **ARCHIVES,
}


if __name__ == "__main__":
    main()
