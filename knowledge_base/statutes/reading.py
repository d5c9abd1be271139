"""Bytes of a statute's file become clean lines of text, or one clear refusal.

The file's first bytes say what it is; its name decides only between plain text and a web page's source. Each format
is one entry in `READERS`. Nothing of the wording is touched. Files from outside are read through `guarded.py`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from callcenter.core.wording import Sentence, say
from knowledge_base.statutes.encodings import read_plain
from knowledge_base.statutes.letters import latin_words
from knowledge_base.statutes.refusals import UnreadableStatute, empty, encrypted, too_heavy
from knowledge_base.statutes.statute import Doubt

__all__ = ["MAX_BYTES", "FileText", "UnreadableStatute", "latin_words", "read_file", "read_text"]

MAX_BYTES = 10 * 1024 * 1024
MAX_CHARACTERS = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class FileText:
    """What a file says: its lines, ended by a line feed, and what its reader was not sure of."""

    text: str
    doubts: tuple[Doubt, ...] = ()


def read_text(data: bytes, name: str) -> str:
    """Return the text of a statute's file, lines ended by a line feed."""
    return read_file(data, name).text


def read_file(data: bytes, name: str) -> FileText:
    """Return what a statute's file says.

    Raises UnreadableStatute: `empty-statute`, `statute-too-large` (over 10 MB), `unsupported-format`,
    `encrypted-statute`, `scanned-statute`, `broken-statute`, `heavy-statute`, `binary-statute`, `broken-encoding`.
    """
    if len(data) > MAX_BYTES:
        raise too_large(name, len(data))
    if not data.strip():
        raise empty(name)
    found = READERS[format_of(data, name)](data, name)
    if len(found.text) > MAX_CHARACTERS:
        raise too_heavy(name)
    if not found.text.strip():
        raise empty(name)
    return found


def too_large(name: str, size: int) -> UnreadableStatute:
    """The file is larger than ten megabytes."""
    shown = f"{size / 1024 / 1024:.1f}".replace(".", ",")
    sentence = say(
        "«%(name)s» faylı çox böyükdür: %(size)s MB (ən çoxu %(limit)s MB ola bilər).",
        name=name,
        size=shown,
        limit=MAX_BYTES // 1024 // 1024,
    )
    return UnreadableStatute("statute-too-large", sentence)


SIGNATURES = (
    (b"PK\x03\x04", "docx"),
    (b"PK\x05\x06", "docx"),
    (b"{\\rtf", "rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"AT&TFORM", "image"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
)
WEB_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|div|p|table|meta|article|main)\b",
    re.IGNORECASE | re.DOTALL,
)
SUFFIXES = {
    "pdf": "pdf",
    "docx": "docx",
    "doc": "ole",
    "rtf": "rtf",
    "odt": "odt",
    **dict.fromkeys(("html", "htm", "xhtml"), "html"),
    **dict.fromkeys(("png", "jpg", "jpeg", "gif", "tif", "tiff", "bmp", "djvu"), "image"),
    **dict.fromkeys(("zip", "rar", "7z"), "archive"),
}
PASSWORD_STREAM = "EncryptedPackage".encode("utf-16-le")


def format_of(data: bytes, name: str) -> str:
    """Return the key in `READERS` for a file: its first bytes decide, its suffix only where they do not.

    Raises UnreadableStatute `unsupported-format` or `encrypted-statute`.
    """
    kind = _by_bytes(data)
    if kind is None:
        kind = SUFFIXES.get(name.rpartition(".")[2].lower(), "txt") if "." in name else "txt"
        # A file that only calls itself a document of Word or a PDF may be plain text all the same.
        kind = "txt" if kind in ("docx", "pdf", "image", "archive", "odt") and _is_text(data) else kind
    if kind == "ole" and PASSWORD_STREAM in data:
        raise encrypted(name)
    if kind not in READERS:
        raise UnreadableStatute("unsupported-format", _unsupported(kind, name))
    return kind


def _by_bytes(data: bytes) -> str | None:
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\x00")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if WEB_PAGE.match(_narrow(start)):
        return "html"
    return next((kind for signature, kind in SIGNATURES if data.startswith(signature)), None)


def _narrow(start: bytes) -> bytes:
    """Return the first bytes without the zeros that UTF-16 puts between Latin letters."""
    return start.replace(b"\x00", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")


def _is_text(data: bytes) -> bool:
    return not re.search(rb"[\x00-\x08\x0e-\x1f]", data[:4096])


def _unsupported(kind: str, name: str) -> Sentence:
    match kind:
        case "ole":
            return say(
                "«%(name)s» köhnə Word faylıdır (.doc), oxunmur. Onu Word-də .docx kimi saxlayıb yenidən verin.",
                name=name,
            )
        case "rtf":
            return say(
                "«%(name)s» RTF faylıdır, oxunmur. Onu Word-də .docx kimi saxlayıb yenidən verin.", name=name
            )
        case "image":
            return say(
                "«%(name)s» şəkildir: ondan mətn oxunmur. Əsasnamənin mətnini (.docx, .pdf, .html və ya .txt) verin.",
                name=name,
            )
        case _:
            return say(
                "«%(name)s» faylının formatı oxunmur. Əsasnaməni .docx, .pdf, .html və ya .txt faylı kimi verin.",
                name=name,
            )


def _read_plain(data: bytes, name: str) -> FileText:
    return FileText(read_plain(data, name))


def _read_word(data: bytes, name: str) -> FileText:
    from knowledge_base.statutes.word_files import read_word

    return FileText(read_word(data, name))


def _read_web_page(data: bytes, name: str) -> FileText:
    from knowledge_base.statutes.web_pages import read_web_page

    return FileText(read_web_page(data, name))


def _read_pdf(data: bytes, name: str) -> FileText:
    from knowledge_base.statutes.pdf_files import read_pdf

    text, doubts = read_pdf(data, name)
    return FileText(text, doubts)


READERS: dict[str, Callable[[bytes, str], FileText]] = {
    "txt": _read_plain,
    "docx": _read_word,
    "html": _read_web_page,
    "pdf": _read_pdf,
}
