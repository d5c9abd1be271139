"""Chains of hashes: whatever is done to one shows, where it was done."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.appeals import seals
from callcenter.appeals.cues import speaks_of_bribes
from callcenter.appeals.seals import Step
from callcenter.audit.chains import (
    Harm,
    Link,
    SealedStep,
    breaks_of_appeal,
    breaks_of_trail,
    differences,
)

AT = datetime(2026, 10, 13, 8, 0, tzinfo=UTC)
counts = st.integers(2, 12)


def steps(count: int) -> list[SealedStep]:
    """The sound steps of an appeal."""
    chain, seal = [], seals.FIRST
    for version in range(1, count + 1):
        words = seals.hash_of_words(f"səbəb {version}", {"n": version})
        step = Step(
            "M-2026-000001", version, AT, "note", "registered", 1, None, None, None, None, None, words
        )
        seal = seals.seal_of(seal, step)
        chain.append(SealedStep(step, seal, words))
    return chain


def links(count: int) -> list[Link]:
    """The sound rows of a trail."""
    hashes = [seals.FIRST, *(f"{place:064x}" for place in range(1, count + 1))]
    return [Link(place, hashes[place - 1], hashes[place], hashes[place]) for place in range(1, count + 1)]


def harms(chain: list[SealedStep], version: int) -> set[Harm]:
    return {one.harm for one in breaks_of_appeal("M-2026-000001", version, chain)}


@given(counts)
def test_sound_chains_have_no_break(count: int) -> None:
    assert harms(steps(count), count) == set()
    assert list(breaks_of_trail(links(count))) == []


@given(counts, st.data())
def test_a_changed_step_is_named(count: int, data: st.DataObject) -> None:
    chain = steps(count)
    place = data.draw(st.integers(0, count - 1))
    changes: dict[str, Any] = data.draw(
        st.sampled_from([{"user_id": 2}, {"action": "close"}, {"at": AT.replace(hour=9)}, {"unit_id": 5}])
    )
    chain[place] = chain[place]._replace(step=chain[place].step._replace(**changes))
    found = list(breaks_of_appeal("M-2026-000001", count, chain))
    assert [(one.where, one.harm) for one in found] == [(f"M-2026-000001/{place + 1}", Harm.CHANGED)]


@given(counts, st.data())
def test_a_removed_step_is_named(count: int, data: st.DataObject) -> None:
    chain = steps(count)
    place = data.draw(st.integers(0, count - 2))
    del chain[place]
    assert Harm.REMOVED in harms(chain, count)


@given(counts)
def test_a_cut_end_is_named(count: int) -> None:
    assert harms(steps(count)[:-1], count) == {Harm.CUT}
    assert harms([], count) == {Harm.CUT}


@given(counts)
def test_a_step_more_than_the_appeal_knows_of_is_named(count: int) -> None:
    assert harms(steps(count), count - 1) == {Harm.INSERTED}


@given(counts, st.data())
def test_changed_words_are_told_from_erased_ones(count: int, data: st.DataObject) -> None:
    chain = steps(count)
    place = data.draw(st.integers(0, count - 1))
    chain[place] = chain[place]._replace(words_now=seals.hash_of_words(None, {}))
    assert harms(chain, count) == {Harm.REWORDED}
    assert not list(breaks_of_appeal("M-2026-000001", count, chain, erased={place + 1}))


@given(counts, st.data())
def test_what_is_done_to_the_trail_is_named(count: int, data: st.DataObject) -> None:
    sound = links(count)
    place = data.draw(st.integers(0, count - 1))
    changed = [one._replace(now="x") if one.id == place + 1 else one for one in sound]
    assert [(one.where, one.harm) for one in breaks_of_trail(changed)] == [(str(place + 1), Harm.CHANGED)]

    removed = [one for one in sound if one.id != place + 1]
    expected = [] if place == count - 1 else [Harm.REMOVED]
    assert [one.harm for one in breaks_of_trail(removed)] == expected

    forged = Link(99, sound[place].hash, "f" * 64, "f" * 64)
    inserted = [*sound[: place + 1], forged, *sound[place + 1 :]]
    expected = [] if place == count - 1 else [Harm.INSERTED]
    assert [one.harm for one in breaks_of_trail(inserted)] == expected


@given(counts)
def test_a_cut_trail_shows_only_against_what_was_kept_elsewhere(count: int) -> None:
    sound = links(count)
    kept = frozenset({sound[-1].hash})
    assert not list(breaks_of_trail(sound, kept))
    assert not list(breaks_of_trail(sound[:-1]))
    assert [one.harm for one in breaks_of_trail(sound[:-1], kept)] == [Harm.CUT]


@pytest.mark.parametrize(
    "text",
    [
        "Müfəttiş məndən rüşvət istədi",
        "RÜŞVƏT verməsəm, baxmayacaqlarını dedilər",
        "İnspektor hər ay pul tələb edir",
        "Инспектор вымогает взятку",
        "В отделе требуют деньги за справку",
        "korrupsiyaya yol verilir",
    ],
)
def test_a_text_that_speaks_of_bribes_is_noticed(text: str) -> None:
    assert speaks_of_bribes(text)


@pytest.mark.parametrize(
    "text",
    ["İnternet kəsilir", "Ödədiyim pulu geri istəyirəm", "Pul köçürməsi gecikir", "Просьба вернуть деньги"],
)
def test_a_text_about_ones_own_money_is_not(text: str) -> None:
    assert not speaks_of_bribes(text)


@given(counts)
def test_fewer_rows_than_were_counted_are_a_cut(count: int) -> None:
    sound = links(count)
    assert list(breaks_of_trail(sound, counted=count)) == []
    assert [one.harm for one in breaks_of_trail(sound[:-1], counted=count)] == [Harm.CUT]
    # A gap within is named where it is, and only there.
    assert [one.harm for one in breaks_of_trail([sound[0], *sound[2:]], counted=count)] == (
        [Harm.REMOVED] if count > 2 else [Harm.CUT]
    )


@given(counts)
def test_an_appeal_says_what_its_steps_say(count: int) -> None:
    chain = steps(count)
    printed = seals.print_of("mətn")
    chain[0] = chain[0]._replace(printed=printed)
    assert list(differences("M-2026-000001", "registered", {printed}, chain)) == []
    found = list(differences("M-2026-000001", "closed", {seals.print_of("başqa mətn")}, chain))
    assert [(one.where, one.harm) for one in found] == [
        ("M-2026-000001", Harm.ALTERED),
        ("M-2026-000001/1", Harm.REWRITTEN),
    ]
