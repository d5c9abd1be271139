"""A knowledge base of any size: words of the catalogue and the statutes put together anew, and invented ones.

The vocabulary grows with the base as in real text: every card has some words of its own, half of them shared
with a few neighbours, all of them inflected.
"""

import random
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from knowledge_base.catalogue import cards_of, read_catalogue
from knowledge_base.matching.cards import Card, ConfirmedAppeal

UNITS, PHRASES = 200, 2
STATUTES = Path(__file__).resolve().parents[3] / "shared" / "statutes"
SYLLABLES = [
    "ba",
    "be",
    "da",
    "de",
    "ka",
    "ko",
    "la",
    "li",
    "ma",
    "me",
    "na",
    "ni",
    "ra",
    "ri",
    "sa",
    "sə",
    "ta",
    "tə",
    "va",
    "və",
    "za",
    "zi",
    "qa",
    "gü",
    "çi",
    "şə",
    "ça",
    "xa",
    "hə",
    "yo",
    "fu",
]
ENDINGS = ("", "", "", "lar", "ın", "da", "dan", "ı", "larının", "sı", "ə", "lıq")


def cards(count: int, seed: int = 0) -> list[Card]:
    """Return so many cards of UNITS units."""
    draw = random.Random(seed)
    return list(_cards(count, draw))


def appeals(made: Sequence[Card], count: int, seed: int = 1) -> list[tuple[str, str]]:
    """Return texts that callers might say, each with the unit whose card it was drawn from.

    A phrase of a card with a third of its words left out or misspelt, between everyday words.
    """
    draw = random.Random(seed)
    everyday = _words()
    found = []
    for _ in range(count):
        card = draw.choice(made)
        words = f"{draw.choice(card.phrases)} {card.title}".split()
        kept = [_misspelt(word, draw) if draw.random() < 0.15 else word for word in words]
        kept = [word for word in kept if draw.random() > 0.25]
        found.append((" ".join(["Salam,", *draw.choices(everyday, k=4), *kept]) + "?", card.unit))
    return found


def confirmed(made: Sequence[Card], count: int, units: int, seed: int = 2) -> list[ConfirmedAppeal]:
    """Return confirmed appeals of about 15 words for the first `units` units."""
    names = sorted({card.unit for card in made})[:units]
    own = [card for card in made if card.unit in names]
    said = appeals(own, count, seed)
    return [ConfirmedAppeal(text, "", unit, 1.0, number) for number, (text, unit) in enumerate(said, start=1)]


def _cards(count: int, draw: random.Random) -> Iterator[Card]:
    real = _words()
    # A unit speaks of its own matters: a part of the real words is its own.
    topics = [draw.sample(real, 400) for _ in range(UNITS)]
    for number in range(count):
        unit = number % UNITS
        own = [_invented(draw.randrange(2 * count)) for _ in range(3)]

        def said(length: int, unit: int = unit, own: list[str] = own) -> str:
            words = draw.choices(topics[unit], k=length - 3) + draw.choices(real, k=2)
            words.append(draw.choice(own) + draw.choice(ENDINGS))
            draw.shuffle(words)
            return " ".join(words)

        yield Card(
            code=f"card-{number}", unit=f"Bölmə {unit}", body="home", title=said(5), summary=said(12),
            clauses=(f"900:{unit}.{number}", f"900:{number}"), role="duty",
            keywords=(own[0], said(4)), phrases=tuple(said(9) for _ in range(PHRASES)),
        )  # fmt: skip


def _invented(number: int) -> str:
    """The word of a number: three or four syllables."""
    parts = []
    number = number * 7919 + 12345
    for _ in range(4):
        number, syllable = divmod(number, len(SYLLABLES))
        parts.append(SYLLABLES[syllable])
    return "".join(parts)


def _misspelt(word: str, draw: random.Random) -> str:
    at = draw.randrange(len(word))
    return word[:at] + word[at + 1 :] if len(word) > 4 else word


def _words() -> list[str]:
    shipped = cards_of(read_catalogue())
    texts = chain.from_iterable((card.title, card.summary, *card.phrases) for card in shipped)
    statutes = (path.read_text(encoding="utf-8") for path in sorted(STATUTES.glob("*.txt")))
    words = (word.strip('.,;:?!()«»"“”') for text in chain(texts, statutes) for word in text.split())
    return [word for word in words if word.isalpha()]
