"""What a day of the calendar is called: as it is kept, and so that it can be told in another language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.core.wording import Sentence
from callcenter.law.calendar_seed import seed_marks
from callcenter.law.day_names import KNOWN, day_name
from callcenter.law.working_days import WEEKEND

AS_TYPED = "%(name)s"


@pytest.mark.parametrize("kept", sorted({mark.name for mark in seed_marks(range(2021, 2041))}))
def test_every_name_that_the_calendar_is_shipped_with_can_be_told_in_another_language(kept: str) -> None:
    assert day_name(kept).text != AS_TYPED
    assert str(day_name(kept)) == kept


@pytest.mark.parametrize("kept", WEEKEND.values())
def test_so_can_the_days_of_the_week_that_rest(kept: str) -> None:
    assert day_name(kept) == Sentence(kept)


def test_what_falls_on_one_day_is_told_one_by_one() -> None:
    said = day_name("Novruz bayramı, Qurban bayramı (köçürülmüş istirahət günü, təxmini)")
    assert said.values["before"] == Sentence("Novruz bayramı")
    assert said.values["name"].values == {"name": Sentence("Qurban bayramı")}


@pytest.mark.parametrize(
    "typed",
    [
        "əlavə bayram",
        "bəli",
        "Novruz bayramı və seçkilər",
        "Novruz bayramı, əlavə gün",
        "Novruz bayramı ()",
        "100% istirahət, %(day)s",
        "17.11.2026 ilə yeri dəyişdirilmiş istirahət günü (əlavə)",
        "",
    ],
)
def test_a_name_that_somebody_typed_stays_as_it_was_typed(typed: str) -> None:
    assert day_name(typed) == Sentence(AS_TYPED, {"name": typed})


@given(st.lists(st.text() | st.sampled_from(sorted(KNOWN))).map(", ".join))
def test_in_azerbaijani_every_name_reads_as_it_is_kept(kept: str) -> None:
    assert str(day_name(kept)) == kept
