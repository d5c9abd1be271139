"""How a due date is explained: its sum line by line, its basis, and both as JSON."""

import json
from datetime import date

import pytest

from callcenter.appeals.clocks import Basis
from callcenter.appeals.deadlines import EventKind, to_json
from callcenter.law.parameters import Certainty
from tests.rules.deadline_cases import (
    COMPLAINT,
    EXTENDED,
    INQUIRY,
    QUESTION,
    STUDY,
    URGENT,
    event,
    reckoned,
    registered,
)


def test_the_sum_shows_the_start_each_day_skipped_and_each_day_counted() -> None:
    reckoning = reckoned(registered("2026-02-05", INQUIRY))
    assert [(line.date.day, line.counted, line.why) for line in reckoning.sum] == [
        (5, False, "qeydiyyat günü; müddət növbəti iş günündən hesablanır"),
        (6, True, "1/7 iş günü"),
        (7, False, "şənbə"),
        (8, False, "bazar"),
        (9, True, "2/7 iş günü"),
        (10, True, "3/7 iş günü"),
        (11, True, "4/7 iş günü"),
        (12, True, "5/7 iş günü"),
        (13, True, "6/7 iş günü"),
        (14, False, "şənbə"),
        (15, False, "bazar"),
        (16, True, "7/7 iş günü"),
    ]


def test_a_worked_saturday_is_counted_and_explained() -> None:
    reckoning = reckoned(registered("2024-11-15", INQUIRY))
    line = reckoning.sum[1]
    assert (line.date, line.counted) == (date(2024, 11, 16), True)
    assert line.why == "1/7 iş günü: 12.11.2024 ilə yeri dəyişdirilmiş iş günü"


def test_the_basis_names_the_clause_of_the_limit_and_of_the_first_day() -> None:
    assert reckoned(registered("2026-02-05", INQUIRY)).basis == (
        Basis("1024-IIQ", "24.1", Certainty.WORDING),
        Basis("1024-IIQ", "24.5", Certainty.WORDING),
    )


def test_an_extension_adds_its_clause_to_the_basis() -> None:
    extended = reckoned(registered("2026-03-10", COMPLAINT), event(EXTENDED, "2026-03-12"))
    assert extended.basis == (
        Basis("1308-IVQ", "10.1", Certainty.PARAPHRASE),
        Basis("1308-IVQ", "10", Certainty.DERIVED),
        Basis("1308-IVQ", "10.2", Certainty.PARAPHRASE),
    )


def test_a_question_is_marked_as_running_by_analogy() -> None:
    reckoning = reckoned(registered("2026-02-05", QUESTION))
    assert reckoning.sum[0].why.endswith("; müddət qanun analogiyası üzrə müəyyən edilib")
    assert {basis.certainty for basis in reckoning.basis} == {Certainty.DERIVED}
    assert "analogiya" in reckoning.basis[0].clause


@pytest.mark.parametrize(
    ("kind", "due"), [(STUDY, "2026-04-30"), (EXTENDED, "2026-05-22"), (URGENT, "2026-03-11")]
)
def test_what_the_appeals_law_knows_applies_to_a_question_by_analogy_too(kind: EventKind, due: str) -> None:
    reckoning = reckoned(registered("2026-03-10", QUESTION), event(kind, "2026-03-10"))
    assert reckoning.due_on.isoformat() == due
    assert "analogiya" in reckoning.sum[0].why
    assert {basis.certainty for basis in reckoning.basis} == {Certainty.DERIVED}


def test_a_complaint_is_not_marked_as_running_by_analogy() -> None:
    assert "analogiya" not in reckoned(registered("2026-02-05", COMPLAINT)).sum[0].why


def test_the_json_of_a_due_date_has_the_promised_keys() -> None:
    printed = json.loads(json.dumps(to_json(reckoned(registered("2026-02-05", INQUIRY)))))
    assert (printed["due"], printed["regime"]) == ("2026-02-16", "information")
    assert (printed["due_at"], printed["unconfirmed"], printed["provisional"]) == (None, False, False)
    assert printed["sum"][1] == {"date": "2026-02-06", "counted": True, "why": "1/7 iş günü"}
    assert printed["basis"][0] == {"act": "1024-IIQ", "clause": "24.1", "certainty": "V"}


def test_the_json_of_an_hour_clock_tells_the_moment() -> None:
    urgent = reckoned(registered("2026-03-10", COMPLAINT), event(URGENT, "2026-03-10"))
    assert to_json(urgent)["due_at"] == "2026-03-11T15:00:00+04:00"
