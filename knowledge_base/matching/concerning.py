"""Two matters in one appeal: parts of the text that surely speak for different units."""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from knowledge_base.language.folding import Token
from knowledge_base.matching.reading import STOP_WORDS, Reading
from knowledge_base.matching.vectors import Floats

# Where one matter may end and another begin: sentences, and words that add something further.
_BREAK = re.compile(
    r"[.!?;]+(?=\s|$)|\n+"
    r"|,?\s(?:həm də|hem de|həmçinin|hemcinin|hemchinin|bundan başqa|bundan basqa|bundan bashqa|bundan əlavə|"
    r"bundan elave|əlavə olaraq|elave olaraq|eyni zamanda|bir də|а также|кроме того|ещё|еще|also|as well as)\s",
    re.IGNORECASE,
)
FEWEST_WORDS, MOST_PARTS = 2, 4
# A part speaks for its unit with this score at least, and so much above what it says for the other; that it is
# for none of the units must be less likely than OURS.
SURE, ABOVE, OURS = 0.75, 0.35, 0.5


def parts_of(text: str, reading: Reading) -> list[range]:
    """Return the parts of a text as ranges of its words; those with hardly a word that counts are left out."""
    ends = [found.start() for found in _BREAK.finditer(text)]
    place = np.searchsorted(ends, [token.start for token in reading.tokens], side="left")
    parts = [range(*np.searchsorted(place, (number, number + 1))) for number in sorted(set(place.tolist()))]
    return [part for part in parts if _counted(reading.tokens, part) >= FEWEST_WORDS][:MOST_PARTS]


def _counted(tokens: Sequence[Token], part: range) -> int:
    return sum(tokens[at].stem not in STOP_WORDS for at in part)


def part_of(reading: Reading, part: range) -> Reading:
    """Return the reading of a part alone."""
    terms = tuple(
        term._replace(first=term.first - part.start, last=term.last - part.start)
        for term in reading.terms
        if term.first in part and term.last in part
    )
    return replace(reading, tokens=reading.tokens[part.start : part.stop], terms=terms)


def units_concerned(first: int, parts: Sequence[Floats]) -> tuple[int, ...]:
    """Return the unit that the whole text is for and, where a part surely is for another one, that one.

    `parts` holds for each part the best score of every unit.
    """
    sure = [said for said in parts if said.max() >= SURE]
    own = [said for said in sure if said.argmax() == first]
    others = [
        (float(said.max()), int(said.argmax()))
        for said in sure
        if said.argmax() != first
        and said.max() - said[first] >= ABOVE
        and any(mine[first] - mine[said.argmax()] >= ABOVE for mine in own)
    ]
    return (first, max(others)[1]) if others else (first,)
