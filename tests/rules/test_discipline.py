"""What an item of the plan stands at, and what a month's figures propose."""

from datetime import date

import pytest

from callcenter.sector.discipline import Conduct, Item, UnitWork, Whole, proposals, standing
from callcenter.sector.vocabulary import Standing, Subject
from tests.clauses import clause

DUE = date(2026, 10, 20)
QUIET = Whole(received=100, repeats=2)


@clause("002:5.4.3")
@pytest.mark.parametrize(
    ("item", "today", "stands"),
    [
        (Item(DUE), date(2026, 10, 20), Standing.PLANNED),
        (Item(DUE), date(2026, 10, 21), Standing.OVERDUE),
        (Item(DUE, date(2026, 10, 20)), date(2026, 10, 30), Standing.REPORTED),
        (Item(DUE, date(2026, 10, 20), confirmed=True), date(2026, 10, 30), Standing.DONE),
        (Item(DUE, date(2026, 10, 21), confirmed=True), date(2026, 10, 30), Standing.DONE_LATE),
    ],
)
def test_an_item_is_done_in_time_by_the_day_it_was_reported(
    item: Item, today: date, stands: Standing
) -> None:
    assert standing(item, today) is stands


@clause("002:4.0.6")
def test_who_is_often_sent_back_is_proposed_a_training() -> None:
    person = Conduct(7, "Nigar", logged=60, routed=40, returned=6)
    found = proposals([person], QUIET)
    assert [(one.subject, one.user_id) for one in found] == [(Subject.TRAINING, 7)]
    assert "40" in str(found[0].said)


@clause("002:4.0.5")
def test_late_units_and_repeats_are_proposed_to_be_looked_into() -> None:
    whole = Whole(received=100, repeats=15, units=(UnitWork("Şəbəkə", 40, 10), UnitWork("Proqram", 40, 2)))
    found = proposals([], whole)
    assert [one.subject for one in found] == [Subject.IMPROVEMENT, Subject.IMPROVEMENT]
    assert "Şəbəkə" in str(found[1].said)


@clause("002:5.4.4")
def test_reward_and_discipline_follow_from_the_figures_and_never_both() -> None:
    good = Conduct(1, "Aytən", logged=80, routed=30, plan_done=3)
    bad = Conduct(2, "Kamran", logged=80, routed=30, told_late=4, plan_late=2)
    assert [(one.subject, one.user_id) for one in proposals([good, bad], QUIET)] == [
        (Subject.REWARD, 1),
        (Subject.DISCIPLINE, 2),
    ]


def test_small_numbers_propose_nothing() -> None:
    few = Conduct(1, "Aytən", logged=4, routed=4, returned=4, reclassified=4, told_late=2, plan_late=1)
    assert proposals([few], Whole(received=10, repeats=4, units=(UnitWork("Şəbəkə", 4, 4),))) == []
