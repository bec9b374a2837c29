"""A file proofread, as `keng lint --format json` tells it."""

from __future__ import annotations

import json

from ninja import File, Router
from ninja.files import UploadedFile

from keng.api import shapes
from keng.api.authentication import ApiRequest
from keng.kernel.errors import BadInput
from keng.proofing.telling import as_json
from keng.publishing.known_units import database_units
from keng.publishing.proofreading import TakesLonger, proofread_at_once

router = Router(tags=["proofreading"])


@router.post("", response=shapes.ProofreadOut)
def proofread(request: ApiRequest, file: File[UploadedFile]) -> shapes.ProofreadOut:
    """The findings of a file, in the order of its lines; nothing is kept.

    Scans, old Word files and files above 4 MB are refused (`takes_longer`): the page does them.
    """
    name = file.name or ""
    try:
        units = database_units(on=request.on)
        found = proofread_at_once(file.read(), name=name, units=units)
    except TakesLonger:
        raise BadInput(
            "Tệp là ảnh quét, Word đời cũ hoặc lớn hơn 4 MB, soát lâu; hãy soát trên trang "
            "“Soát văn bản” của Keng, hoặc gửi tệp .docx, .txt, PDF có chữ.",
            message_en="The file is a scan, an old Word file or above 4 MB and takes long; hand it "
            "in on the page, or send a .docx, .txt or PDF with text.",
            where=name,
            code="takes_longer",
        ) from None
    told = json.loads(as_json([(found.name, found.findings)]))
    return shapes.ProofreadOut.model_validate(told)
