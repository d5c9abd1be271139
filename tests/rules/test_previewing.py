"""The test box: what a change of one card does to labelled appeals."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from knowledge_base.editing.previewing import Labelled, Learned, Preview, measured
from knowledge_base.matching.cards import Card, ConfirmedAppeal

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


LEARNED = Learned({one.code: one for one in (NETWORK, SOFTWARE)})


def of_network(card: Card | None, appeals: Sequence[Labelled], **more: Any) -> Preview:
    """What the network's card becoming this one does to the appeals."""
    return measured(LEARNED, "n-1", card, appeals, **more)


def test_a_change_that_changes_nothing_moves_nothing() -> None:
    seen = of_network(NETWORK, APPEALS)
    assert seen.moved == ()
    assert seen.appeals is not None
    assert seen.appeals.unit_before == seen.appeals.unit_after
    assert (seen.appeals.rows, seen.held) == (3, 3)


def test_a_phrase_that_draws_another_unit_s_appeal_is_shown_first() -> None:
    greedy = replace(
        NETWORK, phrases=(*NETWORK.phrases, *["Mühasibat proqramı açılmır."] * 4, "Proqram açılmır.")
    )
    seen = of_network(greedy, APPEALS)
    worst = seen.moved[0]
    assert worst.row is APPEALS[1]
    assert (worst.before.unit, worst.after.unit) == ("Proqram sektoru", "Şəbəkə sektoru")
    assert worst.was_right
    assert not worst.is_right
    assert seen.appeals is not None
    assert seen.appeals.worse >= 1


def test_a_phrase_that_the_change_brings_proves_nothing() -> None:
    brought = tuple(f"Mühasibat proqramı açılmır {word}." for word in ("heç", "yenə", "daha", "bu gün"))
    greedy = replace(NETWORK, phrases=(*NETWORK.phrases, *brought))
    seen = of_network(greedy, [])
    assert seen.phrases.rows == len(NETWORK.phrases) + len(SOFTWARE.phrases)
    assert seen.phrases.better == 0
    assert {one.row.text for one in seen.moved if one.row.new} == set(brought)


def test_a_card_taken_out_draws_nothing_any_more() -> None:
    seen = of_network(None, APPEALS[:1])
    assert seen.moved[0].after.unit == "Proqram sektoru"


def test_a_new_card_is_added() -> None:
    new = replace(SOFTWARE, code="new-1", unit="Çap sektoru", phrases=("Printer kağız çəkmir.",))
    seen = measured(LEARNED, "new-1", new, APPEALS[2:])
    assert seen.moved[0].after == ("Çap sektoru", "003:6.2.6", "new-1")


def test_a_text_of_one_s_own_is_shown_before_and_after() -> None:
    seen = of_network(None, [], asked="internet kəsilir")
    assert seen.asked is not None
    assert (seen.asked[0][0].unit, seen.asked[1][0].unit) == ("Şəbəkə sektoru", "Proqram sektoru")
    assert seen.appeals is None


def test_too_many_appeals_are_sampled_alike_each_time() -> None:
    many = [replace(APPEALS[0], text=f"internet kəsilir {n}") for n in range(50)]
    first, again = (of_network(None, many, most=10) for _ in range(2))
    assert first.appeals is not None
    assert (first.appeals.rows, first.held) == (10, 50)
    assert first.moved == again.moved


def test_only_figures_are_kept() -> None:
    seen = of_network(None, APPEALS, asked="internet")
    kept = str(seen.to_json(7))
    assert "'number': 7" in kept
    assert not any(row.text in kept for row in APPEALS)


def test_harm_is_seen_in_appeals_that_the_matching_was_taught() -> None:
    text = "Mühasibat proqramı açılmır, xəta yazır."
    taught = replace(LEARNED, examples=[ConfirmedAppeal(text, "s-1", "Proqram sektoru", 1.0, 1)])
    row = Labelled(text, ("Proqram sektoru",), ("003:6.2.6",), card="s-1")
    said = (
        "Mühasibat proqramı açılmır.",
        "Mühasibat xəta yazır.",
        "Proqram xəta yazır.",
        "Mühasibat açılmır.",
    )
    greedy = replace(NETWORK, phrases=(*NETWORK.phrases, *said))
    unaware = taught.changed("n-1", greedy).index_apart([])
    assert unaware.rank(text).candidates[0].unit == "Proqram sektoru"
    seen = measured(taught, "n-1", greedy, [row]).appeals
    assert seen is not None
    assert (seen.unit_before, seen.unit_after, seen.worse) == (1.0, 0.0, 1)


def test_an_appeal_is_ranked_by_what_the_others_taught() -> None:
    texts = [f"Mühasibat {word} xəta verir" for word in ("hesabatı", "cədvəli", "faylı", "pəncərəsi")]
    taught = [ConfirmedAppeal(text, "n-1", "Şəbəkə sektoru", 1.0, n) for n, text in enumerate(texts, 1)]
    learned = replace(LEARNED, examples=taught)
    rows = [Labelled(one.text, ("Şəbəkə sektoru",), ()) for one in taught]
    for place, row in enumerate(rows):
        without = replace(learned, examples=taught[:place] + taught[place + 1 :]).index_apart([])
        first = learned.index_apart(rows).first_apart(row.text)
        assert first is not None
        assert first.code == without.rank(row.text).candidates[0].competence


def test_a_clause_renumbered_on_the_confirmed_card_breaks_nothing() -> None:
    row = replace(APPEALS[0], card="n-1")
    seen = of_network(replace(NETWORK, clauses=("003:6.1.9",)), [row]).appeals
    assert seen is not None
    assert (seen.clause_before, seen.clause_after, seen.worse) == (1.0, 1.0, 0)


def test_a_share_that_falls_is_counted_and_shown_also_where_only_the_clause_breaks() -> None:
    preview = of_network(replace(NETWORK, clauses=("003:6.1.9",)), APPEALS)
    assert preview.appeals is not None
    assert (preview.appeals.unit_before, preview.appeals.clause_before) == (preview.appeals.unit_after, 1.0)
    assert (preview.appeals.clause_after, preview.appeals.worse) == (0.5, 1)
    assert preview.moved[0].row is APPEALS[0]
    assert preview.moved[0].worse
