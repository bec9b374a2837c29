"""Personal data in what a program sends: refused with the passages, kept for a header's reason."""

from __future__ import annotations

import json
from urllib.parse import quote

from api.conftest import Caller, body_of, error_of
from intake.conftest import Desk
from keng.reporting.models import Figure
from keng.screening.models import KeptText

WHY = "Số trực ban đã công khai"


def test_a_note_is_refused_with_its_passages_then_kept_for_a_reason(
    clerk: Caller, desk: Desk
) -> None:
    path = f"/submissions/{desk.submission}/cells"
    cells = [{"cell": "fires", "value": "3", "note": "gọi 0900000001"}]

    error = error_of(clerk.post(path, cells), 422)

    (passage,) = error["passages"]
    assert (error["code"], passage["field"], passage["words"]) == (
        "personal_data",
        "reporting_figure.note",
        "0900000001",
    )
    assert not Figure.objects.exists()
    kept = clerk.client.post(
        f"/api/v1{path}",
        json.dumps(cells),
        content_type="application/json",
        headers={"Keng-Keep-Reason": quote(WHY)},
    )
    body_of(kept)
    row = KeptText.objects.get()
    figure = Figure.objects.get()
    assert (row.field, row.record, row.reason) == ("reporting_figure.note", figure.pk, WHY)
    assert row.unit_id == figure.submission.unit_id
    body_of(clerk.post(path, [cells[0] | {"value": "4"}]))  # what stands is not asked for again
    assert KeptText.objects.count() == 1
