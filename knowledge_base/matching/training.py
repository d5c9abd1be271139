"""Training: the layer of a knowledge base and all its confirmed appeals, as the job makes it at leisure."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from knowledge_base.matching import learning
from knowledge_base.matching.cards import Card, ConfirmedAppeal
from knowledge_base.matching.entities import entities
from knowledge_base.matching.examples import UNNAMED, Example, examples_of
from knowledge_base.matching.layers import Layer
from knowledge_base.matching.scoring import Space, space_of
from knowledge_base.matching.texts import read_texts, together
from knowledge_base.matching.vectors import Floats, times

# The commonest features are enough to tell units apart; the rest would only make the layer large.
MOST_FEATURES = 60_000


def train(
    cards: Sequence[Card],
    confirmed: Sequence[ConfirmedAppeal],
    *,
    clause_texts: Mapping[str, str] | None = None,
) -> Layer:
    """Learn which features speak for which unit from everything there is; each appeal counts by its trust."""
    units = {unit: place for place, unit in enumerate(dict.fromkeys(card.unit for card in cards))}
    examples = examples_of(cards, units, clause_texts or {}, confirmed)
    labels = [example.unit for example in examples]
    space, rows = _narrow(*_read(examples))
    targets = learning.targets_of(labels, len(units) + 1)
    counted = learning.balanced(labels, [example.trust for example in examples])
    return Layer(
        space=space,
        weights=_fitted(rows, targets, counted),
        units=tuple(units),
        even=learning.evenness(labels, len(units) + 1),
        taught=np.array(sorted(e.id for e in examples if e.id != UNNAMED), dtype=np.int64),
    )


def _read(examples: Sequence[Example]) -> tuple[Space, csr_array]:
    places: dict[str, int] = {}
    said = [[places.setdefault(part, len(places)) for part in example.parts] for example in examples]
    read = read_texts(list(places), entities())
    parts = together(said, len(places))
    return space_of(read, parts)


def _fitted(rows: csr_array, targets: Floats, counted: NDArray[np.float64]) -> Floats:
    if rows.shape[0] <= learning.MOST_EXAMPLES:
        return times(rows.T.tocsr(), learning.fit(rows, targets, counted))
    return learning.fit_many(rows, targets, counted)


def _narrow(space: Space, rows: csr_array) -> tuple[Space, csr_array]:
    """Keep the commonest features, and number them anew."""
    counts = np.bincount(rows.indices, minlength=rows.shape[1])
    kept = np.flatnonzero(counts)
    if len(kept) > MOST_FEATURES:
        kept = np.sort(kept[np.argpartition(-counts[kept], MOST_FEATURES)[:MOST_FEATURES]])
    place = np.full(rows.shape[1], -1, dtype=np.int32)
    place[kept] = np.arange(len(kept), dtype=np.int32)
    stems = {stem: int(place[at]) for stem, at in space.stems.items() if place[at] >= 0}
    grams = {gram: int(place[at]) for gram, at in space.grams.items() if place[at] >= 0}
    some = place[rows.indices] >= 0
    ends = np.concatenate([[0], np.cumsum(some)])[rows.indptr].astype(np.int32)
    narrow = csr_array((rows.data[some], place[rows.indices[some]], ends), shape=(rows.shape[0], len(kept)))
    return Space(stems, grams, space.rarity[kept]), narrow
