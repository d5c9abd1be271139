"""A learned layer as a value: which features speak for which unit, kept as bytes between processes."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from knowledge_base.matching.equations import product
from knowledge_base.matching.scoring import Space
from knowledge_base.matching.vectors import Floats, Places, Vector, joined, times

VERSION = 1
DIGEST = sha256().digest_size


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights of features for classes; only features that an example has are kept."""

    place: NDArray[np.int32]
    weights: Floats

    @classmethod
    def of(cls, rows: csr_array, taught: Floats) -> "Linear":
        """Make the weights from the examples and from what each adds to each class."""
        place, narrow = cls.narrowed(rows)
        return cls(place, times(narrow.T.tocsr(), taught))

    @staticmethod
    def narrowed(rows: csr_array) -> tuple[NDArray[np.int32], csr_array]:
        """Return where each feature that a row has is among those, and the rows of those features alone."""
        used = np.unique(rows.indices)
        place = np.full(rows.shape[1], -1, dtype=np.int32)
        place[used] = np.arange(len(used), dtype=np.int32)
        shape = (rows.shape[0], len(used))
        return place, csr_array((rows.data, place[rows.indices], rows.indptr), shape=shape)

    def scores(self, query: Vector) -> Floats:
        """Return what the weights say of a text for each class."""
        at = self.place[query.features]
        known = at >= 0
        said: Floats = product(query.weights[known][None], self.weights[at[known]])[0]
        return said

    def of_rows(self, rows: csr_array) -> Floats:
        """Return what the weights say of each of some texts."""
        used, place = np.unique(rows.indices, return_inverse=True)
        narrow = csr_array((rows.data, place.astype(np.int32), rows.indptr), shape=(rows.shape[0], len(used)))
        return times(narrow, self.of_features(used.astype(np.int64)))

    def of_features(self, features: Places) -> Floats:
        """Return the weights of some features; zero for one that no example has."""
        at = self.place[features]
        return np.where((at >= 0)[:, None], self.weights[at], np.float32(0.0))


@dataclass(frozen=True, slots=True)
class Layer:
    """What was learned from cards and confirmed appeals: small enough to be kept, whole without them.

    `weights` has a row for each feature of `space` and a column for each unit, the last for matters of other
    bodies. `even` is how much a fully trusted example of each column counted, the last one of no known unit;
    `taught` are the ids of the confirmed appeals that it learned from, in order.
    """

    space: Space
    weights: Floats
    units: tuple[str, ...]
    even: NDArray[np.float64]
    taught: Places

    def scores(self, stems: Mapping[str, float], grams: Mapping[str, float]) -> Floats:
        """Return what the layer says of a text for each of its columns."""
        query = joined(self.space.stem_vector(stems), self.space.gram_vector(grams))
        said: Floats = product(query.weights[None], self.weights[query.features])[0]
        return said

    def columns(self, units: Sequence[str]) -> Places:
        """Return the column of each unit and of elsewhere; -1 where the layer has none."""
        known = {unit: column for column, unit in enumerate(self.units)}
        return np.array([*(known.get(unit, -1) for unit in units), len(self.units)], dtype=np.int64)

    def knows(self, number: int) -> bool:
        """Say whether the layer learned from the confirmed appeal of this id."""
        place = int(np.searchsorted(self.taught, number))
        return place < len(self.taught) and int(self.taught[place]) == number

    def to_bytes(self) -> bytes:
        """Return the layer as bytes that any process of this version reads."""
        kept = io.BytesIO()
        np.savez_compressed(
            kept,
            version=np.array([VERSION]),
            stems=_packed(self.space.stems),
            grams=_packed(self.space.grams),
            units=_packed(self.units),
            rarity=self.space.rarity,
            weights=self.weights.astype(np.float16),
            even=self.even,
            taught=self.taught,
        )
        return sha256(kept.getvalue()).digest() + kept.getvalue()

    @classmethod
    def from_bytes(cls, kept: bytes) -> "Layer":
        """Return the layer that `to_bytes` kept; ValueError for any other bytes."""
        digest, body = kept[:DIGEST], kept[DIGEST:]
        if sha256(body).digest() != digest:
            raise ValueError("these bytes are no learned layer, or not all of one")
        with np.load(io.BytesIO(body), allow_pickle=False) as read:
            return cls._checked({name: read[name] for name in read.files})

    @classmethod
    def _checked(cls, parts: Mapping[str, NDArray[np.generic]]) -> "Layer":
        if "version" not in parts or parts["version"].tolist() != [VERSION]:
            raise ValueError("the layer was learned by another version")
        stems, grams, units = (_unpacked(parts[name]) for name in ("stems", "grams", "units"))
        features = len(stems) + len(grams)
        layer = cls(
            Space(
                {stem: place for place, stem in enumerate(stems)},
                {gram: len(stems) + place for place, gram in enumerate(grams)},
                parts["rarity"].astype(np.float32),
            ),
            parts["weights"].astype(np.float32),
            tuple(units),
            parts["even"].astype(np.float64),
            parts["taught"].astype(np.int64),
        )
        shapes = (layer.space.rarity.shape, layer.weights.shape, layer.even.shape)
        if shapes != ((features,), (features, len(units) + 1), (len(units) + 2,)):
            raise ValueError("parts that do not belong together")
        if not all(np.isfinite(part).all() for part in (layer.weights, layer.even, layer.space.rarity)):
            raise ValueError("weights that are no numbers")
        return layer


def _packed(names: Sequence[str] | Mapping[str, int]) -> NDArray[np.uint8]:
    return np.frombuffer("\0".join(names).encode("utf-8", "surrogatepass"), dtype=np.uint8)


def _unpacked(packed: NDArray[np.generic]) -> list[str]:
    text = packed.astype(np.uint8).tobytes().decode("utf-8", "surrogatepass")
    return text.split("\0") if text else []
