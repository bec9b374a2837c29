"""Papers: drafted from figures, submitted, approved, issued, signed, corrected."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.http import HttpResponse
from ninja import File, Form, P, QueryEx, Router
from ninja.files import UploadedFile

from keng.api import shapes
from keng.api.authentication import ApiRequest
from keng.api.paperwording import brought_back_out, changed_out, head_of, paper_out
from keng.orgunits.queries import unit_named
from keng.packs.installed import period_named
from keng.publishing import actions, queries, recognition

router = Router(tags=["papers"])
_PDF: Final = "application/pdf"
_DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@router.get("", response=list[shapes.PaperOut])
def of_unit(
    request: ApiRequest, unit: QueryEx[str, P(description="key or name path")]
) -> list[shapes.PaperOut]:
    """The papers of a unit, the newest period first."""
    found = unit_named(unit, on=request.on)
    return [paper_out(one) for one in queries.papers_of(found.id, **_who(request))]


@router.post("", response=shapes.PaperOut)
def draft(request: ApiRequest, asked: shapes.PaperBody) -> shapes.PaperOut:
    """Draft a paper from an outline and the figures as they stand."""
    period = period_named(asked.period)
    unit = unit_named(asked.unit, on=min(period.last, request.on))
    head = head_of(asked.head) if asked.head is not None else None
    made = actions.draft_paper(unit.id, period, asked.outline, head=head, **_who(request))
    return _shown(request, made.pk)


@router.get("/recognition", response=list[shapes.PaperOut])
def of_recognition(
    request: ApiRequest,
    about: QueryEx[str, P(description="run, decision or assessment")],
    about_id: QueryEx[int, P(description="its number")],
) -> list[shapes.PaperOut]:
    """The papers of recognition about a run, a decision or an assessment, oldest first."""
    found = queries.recognition_papers(recognition.about_of(about), about_id, **_who(request))
    return [paper_out(one) for one in found]


@router.post("/recognition", response=shapes.PaperOut)
def draft_recognition(request: ApiRequest, asked: shapes.RecognitionBody) -> shapes.PaperOut:
    """Draft minutes, a proposal, a decision, certificates or a report of results."""
    head = head_of(asked.head) if asked.head is not None else None
    kind = recognition.kind_of(asked.kind)
    made = actions.draft_recognition(kind, asked.about_id, head=head, **_who(request))
    return _shown(request, made.pk)


@router.get("/recognition/preview")
def preview_recognition(
    request: ApiRequest,
    kind: QueryEx[str, P(description="recognition-decision and so on")],
    about_id: QueryEx[int, P(description="number of the run, decision or assessment")],
) -> HttpResponse:
    """The Word file that would be drafted now, marked as a draft; nothing is stored."""
    wanted = recognition.kind_of(kind)
    built = recognition.preview(wanted, about_id, **_who(request))
    headers = {"Content-Disposition": f'attachment; filename="{wanted.value}-{about_id}.docx"'}
    return HttpResponse(built.content, content_type=_DOCX, headers=headers)


@router.get("/{int:paper_id}", response=shapes.PaperOut)
def show(request: ApiRequest, paper_id: int) -> shapes.PaperOut:
    """A paper with its files, what is missing in it, and what it corrects."""
    return _shown(request, paper_id)


@router.get("/{int:paper_id}/changes", response=list[shapes.ChangedFigureOut])
def changes(request: ApiRequest, paper_id: int) -> list[shapes.ChangedFigureOut]:
    """The figures of an issued paper that are others today ("đã thay đổi sau ban hành")."""
    found = queries.changes_since_issue(paper_id, **_who(request))
    return [changed_out(one) for one in found]


@router.get("/{int:paper_id}/files/{int:n}")
def file(request: ApiRequest, paper_id: int, n: int) -> HttpResponse:
    """One of the files that the paper has been, as it was stored."""
    content = queries.file_content(paper_id, n, **_who(request))
    view = queries.paper_view(paper_id, **_who(request))
    name = next(one.name for one in view.files if one.n == n)
    kind = _PDF if name.endswith(".pdf") else _DOCX
    headers = {"Content-Disposition": f'attachment; filename="van-ban-{paper_id}-{n}{_end(name)}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


@router.post("/{int:paper_id}/head", response=shapes.PaperOut)
def rewrite(request: ApiRequest, paper_id: int, asked: shapes.HeadBody) -> shapes.PaperOut:
    """Change addressees, signer and recipients of a draft and build it anew."""
    actions.rewrite_paper(paper_id, head=head_of(asked), **_who(request))
    return _shown(request, paper_id)


@router.post("/{int:paper_id}/refresh", response=shapes.PaperOut)
def refresh(request: ApiRequest, paper_id: int) -> shapes.PaperOut:
    """Bring the figures of a draft up to date; the prose stays."""
    actions.refresh_paper(paper_id, **_who(request))
    return _shown(request, paper_id)


@router.post("/{int:paper_id}/word", response=shapes.BroughtBackOut)
def bring_back(
    request: ApiRequest, paper_id: int, file: File[UploadedFile]
) -> shapes.BroughtBackOut:
    """Take a draft that was written on in Word; the answer names figures typed over or lost."""
    found = actions.bring_back(paper_id, file.read(), **_who(request))
    return brought_back_out(_shown(request, paper_id), found)


@router.post("/{int:paper_id}/submit", response=shapes.PaperOut)
def submit(request: ApiRequest, paper_id: int) -> shapes.PaperOut:
    """Hand a draft to the leader (trình)."""
    actions.submit_paper(paper_id, **_who(request))
    return _shown(request, paper_id)


@router.post("/{int:paper_id}/give-back", response=shapes.PaperOut)
def give_back(request: ApiRequest, paper_id: int, asked: shapes.ReasonBody) -> shapes.PaperOut:
    """Give a paper back to be mended, with a reason."""
    actions.give_back_paper(paper_id, asked.reason, **_who(request))
    return _shown(request, paper_id)


@router.post("/{int:paper_id}/approve", response=shapes.PaperOut)
def approve(request: ApiRequest, paper_id: int, asked: shapes.AcceptBody) -> shapes.PaperOut:
    """Approve the revision that was seen; 409 if there is a newer one."""
    actions.approve_paper(paper_id, revision=asked.revision, **_who(request))
    return _shown(request, paper_id)


@router.post("/{int:paper_id}/issue", response=shapes.PaperOut)
def issue(
    request: ApiRequest,
    paper_id: int,
    number: Form[int | None] = None,
    day: Form[date | None] = None,
    signed: File[UploadedFile | None] = None,
) -> shapes.PaperOut:
    """Issue a paper (ban hành) and freeze its figures; multipart, the signed file may come along.

    Number and day may both be left open for the clerk.
    """
    content = signed.read() if signed is not None else None
    actions.issue_paper(paper_id, number=number, day=day, signed=content, **_who(request))
    return _shown(request, paper_id)


@router.post("/{int:paper_id}/number", response=shapes.PaperOut)
def number(request: ApiRequest, paper_id: int, asked: shapes.NumberBody) -> shapes.PaperOut:
    """Enter number and day of an issued paper that left them open."""
    actions.number_paper(paper_id, asked.number, asked.day, **_who(request))
    return _shown(request, paper_id)


@router.post("/{int:paper_id}/signed", response=shapes.PaperOut)
def signed(request: ApiRequest, paper_id: int, file: File[UploadedFile]) -> shapes.PaperOut:
    """Keep the signed file of an issued paper, with its digest."""
    actions.attach_signed(paper_id, file.read(), **_who(request))
    return _shown(request, paper_id)


@router.post("/{int:paper_id}/pdf", response=shapes.PaperOut)
def make_pdf(request: ApiRequest, paper_id: int) -> shapes.PaperOut:
    """Put a PDF beside the Word file, where LibreOffice is installed; 422 where it is not."""
    actions.make_pdf(paper_id, **_who(request))
    return _shown(request, paper_id)


@router.post("/{int:paper_id}/correct", response=shapes.PaperOut)
def correct(request: ApiRequest, paper_id: int) -> shapes.PaperOut:
    """Draft the paper that corrects an issued one."""
    made = actions.draft_correction(paper_id, **_who(request))
    return _shown(request, made.pk)


def _shown(request: ApiRequest, paper_id: int) -> shapes.PaperOut:
    return paper_out(queries.paper_view(paper_id, **_who(request)))


def _who(request: ApiRequest) -> shapes.Who:
    return {"actor": request.auth, "at": request.at}


def _end(name: str) -> str:
    return name[name.rfind(".") :] if "." in name else ""
