"""The test box: what a change of one card does to labelled appeals."""

from dataclasses import replace

import pytest

from knowledge_base.editing.previewing import Labelled, amended, preview
from knowledge_base.matching.cards import Card
from knowledge_base.matching.index import Index

NETWORK = Card(
    "n-1", "Şəbəkə sektoru", "economy", "Şəbəkənin işi", "Kabel və internet bağlantısı.", ("003:6.1.2",), "duty",
    ("internet", "kabel"), ("İnternet kəsilir.", "Kabel qırılıb, şəbəkə yoxdur."),
)  # fmt: skip
SOFTWARE = Card(
    "s-1", "Proqram sektoru", "economy", "Proqramların işi", "Proqram təminatının saxlanılması.", ("003:6.2.6",),
    "duty", ("proqram",), ("Proqram açılmır.", "Mühasibat proqramı xəta verir."),
)  # fmt: skip
APPEALS = [
    Labelled("İnternet kəsilir, kabel qırılıb.", ("Şəbəkə sektoru",), ("003:6.1.2",)),
    Labelled("Mühasibat proqramı açılmır.", ("Proqram sektoru",), ("003:6.2.6",)),
    Labelled("Printer kağız çəkmir, çap olunmur.", ("Proqram sektoru",), ()),
]


@pytest.fixture(scope="module")
def index() -> Index:
    return Index.build([NETWORK, SOFTWARE])


def test_a_change_that_changes_nothing_moves_nothing(index: Index) -> None:
    seen = preview(index, amended(index, "n-1", NETWORK), APPEALS, NETWORK)
    assert seen.moved == ()
    assert seen.appeals is not None
    assert seen.appeals.unit_before == seen.appeals.unit_after
    assert (seen.appeals.rows, seen.held) == (3, 3)


def test_a_phrase_that_draws_another_unit_s_appeal_is_shown_first(index: Index) -> None:
    greedy = replace(
        NETWORK, phrases=(*NETWORK.phrases, *["Mühasibat proqramı açılmır."] * 4, "Proqram açılmır.")
    )
    seen = preview(index, amended(index, "n-1", greedy), APPEALS, greedy)
    worst = seen.moved[0]
    assert worst.row is APPEALS[1]
    assert (worst.before[0], worst.after[0]) == ("Proqram sektoru", "Şəbəkə sektoru")
    assert worst.was_right
    assert not worst.is_right
    assert seen.appeals is not None
    assert seen.appeals.worse >= 1


def test_a_phrase_that_the_change_brings_proves_nothing(index: Index) -> None:
    brought = tuple(f"Mühasibat proqramı açılmır {word}." for word in ("heç", "yenə", "daha", "bu gün"))
    greedy = replace(NETWORK, phrases=(*NETWORK.phrases, *brought))
    seen = preview(index, amended(index, "n-1", greedy), [], greedy)
    assert seen.phrases.rows == len(NETWORK.phrases) + len(SOFTWARE.phrases)
    assert seen.phrases.better == 0
    assert {one.row.text for one in seen.moved if one.row.new} == set(brought)


def test_a_card_taken_out_draws_nothing_any_more(index: Index) -> None:
    after = amended(index, "n-1", None)
    assert [one.code for one in after.cards] == ["s-1"]
    seen = preview(index, after, APPEALS[:1], None)
    assert seen.moved[0].after[0] == "Proqram sektoru"


def test_a_new_card_is_added(index: Index) -> None:
    new = replace(SOFTWARE, code="new-1", unit="Çap sektoru", phrases=("Printer kağız çəkmir.",))
    after = amended(index, "new-1", new)
    assert [one.code for one in after.cards] == ["n-1", "s-1", "new-1"]


def test_a_text_of_one_s_own_is_shown_before_and_after(index: Index) -> None:
    seen = preview(index, amended(index, "n-1", None), [], None, asked="internet kəsilir")
    assert seen.asked is not None
    assert (seen.asked[0][0].unit, seen.asked[1][0].unit) == ("Şəbəkə sektoru", "Proqram sektoru")
    assert seen.appeals is None


def test_too_many_appeals_are_sampled_alike_each_time(index: Index) -> None:
    many = [replace(APPEALS[0], text=f"internet kəsilir {n}") for n in range(50)]
    after = amended(index, "n-1", None)
    first, again = (preview(index, after, many, None, most=10) for _ in range(2))
    assert first.appeals is not None
    assert (first.appeals.rows, first.held) == (10, 50)
    assert first.moved == again.moved


def test_only_figures_are_kept(index: Index) -> None:
    seen = preview(index, amended(index, "n-1", None), APPEALS, None, asked="internet")
    kept = str(seen.to_json(7))
    assert "'number': 7" in kept
    assert not any(row.text in kept for row in APPEALS)
