"""How well the matching does on labelled appeals: the figures of `kb evaluate`."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from time import perf_counter

from knowledge_base.language.kinds import guess_kind
from knowledge_base.matching.evaluating_labels import evaluate_few_shot
from knowledge_base.matching.figures import (
    auroc,
    auto_share,
    calibration_error,
    confusion,
    mean,
    reliability,
    share,
    times,
)
from knowledge_base.matching.index import Index, Ranking
from knowledge_base.matching.labelled import Row, read_rows, rows_of
from knowledge_base.matching.noise import noisy, with_typos, without_diacritics

__all__ = [
    "Row",
    "auroc",
    "auto_share",
    "calibration_error",
    "evaluate",
    "evaluate_few_shot",
    "read_rows",
    "rows_of",
    "same_clause",
    "unknown_units",
]

DEPTH = 10
PRECISION = 0.98
SHOWN = 15
_REPEATED = re.compile(r"/\d+$")
_NOISES: dict[str, Callable[[str, int], str]] = {
    "no_diacritics": lambda text, _seed: without_diacritics(text),
    "typos": with_typos,
    "both": noisy,
}


@dataclass(frozen=True, slots=True)
class _Judged:
    row: Row
    ranking: Ranking
    units: tuple[str, ...]
    seconds: float

    @property
    def right(self) -> bool:
        return self.units[:1] != () and self.units[0] in self.row.units

    @property
    def confidence(self) -> float:
        return self.ranking.candidates[0].confidence if self.ranking.candidates else 0.0


def evaluate(index: Index, rows: Sequence[Row], *, texts: bool = False) -> dict[str, object]:
    """Return the figures of DESIGN section 9; units and clauses are judged on rows in scope only.

    `texts` adds their texts to the worst misses.
    """
    judged = [_judge(index, row) for row in rows]
    ours = [one for one in judged if one.row.in_scope]
    sure = [(one.confidence, one.right) for one in ours]
    return {
        "rows": len(rows),
        "unit@1": share(one.right for one in ours),
        "unit@3": share(bool(set(one.units[:3]) & set(one.row.units)) for one in ours),
        "clause@1": share(_clause_within(one, 1) for one in ours),
        "clause@3": share(_clause_within(one, 3) for one in ours),
        "unit_lenient@1": share(_lenient(index, one) for one in ours),
        "mrr": mean([_reciprocal_rank(one) for one in ours]),
        **_kinds(rows),
        "oos_auroc": auroc([(one.ranking.out_of_scope, not one.row.in_scope) for one in judged]),
        "calibration_error": calibration_error(sure),
        "auto_share@98": auto_share(sure, PRECISION),
        "by_noise": _by_noise(ours),
        "noise_added": _noise_added(index, [one.row for one in ours]),
        "confusion": confusion((_expected_and_said(one) for one in ours if not one.right), SHOWN),
        "reliability": reliability(sure),
        "worst": _worst(ours, texts=texts),
        **times([one.seconds for one in judged]),
    }


def unknown_units(index: Index, rows: Iterable[Row]) -> list[str]:
    """Return the units of rows in scope that no card has, in order: by such a name nothing is ever right."""
    known = frozenset(index.units)
    named = (unit for row in rows if row.in_scope for unit in row.units)
    return sorted({unit for unit in named if unit not in known})


def _judge(index: Index, row: Row) -> _Judged:
    began = perf_counter()
    ranking = index.rank(row.text, limit=DEPTH)
    seconds = perf_counter() - began
    units = tuple(dict.fromkeys(candidate.unit for candidate in ranking.candidates))
    return _Judged(row, ranking, units, seconds)


def same_clause(one: str, other: str) -> bool:
    """Say whether two codes may name one clause: 000:6.2.6 accepts 000:6.2.6/2 and the other way."""
    if one == other:
        return True
    return _REPEATED.sub("", one) == _REPEATED.sub("", other) and ("/" in one) != ("/" in other)


def _clause_within(one: _Judged, count: int) -> bool:
    """The main clause of one of the first candidates is among the row's."""
    main = [candidate.clauses[0] for candidate in one.ranking.candidates[:count] if candidate.clauses]
    return any(same_clause(clause, right) for clause in main for right in one.row.clauses)


def _lenient(index: Index, one: _Judged) -> bool:
    """The unit is right, or it is another unit of the statute that owns an acceptable clause."""
    if one.right or not one.units:
        return one.right
    return any(one.units[0] in index.owners(clause) for clause in one.row.clauses)


def _reciprocal_rank(one: _Judged) -> float:
    places = [place for place, unit in enumerate(one.units, start=1) if unit in one.row.units]
    return 1.0 / places[0] if places else 0.0


def _kinds(rows: Sequence[Row]) -> dict[str, float | None]:
    labelled = [(row.kind, guess_kind(row.text).value) for row in rows if row.kind is not None]
    return {
        "kind": share(kind == guess for kind, guess in labelled),
        "kind_merged": share(_merged(kind) == _merged(guess) for kind, guess in labelled),
    }


def _merged(kind: str) -> str:
    return "question" if kind == "inquiry" else kind


def _by_noise(ours: Iterable[_Judged]) -> dict[str, dict[str, object]]:
    classes: dict[str, list[bool]] = defaultdict(list)
    for one in ours:
        classes[one.row.noise].append(one.right)
    return {noise: {"rows": len(right), "unit@1": share(right)} for noise, right in sorted(classes.items())}


def _noise_added(index: Index, rows: Sequence[Row]) -> dict[str, float | None]:
    """unit@1 of the rows once each has been made noisy by its own place as seed."""
    return {
        name: share(
            candidate.unit in row.units
            for place, row in enumerate(rows)
            for candidate in index.rank(spoil(row.text, place), limit=1).candidates[:1]
        )
        for name, spoil in _NOISES.items()
    }


def _expected_and_said(one: _Judged) -> tuple[str, str]:
    return "|".join(one.row.units), one.units[0] if one.units else ""


def _worst(ours: Sequence[_Judged], *, texts: bool) -> list[dict[str, object]]:
    """The misses that were surest of themselves."""
    misses = sorted((one for one in ours if not one.right), key=lambda one: -one.confidence)[:SHOWN]
    return [
        {
            "id": one.row.id,
            "expected": "|".join(one.row.units),
            "said": one.units[0] if one.units else "",
            "confidence": round(one.confidence, 4),
            **({"text": one.row.text} if texts else {}),
        }
        for one in misses
    ]
