"""Bytes of a statute's file become clean Unicode text, or one clear refusal.

Formats are told apart by the file's first bytes and its suffix, so that each new format is one more entry in
`READERS`. Text files come from many hands: the encoding is found, line ends, composed letters, invisible
characters and Cyrillic letters typed inside Latin words are put right. Nothing else of the wording is touched.
"""

import re
import unicodedata
from collections.abc import Callable

MAX_BYTES = 10 * 1024 * 1024

EMPTY = "«%(name)s» faylı boşdur: içində oxunacaq mətn yoxdur."
TOO_LARGE = "«%(name)s» faylı çox böyükdür: %(size)s MB (ən çoxu %(limit)s MB ola bilər)."
BINARY = "«%(name)s» mətn faylı deyil: içində mətnə aid olmayan baytlar var."
BROKEN = "«%(name)s» faylının kodlaşdırması pozulub: mətn UTF-8 kimi yazılıb, amma bəzi hərfləri zədələnib."
UNSUPPORTED = "«%(name)s» faylının formatı oxunmur. Əsasnaməni mətn (.txt) faylı kimi verin."
NOT_A_STATUTE = "Bu mətn əsasnamə kimi oxunmadı: nömrələnmiş fəsil və bəndlər tapılmadı."
TOO_LONG = "Mətn çox uzundur: %(lines)s sətir (ən çoxu %(limit)s sətir ola bilər)."
BAD_CHARACTERS = "Mətndə yazı işarəsi olmayan simvollar var; fayl zədələnib və ya mətn faylı deyil."


class UnreadableStatute(Exception):
    """A text that cannot be read as a statute: a stable code, the sentence for people and its values."""

    def __init__(self, code: str, message: str, **values: object) -> None:
        super().__init__(message % values if values else message)
        self.code = code
        self.message = message
        self.values = values


def read_text(data: bytes, name: str) -> str:
    """Return the text of a statute's file, lines ended by ``\\n``.

    Raises UnreadableStatute: `empty-statute`, `statute-too-large` (over 10 MB), `unsupported-format`,
    `binary-statute`, `broken-encoding`.
    """
    if len(data) > MAX_BYTES:
        size, limit = f"{len(data) / 1024 / 1024:.1f}".replace(".", ","), MAX_BYTES // 1024 // 1024
        raise UnreadableStatute("statute-too-large", TOO_LARGE, name=name, size=size, limit=limit)
    if not data.strip():
        raise UnreadableStatute("empty-statute", EMPTY, name=name)
    text = READERS[format_of(data, name)](data, name)
    if not text.strip():
        raise UnreadableStatute("empty-statute", EMPTY, name=name)
    return text


SIGNATURES = ((b"%PDF", "pdf"), (b"PK\x03\x04", "zip"), (b"{\\rtf", "rtf"), (b"\xd0\xcf\x11\xe0", "ole"))
OTHER_SUFFIXES = frozenset({"pdf", "doc", "docx", "rtf", "odt", "html", "htm"})


def format_of(data: bytes, name: str) -> str:
    """Return the key in `READERS` for a file: its first bytes decide, then its suffix; text when neither does."""
    by_bytes = next((kind for signature, kind in SIGNATURES if data.startswith(signature)), None)
    suffix = name.rpartition(".")[2].lower()
    kind = by_bytes or (suffix if suffix in OTHER_SUFFIXES else "txt")
    if kind not in READERS:
        raise UnreadableStatute("unsupported-format", UNSUPPORTED, name=name)
    return kind


def read_plain(data: bytes, name: str) -> str:
    """Return the text of a plain text file in any encoding that occurs in ministries."""
    text = cleaned(decoded(data, name))
    if "\x00" in text or _control_share(text) > 0.001:
        raise UnreadableStatute("binary-statute", BINARY, name=name)
    return text


READERS: dict[str, Callable[[bytes, str], str]] = {"txt": read_plain}

BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def decoded(data: bytes, name: str) -> str:
    """Decode by byte order mark, then UTF-16 without a mark, UTF-8, and the one-byte code pages."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding, name)
    if (unmarked := _unmarked_utf16(data)) is not None:
        return _strictly(data, unmarked, name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _one_byte(data, name)


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as broken:
        raise UnreadableStatute("binary-statute", BINARY, name=name) from broken


def _unmarked_utf16(data: bytes) -> str | None:
    # Latin text in UTF-16 has a zero as every second byte; other text has none at all.
    sample = data[: 64 * 1024]
    pairs = len(sample) // 2
    if pairs < 8 or 0 not in sample:
        return None
    high, low = sample[1::2].count(0) / pairs, sample[0::2].count(0) / pairs
    if high > 0.5 and low < 0.05:
        return "utf-16-le"
    return "utf-16-be" if low > 0.5 and high < 0.05 else None


def _one_byte(data: bytes, name: str) -> str:
    mostly = data.decode("utf-8", errors="replace")
    letters = len(data.translate(None, delete=bytes(range(0x80))))
    if mostly.count("\ufffd") * 20 < letters:
        raise UnreadableStatute("broken-encoding", BROKEN, name=name)
    # Cyrillic words are runs of high bytes; in Turkish and Azerbaijani Latin a high byte sits among ASCII letters.
    runs = len(re.findall(rb"[\xc0-\xff]{2}", data))
    mixed = len(re.findall(rb"[A-Za-z][\xc0-\xff]|[\xc0-\xff][A-Za-z]", data))
    if runs * 2 > mixed:
        return _strictly(data, "cp1251", name)
    text = _strictly(data, "cp1254", name)
    # The code page has no ə; typists wrote the ä of the alphabet of 1991, a letter Azerbaijani has no other use for.
    return text.replace("ä", "ə").replace("Ä", "Ə")


def _control_share(text: str) -> float:
    return len(re.findall(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]", text)) / max(len(text), 1)


LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
SOFT_HYPHEN_AT_LINE_END = re.compile("\xad[ \t]*\n[ \t]*")
CHARACTERS: dict[int, int | None] = {
    **dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF)),
    **dict.fromkeys((0x09, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), 0x20),
    **dict.fromkeys((0x2010, 0x2011), 0x2D),
    **{wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)},
    **str.maketrans("ǝƎ", "əƏ"),
}


def cleaned(text: str) -> str:
    """Put line ends, composed letters, invisible and full-width characters and stray Cyrillic right."""
    text = LINE_ENDS.sub("\n", text)
    text = SOFT_HYPHEN_AT_LINE_END.sub("", text).translate(CHARACTERS)
    # NFC leaves i + dot above apart: the lower case of İ outside Azerbaijani.
    text = unicodedata.normalize("NFC", text).replace("i\u0307", "i")
    return latin_words(text)


LOOKALIKES = str.maketrans("аеорсухіјһәАВЕКМНОРСТУХІЈҺӘѕЅԛԝ", "aeopcyxijhəABEKMHOPCTYXIJHƏsSqw")
CYRILLIC = re.compile("[\u0400-\u052f]")
LATIN = re.compile("[A-Za-zÀ-ɏə]")
WORD = re.compile(r"[^\W\d_]+")


def latin_words(text: str) -> str:
    """Replace Cyrillic letters that look Latin inside words that are Latin otherwise, and in Roman numerals."""
    if not CYRILLIC.search(text):
        return text
    mended = {word: latin for word in set(WORD.findall(text)) if (latin := _latin(word)) != word}
    return WORD.sub(lambda found: mended.get(found[0], found[0]), text) if mended else text


def _latin(word: str) -> str:
    if not CYRILLIC.search(word):
        return word
    latin = word.translate(LOOKALIKES)
    whole = not CYRILLIC.search(latin)
    return latin if whole and (LATIN.search(word) or set(latin) <= set("IVX")) else word
