"""Every way by which figures leave the house, asked as somebody outside asks it.

Each way answers with labelled bytes. Addresses, operations and commands are walked as they are
declared, so that a new one is asked too; what never answers this reader stands in SHUT with why.
"""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO, TextIOWrapper
from itertools import product
from pathlib import Path
from typing import Any, Final
from zipfile import ZipFile

from django.core import mail
from django.core.signals import request_started
from django.test import Client
from django.urls import reverse

from jobs_cast import worked_off
from keng.access import actions as access
from keng.access.actors import AccountActor
from keng.access.models import Account
from keng.api.application import api
from keng.jobs.models import Job
from keng.kernel.actors import OPERATOR
from keng.notices import tasks as notices
from keng.ops.main import main
from keng.web.frame.declarations import declared_access
from keng.web.urls import urlpatterns
from outside_cast import FIGURES, World
from pages_cast import NUMBERS, PAGES
from web_cast import NOW, PASSWORD

UNITS: Final = ("xa ba", "xa hai", "xa mot", "huyen bac", "tinh dong")
PERIODS: Final = (*FIGURES, "2024-08", "2024-06/2024-07")
ALL: Final = "KENG_ATTACKS" in os.environ  # every combination, not only some of each kind
_SOME: Final = [
    *(("xa ba", period) for period in ("2024-06", "2024-07")),
    *(("huyen bac", period) for period in ("2024-06", "2024-07", "2024-06/2024-07")),
]
PEOPLE: Final = ("offenders", "addicts", "people_share")
_IND: Final = "&".join(f"ind={code}" for code in PEOPLE)
_NUMBERS: Final = [
    f"unit=huyen+bac&period=2024-08&back=3&below=children&same=on&of=offenders&{_IND}&{more}"
    for more in (
        "chart=trend&rows=indicators&cols=periods",
        "chart=ranking&rows=units&cols=periods",
        "chart=same&rows=units&cols=indicators",
        "chart=distribution&rows=units&cols=periods&drafts=on",
    )
]
_TABLES: Final = [
    "unit=huyen+bac&period=2024-07&compare=on",
    "unit=xa+ba&period=2024-06&compare=on",
    "unit=huyen+bac&period=2024-08&drafts=on",
    "unit=huyen+bac&period=2024-07&map_on=2024-09-01&beside=on&known_on=2024-09-01",
]
ASKED: Final[Mapping[str, list[str]]] = {
    "consolidated": _TABLES,
    "consolidated_file": _TABLES,
    "lines": ["unit=xa+ba&period=2024-07", "unit=huyen+bac&period=2024-07"],
    "drill": [
        f"unit={unit}&period=2024-07&key={key}"
        for unit, key in product(("huyen+bac", "xa+ba"), ("offenders", "addicts"))
    ],
    "numbers": _NUMBERS,
    "numbers_file": [
        *(_NUMBERS if ALL else (_NUMBERS[0], _NUMBERS[3])),
        f"unit=tinh+dong&period=2024-08&back=24&below=commune&{_IND}",
        f"unit=huyen+bac&period=2024-08&back=24&below=self&{_IND}",
    ],
    "chart_file": _NUMBERS if ALL else [_NUMBERS[1], _NUMBERS[3]],
    "new_paper": ["unit=xa+mot&period=2024-07&outline=commune"],
    "report_file": ["unit=huyen+bac&period=2024-07&outline=commune"],
    "matrix_xlsx": ["form=commune"],
    "search": ["q=nguoi", "q=xu+ly"],
    "register": ["q=nguoi", "q=xu+ly+20", "q=xu+ly+12"],
    "papers": ["", "unit=xa+mot"],
    "journal_stream": ["stream=submission:{submission_id}", "stream=round:{round_id}"],
    "journal_proof": ["stream=submission:{submission_id}"],
}
"""What is asked behind the ? of an address, where it shows figures by it."""
_ALSO: Final[Mapping[str, list[int | str]]] = {
    "key": ["offenders", "addicts"],
    "kind": ["csv", "xlsx"],
    "which": ["K1", "N1", "N2"],
    "set_code": ["kdc", "nguoi"],
    "n": [1, 2],
}

_BY_KEY: Final = "opens by a key that stands in a mail or in one's own calendar; asked below"
_NEAR: Final = "opens near the unit only, or to whoever had the file read"
_NOTHING: Final = "there is no such row in this office, and no figure in one"
SHUT: Final[Mapping[str, str]] = {
    "sign_in": "asks who comes",
    "second_step": "asks who comes",
    "metrics": "answers a machine: counts of rows, asked as one",
    "calendar": _BY_KEY,
    "end_mail": _BY_KEY,
    "job_file": "files of one's own jobs; asked below",
    "map_table": "a file that somebody else has given",
    "map_cells": "a file that somebody else has given",
    "read_report": _NEAR,
    "confirm_report": _NEAR,
    "original_page": _NEAR,
    "untouched_page": _NEAR,
    "proofread_answer": _NEAR,
    "proofread_file": _NEAR,
    "paper_file": _NEAR,
    "signing": _NEAR,
    "journal_proof": "holds all that was done on a form, for auditors near to its unit",
    "paper_pages": _NEAR,
    "paper_page": _NEAR,
    "proofread_paper": _NEAR,
    "photo": _NOTHING,
    "activity_photo": _NOTHING,
    "event_photo": _NOTHING,
    "plan_photo": _NOTHING,
    "evidence": _NOTHING,
    "council_evidence": _NOTHING,
    "registered_file": _NOTHING,
    "ballot": _NOTHING,
    "commendation_letter": _NOTHING,
    "/papers/{paper_id}/files/{n}": _NEAR,
    "/read-reports/jobs/{job_id}": _NEAR,
    "/read-reports/{report_id}": _NEAR,
    "/photos/{photo_id}": _NOTHING,
}
"""What does not answer somebody outside, and why."""

API_ASKED: Final[Mapping[str, list[str]]] = {
    "/consolidated": [
        f"unit={unit}&period={period}&{view}"
        for unit, period in (product(UNITS, PERIODS) if ALL else _SOME)
        for view in ("compare=same_period", "drafts=included&map_on=2024-09-01")
        if ALL or period == "2024-07" or view == "compare=same_period"
    ],
    "/consolidated/parts": [
        f"unit={unit}&period={period}&cell={cell}"
        for (unit, period), cell in product(
            product(UNITS, PERIODS) if ALL else _SOME[2:4], ("offenders", "addicts")
        )
    ],
    "/reports/docx": [
        f"unit={unit}&period={period}&outline=commune"
        for unit, period in product(UNITS[2:4], ("2024-06", "2024-07") if ALL else ("2024-07",))
    ],
    "/papers": ["unit=xa mot", "unit=huyen bac"],
    "/papers/recognition": ["about=run&about_id={run_id}"],
    "/papers/recognition/preview": ["kind=recognition-minutes&about_id={run_id}"],
    "/commendations/calls": ["year=2024"],
    "/units": ["q=xa"],
    "/units/history": ["unit=xa mot"],
    "/units/show": ["unit=xa mot"],
    "/workbooks/template": ["submission={submission_id}"],
    "/submissions/{submission_id}/history": ["cell=offenders"],
}
_WRITES: Final = "writes or changes something; what it then tells is told by the way that reads it"
_MACHINE: Final = "for who keeps the machine and its database: has the figures themselves"
_NO_FIGURE: Final = "tells units, accounts, dates or programmes, and no figure"
_OWN_FILE: Final = "reads a file that is given to it, and nothing of the office"
COMMANDS: Final[Mapping[str, list[list[str]] | str]] = {
    "assess": [["--unit", "xa ba", "--set", "nguoi", "--year", "2024"]],
    "backup": _MACHINE,
    "commend calls": [["--year", "2024"]],
    "commend list": [["--year", "2024"]],
    "commend paper": [["proposal", "--about", "{call_id}", "-o", "{out}"]],
    "commend withdraw-name": _WRITES,
    "consolidate": [
        ["--unit", unit, "--period", "2024-07", "--compare", "--format", kind]
        for unit, kind in (("huyen bac", "csv"), ("xa ba", "table"), ("xa ba", "json"))
    ],
    "decide": [["--set", "nguoi", "--year", "2024", "--unit", "huyen bac", "--dry-run"]],
    "demo": _MACHINE,
    "doctor": _MACHINE,
    "export": [["--unit", "xa mot", "--period", "2024-07", "-o", "{out}"]],
    "export-all": [["--unit", "xa mot", "-o", "{out}"]],
    "import": _WRITES,
    "import-all": _MACHINE,
    "inquiry change": _WRITES,
    "inquiry copy": _WRITES,
    "inquiry drop": _WRITES,
    "inquiry find": [["nguoi", "--period", "2024-07"]],
    "inquiry list": [[]],
    "inquiry new": _WRITES,
    "inquiry open": _WRITES,
    "inquiry show": [["{inquiry_id}"]],
    "lint": _OWN_FILE,
    "migrate": _MACHINE,
    "notices run": "sends the letters of everybody, which are read as they come",
    "pack check": _OWN_FILE,
    "pack diff": _OWN_FILE,
    "pack install": _WRITES,
    "pack list": _NO_FIGURE,
    "paper": [["minutes", "--about", "{run_id}", "-o", "{out}"]],
    "plan read": _OWN_FILE,
    "read": _OWN_FILE,
    "report": [["--unit", "xa mot", "--period", "2024-07", "--outline", "commune", "-o", "{out}"]],
    "restore": _MACHINE,
    "round calendar": [["--unit", "huyen bac", "--year", "2024"]],
    "round close": _WRITES,
    "round extend": _WRITES,
    "round list": [[]],
    "round open": _WRITES,
    "round show": [["{round_id}"], ["{round_id}", "--format", "json"]],
    "seal": _MACHINE,
    "serve": _MACHINE,
    "steering committees": [["--unit", "huyen bac"]],
    "steering coordination": [["--unit", "huyen bac"]],
    "submission accept": _WRITES,
    "submission enter": _WRITES,
    "submission explain": _WRITES,
    "submission lock": _WRITES,
    "submission nothing": _WRITES,
    "submission reopen": _WRITES,
    "submission return": _WRITES,
    "submission show": [
        ["--unit", unit, "--period", period, "--form", "commune", "--format", kind]
        for unit, period, kind in (("xa ba", "2024-07", "text"), ("xa mot", "2024-08", "json"))
    ],
    "submission submit": _WRITES,
    "units correct-day": _WRITES,
    "units correct-name": _WRITES,
    "units create": _WRITES,
    "units dissolve": _WRITES,
    "units import": _WRITES,
    "units load": _WRITES,
    "units manage": _WRITES,
    "units merge": _WRITES,
    "units move": _WRITES,
    "units open": _WRITES,
    "units rename": _WRITES,
    "units show": [["xa mot"]],
    "units split": _WRITES,
    "units succession": _NO_FIGURE,
    "units template": _NO_FIGURE,
    "units tree": _NO_FIGURE,
    "units undo": _WRITES,
    "user add": _WRITES,
    "user close": _WRITES,
    "user contact": _WRITES,
    "user end": _WRITES,
    "user forget": _WRITES,
    "user grant": _WRITES,
    "user handover": _WRITES,
    "user list": [[]],
    "user passwd": _WRITES,
    "user reopen": _WRITES,
    "user reset-second-step": _WRITES,
    "user second-step": _WRITES,
    "user substitute": _WRITES,
    "verify": _MACHINE,
    "worker": _MACHINE,
}
"""Every command of the program: how somebody outside asks it, or why it is not asked."""


@dataclass(frozen=True)
class Answer:
    """What came back: how it was answered, and with what."""

    status: int
    body: bytes


Answers = dict[str, Answer]
_TOKEN: Final = re.compile(rb'csrfmiddlewaretoken" value="[^"]+"|X-CSRFToken[^,}]+')
_SIGNED: Final = re.compile(r"/thoi-nhan/\S+")  # with the second at which it was signed
_MARKS: Final = re.compile(rb"\b[0-9a-f]{12,64}\b")  # salted, or under the key of the seals


def everything(world: World, account: Account, place: Path) -> Answers:
    """All ways, asked one after the other by somebody who may look from far above."""
    return {**looked_at(world, account, place), **_jobs(world, account), **_letters(account)}


def looked_at(world: World, account: Account, place: Path) -> Answers:
    """The ways that only look: screens, operations as a program by a token, commands."""
    screens = _screens(world, signed_in(account), of_all)
    return {**screens, **_operations(world, account), **_commands(world, account, place)}


def figures_looked_at(world: World, account: Account, place: Path) -> Answers:
    """The same by somebody for whom others have gone the rest: where figures and forms are told.

    Screens that are asked for figures, that are about a form, a round or a dossier, or that only an
    auditor opens; each once where it can be asked of several rows.
    """
    if ALL:
        return looked_at(world, account, place)
    screens = _screens(world, signed_in(account), of_figures)
    asked = _operations(world, account, most=2)
    return {**screens, **asked, **_commands(world, account, place)}


Pick = Callable[[Any], bool]


def of_all(_pattern: Any) -> bool:
    """Every screen."""
    return True


def of_figures(pattern: Any) -> bool:
    """Screens on which figures, forms and the journal are told."""
    about = {"submission_id", "round_id", "assessment_id"} & pattern.pattern.converters.keys()
    plain = pattern.name in ASKED or pattern.name in {"home", "rounds", "follow_ups", "kept_texts"}
    return bool(about) or plain or declared_access(pattern.callback) == "audit"


def signed_in(account: Account) -> Client:
    """The browser of the account."""
    client = Client()
    client.force_login(account)
    return client


def asks(pattern: Any, world: World, *, few: bool = False) -> Iterator[str]:
    """The addresses of a screen: with everything of the world that its keywords may name.

    With `few` the last of each, and of what is asked behind the ? the first two.
    """
    known = {**NUMBERS, **world.known, "sample": "file=khong-con"}
    many = {
        **_ALSO,
        "submission_id": list(world.submissions if ALL else world.submissions[1:]),
        "paper_id": list(world.papers),
        "assessment_id": [int(known["assessment_id"]), *world.assessments[0 if ALL else 1 :]],
        "run_id": [int(known["run_id"]), world.run],
        "unit_id": [world.office.one, world.office.north],
    }
    if pattern.name not in ASKED:
        many["kind"] = [known["kind"]]  # elsewhere not the kind of a file
    names = list(pattern.pattern.converters)
    queries = ASKED.get(pattern.name) or [PAGES[pattern.name][2] if pattern.name in PAGES else ""]
    if few:
        many, queries = {name: found[-1:] for name, found in many.items()}, queries[:2]
    for chosen in product(*([*many[one]] if one in many else [known[one]] for one in names)):
        where = reverse(f"web:{pattern.name}", kwargs=dict(zip(names, chosen, strict=True)))
        for query in queries:
            yield f"{where}?{query.format(**known)}" if query else where


def comparable(body: bytes) -> bytes:
    """A file without the times at which its parts were packed: what is in it, part by part."""
    if not body.startswith(b"PK"):
        return body
    with ZipFile(BytesIO(body)) as packed:
        names = packed.namelist()
        return b"\n".join(one.encode() + comparable(packed.read(one)) for one in names)


def _screens(world: World, client: Client, pick: Pick) -> Answers:
    found: Answers = {}
    few = pick is not of_all
    for pattern in urlpatterns:
        if pattern.name == "metrics" or not pick(pattern):
            continue
        for where in asks(pattern, world, few=few):
            answer = _asked(client, where)
            if answer.status == 405:  # takes forms only: nothing of it is read
                break
            found[f"{pattern.name} {where}"] = answer
    return found


def _operations(world: World, account: Account, *, most: int | None = None) -> Answers:
    """The operations that read, asked by a program with a token of the account.

    With `most` no more ways of each, and about one form and one paper.
    """
    found: Answers = {}
    client = Client(headers={"authorization": f"Bearer {a_token(account)}"})
    known = {**NUMBERS, **world.known, "slot": "causes", "key": "huyen-bac"}
    for whole, methods in api.get_openapi_schema()["paths"].items():
        path = whole.removeprefix("/api/v1")
        if "get" not in methods:
            continue
        papers = world.papers if "{paper_id}" in path else (0,)
        several = world.submissions if ALL else world.submissions[2:]
        several = several if "{submission_id}" in path else (0,)
        for paper, submission in list(product(papers, several))[-1 if most else None :]:
            given = {**known, **({"paper_id": paper} if paper else {})}
            given |= {"submission_id": submission} if submission else {}
            for query in API_ASKED.get(path, [""])[:most]:
                where = f"{whole}?{query}".format(**given)
                found[f"{path} {where}"] = _asked(client, where)
    return found


def a_token(account: Account) -> str:
    """A token with which a program reads what the account may."""
    began = {"REQUEST_METHOD": "TOKEN", "PATH_INFO": account.login}
    request_started.send(sender=Client, environ=began)  # so that no two tokens are alike
    access.set_password(account.pk, PASSWORD, actor=OPERATOR, at=NOW)
    account.refresh_from_db()
    last = NOW.date() + timedelta(days=30)
    who = AccountActor(account)
    return access.make_token("Máy", "read", last_day=last, password=PASSWORD, actor=who, at=NOW)


def _jobs(world: World, account: Account) -> Answers:
    """Long work, asked for, done and fetched."""
    office, found, client = world.office, Answers(), signed_in(account)
    asked = {"unit_id": str(office.north), "period": "2024-07", "outline": "commune"}
    for name, keywords in (
        ("ask_tables", {}),
        ("ask_report", {}),
        ("ask_forms", {"round_id": office.round_id}),
        ("take_along", {"unit_id": office.one}),
        ("take_along", {"unit_id": office.north}),
    ):
        where = reverse(f"web:{name}", kwargs=keywords)
        found[f"{name} POST {where}"] = Answer(client.post(where, asked).status_code, b"")
    while worked_off() is not None:
        pass
    for job in Job.objects.order_by("pk"):
        for name in ("job", "job_progress", "job_file"):
            where = reverse(f"web:{name}", kwargs={"job_id": job.pk})
            found[f"done {name} {where}"] = _asked(client, where)
    return found


def _letters(account: Account) -> Answers:
    """Every mail that anybody gets, and the calendar of the reader."""
    for one in Account.objects.order_by("pk"):
        address = f"{one.pk}@xa.vn"
        access.set_contact(one.pk, email=address, phone="", actor=OPERATOR, at=NOW)
    morning = NOW.replace(day=4, hour=1)  # the first working day, eight o'clock
    notices.run(at=morning)
    told = {f"mail {n} {one.to}": Answer(200, _text(one)) for n, one in enumerate(mail.outbox)}
    client = signed_in(account)
    page = client.post(reverse("web:renew_feed")).content.decode()
    key = re.search(r"/lich/([^.\"]+)\.ics", page)
    assert key is not None, account.login
    return {**told, "feed": _asked(client, reverse("web:calendar", args=[key[1]]))}


def _text(one: Any) -> bytes:
    body = _SIGNED.sub("", one.body)
    return f"{one.subject}\n{body}\n{getattr(one, 'alternatives', ())}".encode()


def commands(whole: argparse.ArgumentParser, above: str = "") -> Iterator[str]:
    """The names of all commands, parts included."""
    parts = [one for one in whole._actions if isinstance(one, argparse._SubParsersAction)]
    if not parts:
        yield above.strip()
    for part in parts:
        for name, command in part.choices.items():
            yield from commands(command, f"{above} {name}")


def _commands(world: World, account: Account, place: Path) -> Answers:
    found: Answers = {}
    asked = {name: ways for name, ways in COMMANDS.items() if isinstance(ways, list)}
    for n, (name, rest) in enumerate((one, way) for one, ways in asked.items() for way in ways):
        out = place / f"out-{account.login}-{n}"
        told = [one.format(**{**NUMBERS, **world.known, "out": out}) for one in rest]
        kept = BytesIO()
        words = TextIOWrapper(kept, encoding="utf-8", write_through=True)
        with redirect_stdout(words), redirect_stderr(words):
            code = main([*name.split(" "), *told, "--as", account.login])
        said = kept.getvalue().replace(str(place).encode(), b"")
        found[f"keng {name} {n}"] = Answer(code, said)
        if out.is_file():
            found[f"keng {name} {n} file"] = Answer(code, out.read_bytes())
    return found


def _asked(client: Client, where: str) -> Answer:
    answer = client.get(where)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    body = _TOKEN.sub(b"", body)
    if "/nhat-ky/" in where or "/journal/" in where:
        body = _MARKS.sub(b"#", body)
    return Answer(answer.status_code, body)
