"""The API as a whole: its routes, its sign-in, its refusals, its OpenAPI document."""

from __future__ import annotations

from ninja import NinjaAPI

from keng.api import refusals
from keng.api.authentication import ByToken, SignedIn
from keng.api.routes import (
    commendations,
    consolidation,
    inquiries,
    journal,
    offers,
    papers,
    photos,
    proofreading,
    readreports,
    rounds,
    steering,
    submissions,
    texts,
    units,
    workbooks,
)

api = NinjaAPI(
    title="Kẻng",
    version="1",
    description="Units, rounds, submissions, consolidated figures and reports. Figures are text in "
    "the natural unit of the indicator. Free text with personal data is refused ('passages') "
    "unless the header Keng-Keep-Reason says why they may stand (UTF-8, percent-encoded). "
    "Refusals are {'error': {code, message, message_en}}.",
    urls_namespace="api",
    docs_url=None,  # the usual page loads scripts from another site, which our policy forbids
    auth=[ByToken(), SignedIn()],  # the token first: it needs no CSRF token
)
refusals.install(api)
for prefix, router in (
    ("/units", units.router),
    ("/rounds", rounds.router),
    ("/duties", rounds.duties),
    ("/submissions", submissions.router),
    ("/inquiries", inquiries.router),
    ("/submissions", offers.router),
    ("/submissions", texts.router),
    ("/submissions", photos.router),
    ("/photos", photos.photos),
    ("/adjustments", submissions.adjustments),
    ("/workbooks", workbooks.router),
    ("/consolidated", consolidation.router),
    ("/reports", consolidation.reports),
    ("/papers", papers.router),
    ("/proofread", proofreading.router),
    ("/read-reports", readreports.router),
    ("/commendations", commendations.router),
    ("/committees", steering.committees),
    ("/meetings", steering.meetings),
    ("/coordination", steering.cooperations),
    ("/journal", journal.router),
):
    api.add_router(prefix, router)
