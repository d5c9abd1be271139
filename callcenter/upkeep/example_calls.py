"""What comes in during the example past, and when: mostly office hours of working days, with one surge (pure)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from callcenter.appeals.vocabulary import Channel, Kind, Level, Outcome
from callcenter.callers.identification import CallerDraft
from callcenter.core.clock import BAKU, baku_date
from callcenter.law.working_days import ONE_DAY, WorkingCalendar
from callcenter.upkeep.example_callers import Callers
from callcenter.upkeep.example_deck import Deck
from callcenter.upkeep.example_texts import CALL_CENTRE, Said

DAYS = 56
WEEK = timedelta(days=7)
OPENS, SHUTS = 9, 18
# How many calls an hour of the day has beside the others, and a rest day beside a working day.
HOURS = {8: 1, 9: 7, 10: 10, 11: 11, 12: 8, 13: 5, 14: 9, 15: 10, 16: 9, 17: 6, 18: 1, 19: 1, 21: 1}
REST_DAY = 0.06

NOT_OURS = 0.11
CALLS_AGAIN = 0.08
AGAIN_AFTER = range(3, 25)
CONFIDENTIAL = 0.05
KIND_UNSAID = 0.6
SHORT = frozenset({Kind.QUESTION, Kind.INQUIRY})
# What the call centre itself answers is asked most; Russian is dealt so often that it makes a tenth.
COPIES, COPIES_RU = 3, 2

SURGE = 22
SURGE_SHARE = 0.037
SURGE_DAYS = (0.5, 0.3, 0.2)

BY_WORD = (
    (Channel.PHONE, 92),
    (Channel.RECEPTION, 2),
    (Channel.EMAIL, 2),
    (Channel.WEB, 2),
    (Channel.API, 2),
)
IN_WRITING = (
    (Channel.PHONE, 50),
    (Channel.WEB, 13),
    (Channel.API, 13),
    (Channel.EMAIL, 13),
    (Channel.LETTER, 7),
    (Channel.RECEPTION, 4),
)
OUT_OF_HOURS = ((Channel.API, 3), (Channel.WEB, 3), (Channel.EMAIL, 1))

AGAIN = {
    "az": (
        "Bu məsələ ilə bağlı əvvəl də müraciət etmişdim.",
        "İkinci dəfə müraciət edirəm.",
        "Yenidən narahat edirəm, məsələ hələ də aktualdır.",
    ),
    "ru": ("Обращаюсь повторно.", "Обращаюсь по этому вопросу уже второй раз."),
}


@dataclass(frozen=True)
class Call:
    """One appeal as it comes in. by_itself: a system sent it, no operator took it; kind_said: somebody named the kind."""

    at: datetime
    said: Said
    text: str
    caller: CallerDraft
    channel: Channel
    by_itself: bool
    kind_said: bool
    confidential: bool
    surge: bool = False

    @property
    def delicate(self) -> bool:
        """Whether it is a report of corruption, or goes to several units at once."""
        return self.said.level is not Level.ORDINARY or bool(self.said.parts)

    @property
    def level(self) -> Level:
        """Who may know of it."""
        return Level.CONFIDENTIAL if self.confidential else self.said.level


@dataclass(frozen=True)
class Wish:
    """Somebody who is going to call: with which text, and again or for the first time."""

    said: Said
    caller: CallerDraft
    surge: bool = False
    again: bool = False


def incoming(
    said: Sequence[Said],
    surge: Sequence[Said],
    people: Sequence[CallerDraft],
    home: frozenset[str],
    *,
    appeals: int,
    now: datetime,
    calendar: WorkingCalendar,
    chance: Random,
) -> Iterator[Call]:
    """Yield the appeals of the eight weeks before now in the order of time, day by day."""
    surging = surge_quotas(appeals, baku_date(now), calendar)
    quotas = day_quotas(appeals - sum(surging.values()), now, calendar)
    callers = Callers(people, chance)
    ours, others, sudden = _decks(said, surge, home, chance)
    again: dict[date, list[Wish]] = {}
    for day, quota in quotas.items():
        due = again.pop(day, [])
        wishes, late = due[:quota], due[quota:]
        again.setdefault(day + ONE_DAY, []).extend(late)
        for _ in range(quota - len(wishes)):
            text = (others if chance.random() < NOT_OURS else ours).deal()
            wishes.append(Wish(text, callers.caller(text)))
            if chance.random() < CALLS_AGAIN:
                next_time = day + chance.choice(AGAIN_AFTER) * ONE_DAY
                again.setdefault(next_time, []).append(replace(wishes[-1], again=True))
        for _ in range(surging.get(day, 0)):
            text = sudden.deal()
            wishes.append(Wish(text, callers.caller(text), surge=True))
        chance.shuffle(wishes)
        moments = sorted(_moment(day, now, chance) for _ in wishes)
        yield from (_call(at, wish, calendar, chance) for at, wish in zip(moments, wishes, strict=True))


def day_quotas(total: int, now: datetime, calendar: WorkingCalendar) -> Mapping[date, int]:
    """Return how many of the appeals come in on each of the days up to now; they add up to the total."""
    today = baku_date(now)
    days = [today - back * ONE_DAY for back in range(DAYS - 1, -1, -1)]
    weights = [_weight(day, now, calendar) for day in days]
    quotas, passed, given = {}, 0.0, 0
    for day, weight in zip(days, weights, strict=True):
        passed += weight
        upto = round(total * passed / sum(weights))
        quotas[day], given = upto - given, upto
    return quotas


def surge_quotas(appeals: int, today: date, calendar: WorkingCalendar) -> Mapping[date, int]:
    """Return how many more appeals the surge brings on three days of the last full week, Monday to Sunday."""
    monday = today - today.weekday() * ONE_DAY - WEEK
    week = [monday + number * ONE_DAY for number in range(7)]
    working = [day for day in week if calendar.is_working(day)] or week
    first = working[1] if len(working) > len(SURGE_DAYS) else working[0]
    total = max(round(appeals * SURGE_SHARE), min(SURGE, appeals // 4))
    quotas = {first + number * ONE_DAY: round(total * share) for number, share in enumerate(SURGE_DAYS)}
    quotas[first] += total - sum(quotas.values())
    return quotas


def _decks(
    said: Sequence[Said], surge: Sequence[Said], home: frozenset[str], chance: Random
) -> tuple[Deck[Said], Deck[Said], Deck[Said]]:
    ours = [one for one in said if one.unit in home and one.outcome is not Outcome.FORWARDED]
    others = [one for one in said if one not in ours]
    return (
        Deck([one for one in ours for _ in range(_copies(one))], chance),
        Deck(others, chance),
        Deck(surge, chance),
    )


def _copies(said: Said) -> int:
    often = COPIES if said.unit == CALL_CENTRE and said.kind in SHORT else 1
    return max(often, COPIES_RU if said.language == "ru" else 1)


def _weight(day: date, now: datetime, calendar: WorkingCalendar) -> float:
    share = sum(_hours(day, now).values()) / sum(HOURS.values())
    return share * (1 if calendar.is_working(day) else REST_DAY)


def _hours(day: date, now: datetime) -> Mapping[int, int]:
    """Return the hours of the day that are over, with their weights."""
    return {hour: weight for hour, weight in HOURS.items() if _at(day, hour) + timedelta(hours=1) <= now}


def _moment(day: date, now: datetime, chance: Random) -> datetime:
    hours = _hours(day, now)
    [hour] = chance.choices([*hours], weights=[*hours.values()])
    return _at(day, hour) + timedelta(seconds=chance.randrange(3600))


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), BAKU)


def _call(at: datetime, wish: Wish, calendar: WorkingCalendar, chance: Random) -> Call:
    staffed = calendar.is_working(baku_date(at)) and OPENS <= at.hour < SHUTS
    channel = _channel(wish, chance, staffed=staffed)
    by_itself = channel is Channel.API or not staffed
    said = wish.said
    text = f"{chance.choice(AGAIN[said.language])} {said.text}" if wish.again else said.text
    return Call(
        at=at,
        said=said,
        text=text,
        caller=wish.caller,
        channel=channel,
        by_itself=by_itself,
        kind_said=not by_itself or chance.random() >= KIND_UNSAID,
        confidential=_is_confidential(said, by_itself=by_itself, chance=chance),
        surge=wish.surge,
    )


def _is_confidential(said: Said, *, by_itself: bool, chance: Random) -> bool:
    fits = not by_itself and said.kind is Kind.COMPLAINT and said.level is Level.ORDINARY
    return fits and chance.random() < CONFIDENTIAL


def _channel(wish: Wish, chance: Random, *, staffed: bool) -> Channel:
    """Return how it reaches us: written ways only out of hours, and only those by which one can be answered."""
    usual = BY_WORD if wish.surge or wish.said.kind in SHORT else IN_WRITING
    ways = dict(usual if staffed else OUT_OF_HOURS)
    [channel] = chance.choices([*ways], weights=[*ways.values()])
    if channel is Channel.EMAIL and not wish.caller.email:
        return Channel.WEB
    if channel is Channel.LETTER and not wish.caller.address:
        return Channel.RECEPTION
    return channel
