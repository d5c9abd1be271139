"""The seam to the matching: how an index is built, brought up to date, and how a layer is trained for it."""

from collections.abc import Collection, Mapping, Sequence

from knowledge_base.matching.cards import Card, ConfirmedAppeal
from knowledge_base.matching.index import Index
from knowledge_base.matching.layers import Layer
from knowledge_base.matching.training import train

Synonyms = Mapping[str, Sequence[str]]


def index_of(
    cards: Sequence[Card],
    *,
    confirmed: Sequence[ConfirmedAppeal],
    weights: bytes | None,
    clause_texts: Mapping[str, str] | None = None,
    synonyms: Synonyms | None = None,
) -> Index:
    """Build an index with the layer whose bytes are given; bytes of another version are as good as none."""
    return Index.build(
        cards, clause_texts=clause_texts, confirmed=confirmed, synonyms=synonyms, layer=_layer(weights)
    )


def amended(
    index: Index,
    *,
    added: Sequence[ConfirmedAppeal],
    struck: Collection[int],
    cards: Sequence[Card],
    retired: Collection[str],
    synonyms: Synonyms | None,
) -> Index:
    """Return the index with what changed since beside it; synonyms, where given, are all there are."""
    return index.amended(added=added, struck=struck, cards=cards, retired=retired, synonyms=synonyms)


def under(index: Index, weights: bytes | None) -> Index:
    """Return the index with the layer whose bytes are given in place of its own; none for none."""
    return index.under(_layer(weights))


def fit(cards: Sequence[Card], confirmed: Sequence[ConfirmedAppeal]) -> bytes:
    """Train a layer and return its bytes."""
    return train(cards, confirmed).to_bytes()


def _layer(weights: bytes | None) -> Layer | None:
    try:
        return Layer.from_bytes(weights) if weights is not None else None
    except ValueError:
        return None
