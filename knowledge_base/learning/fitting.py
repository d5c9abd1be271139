"""The seam to the matching: how an index is built, brought up to date, and how a layer is trained for it."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence

from knowledge_base.matching.cards import Card, ConfirmedAppeal
from knowledge_base.matching.index import Index

Synonyms = Mapping[str, Sequence[str]]
HEARD = 0.1
"""An index that hears every example alike is not given those that weigh less than this."""


def index_of(
    cards: Sequence[Card],
    *,
    confirmed: Sequence[ConfirmedAppeal],
    weights: bytes | None,  # noqa: ARG001
    clause_texts: Mapping[str, str] | None = None,
    synonyms: Synonyms | None = None,
) -> Index:
    """Build an index with the layer whose bytes are given; bytes of another version are as good as none."""
    # With layers and weights of examples in the matching: confirmed=confirmed, layer=_layer(weights).
    heard = [one for one in confirmed if one.trust >= HEARD]
    return Index.build(cards, clause_texts=clause_texts, confirmed=heard, synonyms=synonyms)


def amended(
    index: Index,  # noqa: ARG001
    *,
    added: Sequence[ConfirmedAppeal],  # noqa: ARG001
    struck: Collection[int],  # noqa: ARG001
    cards: Sequence[Card],  # noqa: ARG001
    retired: Collection[str],  # noqa: ARG001
    synonyms: Synonyms | None,  # noqa: ARG001
    whole: Callable[[], Index],
) -> Index:
    """Return the index with what changed since beside it."""
    # With deltas in the matching: index.amended(added, struck, cards, retired, synonyms), and no `whole`.
    return whole()


def fit(cards: Sequence[Card], confirmed: Sequence[ConfirmedAppeal]) -> bytes:
    """Train a layer and return its bytes."""
    # With layers in the matching: learning.train(cards, confirmed).to_bytes().
    return json.dumps({"examples": len(confirmed), "cards": len(cards)}).encode()
