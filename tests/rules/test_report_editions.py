"""A report in the words of a language."""

from datetime import date

import pytest

from reports.conditions import DIMENSIONS, WHERE
from reports.editions import kept_value, period_text
from reports.measures import COUNTS, DEFINITIONS, GROUPS

CONTENT = {
    "measures": {"received": {"value": 5, "previous": 4, "unit": "appeals"}},
    "groups": {"by_unit": [{"key": "network", "label": "Şəbəkə", "value": 3, "previous": 1, "late": 2}]},
    "days": [{"day": "2026-09-07", "value": 5, "previous": 4}],
}


@pytest.mark.parametrize(
    ("first", "last", "language", "said"),
    [
        (date(2026, 9, 7), date(2026, 9, 13), "az", "7–13 sentyabr 2026"),
        (date(2026, 8, 31), date(2026, 9, 6), "az", "31 avqust – 6 sentyabr 2026"),
        (date(2025, 12, 29), date(2026, 1, 4), "az", "29 dekabr 2025 – 4 yanvar 2026"),
        (date(2026, 9, 7), date(2026, 9, 7), "az", "7 sentyabr 2026"),
        (date(2026, 9, 7), date(2026, 9, 13), "ru", "7–13 сентября 2026"),
        (date(2026, 9, 7), date(2026, 9, 13), "en", "7–13 September 2026"),
    ],
)
def test_the_days_of_a_period_read_naturally(first: date, last: date, language: str, said: str) -> None:
    assert period_text(first, last, language) == said


@pytest.mark.parametrize(
    ("measure", "group", "value"),
    [
        ("received", None, 5),
        ("received", "by_unit:network", 3),
        ("late", "by_unit:network", 2),
        ("received", "by_day:2026-09-07", 5),
        ("received", "by_unit:other", None),
        ("closed", None, None),
    ],
)
def test_a_kept_number_is_found_by_its_measure_and_row(
    measure: str, group: str | None, value: int | None
) -> None:
    assert kept_value(CONTENT, measure, group) == value


def test_each_measure_has_its_condition_and_says_what_it_counts() -> None:
    assert set(WHERE) == {one.name for one in COUNTS}
    assert all(one.meaning.text.endswith(".") for one in DEFINITIONS.values())


def test_each_table_has_its_dimension_and_its_measure() -> None:
    assert {one.name for one in GROUPS} < set(DIMENSIONS)
    assert {one.measure for one in GROUPS} <= set(WHERE)
