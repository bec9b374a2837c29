"""What holds for every page: the policy, both languages, the vendored files, the templates."""

from __future__ import annotations

import hashlib
import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import polib
import pytest
from django.utils import translation
from django.utils.translation import gettext

import keng.web
from web_cast import Office

WEB = Path(keng.web.__file__).parent
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
TOOL = WEB.parents[2] / "tools" / "build_texts.py"
CATALOGUE = WEB.parent / "locale" / "en" / "LC_MESSAGES" / "django.po"


def test_no_page_may_run_or_style_anything_of_its_own(office: Office) -> None:
    policy = office.browser("clerk").get("/").headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


def test_pages_of_an_account_are_not_kept_by_the_browser(office: Office) -> None:
    assert office.browser("clerk").get("/").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_inline_script_or_style(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|hx-on", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert "|safe" not in text


def test_vendored_files_are_those_that_were_written_down() -> None:
    vendor = WEB / "static" / "vendor"
    listed = dict(
        re.findall(r"\| `([^`]+)` \| `([0-9a-f]{64})` \|", (vendor / "VENDOR.md").read_text())
    )
    found = {
        path.relative_to(vendor).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in vendor.rglob("*")
        if path.suffix in {".css", ".js", ".svg", ".woff2"}
    }

    assert found == listed
    assert not any(b"sourceMappingURL" in (vendor / name).read_bytes() for name in found)


def messages(text: str) -> dict[str, str]:
    quoted = r'((?:".*"\n?)+)'
    pairs = re.findall(rf"^msgid {quoted}msgstr(?:\[\d\])? {quoted}", text, re.MULTILINE)
    return {_joined(source): _joined(english) for source, english in pairs if _joined(source)}


def _joined(quoted: str) -> str:
    return "".join(re.findall(r'"(.*)"', quoted))


def tool() -> Any:
    """The script that gathers the texts, which is no package."""
    spec = spec_from_file_location("build_texts", TOOL)
    assert spec is not None
    assert spec.loader is not None
    made = module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def test_every_text_of_templates_and_modules_has_its_english() -> None:
    assert len(tool().texts()) > 500
    assert tool().missing(polib.pofile(str(CATALOGUE))) == []
    assert "fuzzy" not in CATALOGUE.read_text(encoding="utf-8")


def test_no_text_is_a_word_that_django_turns_into_another() -> None:
    """Django's own Vietnamese would answer first: its "Thu" is Thursday, "Thứ 5"."""
    with translation.override("vi"):
        turned = {text: gettext(text) for text in tool().texts() if gettext(text) != text}

    assert turned == {}


def test_what_is_filled_into_a_text_is_filled_into_its_english_too() -> None:
    pattern = re.compile(r"%\(\w+\)s|{\w+}")

    for source, english in messages(CATALOGUE.read_text(encoding="utf-8")).items():
        assert sorted(pattern.findall(source)) == sorted(pattern.findall(english)), source


def test_the_compiled_catalogue_is_of_the_written_one() -> None:
    written = polib.pofile(str(CATALOGUE))
    compiled = polib.mofile(str(CATALOGUE.with_suffix(".mo")))

    def told(entries: polib.POFile | polib.MOFile) -> dict[str, tuple[str, object]]:
        return {one.msgid: (one.msgstr, one.msgstr_plural) for one in entries if one.msgid}

    assert told(compiled) == told(written)
