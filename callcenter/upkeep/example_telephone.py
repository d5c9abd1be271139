"""The telephone in the example past: how long each caller waited and talked, and the calls that nobody answered (pure)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from callcenter.calls.course import Told
from callcenter.calls.vocabulary import CallbackState, Ending, Event, Line
from callcenter.core.clock import BAKU
from callcenter.upkeep.example_callers import PREFIXES

HOTLINE, LANDLINE = "195-2", "(012) 493-88-67"
ON_THE_HOTLINE = 0.85
NOTICE_GIVEN = 0.98
# How long the answered wait, in seconds: most hardly at all, some for long.
WAITS = ((2, 12, 60), (12, 30, 26), (30, 75, 11), (75, 200, 3))
TALKS = (60, 540)
LOST = 0.08
"""Lost calls beside one that was answered."""
AT_NIGHT = 0.25
WAYS = (
    (CallbackState.REACHED, 74),
    (CallbackState.CALLED_AGAIN, 14),
    (CallbackState.GIVEN_UP, 8),
    (CallbackState.WRONG_NUMBER, 4),
)
IN_VAIN = ("Dəstəyi götürmədi.", "Məşğuldur.", "Xətt cavab vermir.")
ORDERED = "Saat 15:00-dan sonra zəng gözləyir, nömrəsi işdədir."


@dataclass(frozen=True)
class LostCall:
    """A call that nobody answered: when, from which number, and how the call-back ended; None: it is still owed."""

    told: tuple[Told, Told]
    way: CallbackState | None

    @property
    def at(self) -> datetime:
        """When it began."""
        return self.told[0].at


def answered(logged_at: datetime, number: str, operator: str, chance: Random) -> Sequence[Told]:
    """Return the messages of the call during which an appeal was logged: it began before and ended after."""
    wait = _wait(chance)
    talk = chance.randrange(*TALKS)
    picked_up = logged_at - timedelta(seconds=round(talk * 0.7))
    line = Line.HOTLINE if chance.random() < ON_THE_HOTLINE else Line.LANDLINE
    return (
        Told(
            Event.RINGING,
            picked_up - timedelta(seconds=wait),
            number=number,
            line=line,
            line_name=HOTLINE if line is Line.HOTLINE else LANDLINE,
        ),
        Told(Event.ANSWERED, picked_up, operator=operator),
        Told(
            Event.ENDED,
            picked_up + timedelta(seconds=talk),
            notice_given=chance.random() < NOTICE_GIVEN,
        ),
    )


def lost_beside(at: datetime, now: datetime, chance: Random) -> Iterator[LostCall]:
    """Yield a call that was lost on the same day as one that was answered, if one was; those of old are settled."""
    if chance.random() >= LOST:
        return
    day = at.astimezone(BAKU).date()
    began = (
        _night(day, chance) if chance.random() < AT_NIGHT else at + timedelta(minutes=chance.randrange(1, 30))
    )
    if began > now - timedelta(hours=30):
        return
    [way] = chance.choices([one for one, _ in WAYS], weights=[weight for _, weight in WAYS])
    yield LostCall(_lost(began, chance), way)


def still_owed(moments: Sequence[datetime], chance: Random) -> Iterator[LostCall]:
    """Yield the lost calls that make the queue of today."""
    for at in moments:
        yield LostCall(_lost(at, chance), None)


def _lost(at: datetime, chance: Random) -> tuple[Told, Told]:
    local = f"{chance.randrange(2_000_000, 10_000_000)}"
    number = f"+994 {chance.choice(PREFIXES)} {local[:3]} {local[3:5]} {local[5:]}"
    left = chance.random() < 0.5
    ringing = Told(Event.RINGING, at, number=number, line=Line.HOTLINE, line_name=HOTLINE)
    waited = timedelta(seconds=chance.randrange(20, 150))
    return ringing, Told(Event.ENDED, at + waited, ending=Ending.CALLER_LEFT if left else Ending.NO_ANSWER)


def _wait(chance: Random) -> int:
    [(least, most, _)] = chance.choices(WAITS, weights=[weight for _, _, weight in WAITS])
    return chance.randrange(least, most)


def _night(day: date, chance: Random) -> datetime:
    return datetime.combine(day, time(chance.choice((7, 8, 18, 19, 20, 21)), chance.randrange(60)), BAKU)
