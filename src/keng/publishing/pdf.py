"""A PDF beside the Word file, where LibreOffice is installed."""

from __future__ import annotations

from keng.documents.office import converted, office
from keng.kernel.errors import DomainError

__all__ = ["NoOffice", "office", "to_pdf"]


class NoOffice(DomainError):
    """There is no LibreOffice on this machine, or it did not make the file."""

    default_code = "no_office"


def to_pdf(content: bytes) -> bytes:
    """Convert a .docx to PDF.

    Raises NoOffice where LibreOffice is missing, takes over two minutes or makes no file.
    """
    program = office()
    if program is None:
        raise NoOffice(
            "Máy này chưa cài LibreOffice nên không tạo được PDF; tệp Word vẫn đầy đủ, hãy mở bằng "
            "Word và lưu thành PDF, hoặc cài gói libreoffice-writer.",
            message_en="LibreOffice is not installed, so there is no PDF; the Word file is whole. "
            "Save it as PDF from Word, or install libreoffice-writer.",
        )
    made = converted(program, content, suffix=".docx", to="pdf")
    if made is None:
        raise NoOffice(
            "LibreOffice không tạo được PDF từ tệp này; hãy mở tệp Word và lưu thành PDF.",
            message_en="LibreOffice made no PDF of this file; save it as PDF from Word.",
        )
    return made
