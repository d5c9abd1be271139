"""Dealing from a shuffled heap, so that each card comes before any comes again (pure)."""

from collections.abc import Callable, Sequence
from random import Random
from typing import Generic, TypeVar

Card = TypeVar("Card")


class Deck(Generic[Card]):
    """Deals cards so that each is dealt before any is dealt again, as far as they fit."""

    def __init__(self, cards: Sequence[Card], chance: Random) -> None:
        self._cards, self._chance = cards, chance
        self._left: list[Card] = []

    def deal(self) -> Card:
        """Return the next card."""
        if not self._left:
            self._refill()
        return self._left.pop()

    def deal_fitting(self, fits: Callable[[Card], bool]) -> Card | None:
        """Return the next card that fits, None where none of them does; those before it keep their turn."""
        found = self._next(fits)
        if found is None and len(self._left) < len(self._cards):
            self._refill()
            found = self._next(fits)
        return self._left.pop(found) if found is not None else None

    def _next(self, fits: Callable[[Card], bool]) -> int | None:
        return next((place for place in range(len(self._left) - 1, -1, -1) if fits(self._left[place])), None)

    def _refill(self) -> None:
        fresh = list(self._cards)
        self._chance.shuffle(fresh)
        self._left = [*fresh, *self._left]
