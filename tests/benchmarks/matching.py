"""How well and how fast appeals are matched, beside what others would take and at every size.

`python -m tests.benchmarks.matching` (`make bench`) writes docs/benchmarks.md. It needs the labelled appeals and
the statutes that lie beside the project in `../shared`.
"""

import os

# One thread for every method: the figures are of one core.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import json
import random
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import mean, median

from rapidfuzz import fuzz

from knowledge_base.catalogue import cards_of, read_catalogue
from knowledge_base.matching.cards import Card
from knowledge_base.matching.evaluation import Row, evaluate_few_shot, read_rows
from knowledge_base.matching.index import Index
from tests.benchmarks import baselines

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"
TARGET = ROOT / "docs" / "benchmarks.md"
PUBLIC = {"az_beledci_reviews": "Azerbaijani complaints", "tr_municipal_complaints": "Turkish municipal"}
SIZES, TRAINED = (300, 10_000, 100_000), 100_000
SHOTS, DRAWS, MOST_TESTED = (5, 20), 3, 300
OURS = ("accuracy@1", "accuracy@1_texts_unread", "accuracy@1_examples_alone")

Figures = dict[str, float]


def main() -> None:
    """Measure everything and write the page."""
    if not (DATA / "appeals_dev.tsv").exists():
        sys.exit("../shared/data is missing beside the project: nothing to measure")
    cards = cards_of(read_catalogue())
    rows = [row for row in read_rows(DATA / "appeals_dev.tsv") if row.in_scope]
    lines = [
        "# Benchmarks",
        "",
        "`make bench`; every time is processor time on one core. Times depend on the machine and on what else it",
        "does: the columns of multiples, taken in the same run, are what carries over.",
        "",
        *accuracy(cards, rows),
        *few_shots(),
        *growth(),
    ]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write(TARGET.read_text(encoding="utf-8"))


def accuracy(cards: Sequence[Card], rows: Sequence[Row]) -> list[str]:
    """Every method over the same cards and appeals."""
    said = [(place, t) for place, card in enumerate(cards) for t in (card.title, card.summary, *card.phrases)]
    began = time.process_time()
    index = Index.build(cards)
    built = time.process_time() - began
    place = {card.code: number for number, card in enumerate(cards)}
    methods: dict[str, baselines.Ranker] = {
        "ours, with explanation": lambda text: [
            place[one.competence] for one in index.rank(text, limit=5).candidates
        ],
        **baselines.every([text for _, text in said], [card for card, _ in said]),
    }
    found = {name: judged(method, cards, rows) for name, method in methods.items()}
    ours = found["ours, with explanation"]
    table = [
        f"## {len(rows)} labelled appeals, {len(cards)} cards, nothing learned from the appeals",
        "",
        "| method | unit@1 | unit@3 | clause@1 | p50 ms | p95 ms | p50 / ours |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, one in found.items():
        shares = " | ".join(f"{one[key]:.3f}" for key in ("unit@1", "unit@3", "clause@1"))
        times = f"{one['p50']:.2f} | {one['p95']:.2f} | {one['p50'] / ours['p50']:.1f}"
        table.append(f"| {name} | {shares} | {times} |")
    return [*table, "", f"Reading the knowledge base into memory: {built:.1f} s.", ""]


def judged(method: baselines.Ranker, cards: Sequence[Card], rows: Sequence[Row]) -> Figures:
    """Return accuracy, and time per appeal in milliseconds."""
    hits: dict[str, int] = defaultdict(int)
    times = []
    for row in rows:
        began = time.process_time()
        ranked = [cards[place] for place in method(row.text)]
        times.append((time.process_time() - began) * 1000)
        units = list(dict.fromkeys(card.unit for card in ranked))
        hits["unit@1"] += bool(set(units[:1]) & set(row.units))
        hits["unit@3"] += bool(set(units[:3]) & set(row.units))
        hits["clause@1"] += bool(ranked and set(ranked[0].clauses[:1]) & set(row.clauses))
    times.sort()
    shares = {key: hits[key] / len(rows) for key in ("unit@1", "unit@3", "clause@1")}
    return {**shares, "p50": median(times), "p95": times[int(len(times) * 0.95)]}


def few_shots() -> list[str]:
    """Ours, the machine and the string scorer that learn from a few examples of each label."""
    table = [
        f"## A few examples a label, nothing else known (accuracy@1, mean of {DRAWS} draws)",
        "",
        "Ours also reads the texts of the rest, never their labels, as an office's past appeals; beside it half of those texts, tested on",
        "the other half, and the examples alone, which is all that the other two learn from.",
        "",
        "| appeals | examples | ours | texts unread | examples alone | linear SVM | token_set_ratio | calibration error of ours |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, title in PUBLIC.items():
        path = DATA / "public" / f"{name}.tsv"
        if not path.exists():
            table.append(f"| {title} | file missing | | | | | | |")
            continue
        rows = read_rows(path)
        for shots in SHOTS:
            ours = [evaluate_few_shot(rows, shots, seed) for seed in range(DRAWS)]
            svm = [learned(rows, shots, seed, baselines.by_svm) for seed in range(DRAWS)]
            strings = [learned(rows, shots, seed, _by_token_sets) for seed in range(DRAWS)]
            shown = [mean(float(str(one[name])) for one in ours) for name in OURS]
            error = mean(float(str(one["calibration_error"])) for one in ours)
            cells = " | ".join(f"{value:.3f}" for value in (*shown, mean(svm), mean(strings), error))
            table.append(f"| {title} | {shots} | {cells} |")
    return [*table, ""]


def _by_token_sets(texts: Sequence[str], labels: Sequence[int]) -> baselines.Ranker:
    return baselines.by_strings(texts, labels, fuzz.token_set_ratio)


def learned(
    rows: Sequence[Row],
    shots: int,
    seed: int,
    make: Callable[[Sequence[str], Sequence[int]], baselines.Ranker],
) -> float:
    """Return the share right of at most MOST_TESTED rows, after the same draw of examples as ours had."""
    by_label: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.units:
            by_label[row.units[0]].append(row)
    labels = sorted(label for label, held in by_label.items() if len(held) > shots)
    draw = random.Random(seed)
    known: list[tuple[str, int]] = []
    asked: list[tuple[str, int]] = []
    for number, label in enumerate(labels):
        held = draw.sample(by_label[label], len(by_label[label]))
        known += [(row.text, number) for row in held[:shots]]
        asked += [(row.text, number) for row in held[shots:]]
    method = make([text for text, _ in known], [number for _, number in known])
    some = draw.sample(asked, min(MOST_TESTED, len(asked)))
    return mean(float(method(text)[:1] == [number]) for text, number in some)


def growth() -> list[str]:
    """Time, memory and building at every size, each in a process of its own."""
    table = [
        "## Size",
        "",
        "Cards of 200 units with two phrases each, put together from the catalogue's and the statutes' words and",
        "invented ones; questions are such phrases misspelt and cut, with everyday words. The first line is the catalogue itself. 300 other questions were asked before, as in a process that serves.",
        "",
        "| entries | p50 ms | p95 ms | p50 / first | unit@1 | loading s | the cards MB | resident MB | peak MB |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    first = 0.0
    for size in SIZES:
        one = alone("rank", size)
        first = first or one["p50"]
        table.append(
            f"| {one['cards']:.0f} | {one['p50']:.1f} | {one['p95']:.1f} | {one['p50'] / first:.1f} | {one['unit@1']:.3f} "
            f"| {one['built']:.1f} | {one['cards_mb']:.0f} | {one['resident_mb']:.0f} | {one['peak_mb']:.0f} |"
        )
    trained = alone("train", TRAINED)
    kept = f"peak memory {trained['peak_mb']:.0f} MB; kept, the layer is {trained['layer_mb']:.1f} MB."
    said = f"Training a layer of 20 units on {TRAINED} confirmed appeals: {trained['trained']:.1f} s, {kept}"
    return [*table, "", said]


def alone(what: str, count: int) -> Figures:
    """Return what a process of its own measured."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.sizes", what, str(count)],
        check=True, capture_output=True, text=True, cwd=ROOT,
    )  # fmt: skip
    figures: Figures = json.loads(done.stdout)
    return figures


if __name__ == "__main__":
    main()
