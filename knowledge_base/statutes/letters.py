"""Characters of a statute's text put right: invisible ones, look-alikes, composed letters. No word is changed."""

import re
import unicodedata

from knowledge_base.statutes.raised import lowered_figures

LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
SOFT_HYPHEN_AT_LINE_END = re.compile("\xad[ \t]*\n[ \t]*")
CHARACTERS: dict[int, int | str | None] = {
    **dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF)),
    **dict.fromkeys(range(0x202A, 0x202F)),
    **dict.fromkeys(range(0x2066, 0x206A)),
    **dict.fromkeys((0x09, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), 0x20),
    **dict.fromkeys((0x2010, 0x2011), 0x2D),
    **{wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)},
    **str.maketrans("ǝƎ", "əƏ"),
    # Ligatures of typesetters: ﬀ ﬁ ﬂ ﬃ ﬄ ﬅ ﬆ.
    **dict(zip(range(0xFB00, 0xFB07), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)),
}


def cleaned(text: str) -> str:
    """Put line ends, composed letters, invisible and full-width characters and stray Cyrillic right."""
    text = LINE_ENDS.sub("\n", text)
    text = SOFT_HYPHEN_AT_LINE_END.sub("", text).translate(CHARACTERS)
    # NFC leaves i + dot above apart: the lower case of İ outside Azerbaijani.
    text = unicodedata.normalize("NFC", text).replace("i\u0307", "i")
    return latin_words(lowered_figures(text))


LOOKALIKES = str.maketrans("аеорсухіјһәАВЕКМНОРСТУХІЈҺӘѕЅԛԝ", "aeopcyxijhəABEKMHOPCTYXIJHƏsSqw")
CYRILLIC = re.compile("[\u0400-\u052f]")
LATIN = re.compile("[A-Za-zÀ-ɏə]")
WORD = re.compile(r"[^\W\d_]+")
LONGEST_STRAY = 2


def latin_words(text: str) -> str:
    """Replace Cyrillic letters that look Latin inside words that are Latin otherwise, and in Roman numerals.

    One or two such letters between Latin words are Latin, too: `о cümlədən`, `Göstəriş”ә`, `on(lar)а`.
    """
    if not CYRILLIC.search(text):
        return text
    mended = {word: latin for word in set(WORD.findall(text)) if (latin := _latin(word)) != word}
    text = WORD.sub(lambda found: mended.get(found[0], found[0]), text) if mended else text
    return _without_strays(text) if CYRILLIC.search(text) else text


def _latin(word: str) -> str:
    if not CYRILLIC.search(word):
        return word
    latin = word.translate(LOOKALIKES)
    whole = not CYRILLIC.search(latin)
    return latin if whole and (LATIN.search(word) or set(latin) <= set("IVX")) else word


def _without_strays(text: str) -> str:
    found = list(WORD.finditer(text))
    foreign = [bool(CYRILLIC.search(word[0])) for word in found]
    pieces, end = [], 0
    for index, word in enumerate(found):
        beside = foreign[max(index - 1, 0) : index] + foreign[index + 1 : index + 2]
        if not foreign[index] or len(word[0]) > LONGEST_STRAY or any(beside) or not beside:
            continue
        latin = word[0].translate(LOOKALIKES)
        if not CYRILLIC.search(latin):
            pieces += [text[end : word.start()], latin]
            end = word.end()
    return "".join([*pieces, text[end:]])
