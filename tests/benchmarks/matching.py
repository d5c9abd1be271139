"""How well and how fast appeals are matched, beside what a first attempt with the same library gives.

Run by `make bench`: all methods in one process on the same appeals, so that the ratios hold on any machine.
Writes docs/benchmarks.md.
"""

import os

# One thread for every method: the figures are of one core.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from rapidfuzz import fuzz, process

from knowledge_base.catalogue import cards_of, read_catalogue
from knowledge_base.language.folding import fold
from knowledge_base.matching.cards import Card
from knowledge_base.matching.evaluation import Row, read_rows
from knowledge_base.matching.index import Index

ROOT = Path(__file__).resolve().parents[2]
ROWS = ROOT.parent / "shared" / "data" / "appeals_dev.tsv"
TARGET = ROOT / "docs" / "benchmarks.md"

Ranked = Sequence[Card]
Method = Callable[[str], Ranked]


def main() -> None:
    """Measure every method and write the table."""
    if not ROWS.exists():
        sys.exit(
            f"no labelled appeals beside the project ({ROWS.parent.name}/{ROWS.name}): nothing to measure"
        )
    cards = cards_of(read_catalogue())
    rows = [row for row in read_rows(ROWS) if row.in_scope]
    began = time.process_time()
    index = Index.build(cards)
    built = time.process_time() - began
    by_code = {card.code: card for card in cards}
    methods: dict[str, Method] = {
        "ours": lambda text: [by_code[one.competence] for one in index.rank(text, limit=5).candidates],
        "token_set_ratio over cards": nearest(cards, lambda text: text),
        "token_set_ratio over folded cards": nearest(cards, fold),
    }
    measured = {name: measure(method, rows) for name, method in methods.items()}
    table = written(measured, len(rows), len(cards), built)
    TARGET.write_text(table, encoding="utf-8")
    sys.stdout.write(table)


def nearest(cards: Sequence[Card], prepare: Callable[[str], str]) -> Method:
    """Return the method that a first attempt takes: the nearest whole card by one string scorer."""
    said = [(card, prepare(text)) for card in cards for text in (card.title, card.summary, *card.phrases)]
    texts = [text for _, text in said]

    def rank(text: str) -> Ranked:
        found = process.extract(prepare(text), texts, scorer=fuzz.token_set_ratio, limit=20)
        return list(dict.fromkeys(said[place][0] for _, _, place in found))

    return rank


def measure(method: Method, rows: Sequence[Row]) -> dict[str, float]:
    """Return accuracy and processor time per appeal in milliseconds."""
    hits = {"unit@1": 0, "unit@3": 0, "clause@1": 0}
    times = []
    for row in rows:
        began = time.process_time()
        ranked = method(row.text)
        times.append((time.process_time() - began) * 1000)
        units = list(dict.fromkeys(card.unit for card in ranked))
        hits["unit@1"] += bool(set(units[:1]) & set(row.units))
        hits["unit@3"] += bool(set(units[:3]) & set(row.units))
        hits["clause@1"] += bool(ranked and set(ranked[0].clauses[:1]) & set(row.clauses))
    times.sort()
    shares = {name: count / len(rows) for name, count in hits.items()}
    return {**shares, "p50": median(times), "p95": times[int(len(times) * 0.95)]}


def written(measured: dict[str, dict[str, float]], appeals: int, cards: int, built: float) -> str:
    """Return the table as a page of the documentation."""
    ours = measured["ours"]
    lines = [
        "# Benchmarks",
        "",
        f"`make bench`: {appeals} labelled appeals in scope, {cards} cards, one core, processor time per appeal.",
        "The last column is the time as a multiple of ours in the same run; only that column carries over to",
        "another machine. Ours gives the full answer with the matched words, the others a rank alone.",
        "",
        "| method | unit@1 | unit@3 | clause@1 | p50 ms | p95 ms | p50 / ours |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, one in measured.items():
        shares = " | ".join(f"{one[figure]:.3f}" for figure in ("unit@1", "unit@3", "clause@1"))
        lines.append(
            f"| {name} | {shares} | {one['p50']:.1f} | {one['p95']:.1f} | {one['p50'] / ours['p50']:.1f} |"
        )
    lines += ["", f"Reading the knowledge base into memory took {built:.1f} s of processor time.", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
