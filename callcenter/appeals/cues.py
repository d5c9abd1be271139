"""Words by which a text may speak of a bribe (pure): a hint to the operator, who decides."""

import re

from knowledge_base.language.folding import fold


def _either(words: tuple[str, ...]) -> str:
    return "|".join(word if "\\" in word else fold(word) for word in words)


# Beginnings of words in Azerbaijani and Russian that hardly mean anything else.
_STEMS = "|".join(map(fold, ("rüşvət", "korrupsi", "взятк", "взяточ", "коррупц", "вымога")))
# Somebody asks for money or a treat; who wants their own money back speaks of themselves.
_ASKED = (
    (
        ("pul", "şirinlik", "maqarıç"),
        r"\w{0,2} ",
        ("istədi", r"isteyir(?:ler)?\b", "istəyib", "tələb", "umur", "umdu"),
    ),
    (("треб", "прос"), r"\w* ", ("деньг", "денег")),
)
_CUES = re.compile(
    rf"\b(?:{_STEMS})"
    + "".join(rf"|\b(?:{_either(first)}){between}(?:{_either(then)})" for first, between, then in _ASKED)
)


def speaks_of_bribes(text: str) -> bool:
    """Say whether the text may report corruption."""
    return _CUES.search(fold(text)) is not None
