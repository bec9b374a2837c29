"""Static files as `keng serve` gives them out: compressed once, kept by browsers for ever."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class NamedByContent(CompressedManifestStaticFilesStorage):
    """Each file under a name that holds its hash, so that a browser never asks twice for it.

    The addresses inside our own ES modules are rewritten too.
    """

    support_js_module_import_aggregation = True
