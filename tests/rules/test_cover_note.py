"""The letter to the Head of the Apparatus holds the matter and not the person."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from callcenter.appeals.cover_note import LONGEST, Matter, cover_note, note_of_taking_back
from tests.clauses import clause


def matter(text: str, accused: str = "") -> Matter:
    return Matter(
        number="M-2026-000123",
        kind="şikayət",
        registered_on=date(2026, 10, 13),
        text=text,
        clauses=("003:6.1.6",),
        due_on=date(2026, 11, 3),
        accused=accused,
    )


@clause("002:4.0.09")
def test_it_names_number_kind_day_matter_clauses_and_due_date() -> None:
    letter = cover_note(matter("Sektor cavab vermir.", accused="Şəbəkə sektoru"))
    for part in (
        *("M-2026-000123", "şikayət", "13.10.2026", "Sektor cavab vermir.", "Şəbəkə sektoru"),
        *("002, bənd 4.0.09; 003, bənd 6.1.6", "03.11.2026"),
    ):
        assert part in letter


@clause("002:4.0.09")
def test_what_tells_who_the_applicant_is_stays_out() -> None:
    letter = cover_note(matter("Mənə 050 212 44 87 nömrəsinə və ayten@misal.az ünvanına yazın, FİN 5AB12CD."))
    assert not {"212", "ayten", "5AB12CD"} & {word.strip(".,") for word in letter.split()}
    assert "ayten@" not in letter


@given(st.text(max_size=3000))
def test_it_stays_short_whatever_was_written(text: str) -> None:
    assert len(cover_note(matter(text))) < LONGEST + 700


def test_what_takes_a_letter_back_names_it_and_says_that_nothing_is_awaited() -> None:
    note = note_of_taking_back("A-2026-000001")
    assert note.startswith("A-2026-000001 nömrəli məktub geri götürülüb")
    assert "tələb olunmur" in note
