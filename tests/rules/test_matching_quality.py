"""The weekly figure: how often the suggestion made at intake named the unit that took the appeal."""

from datetime import date

import pytest

from callcenter.appeals.quality import Judged, place_of, weeks

MONDAY, SUNDAY, NEXT_MONDAY = date(2026, 10, 12), date(2026, 10, 18), date(2026, 10, 19)


def test_a_unit_has_the_place_at_which_it_was_first_named() -> None:
    assert place_of(7, [4, 4, 7, 9]) == 2
    assert place_of(7, [7, 4]) == 1
    assert place_of(7, []) is None


def test_a_week_runs_from_monday_to_sunday_and_the_newest_stands_first() -> None:
    found = weeks(
        [
            Judged(MONDAY, "Şəbəkə", 1, by_itself=True),
            Judged(SUNDAY, "Şəbəkə", 3, by_itself=False),
            Judged(SUNDAY, "Proqram", None, by_itself=False),
            Judged(NEXT_MONDAY, "Proqram", 4, by_itself=False),
        ]
    )
    assert [(week.monday, week.sunday) for week in found][1] == (MONDAY, SUNDAY)
    newer, older = found
    assert (older.together.confirmed, older.together.first, older.together.within_three) == (3, 1, 2)
    assert older.together.by_itself_share == pytest.approx(1 / 3)
    assert [unit for unit, _ in older.units] == ["Şəbəkə", "Proqram"]
    assert dict(older.units)["Şəbəkə"].first_share == 0.5
    assert newer.together.within_three_share == 0.0


def test_nothing_confirmed_gives_no_week() -> None:
    assert weeks([]) == []
