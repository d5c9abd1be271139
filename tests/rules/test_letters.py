"""Notices to applicants as they are drafted."""

from datetime import date

import pytest

from callcenter.appeals.letters import TEXTS, text_of, with_due
from callcenter.appeals.vocabulary import Purpose


@pytest.mark.parametrize("language", sorted(TEXTS[Purpose.CLARIFICATION]))
@pytest.mark.parametrize(
    ("question", "ends"), [("Hansı xidmət?", "xidmət? "), ("Ünvanı yazın.", "yazın. "), ("Ünvan", "Ünvan. ")]
)
def test_what_a_person_wrote_ends_with_one_stop(language: str, question: str, ends: str) -> None:
    values = {"number": "M-2026-000001", "question": question, "basis": "1024-IIQ, 24.4"}
    said = text_of(Purpose.CLARIFICATION, language, values)
    assert ends in said
    assert said.endswith("24.4.")


NAMES_DUE = [purpose for purpose, texts in TEXTS.items() if "$due" in texts["az"]]


def test_an_extension_a_resumption_and_a_merging_name_the_due_date() -> None:
    assert NAMES_DUE == [Purpose.EXTENDED, Purpose.RESUMED, Purpose.MERGED]


@pytest.mark.parametrize("purpose", NAMES_DUE)
@pytest.mark.parametrize("language", [*TEXTS[Purpose.EXTENDED], "de"])
def test_a_draft_names_the_due_date_that_holds_and_keeps_every_other_day(
    purpose: Purpose, language: str
) -> None:
    said = {
        "number": "M-2026-000001",
        "main": "M-2026-000002",
        "basis": "10.2",
        "reason": "10.10.2026: sınaq",
    }
    before = text_of(purpose, language, {**said, "due": "10.10.2026"})
    after = with_due(before, purpose, language, date(2026, 10, 12))
    assert after == text_of(purpose, language, {**said, "due": "12.10.2026"})
    assert with_due(after, purpose, language, date(2026, 10, 12)) == after


@pytest.mark.parametrize("purpose", sorted(set(Purpose) - set(NAMES_DUE)))
def test_what_names_no_due_date_stays_as_it_is(purpose: Purpose) -> None:
    text = "Qəbul 10.10.2026 tarixindədir."
    assert with_due(text, purpose, "az", date(2026, 10, 12)) == text
