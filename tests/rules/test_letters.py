"""Notices to applicants as they are drafted."""

import pytest

from callcenter.appeals.letters import TEXTS, text_of
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
