"""Statutes in Cyrillic: Azerbaijani ones, printed until 2001, are written in Latin letters; Russian ones are refused."""

import re

# The alphabet of 1958, and the Russian letters of the one before it and of names.
SMALL = dict(
    zip(
        "абвгғдеәжзиыјйкҝлмноөпрстуүфхһчҹшэцщъь",
        [*"abvqğdeəjziıyykglmnoöprstuüfxhçcşesş", "", ""],
        strict=True,
    )
) | {"ё": "yo", "ю": "yu", "я": "ya"}
CAPITAL = {small.upper(): ("İ" if latin == "i" else latin.capitalize()) for small, latin in SMALL.items()}
LATIN = str.maketrans(SMALL | CAPITAL)
CYRILLIC_LETTER = re.compile("[\u0400-\u052f]")
LATIN_LETTER = re.compile("[A-Za-zÀ-ɏə]")
AZERBAIJANI = re.compile("[әөүҹҝһғ]")
# A Russian text may name a body or a person in Azerbaijani letters; in Azerbaijani every fifth letter is one.
RAREST = 20


def is_cyrillic(text: str) -> bool:
    """True when more letters of the text are Cyrillic than Latin."""
    return len(CYRILLIC_LETTER.findall(text)) > len(LATIN_LETTER.findall(text))


def is_azerbaijani(text: str) -> bool:
    """True when a text in Cyrillic is Azerbaijani, by the letters that Russian does not have."""
    return len(AZERBAIJANI.findall(text.lower())) * RAREST >= len(CYRILLIC_LETTER.findall(text))


def in_latin(text: str) -> str:
    """Write Azerbaijani Cyrillic in Latin letters, letter by letter."""
    return text.translate(LATIN)
