"""What each step of an appeal teaches."""

import pytest

from callcenter.appeals.teaching import Lesson, lesson_of
from callcenter.appeals.vocabulary import Action


@pytest.mark.parametrize(
    ("action", "lesson"),
    [
        (Action.ROUTE, Lesson.REMEMBER),
        (Action.FORWARD, Lesson.REMEMBER),
        (Action.ANSWER_ON_LINE, Lesson.REMEMBER),
        (Action.ACCEPT, Lesson.CONFIRM),
        (Action.SEND_BACK, Lesson.FORGET),
        (Action.LOG, Lesson.NOTHING),
        (Action.CLOSE, Lesson.NOTHING),
        (Action.REOPEN, Lesson.NOTHING),
    ],
)
def test_a_persons_step_teaches(action: Action, lesson: Lesson) -> None:
    assert lesson_of(action, by_a_person=True, unit_known=True, guarded=False) is lesson


def test_the_system_never_learns_from_its_own_guess() -> None:
    assert lesson_of(Action.ROUTE, by_a_person=False, unit_known=True, guarded=False) is Lesson.FORGET


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("person", [True, False])
def test_a_guarded_appeal_is_never_remembered(action: Action, person: bool) -> None:
    lesson = lesson_of(action, by_a_person=person, unit_known=True, guarded=True)
    assert lesson in (Lesson.FORGET, Lesson.ERASE, Lesson.NOTHING)


def test_a_step_that_names_no_unit_takes_an_older_lesson_away() -> None:
    assert lesson_of(Action.FORWARD, by_a_person=True, unit_known=False, guarded=False) is Lesson.FORGET
