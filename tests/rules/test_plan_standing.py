"""A report knows of the work plan what was true when its period ended, and says it in one sentence."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.core.suffixes import its
from callcenter.sector.plan_standing import Stood, Task, at_the_end
from callcenter.sector.vocabulary import Standing
from reports.compiling import as_kept
from reports.editions import as_json
from reports.periods import Period, period_with
from reports.plan_measures import measures_of_plan, sentences_of_plan, shows_plan
from reports.vocabulary import PeriodKind
from tests.clauses import clause

LAST = date(2026, 10, 31)
LATER = date(2026, 11, 20)
DAYS = st.integers(0, 60).map(lambda step: date(2026, 10, 1) + timedelta(days=step))


@st.composite
def tasks(draw: st.DrawFn) -> Task:
    due = draw(DAYS.filter(lambda day: day <= LAST))
    reported = draw(st.none() | DAYS)
    confirmed = draw(st.none() | DAYS.filter(lambda day: day >= reported)) if reported else None
    return Task("Təlim", "Aysel", due, reported, confirmed)


def stood(task: Task, today: date = LATER) -> Stood:
    return at_the_end([task], LAST, today)[0]


@clause("002:5.4.3")
@pytest.mark.parametrize(
    ("due", "reported", "confirmed", "standing", "days"),
    [
        (20, 20, 22, Standing.DONE, 0),
        (20, 23, 24, Standing.DONE_LATE, 3),
        (28, None, None, Standing.OVERDUE, 4),
        (31, None, None, Standing.OVERDUE, 1),
        (20, 19, None, Standing.REPORTED, 0),
        (20, 22, None, Standing.REPORTED, 2),
    ],
)
def test_done_or_late_stands_with_its_days(
    due: int, reported: int | None, confirmed: int | None, standing: Standing, days: int
) -> None:
    def day(number: int | None) -> date | None:
        return date(2026, 10, number) if number else None

    found = stood(Task("Təlim", "Aysel", date(2026, 10, due), day(reported), day(confirmed)))
    assert (found.standing, found.days_late) == (standing, days)


@clause("002:5.4.3")
def test_what_was_done_the_day_after_was_late_when_the_period_ended() -> None:
    found = stood(Task("Təlim", "Aysel", LAST, LAST + timedelta(days=1), LAST + timedelta(days=1)))
    assert (found.standing, found.done_on, found.days_late) == (Standing.OVERDUE, None, 1)


def test_while_the_period_runs_what_is_not_due_yet_is_not_late() -> None:
    task = Task("Təlim", "Aysel", date(2026, 10, 20))
    assert stood(task, date(2026, 10, 20)).standing is Standing.PLANNED
    assert (stood(task, date(2026, 10, 22)).standing, stood(task, date(2026, 10, 22)).days_late) == (
        Standing.OVERDUE,
        2,
    )


@given(tasks(), st.integers(1, 400))
def test_days_after_the_end_change_nothing(task: Task, later: int) -> None:
    assert stood(task, LAST + timedelta(days=later)) == stood(task, LAST + timedelta(days=1))
    known = Task(
        task.what,
        task.owner,
        task.due_on,
        task.reported_on if task.reported_on and task.reported_on <= LAST else None,
        task.confirmed_on if task.confirmed_on and task.confirmed_on <= LAST else None,
    )
    found, again = stood(task), stood(known)
    assert (found.standing, found.done_on, found.days_late) == (
        again.standing,
        again.done_on,
        again.days_late,
    )


@given(tasks())
def test_late_is_said_exactly_of_what_was_late(task: Task) -> None:
    found = stood(task)
    if found.standing in (Standing.OVERDUE, Standing.DONE_LATE):
        assert found.days_late > 0
    if found.standing is Standing.DONE:
        assert found.days_late == 0
    assert found.standing is not Standing.PLANNED


@given(st.lists(tasks()), st.lists(tasks()))
def test_every_task_is_counted_once(now: list[Task], before: list[Task]) -> None:
    found = measures_of_plan(at_the_end(now, LAST, LATER), at_the_end(before, LAST, LATER))
    if not now and not before:
        assert found == {}
        return
    parts = [found[name] for name in ("plan_done", "plan_done_late", "plan_overdue", "plan_open")]
    assert sum(one.value or 0 for one in parts) == found["plan_tasks"].value == len(now)
    assert sum(one.previous or 0 for one in parts) == found["plan_tasks"].previous == len(before)


def told(*standings: Standing, language: str = "az") -> str:
    tasks = [Stood(Task("Təlim", "Aysel", LAST), one, None, 0) for one in standings]
    said = [as_kept(one) for one in sentences_of_plan(tasks)]
    content: dict[str, Any] = {"groups": {}, "signals": [], "narrative": said}
    return str(as_json(content, language=language, translate=str)["narrative"][0])


DONE, DONE_LATE, OVERDUE, REPORTED = (
    Standing.DONE,
    Standing.DONE_LATE,
    Standing.OVERDUE,
    Standing.REPORTED,
)


@pytest.mark.parametrize(
    ("standings", "sentence"),
    [
        (
            [DONE] * 9 + [DONE_LATE] + [OVERDUE] * 2,
            "İş planının 12 tədbirindən 9-u vaxtında, 1-i gecikmə ilə icra edilib, 2-si gecikir.",
        ),
        (
            [DONE] * 3 + [REPORTED],
            "İş planının 4 tədbirindən 3-ü vaxtında icra edilib, 1-i icra edilmiş kimi bildirilib, təsdiq gözləyir.",
        ),
        (
            [DONE_LATE] * 10 + [OVERDUE] * 6,
            "İş planının 16 tədbirindən 10-u gecikmə ilə icra edilib, 6-sı gecikir.",
        ),
        ([DONE] * 5, "İş planının 5 tədbirinin hamısı vaxtında icra edilib."),
        ([OVERDUE] * 2, "İş planının 2 tədbirindən 2-si gecikir."),
        ([OVERDUE], "İş planının bu dövr üçün bir tədbiri var: müddəti ötüb."),
    ],
)
def test_the_plan_is_told_in_one_natural_sentence(standings: list[Standing], sentence: str) -> None:
    assert told(*standings) == sentence


def test_other_languages_have_no_azerbaijani_endings() -> None:
    assert "9-u" not in told(*[DONE] * 9, OVERDUE, language="ru")


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "0-ı"),
        (1, "1-i"),
        (2, "2-si"),
        (3, "3-ü"),
        (6, "6-sı"),
        (9, "9-u"),
        (10, "10-u"),
        (20, "20-si"),
        (40, "40-ı"),
        (57, "57-si"),
        (60, "60-ı"),
        (70, "70-i"),
        (100, "100-ü"),
        (250, "250-si"),
        (1000, "1000-i"),
        (2_000_000, "2000000-u"),
        (1_000_000_000, "1000000000-ı"),
    ],
)
def test_a_number_takes_the_ending_of_its_last_word(number: int, written: str) -> None:
    assert f"{number}-{its(number)}" == written


def test_only_a_month_and_longer_tells_of_the_plan() -> None:
    longer = (PeriodKind.MONTHLY, PeriodKind.QUARTERLY, PeriodKind.HALF_YEARLY, PeriodKind.YEARLY)
    for kind in PeriodKind:
        assert shows_plan(period_with(kind, date(2026, 2, 10))) is (kind in longer)
    assert shows_plan(Period(PeriodKind.CUSTOM, date(2026, 10, 1), LAST))
