"""What a step of an appeal teaches the matching, as one table (pure).

Only what a person decided teaches: a routing is one person's word, taking into work is a second one's, sending
back takes the lesson away. Complaints of units and officials, and confidential appeals, never teach.
"""

from enum import Enum, auto

from callcenter.appeals.vocabulary import Action


class Lesson(Enum):
    """What becomes of the example that the appeal is."""

    REMEMBER = auto()
    CONFIRM = auto()
    FORGET = auto()
    ERASE = auto()
    NOTHING = auto()


_TEACHES = {
    Action.ROUTE: Lesson.REMEMBER,
    Action.ANSWER_ON_LINE: Lesson.REMEMBER,
    Action.FORWARD: Lesson.REMEMBER,
    Action.ACCEPT: Lesson.CONFIRM,
    Action.SEND_BACK: Lesson.FORGET,
}
# From these on it may be guarded, and then nobody may read any more what it taught.
_GUARDS = frozenset({Action.ACCUSE, Action.SET_LEVEL})


def lesson_of(action: Action, *, by_a_person: bool, unit_known: bool, guarded: bool) -> Lesson:
    """Return what the step teaches.

    by_a_person: not the system itself, which would learn from its own guess. unit_known: the step says whose
    competence it is. guarded: confidential, or complaining of a unit or an official.
    """
    lesson = _TEACHES.get(action, Lesson.NOTHING)
    if guarded and action in _GUARDS:
        return Lesson.ERASE
    if guarded:
        return Lesson.FORGET if lesson is Lesson.REMEMBER else Lesson.NOTHING
    if lesson is not Lesson.REMEMBER:
        return lesson
    if not unit_known or not by_a_person:
        # What was learnt from an earlier routing of the same appeal is no longer what a person says.
        return Lesson.FORGET
    return Lesson.REMEMBER
