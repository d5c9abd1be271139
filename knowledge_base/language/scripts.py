"""Scripts and languages of an appeal: Cyrillic written as Latin, and a guess of the language."""

import re
from collections import Counter

# Azerbaijani Cyrillic (1958 alphabet) and Russian share this table. Letters fall on the ASCII base
# that the Latin Azerbaijani spelling of the same word folds to: "миграция" and "miqrasiya" meet.
CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "q", "д": "d", "е": "e", "ё": "e", "ж": "j", "з": "z",
    "и": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "x", "ц": "s", "ч": "c", "ш": "s", "щ": "s",
    "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "yu", "я": "ya",
    "ә": "e", "ө": "o", "ү": "u", "ҹ": "c", "ҝ": "g", "һ": "h", "ј": "y", "ғ": "g",
    "і": "i", "ї": "i", "є": "e", "ґ": "q", "қ": "q", "ң": "n", "ұ": "u",
}  # fmt: skip
AZERBAIJANI_CYRILLIC = frozenset("әөүҹҝһјғ")

_CYRILLIC_LETTER = re.compile(r"[\u0400-\u04ff]")
_LATIN_LETTER = re.compile(r"[A-Za-z\u00c0-\u024f\u0259]")
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = (
    "the of and to in is are was were what where who how when why i my we our you your it this that "
    "for from with on at by can could would should please do does did have has not need want be there "
    "hello good morning thanks thank about which if a an as be been being but or so than them they he she "
    "his her us me would like next now then also very any some no yes here there out over into after"
)
ENGLISH_WORDS = frozenset(_ENGLISH.split())


def is_cyrillic(word: str) -> bool:
    """Say whether the word holds a Cyrillic letter; a stray one in a Latin word counts too."""
    return _CYRILLIC_LETTER.search(word) is not None


def guess_language(text: str) -> str:
    """Return "az", "ru" or "en"; Azerbaijani where nothing speaks for another language.

    Cyrillic is Russian unless a letter of the Azerbaijani Cyrillic alphabet occurs. The schwa alone
    does not count: it is typed into Latin words from a wrong keyboard.
    """
    cyrillic = Counter(_CYRILLIC_LETTER.findall(text.lower()))
    latin = len(_LATIN_LETTER.findall(text))
    if cyrillic.total() > latin:
        return "az" if AZERBAIJANI_CYRILLIC.intersection(cyrillic) else "ru"
    words = [word.lower() for word in _WORD.findall(text)]
    english = sum(word in ENGLISH_WORDS for word in words)
    return "en" if english >= 2 and english * 4 >= len(words) else "az"
