"""The figures of `kb evaluate`, on values small enough to check by hand."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.matching.evaluation import (
    auroc,
    auto_share,
    calibration_error,
    evaluate,
    evaluate_few_shot,
    read_rows,
    same_clause,
)
from knowledge_base.matching.figures import confusion, reliability
from knowledge_base.matching.index import Card, Index
from knowledge_base.matching.noise import PER_ERROR, noisy, with_typos
from knowledge_base.matching.printing import printed

HEADING = "id\ttext\tkind\tunit\tclauses\tin_scope\tnoise\n"
SHARED = Path(__file__).resolve().parents[2].parent / "shared"
KEYS = {
    "rows", "unit@1", "unit@3", "clause@1", "clause@3", "unit_lenient@1", "mrr", "kind", "kind_merged", "oos_auroc",
    "calibration_error", "auto_share@98", "by_noise", "queries_per_s", "p50_ms", "p95_ms",
    "noise_added", "confusion", "reliability", "worst",
}  # fmt: skip


def card(code: str, unit: str, *phrases: str, clauses: tuple[str, ...] = ()) -> Card:
    return Card(code, unit, "body", code, "", clauses, "duty", (), phrases)


INDEX = Index.build(
    [
        card("gifts", "Protokol", "hədiyyə kimdədir", clauses=("000:1.1",)),
        card("network", "Şəbəkə", "internet kəsilib", clauses=("000:2.2/2", "000:1.1")),
        card("staff", "Kadrlar", "məzuniyyət əmri verilsin", clauses=("000:3.3",)),
    ]
)


def rows_of(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "rows.tsv"
    path.write_text(HEADING + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_row_holds_every_right_unit_and_clause(tmp_path: Path) -> None:
    path = rows_of(tmp_path, "A1\thədiyyə\tşikayət\tProtokol|Kadrlar\t000:1.1; 000:3.3\tyes\ttypo")
    (row,) = read_rows(path)
    assert (row.units, row.clauses, row.kind) == (
        ("Protokol", "Kadrlar"),
        ("000:1.1", "000:3.3"),
        "complaint",
    )


def test_text_and_label_are_a_form_of_rows_too(tmp_path: Path) -> None:
    path = tmp_path / "labels.tsv"
    path.write_text("text\tlabel\nhədiyyə\tProtokol\n", encoding="utf-8")
    assert read_rows(path)[0].units == ("Protokol",)


@pytest.mark.parametrize("content", ["", "a\tb\n1\t2\n"])
def test_a_file_of_another_form_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "other.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=r"empty|heading"):
        read_rows(path)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("000:6.2.6", "000:6.2.6/2", True),
        ("000:6.2.6/2", "000:6.2.6", True),
        ("000:6.2.6/2", "000:6.2.6/3", False),
        ("000:6.2.6", "000:6.2.7", False),
    ],
)
def test_a_clause_number_that_occurs_twice_accepts_either(one: str, other: str, same: bool) -> None:
    assert same_clause(one, other) is same


def test_the_promised_figures_come_from_rows_in_scope(tmp_path: Path) -> None:
    path = rows_of(
        tmp_path,
        "A1\tHədiyyə kimdədir?\tsual\tProtokol\t000:1.1\tyes\tclean",
        "A2\tİnternet kəsilib\tşikayət\tŞəbəkə\t000:2.2\tyes\tclean",
        "A3\tMəzuniyyət əmri verilsin\tərizə\tProtokol\t000:9.9\tyes\ttypo",
        "A4\tEvdə su yoxdur\tşikayət\t-\t-\tno\tclean",
    )
    figures = evaluate(INDEX, read_rows(path))
    assert set(figures) == KEYS
    assert figures["rows"] == 4
    assert figures["unit@1"] == figures["clause@1"] == pytest.approx(2 / 3, abs=1e-4)
    assert figures["oos_auroc"] == 1.0
    assert figures["by_noise"] == {"clean": {"rows": 2, "unit@1": 1.0}, "typo": {"rows": 1, "unit@1": 0.0}}


def test_misses_are_named_by_id_and_their_texts_only_where_asked_for(tmp_path: Path) -> None:
    rows = read_rows(rows_of(tmp_path, "A3\tMəzuniyyət əmri verilsin\tərizə\tProtokol\t000:9.9\tyes\ttypo"))
    figures = evaluate(INDEX, rows)
    assert figures["confusion"] == [{"expected": "Protokol", "said": "Kadrlar", "count": 1}]
    worst = figures["worst"]
    assert isinstance(worst, list)
    assert [(miss["id"], miss["expected"], miss["said"]) for miss in worst] == [("A3", "Protokol", "Kadrlar")]
    assert "Məzuniyyət" not in str(figures)
    assert "Məzuniyyət" in str(evaluate(INDEX, rows, texts=True)["worst"])


def test_noise_is_added_to_rows_in_scope_only(tmp_path: Path) -> None:
    path = rows_of(
        tmp_path,
        "A1\tHədiyyə kimdədir?\tsual\tProtokol\t000:1.1\tyes\tclean",
        "A4\tEvdə su yoxdur\tşikayət\t-\t-\tno\tclean",
    )
    figures: dict[str, Any] = evaluate(INDEX, read_rows(path))
    noise = figures["noise_added"]
    assert set(noise) == {"no_diacritics", "typos", "both"}
    assert noise["no_diacritics"] == 1.0


def test_reliability_sets_stated_confidence_beside_the_share_that_is_right() -> None:
    bins = reliability([(0.95, True), (0.97, False), (1.0, True), (0.12, False)])
    assert [one["rows"] for one in bins] == [0, 1, 0, 0, 0, 0, 0, 0, 0, 3]
    assert (bins[9]["confidence"], bins[9]["right"]) == (0.9733, 0.6667)
    assert bins[0]["right"] is None


def test_confusion_counts_the_commonest_mistakes_first() -> None:
    pairs = [("a", "b"), ("c", "b"), ("a", "b"), ("a", "a")]
    assert confusion(pairs, most=1) == [{"expected": "a", "said": "b", "count": 2}]


def test_the_printed_form_shows_single_figures_before_tables() -> None:
    lines = printed({"rows": 2, "by_noise": {"clean": {"rows": 1, "unit@1": 0.5}}, "mrr": None, "worst": []})
    assert lines == [
        "rows: 2",
        "mrr: –",
        "",
        "by_noise",
        "         rows  unit@1",
        "  clean  1     0.5",
        "",
        "worst",
        "  –",
    ]


@given(st.text(max_size=200), st.integers(0, 99))
def test_noise_is_the_same_for_the_same_seed_and_keeps_about_the_length(text: str, seed: int) -> None:
    assert noisy(text, seed) == noisy(text, seed)
    assert abs(len(with_typos(text, seed)) - len(text)) <= len(text) // PER_ERROR
    assert with_typos("qısa", seed) == "qısa"


def test_a_unit_that_owns_an_acceptable_clause_is_leniently_right(tmp_path: Path) -> None:
    path = rows_of(tmp_path, "A1\tİnternet kəsilib\tşikayət\tProtokol\t000:1.1\tyes\tclean")
    figures = evaluate(INDEX, read_rows(path))
    assert (figures["unit@1"], figures["unit_lenient@1"]) == (0.0, 1.0)


def test_auroc_counts_pairs_in_the_right_order_and_ties_by_half() -> None:
    assert auroc([(0.9, True), (0.1, False)]) == 1.0
    assert auroc([(0.5, True), (0.5, False)]) == 0.5
    assert auroc([(0.5, True)]) is None


def test_calibration_error_is_the_gap_between_stated_and_true_shares() -> None:
    assert calibration_error([(1.0, True), (1.0, True)]) == 0.0
    assert calibration_error([(0.9, True), (0.9, False)]) == pytest.approx(0.4)


def test_the_automatic_share_ends_where_precision_falls_for_good() -> None:
    judged = [(0.9, True), (0.8, True), (0.7, False), (0.6, False)]
    assert auto_share(judged, 0.98) == 0.5


def test_few_shots_learn_a_label_from_its_examples_and_the_texts_of_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "labels.tsv"
    lines = [f"{text} {word}\t{label}" for label, text in (("su", "su kəsilib"), ("yol", "yol dağılıb"))
             for word in ("bu gün", "dünən", "sabah", "həyətdə", "küçədə", "yenə")]  # fmt: skip
    path.write_text("text\tlabel\n" + "\n".join(lines), encoding="utf-8")
    figures = evaluate_few_shot(read_rows(path), shots=2, seed=1)
    assert (figures["rows"], figures["labels"], figures["accuracy@1"]) == (8, 2, 1.0)
    assert (figures["texts_without_labels"], figures["accuracy@1_examples_alone"]) == (8, 1.0)


def test_a_label_with_too_few_examples_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "labels.tsv"
    path.write_text("text\tlabel\nsu\tA\nyol\tB\nyol var\tB\n", encoding="utf-8")
    assert evaluate_few_shot(read_rows(path), shots=1)["labels"] == 1


def test_the_shipped_cards_route_labelled_appeals_as_well_as_promised() -> None:
    appeals = SHARED / "data" / "appeals_dev.tsv"
    if not appeals.exists():
        pytest.skip("the labelled appeals are not on this machine")
    from knowledge_base.catalogue import cards_of, read_catalogue

    figures: dict[str, Any] = evaluate(Index.build(cards_of(read_catalogue())), read_rows(appeals))
    floors = {
        "unit@1": 0.90,
        "unit@3": 0.98,
        "clause@1": 0.80,
        "clause@3": 0.90,
        "oos_auroc": 0.96,
        "kind_merged": 0.85,
    }
    assert {name: figures[name] for name, floor in floors.items() if figures[name] < floor} == {}
    assert figures["calibration_error"] <= 0.07
