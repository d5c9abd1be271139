"""The card's form: whatever stands on a card comes back from its form unchanged."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from callcenter.core.errors import InvalidInput
from callcenter.core.wording import Sentence
from knowledge_base.editing.contents import CardContent, LookAlike, Said
from knowledge_base.editing.forms import look_alike_rows, read_card, read_table, typed_card

line = (
    st.text("aəçğıöşü bcdк№.-«»?", min_size=1, max_size=30)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
cards = st.builds(
    CardContent,
    unit=st.just("economy-network"),
    title=line,
    summary=line,
    role=st.sampled_from(["duty", "internal", "catch_all"]),
    keywords=st.lists(line, max_size=4, unique=True).map(tuple),
    clauses=st.lists(st.sampled_from(["003:6.1.2", "003:5.1", "000:6.2.6/2"]), unique=True).map(tuple),
    phrases=st.lists(
        st.builds(Said, st.sampled_from(["az", "ru", "en"]), line, st.sampled_from(["catalogue", "editor"])),
        max_size=6,
        unique_by=lambda one: (one.language, one.text),
    ).map(tuple),
    not_this=st.lists(st.builds(LookAlike, line, line), max_size=12).map(tuple),
)


def refusals(read: Callable[[Any], object], typed: object) -> dict[str, Sentence]:
    """The sentences with which a reader refuses what was typed; none when it takes it."""
    try:
        read(typed)
    except InvalidInput as refused:
        return refused.fields
    return {}


@given(cards)
def test_a_card_comes_back_from_its_form_as_it_was(card: CardContent) -> None:
    typed = typed_card(card) | {"reason": "Səbəb", "base": card.fingerprint, "version": "3"}
    draft = read_card(MultiDict(typed))
    assert isinstance(draft.content, CardContent)
    assert draft.content.with_sources_of(card) == card
    assert (draft.base, draft.version) == (card.fingerprint, 3)


@given(st.dictionaries(st.text(max_size=12), st.text(max_size=40)), st.text(max_size=80))
def test_any_form_is_read_or_refused_with_sentences(fields: dict[str, str], phrases: str) -> None:
    said = refusals(read_card, MultiDict(fields | {"phrases.az": phrases, "not_this.x.when": phrases}))
    assert all(str(one) for one in said.values())


@given(st.text(max_size=200))
def test_any_table_is_read_or_refused_with_a_sentence(table: str) -> None:
    assert list(refusals(read_table, table)) in ([], ["table"])


def test_a_table_holds_labelled_appeals_in_scope() -> None:
    table = "text\tunit\tclauses\tin_scope\nSalam\tA|B\t003:5.1;003:6.1.2\tyes\nHava necədir?\t-\t-\tno\n"
    (row,) = read_table(table)
    assert (row.text, row.units, row.clauses) == ("Salam", ("A", "B"), ("003:5.1", "003:6.1.2"))
    with pytest.raises(InvalidInput):
        read_table("text\tunit\n" + "a\tb\n" * 5001)


def test_two_empty_rows_follow_the_filled_ones() -> None:
    assert list(look_alike_rows({})) == [0, 1]
    assert list(look_alike_rows({"not_this.1.when": "x", "not_this.4.when": ""})) == [0, 1, 2, 3]
    assert len(look_alike_rows({"not_this.11.unit": "x"})) == 12
