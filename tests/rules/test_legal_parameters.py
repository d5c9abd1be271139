"""Legal limits are versioned data."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from callcenter.law.parameters import (
    SEED,
    Certainty,
    LegalParameter,
    LegalParameters,
    Unit,
    UnknownParameter,
)
from tests.clauses import clause

LAST_DAY = date(2026, 6, 30)
OLD = LegalParameter(
    "appeal.limit", 15, Unit.WORKING_DAYS, date(2015, 9, 30), LAST_DAY, "1308-IVQ", "10.1", Certainty.WORDING
)
NEW = replace(OLD, value=10, valid_from=LAST_DAY + timedelta(days=1), valid_to=None, act="1-VIIQD")

TABLE = {
    "count.start": (1, "next_day", "1308-IVQ", "10", "D"),
    "appeal.limit": (15, "working_days", "1308-IVQ", "10.1", "P"),
    "appeal.limit_study": (30, "working_days", "1308-IVQ", "10.1", "P"),
    "appeal.extension_max": (30, "working_days", "1308-IVQ", "10.2", "P"),
    "appeal.military": (15, "working_days", "1308-IVQ", "10.3", "P"),
    "appeal.urgent_info": (24, "hours", "1308-IVQ", "10.4", "P"),
    "appeal.forward_out": (3, "working_days", "1308-IVQ", "7.10", "P"),
    "appeal.repeat_stop": (3, "answers", "1308-IVQ", "8.1.4", "P"),
    "appeal.repeat_window": (1, "years", "1308-IVQ", "8.1.4", "P"),
    "consultation.limit": (15, "working_days", "1308-IVQ", "10.1 (analogiya üzrə)", "D"),
    "info.count_start": (1, "next_day", "1024-IIQ", "24.5", "V"),
    "info.limit": (7, "working_days", "1024-IIQ", "24.1", "V"),
    "info.urgent": (24, "hours", "1024-IIQ", "24.2", "V"),
    "info.life": (48, "hours", "1024-IIQ", "24.3", "V"),
    "info.forward": (5, "working_days", "1024-IIQ", "23.1", "V"),
    "info.clarify": (5, "working_days", "1024-IIQ", "24.4", "V"),
}


@pytest.mark.parametrize("key", TABLE)
@clause("002:1.2")
def test_the_seed_holds_the_limit_with_its_act_and_clause(key: str) -> None:
    row = LegalParameters(SEED).at(key, date(2026, 3, 19))
    assert (row.value, row.unit, row.act, row.clause, row.certainty) == TABLE[key]


@pytest.mark.parametrize(
    ("key", "value", "unit"),
    [
        ("appeal.unconsidered_notice", 5, "working_days"),
        ("registration.latest", 0, "days"),
        ("phone.study_report", 24, "hours"),
        ("recording.copy_window", 3, "months"),
        ("recording.notice", 1, "yes_no"),
        ("recording.copy_limit", 5, "working_days"),
        ("recording.retention", 6, "months"),
        ("line.opens", 540, "clock"),
        ("line.closes", 1080, "clock"),
        ("callback.limit", 2, "hours"),
        ("sla.answered", 90, "percent"),
        ("sla.within_30s", 80, "percent"),
        ("report.periods", 4, "periods"),
        ("route.block_accused", 1, "yes_no"),
        ("retention.appeal_file", 5, "years"),
    ],
)
@clause("002:2.0.1")
def test_the_seed_holds_what_the_other_duties_need(key: str, value: int, unit: str) -> None:
    row = LegalParameters(SEED).at(key, date(2026, 3, 19))
    assert (row.value, row.unit) == (value, unit)


def test_each_key_of_the_seed_stands_once_and_names_its_act_and_clause() -> None:
    assert set(Counter(row.key for row in SEED).values()) == {1}
    assert all(row.act and row.clause for row in SEED)


def test_a_version_holds_up_to_and_on_its_last_day() -> None:
    assert LegalParameters((NEW, OLD)).at("appeal.limit", LAST_DAY) == OLD


def test_the_next_version_holds_from_its_first_day() -> None:
    assert LegalParameters((NEW, OLD)).at("appeal.limit", NEW.valid_from) == NEW


def test_the_later_version_wins_where_the_earlier_was_never_ended() -> None:
    parameters = LegalParameters.of([NEW, replace(OLD, valid_to=None)])
    assert parameters.at("appeal.limit", NEW.valid_from) == NEW


def test_a_version_holds_on_its_first_day_and_not_before() -> None:
    parameters = LegalParameters((OLD,))
    assert parameters.at("appeal.limit", OLD.valid_from) == OLD
    with pytest.raises(UnknownParameter):
        parameters.at("appeal.limit", OLD.valid_from - timedelta(days=1))


def test_an_unknown_key_is_named_in_the_error() -> None:
    with pytest.raises(UnknownParameter, match=r"«appeal\.limits».*19\.03\.2026") as refusal:
        LegalParameters(SEED).at("appeal.limits", date(2026, 3, 19))
    assert (refusal.value.key, refusal.value.day) == ("appeal.limits", date(2026, 3, 19))
    assert refusal.value.code == "unknown-legal-parameter"


@pytest.mark.parametrize(
    ("key", "since"),
    [
        ("appeal.limit", date(2015, 9, 30)),
        ("info.limit", date(2005, 9, 30)),
        ("sla.answered", date(2015, 2, 25)),
        ("registration.latest", date(2016, 6, 23)),
        ("route.block_accused", date(2016, 3, 1)),
        ("retention.appeal_file", date(2016, 4, 12)),
    ],
)
def test_a_limit_of_the_seed_holds_since_its_act_and_has_not_ended(key: str, since: date) -> None:
    row = LegalParameters(SEED).at(key, date(2026, 3, 19))
    assert (row.valid_from, row.valid_to) == (since, None)
