"""The encoding of a plain text file, decided by its marks and by which decoding yields words."""

import re

from callcenter.core.wording import say
from knowledge_base.statutes.letters import cleaned
from knowledge_base.statutes.refusals import UnreadableStatute

BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
CYRILLIC_PAGES = ("cp1251", "koi8-r")
SMALL_CYRILLIC = re.compile("[а-яё]")
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")


def read_plain(data: bytes, name: str) -> str:
    """Return the text of a plain text file in any encoding that occurs in ministries.

    Raises UnreadableStatute: `binary-statute`, `broken-encoding`.
    """
    text = cleaned(decoded(data, name))
    if "\x00" in text or len(CONTROLS.findall(text)) > 0.001 * len(text):
        raise _binary(name)
    return text


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
        raise _binary(name) from broken


def _unmarked_utf16(data: bytes) -> str | None:
    # Latin and Cyrillic text in UTF-16 has 0 to 4 as every second byte; other text has none of these at all.
    sample = data[: 64 * 1024]
    pairs = len(sample) // 2
    if pairs < 8 or 0 not in sample:
        return None
    high, low = (sum(sample[at::2].count(byte) for byte in range(5)) / pairs for at in (1, 0))
    if high > 0.5 and low < 0.05:
        return "utf-16-le"
    return "utf-16-be" if low > 0.5 and high < 0.05 else None


def _one_byte(data: bytes, name: str) -> str:
    mostly = data.decode("utf-8", errors="replace")
    letters = len(data.translate(None, delete=bytes(range(0x80))))
    if mostly.count("\ufffd") * 20 < letters:
        sentence = say(
            "«%(name)s» faylının kodlaşdırması pozulub: mətn UTF-8 kimi yazılıb, amma bəzi hərfləri zədələnib.",
            name=name,
        )
        raise UnreadableStatute("broken-encoding", sentence)
    # Cyrillic words are runs of high bytes; in Turkish and Azerbaijani Latin a high byte sits among ASCII letters.
    runs = len(re.findall(rb"[\xc0-\xff]{2}", data))
    mixed = len(re.findall(rb"[A-Za-z][\xc0-\xff]|[\xc0-\xff][A-Za-z]", data))
    if runs * 2 > mixed:
        return _cyrillic(data, name)
    text = _strictly(data, "cp1254", name)
    # The code page has no ə; typists wrote the ä of the alphabet of 1991, a letter Azerbaijani has no other use for.
    return text.replace("ä", "ə").replace("Ä", "Ə")


def _cyrillic(data: bytes, name: str) -> str:
    """Choose the Cyrillic code page in which the text is written in small letters, as running text is."""
    readings = [_strictly(data, page, name) for page in CYRILLIC_PAGES if _decodes(data, page)]
    if not readings:
        raise _binary(name)
    return max(readings, key=lambda text: len(SMALL_CYRILLIC.findall(text)))


def _decodes(data: bytes, page: str) -> bool:
    try:
        data.decode(page)
    except UnicodeDecodeError:
        return False
    return True


def _binary(name: str) -> UnreadableStatute:
    sentence = say("«%(name)s» mətn faylı deyil: içində mətnə aid olmayan baytlar var.", name=name)
    return UnreadableStatute("binary-statute", sentence)
