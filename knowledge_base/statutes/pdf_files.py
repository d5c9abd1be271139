"""A PDF becomes lines. pypdf reads it; where it finds no letters, broken or torn words, pdfplumber tries, more slowly."""

import re
from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise
from typing import Any

from callcenter.core.wording import say
from knowledge_base.statutes import doubting
from knowledge_base.statutes.doubting import at, doubt
from knowledge_base.statutes.letters import cleaned
from knowledge_base.statutes.pages import PageLine, paragraphs, without_edges
from knowledge_base.statutes.refusals import UnreadableStatute, broken, encrypted, too_heavy
from knowledge_base.statutes.statute import Doubt

MAX_PAGES = 1000
BROKEN_LETTERS = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]|\\(cid:[0-9]+\\)")
MOST_BROKEN = 0.005
# No word: a printer that borrows ə from another font sets it apart, and pypdf then puts spaces around it.
TORN = re.compile(r"(?<!\S)[əƏ](?!\S)")
MOST_TORN = 0.01
FEWEST_LETTERS = 20
LONGEST_WORD = 20
COLUMN_LINES = 3

Pages = list[list[PageLine]]


def read_pdf(data: bytes, name: str) -> tuple[str, tuple[Doubt, ...]]:
    """Return the lines of a PDF and what is doubtful about its pages.

    Raises UnreadableStatute: `broken-statute`, `encrypted-statute`, `heavy-statute`, `scanned-statute`,
    `broken-letters`.
    """
    pages = _by_pypdf(data, name)
    if not _is_readable(pages):
        pages = _by_pdfplumber(data, name)
    if _letters(pages) < FEWEST_LETTERS:
        sentence = say(
            "«%(name)s» faylında mətn yoxdur: səhifələr skan edilmiş şəkillərdir. Mətni olan nüsxəni verin.",
            name=name,
        )
        raise UnreadableStatute("scanned-statute", sentence)
    if not _is_readable(pages):
        sentence = say(
            "«%(name)s» faylının hərfləri oxunmur: şriftində hərflərin adı yoxdur. Word faylını (.docx) verin.",
            name=name,
        )
        raise UnreadableStatute("broken-letters", sentence)
    return cleaned("\n".join(paragraphs(without_edges(pages)))), tuple(_doubts(pages))


def _by_pypdf(data: bytes, name: str) -> Pages:
    from pypdf import PasswordType, PdfReader
    from pypdf.errors import LimitReachedError, PyPdfError

    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED:
            raise encrypted(name)
        if len(reader.pages) > MAX_PAGES:
            raise too_heavy(name)
        return [_page_lines(page) for page in reader.pages]
    except LimitReachedError as fault:
        raise too_heavy(name) from fault
    except (PyPdfError, *STUMBLES) as fault:
        raise broken(name) from fault


# What pypdf raises on objects that are not what the page says they are.
STUMBLES = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    OSError,
    RecursionError,
    NotImplementedError,
)


def _page_lines(page: Any) -> list[PageLine]:
    lines: list[PageLine] = []
    words: list[str] = []
    place = (0.0, 0.0, 0.0)

    def visit(text: str, outer: list[float], inner: list[float], _font: object, size: float) -> None:
        nonlocal place
        for part in re.split(r"(\n)", text):
            if part == "\n":
                close()
            elif part:
                if not "".join(words).strip():
                    place = _place(outer, inner, size)
                words.append(part)

    def close() -> None:
        text = "".join(words)
        if text.strip():
            lines.append(PageLine(text, *place))
        words.clear()

    page.extract_text(visitor_text=visit)
    close()
    return lines


def _place(outer: Sequence[float], inner: Sequence[float], size: float) -> tuple[float, float, float]:
    x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
    y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
    return float(x), float(y), float(size) * abs(float(inner[3] * outer[3]))


def _by_pdfplumber(data: bytes, name: str) -> Pages:
    import pdfplumber
    from pdfminer.pdfexceptions import PDFException
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    try:
        with pdfplumber.open(BytesIO(data)) as document:
            return [
                [PageLine(line["text"], line["x0"], -line["top"]) for line in page.extract_text_lines()]
                for page in document.pages
            ]
    except (PDFException, PdfminerException, MalformedPDFException, *STUMBLES) as fault:
        if any(isinstance(cause, MemoryError) for cause in fault.args):
            raise too_heavy(name) from fault
        raise broken(name) from fault


def _text(pages: Pages) -> str:
    return "\n".join(line.text for page in pages for line in page)


def _letters(pages: Pages) -> int:
    return sum(character.isalpha() for character in _text(pages))


def _is_readable(pages: Pages) -> bool:
    text = _text(pages)
    words = text.split()
    return (
        _letters(pages) >= FEWEST_LETTERS
        and len(BROKEN_LETTERS.findall(text)) <= MOST_BROKEN * len(text)
        and len(TORN.findall(text)) <= MOST_TORN * len(words)
        and sum(map(len, words)) <= LONGEST_WORD * len(words)
    )


def _doubts(pages: Pages) -> list[Doubt]:
    doubts = [
        doubt(doubting.EMPTY_PAGE, at(doubting.AT_PAGE, number))
        for number, page in enumerate(pages, start=1)
        if not page
    ]
    folded = [number for number, page in enumerate(pages, start=1) if _has_columns(page)]
    if folded:
        doubts.append(doubt(doubting.COLUMNS, at(doubting.AT_PAGE, folded[0])))
    return doubts


def _has_columns(page: Sequence[PageLine]) -> bool:
    """True when the text goes back up on the page, to a place further right, and goes on down from there.

    A browser prints the page's header after its text: one line that goes up, nothing below it.
    """
    if len(page) < 6:
        return False
    height = max(line.y for line in page) - min(line.y for line in page)
    return any(
        lower.y > upper.y + height / 4 and _goes_down(page[index : index + COLUMN_LINES], upper.x + 100)
        for index, (upper, lower) in enumerate(pairwise(page), start=1)
    )


def _goes_down(lines: Sequence[PageLine], left: float) -> bool:
    return (
        len(lines) == COLUMN_LINES
        and all(line.x > left for line in lines)
        and all(upper.y > lower.y for upper, lower in pairwise(lines))
    )
