"""How well labels are told apart that are known by their names and a few examples."""

import random
from collections import defaultdict
from collections.abc import Sequence
from time import perf_counter

from knowledge_base.matching.figures import calibration_error, confusion, mean, reliability, share, times
from knowledge_base.matching.labelled import Row
from knowledge_base.matching.labels import Labels

SHOWN = 15


def evaluate_few_shot(rows: Sequence[Row], shots: int, seed: int = 0) -> dict[str, object]:
    """Learn from `shots` random rows of each label and test on the rest; labels with too few rows are left out."""
    by_label: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.units:
            by_label[row.units[0]].append(row)
    learnable = {label: held for label, held in by_label.items() if len(held) > shots}
    chooser = random.Random(seed)  # noqa: S311 - a reproducible draw, no secret
    shot, rest = [], []
    for label in sorted(learnable):
        held = chooser.sample(learnable[label], len(learnable[label]))
        shot += held[:shots]
        rest += held[shots:]
    figures = _figures(shot, rest) if rest else {}
    return {"rows": len(rest), "labels": len(learnable), "shots": shots, **figures}


def _figures(shot: Sequence[Row], rest: Sequence[Row]) -> dict[str, object]:
    """The rest's texts, never its labels, are read as an office's past appeals are; beside it, without and by half."""
    examples = [(row.text, row.units[0]) for row in shot]
    labels = Labels.learn(examples, [row.text for row in rest])
    ranked, seconds = [], []
    for row in rest:
        began = perf_counter()
        ranked.append(labels.rank(row.text))
        seconds.append(perf_counter() - began)
    # At which place, from 0, each row's first right label came.
    places = [
        next((place for place, (label, _) in enumerate(said) if label in row.units), len(said))
        for row, said in zip(rest, ranked, strict=True)
    ]
    sure = [(said[0][1], place == 0) for said, place in zip(ranked, places, strict=True)]
    misses = (
        (row.units[0], said[0][0]) for row, said, place in zip(rest, ranked, places, strict=True) if place
    )
    return {
        "texts_without_labels": len(rest),
        "accuracy@1": share(place == 0 for place in places),
        "accuracy@3": share(place < 3 for place in places),
        "accuracy@1_texts_unread": share(_unread(examples, rest)),
        "accuracy@1_examples_alone": share(_right(Labels.learn(examples), rest)),
        "mrr": mean([1.0 / (place + 1) for place in places]),
        "calibration_error": calibration_error(sure),
        "confusion": confusion(misses, SHOWN),
        "reliability": reliability(sure),
        **times(seconds),
    }


def _unread(examples: Sequence[tuple[str, str]], rest: Sequence[Row]) -> list[bool]:
    """Whether each row is right where only the texts of the other half had been read."""
    halves = (rest[::2], rest[1::2])
    learned = (Labels.learn(examples, [row.text for row in half]) for half in reversed(halves))
    return [right for labels, half in zip(learned, halves, strict=True) for right in _right(labels, half)]


def _right(labels: Labels, rows: Sequence[Row]) -> list[bool]:
    likeliest = labels.likeliest([row.text for row in rows])
    return [label in row.units for label, row in zip(likeliest, rows, strict=True)]
