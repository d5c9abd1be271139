"""Turns that an example appeal may take beside the plain way: each is noted where it belongs (pure)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import chain, repeat
from random import Random
from typing import Any

from callcenter.appeals.grounds import Ground
from callcenter.appeals.vocabulary import Action, Channel, Delivery, Kind, Outcome, Pace
from callcenter.callers.vocabulary import CallerType
from callcenter.upkeep.example_calls import Call
from callcenter.upkeep.example_deck import Deck
from callcenter.upkeep.example_diary import Desk, Diary
from callcenter.upkeep.example_receptions import Receptions
from callcenter.upkeep.example_texts import Return, Words

CAME = 0.8
BY_TWO_UNITS = 0.25
PROMPT, SERVICEMAN_TERM = 1, range(3, 10)


class Turn(Enum):
    """What happens to an appeal beside the plain way."""

    PLAIN = auto()
    CONSULTED = auto()
    INVITED = auto()
    REFERRED = auto()
    PACED = auto()
    CLARIFIED = auto()
    WRITTEN = auto()
    LEFT = auto()
    WITHDRAWN = auto()
    REOPENED = auto()
    OFFERED = auto()
    DISPUTED = auto()


# How many of how many appeals take each turn: of those that go to a unit, and of those answered on the line.
AT_UNITS = {
    Turn.PLAIN: 44,
    Turn.WRITTEN: 10,
    Turn.CONSULTED: 7,
    Turn.INVITED: 4,
    Turn.PACED: 4,
    Turn.CLARIFIED: 3,
    Turn.WITHDRAWN: 3,
    Turn.LEFT: 3,
    Turn.REOPENED: 3,
    Turn.REFERRED: 2,
    Turn.DISPUTED: 2,
}
ON_THE_LINE = {Turn.PLAIN: 36, Turn.OFFERED: 2, Turn.REOPENED: 1}


@dataclass
class Turns:
    """Deals the turns, and notes each in a diary."""

    words: Words
    receptions: Receptions
    apparatus: str
    chance: Random

    def __post_init__(self) -> None:
        self._at_units = Deck([*_each(AT_UNITS.items())], self.chance)
        self._on_line = Deck([*_each(ON_THE_LINE.items())], self.chance)

    def at_unit(self, call: Call, *, disputable: bool) -> Turn:
        """Return the turn that an appeal to a unit takes."""
        if call.surge or call.delicate:
            return Turn.PLAIN
        dealt = self._at_units.deal_fitting(lambda turn: self._fits(turn, call, disputable=disputable))
        return dealt or Turn.PLAIN

    def on_line(self, call: Call) -> Turn:
        """Return the turn that an appeal answered on the line takes."""
        return self._on_line.deal() if call.channel is Channel.PHONE and not call.delicate else Turn.PLAIN

    def _fits(self, turn: Turn, call: Call, *, disputable: bool) -> bool:
        accuses = bool(call.said.about_unit)
        match turn:
            case Turn.CONSULTED:
                return not accuses and any(one["at"] == call.said.unit for one in self.words.consultations)
            case Turn.INVITED:
                return not accuses and call.kind_said
            case Turn.REFERRED:
                return call.kind_said and call.said.kind in (Kind.COMPLAINT, Kind.INQUIRY)
            case Turn.PACED:
                return call.kind_said and bool(self._paces(call))
            case Turn.LEFT:
                return not accuses and call.kind_said and call.said.kind is not Kind.INQUIRY
            case Turn.DISPUTED:
                return disputable
        return True

    def _paces(self, call: Call) -> Sequence[Mapping[str, Any]]:
        person = call.caller.type is not CallerType.LEGAL_PERSON
        return [
            one
            for one in self.words.paces
            if call.said.kind.value in one["kinds"] and (person or one["pace"] != Pace.SERVICEMAN.value)
        ]

    def set_pace(self, diary: Diary) -> Pace:
        """Note that the appeal runs faster, and return how."""
        said = self.chance.choice(self._paces(diary.call))
        pace = Pace(said["pace"])
        diary.note(Action.SET_PACE, diary.minutes(1, 9), pace=pace, reason=said["reason"])
        return pace

    def clarify(self, diary: Diary, *, answered: bool = True) -> None:
        """Note a question to the applicant, and mostly the reply."""
        said = self.chance.choice(self.words.clarifications)
        diary.note(Action.CLARIFY, diary.later(0, 1), question=said["question"])
        if answered:
            diary.note(Action.CLARIFIED, diary.later(1, 2, 3), text=said["reply"])

    def leave(self, diary: Diary) -> None:
        """Note that the appeal is left unconsidered on a ground of the law, and closed."""
        said = self.chance.choice(self.words.left)
        if said["asked_first"]:
            self.clarify(diary, answered=False)
        at = diary.later(*((3, 4, 5) if said["asked_first"] else (0, 1, 2)))
        diary.note(Action.LEAVE, at, ground=Ground(said["ground"]), reason=said["reason"])
        diary.note(Action.CLOSE, diary.later(1, 2, 3), outcome=Outcome.UNCONSIDERED)

    def withdraw(self, diary: Diary) -> None:
        """Note that the applicant took the appeal back, and that it is closed."""
        note = self.chance.choice(self.words.withdrawn)
        who = diary.call.caller.name or "müraciət edən"
        diary.note(Action.WITHDRAW, diary.later(1, 2, 3), who=who, means=Channel.PHONE, note=note)
        diary.note(Action.CLOSE, diary.later(1, 2, 3), outcome=Outcome.WITHDRAWN)

    def consult(self, diary: Diary, unit: str) -> None:
        """Note that the executor asks one or two units for advice, and what they say."""
        fitting = [one for one in self.words.consultations if one["at"] == unit]
        first, *others = self.chance.sample(fitting, len(fitting))
        asked = [first, *others[:1]] if self.chance.random() < BY_TWO_UNITS else [first]
        units = list(dict.fromkeys(one["asked"] for one in asked))
        diary.note(Action.CONSULT, diary.later(0, 1), unit, units=units, question=first["question"])
        for one in asked[: len(units)]:
            action = Action.CONSULTED if one is asked[len(units) - 1] else Action.ADVISE
            diary.note(action, diary.later(1, 2, 3, 4), one["asked"], text=one["advice"], desk=Desk.HEAD)

    def invite(self, diary: Diary, unit: str) -> None:
        """Note that the applicant is invited to a time that is free, and what came of it."""
        at = diary.later(0, 1)
        free = self.receptions.take(unit, at)
        if free is None:
            return
        diary.note(Action.INVITE, at, slot=free.slot)
        if self.chance.random() < CAME:
            said = self.chance.choice(self.words.receptions)
            diary.note(Action.RECEIVE, free.ends, said=said, answered=False)
        else:
            diary.note(Action.MISS, free.ends)

    def refer(self, diary: Diary) -> None:
        """Note that the appeal is laid before the Head of the Apparatus."""
        diary.note(Action.REFER, diary.later(0, 1))

    def report_back(self, diary: Diary) -> None:
        """Note the result of what was laid before the Head of the Apparatus."""
        result = self.chance.choice(self.words.results)
        diary.note(Action.REPORT_BACK, diary.later(2, 3, 4), self.apparatus, result=result)

    def acknowledge(self, diary: Diary) -> None:
        """Note that who reported corruption was told that it is registered."""
        said = self.words.acknowledged
        diary.note(Action.ACKNOWLEDGE, diary.minutes(5, 60), means=Delivery.PHONE, note=said)

    def reopen(self, diary: Diary) -> None:
        """Note that the closed appeal is considered again."""
        reason = self.chance.choice(self.words.reopened)
        diary.note(Action.REOPEN, diary.later(1, 2, 3, 4, 5), reason=reason)

    def offer(self, diary: Diary) -> None:
        """Note that the caller is not satisfied and will write; that closes the appeal."""
        note = self.chance.choice(self.words.offered)
        diary.note(Action.OFFER_WRITTEN, diary.minutes(1, 3), accepted=True, note=note)

    def dispute(self, diary: Diary, returned: Return, unit: str) -> None:
        """Note that two units send an appeal to and fro until the head of the centre has to decide."""
        said = {one.from_unit: one for one in self.words.disputes}
        for why in (returned, said[unit], said[returned.from_unit]):
            diary.note(Action.ROUTE, diary.later(0, 1), why.from_unit)
            at = diary.later(0, 1)
            diary.note(Action.SEND_BACK, at, why.from_unit, reason=why.text, clause=why.clause)

    def decide(self, diary: Diary, unit: str) -> None:
        """Note to which unit the head of the centre gives the appeal for good."""
        reason = self.chance.choice(self.words.decisions)
        diary.note(Action.ROUTE, diary.later(0, 1), unit, desk=Desk.CENTRE_HEAD, reason=reason)

    def term_of(self, pace: Pace) -> int:
        """Return on which working day since registration a paced appeal is answered."""
        return PROMPT if pace is Pace.URGENT else self.chance.choice(SERVICEMAN_TERM)


def _each(counted: Iterable[tuple[Turn, int]]) -> Iterable[Turn]:
    return chain.from_iterable(repeat(turn, count) for turn, count in counted)
