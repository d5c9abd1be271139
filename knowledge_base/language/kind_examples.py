"""What the examples of each kind have in common: a small linear layer over how a sentence is put.

Only the way of putting it counts: endings of words, the last words, the first one, a question mark and the cues.
The examples stand in kinds.yaml; the layer is least squares with a ridge, solved in a fraction of a second when first used.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import TypeAlias

import numpy as np
import yaml
from numpy.typing import NDArray
from scipy import sparse

from knowledge_base.language.folding import fold
from knowledge_base.language.kind_cues import LONGEST, as_written, cues_of

RIDGE = 1.0
# Endings tell tense, person and mood; the last words say what is wanted.
ENDINGS = (2, 3, 4, 5)
# The length of the vector of a few words: what says less is taken for no more than it says.
SHORT = 12.0
ANYWHERE, FIRST, LAST = 0.5, 0.7, 1.0
Pull: TypeAlias = NDArray[np.float64]
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+")
_WORD = re.compile(r"\w+")


def likeness(text: str, kinds: Sequence[str]) -> tuple[float, ...]:
    """Return for each kind how much the text is put like its examples: about 0 for not at all, 1 for just so."""
    layer, usual = _layer(tuple(kinds))
    found = _features(text)
    total = np.zeros(len(kinds))
    length = 0.0
    for feature, weight in found.items():
        known = layer.get(feature)
        if known is not None:
            rarity, pull = known
            total += weight * rarity * pull
            length += (weight * rarity) ** 2
    return tuple(float(value) for value in usual + total / max(length**0.5, SHORT))


def stands_in_examples(word: str, kinds: Sequence[str]) -> bool:
    """Say whether some example has the folded word, as far as words are told apart."""
    return _named(word) in _layer(tuple(kinds))[0]


@lru_cache(maxsize=2)
def _layer(kinds: tuple[str, ...]) -> tuple[Mapping[str, tuple[float, Pull]], Pull]:
    """Each feature's rarity and its pull towards each kind, and the share of each kind."""
    shipped = files("knowledge_base.language").joinpath("kinds.yaml").read_text(encoding="utf-8")
    listed: Mapping[str, Sequence[str]] = yaml.load(shipped, Loader=yaml.CSafeLoader)
    texts = [(text, kinds.index(kind)) for kind, said in listed.items() for text in said]
    read = [_features(text) for text, _ in texts]
    counts = Counter(feature for features in read for feature in features)
    column = {feature: place for place, feature in enumerate(counts)}
    rarity = {feature: np.log((len(read) + 1) / (count + 0.5)) for feature, count in counts.items()}
    matrix = _unit_rows(
        [
            {column[feature]: weight * rarity[feature] for feature, weight in features.items()}
            for features in read
        ]
    )
    targets = np.eye(len(kinds))[[kind for _, kind in texts]]
    usual = targets.mean(axis=0)
    likenesses = (matrix @ matrix.T).toarray()
    pulls = matrix.T @ np.linalg.solve(likenesses + RIDGE * np.eye(len(read)), targets - usual)
    return {feature: (float(rarity[feature]), pulls[place]) for feature, place in column.items()}, usual


def _unit_rows(rows: Sequence[Mapping[int, float]]) -> sparse.csr_array:
    """Texts by features, each text of length 1."""
    lengths = [sum(value**2 for value in row.values()) ** 0.5 for row in rows]
    values = [value / length for row, length in zip(rows, lengths, strict=True) for value in row.values()]
    starts = np.cumsum([0, *(len(row) for row in rows)])
    return sparse.csr_array((values, [place for row in rows for place in row], starts))


def _named(word: str) -> str:
    return f"word {word[:7]}"


def _features(text: str) -> dict[str, float]:
    """Nothing for a text without a word."""
    folded = as_written(fold(text[:LONGEST]))
    sentences = [sentence for sentence in _SENTENCE_END.split(folded) if sentence]
    last = _WORD.findall(sentences[-1]) if sentences else []
    if not last:
        return {}
    found = {f"cue {cue}": 1.0 for cue in cues_of(text)}
    for word in set(_WORD.findall(folded)):
        found[_named(word)] = ANYWHERE
        found.update((f"ends {word[-length:]}", ANYWHERE) for length in ENDINGS if len(word) > length)
    for word in last[-2:]:
        found[f"last {word[:20]}"] = LAST
        found.update((f"closes {word[-length:]}", LAST) for length in ENDINGS if len(word) > length)
    found[f"first {last[0][:20]}"] = FIRST
    if folded.endswith("?"):
        found["asks"] = LAST
    return found
