"""How well the matching does on labelled appeals: the figures of `kb evaluate`."""

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from knowledge_base.language.kinds import guess_kind, read_kind
from knowledge_base.matching.index import Card, ConfirmedAppeal, Index, Ranking

DEPTH = 10
BINS = 10
PRECISION = 0.98
_REPEATED = re.compile(r"/\d+$")


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled appeal; `units` and `clauses` hold every right answer, the main one first."""

    id: str
    text: str
    kind: str | None
    units: tuple[str, ...]
    clauses: tuple[str, ...]
    in_scope: bool
    noise: str


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


def read_rows(path: Path | str) -> list[Row]:
    """Read a TSV with a heading line: id, text, kind, unit, clauses, in_scope, noise; or text, label."""
    return rows_of(Path(path).read_text(encoding="utf-8-sig"))


def rows_of(table: str) -> list[Row]:
    """Return the rows of a TSV; ValueError where its heading is not one of ours."""
    lines = table.splitlines()
    if not lines:
        raise ValueError("the file is empty")
    heading = [name.strip() for name in lines[0].split("\t")]
    if "text" not in heading or not {"unit", "label"}.intersection(heading):
        raise ValueError("the heading names neither text and unit nor text and label")
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        if line.strip():
            cells = dict(zip(heading, (cell.strip() for cell in line.split("\t")), strict=False))
            rows.append(_row(cells, number))
    return rows


def _row(cells: Mapping[str, str], number: int) -> Row:
    unit = cells.get("unit", cells.get("label", ""))
    return Row(
        id=cells.get("id", str(number)),
        text=cells.get("text", ""),
        kind=read_kind(cells.get("kind", "")),
        units=_listed(unit, "|"),
        clauses=_listed(cells.get("clauses", ""), ";"),
        in_scope=cells.get("in_scope", "yes").lower() in ("yes", "true", "1", "hə", "bəli"),
        noise=cells.get("noise") or "-",
    )


def _listed(cell: str, separator: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(separator) if part.strip() not in ("", "-"))


def evaluate(index: Index, rows: Sequence[Row]) -> dict[str, object]:
    """Return the figures of DESIGN section 9; units and clauses are judged on rows in scope only."""
    judged = [_judge(index, row) for row in rows]
    ours = [one for one in judged if one.row.in_scope]
    seconds = [one.seconds for one in judged]
    return {
        "rows": len(rows),
        "unit@1": _share(one.right for one in ours),
        "unit@3": _share(bool(set(one.units[:3]) & set(one.row.units)) for one in ours),
        "clause@1": _share(_clause_within(one, 1) for one in ours),
        "clause@3": _share(_clause_within(one, 3) for one in ours),
        "unit_lenient@1": _share(_lenient(index, one) for one in ours),
        "mrr": _mean([_reciprocal_rank(one) for one in ours]),
        **_kinds(rows),
        "oos_auroc": auroc([(one.ranking.out_of_scope, not one.row.in_scope) for one in judged]),
        "calibration_error": calibration_error([(one.confidence, one.right) for one in ours]),
        "auto_share@98": auto_share([(one.confidence, one.right) for one in ours], PRECISION),
        "by_noise": _by_noise(ours),
        "queries_per_s": round(len(rows) / sum(seconds), 1) if rows else 0.0,
        "p50_ms": _percentile(seconds, 0.50),
        "p95_ms": _percentile(seconds, 0.95),
    }


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
        "kind": _share(kind == guess for kind, guess in labelled),
        "kind_merged": _share(_merged(kind) == _merged(guess) for kind, guess in labelled),
    }


def _merged(kind: str) -> str:
    return "question" if kind == "inquiry" else kind


def _by_noise(ours: Iterable[_Judged]) -> dict[str, dict[str, object]]:
    classes: dict[str, list[bool]] = defaultdict(list)
    for one in ours:
        classes[one.row.noise].append(one.right)
    return {noise: {"rows": len(right), "unit@1": _share(right)} for noise, right in sorted(classes.items())}


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
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in judged:
        bins[min(int(confidence * BINS), BINS - 1)].append((confidence, right))
    gaps = (abs(sum(c for c, _ in held) - sum(r for _, r in held)) for held in bins.values())
    return round(sum(gaps) / len(judged), 4)


def auto_share(judged: Sequence[tuple[float, bool]], precision: float) -> float:
    """Return the largest share of most confident answers of which at least `precision` are right."""
    right, best = 0, 0
    ranked = sorted(judged, key=lambda pair: -pair[0])
    for count, (_, is_right) in enumerate(ranked, start=1):
        right += is_right
        if right >= precision * count:
            best = count
    return round(best / len(judged), 4) if judged else 0.0


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
    index = _index_of_labels(sorted(learnable), shot)
    judged = [_judge(index, row) for row in rest]
    seconds = [one.seconds for one in judged]
    return {
        "rows": len(rest),
        "labels": len(learnable),
        "shots": shots,
        "accuracy@1": _share(one.right for one in judged),
        "accuracy@3": _share(bool(set(one.units[:3]) & set(one.row.units)) for one in judged),
        "mrr": _mean([_reciprocal_rank(one) for one in judged]),
        "calibration_error": calibration_error([(one.confidence, one.right) for one in judged]),
        "queries_per_s": round(len(rest) / sum(seconds), 1) if rest else 0.0,
        "p50_ms": _percentile(seconds, 0.50),
        "p95_ms": _percentile(seconds, 0.95),
    }


def _index_of_labels(labels: Sequence[str], shot: Sequence[Row]) -> Index:
    """A label is a competence of its own that is known by its examples alone."""
    cards = [
        Card(label, label, "", title="", summary="", clauses=(), role="duty", keywords=(), phrases=())
        for label in labels
    ]
    return Index.build(
        cards, confirmed=[ConfirmedAppeal(row.text, row.units[0], row.units[0]) for row in shot]
    )


def _share(flags: Iterable[bool]) -> float | None:
    return _mean([float(flag) for flag in flags])


def _mean(values: Sequence[float]) -> float | None:
    return round(sum(values) / len(values), 4) if values else None


def _percentile(seconds: Sequence[float], share: float) -> float:
    """In milliseconds."""
    if not seconds:
        return 0.0
    ranked = sorted(seconds)
    return round(1000 * ranked[min(int(share * len(ranked)), len(ranked) - 1)], 3)
