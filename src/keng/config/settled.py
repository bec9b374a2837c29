"""What a server loads before its first request stands for as long as it runs.

The collector of garbage would look through all of it again and again: programmes and modules are
some 200,000 objects, and one look holds every request of the process for a tenth of a second.
"""

from __future__ import annotations

import gc
from importlib import import_module

from django.conf import settings


def settle() -> None:
    """Load every page and set all that is loaded apart from what the collector looks through.

    To be called once in a process, after Django is set up and before the first request.
    """
    import_module(settings.ROOT_URLCONF)
    gc.collect()
    gc.freeze()
