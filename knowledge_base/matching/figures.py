"""Figures of a measurement: shares, means, order, calibration."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

BINS = 10


def share(flags: Iterable[bool]) -> float | None:
    """Return the share that is true; None of nothing."""
    return mean([float(flag) for flag in flags])


def mean(values: Sequence[float]) -> float | None:
    """Return the mean; None of nothing."""
    return round(sum(values) / len(values), 4) if values else None


def auroc(scored: Sequence[tuple[float, bool]]) -> float | None:
    """Return the chance that a positive scores above a negative, ties counting half; None without both."""
    positives = [score for score, positive in scored if positive]
    negatives = [score for score, positive in scored if not positive]
    if not positives or not negatives:
        return None
    wins = sum((p > n) + 0.5 * (p == n) for p in positives for n in negatives)
    return round(wins / (len(positives) * len(negatives)), 4)


def calibration_error(judged: Sequence[tuple[float, bool]]) -> float | None:
    """Return the expected distance of stated confidence from the share that is right, over ten bins."""
    if not judged:
        return None
    gaps = (abs(sum(c for c, _ in held) - sum(r for _, r in held)) for held in _binned(judged).values())
    return round(sum(gaps) / len(judged), 4)


def reliability(judged: Sequence[tuple[float, bool]]) -> list[dict[str, float | int | None]]:
    """Return, for each of ten equal bins of confidence, the rows, their mean confidence and the share right."""
    bins = _binned(judged)
    return [
        {
            "from": place / BINS,
            "to": (place + 1) / BINS,
            "rows": len(bins.get(place, ())),
            "confidence": mean([confidence for confidence, _ in bins.get(place, ())]),
            "right": share(right for _, right in bins.get(place, ())),
        }
        for place in range(BINS)
    ]


def _binned(judged: Sequence[tuple[float, bool]]) -> dict[int, list[tuple[float, bool]]]:
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in judged:
        bins[min(int(confidence * BINS), BINS - 1)].append((confidence, right))
    return bins


def auto_share(judged: Sequence[tuple[float, bool]], precision: float) -> float:
    """Return the largest share of most confident answers of which at least `precision` are right."""
    right, best = 0, 0
    ranked = sorted(judged, key=lambda pair: -pair[0])
    for count, (_, is_right) in enumerate(ranked, start=1):
        right += is_right
        if right >= precision * count:
            best = count
    return round(best / len(judged), 4) if judged else 0.0


def confusion(pairs: Iterable[tuple[str, str]], most: int) -> list[dict[str, str | int]]:
    """Return the commonest pairs of what was expected and what was said instead, with their counts."""
    counted = Counter(pair for pair in pairs if pair[0] != pair[1])
    ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    return [{"expected": right, "said": said, "count": count} for (right, said), count in ranked[:most]]


def percentile(seconds: Sequence[float], part: float) -> float:
    """Return the time in milliseconds that `part` of the times do not exceed."""
    if not seconds:
        return 0.0
    ranked = sorted(seconds)
    return round(1000 * ranked[min(int(part * len(ranked)), len(ranked) - 1)], 3)


def times(seconds: Sequence[float]) -> dict[str, object]:
    """Return how fast queries were answered."""
    return {
        "queries_per_s": round(len(seconds) / sum(seconds), 1) if seconds else 0.0,
        "p50_ms": percentile(seconds, 0.50),
        "p95_ms": percentile(seconds, 0.95),
    }
