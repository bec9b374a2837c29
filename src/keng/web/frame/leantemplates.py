"""Templates as they are sent: laid out for whoever reads them, without indentation on the wire."""

from __future__ import annotations

import re
from typing import Final

from django.template import Origin
from django.template.loaders.app_directories import Loader as AppDirectories

_INDENTATION: Final = re.compile(r"\n\s+")


class Loader(AppDirectories):
    """The templates of all rooms; white space that begins a line is left out when one is read.

    A table of a large country repeats its rows hundreds of times, and a phone on a slow network
    pays for each space. HTML shows a line break as it shows a line break with spaces behind it.
    """

    def get_contents(self, origin: Origin) -> str:
        """The text of a template without indentation. Raises TemplateDoesNotExist."""
        return _INDENTATION.sub("\n", super().get_contents(origin))
