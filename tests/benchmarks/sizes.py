"""One size of the knowledge base measured in a process of its own, so that its memory is its own: prints JSON.

`python -m tests.benchmarks.sizes rank CARDS` or `… train APPEALS`.
"""

import os

# One thread: the figures are of one core.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from knowledge_base.catalogue import cards_of, read_catalogue
from knowledge_base.matching.index import Index
from knowledge_base.matching.training import train
from tests.benchmarks import growing

QUERIES, TRAINED_UNITS, CATALOGUE = 300, 20, 300


def main() -> None:
    """Measure what the arguments name."""
    what, count = sys.argv[1], int(sys.argv[2])
    measure: dict[str, Callable[[int], dict[str, float]]] = {"rank": ranking, "train": training}
    json.dump(measure[what](count), sys.stdout)


def ranking(count: int) -> dict[str, float]:
    """Build the base of so many cards and ask it; up to CATALOGUE the cards are those of the catalogue."""
    cards = cards_of(read_catalogue()) if count <= CATALOGUE else growing.cards(count)
    asked = growing.appeals(cards, QUERIES)
    before = _resident()
    began = time.process_time()
    index = Index.build(cards)
    built = time.process_time() - began
    # The words of often named cards are kept: the first appeals of a process wait for them, these here do not.
    for text, _ in growing.appeals(cards, QUERIES, seed=9):
        index.rank(text)
    times, right = [], 0
    for text, unit in asked:
        began = time.process_time()
        found = index.rank(text)
        times.append(1000 * (time.process_time() - began))
        right += found.candidates[0].unit == unit
    times.sort()
    return {
        "cards": len(cards), "built": built, "unit@1": right / len(asked),
        "p50": times[len(times) // 2], "p95": times[int(len(times) * 0.95)],
        "cards_mb": before, "resident_mb": _resident(), "peak_mb": _peak(),
    }  # fmt: skip


def training(count: int) -> dict[str, float]:
    """Train the layer of 20 units on so many confirmed appeals of about 15 words."""
    made = growing.cards(20 * growing.UNITS)
    names = sorted({card.unit for card in made})[:TRAINED_UNITS]
    cards = [card for card in made if card.unit in names]
    appeals = growing.confirmed(made, count, TRAINED_UNITS)
    began = time.process_time()
    layer = train(cards, appeals)
    trained = time.process_time() - began
    return {
        "appeals": count, "trained": trained, "layer_mb": len(layer.to_bytes()) / 1e6, "peak_mb": _peak(),
    }  # fmt: skip


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def _peak() -> float:
    # Not what getrusage says: that counts the memory of the process that started this one.
    status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM"))
    # Its kB are of 1024 bytes.
    return int(line.split()[1]) * 1024 / 1e6


if __name__ == "__main__":
    main()
