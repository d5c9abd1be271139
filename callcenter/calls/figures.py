"""What is counted of calls, and the shares that follow (pure). Targets are parameters of the law (NK 50)."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date

from callcenter.calls.course import WITHIN
from callcenter.core.wording import Sentence, say
from callcenter.law.parameters import LegalParameters

__all__ = ["MEANINGS", "WITHIN", "Tally", "Targets", "added", "targets_of"]


@dataclass(frozen=True)
class Tally:
    """Counts of incoming calls. Those that nobody answered out of the hours of the lines are told apart."""

    calls: int = 0
    answered: int = 0
    within: int = 0
    """Answered within 30 seconds."""
    out_of_hours: int = 0
    called_back: int = 0
    """Calls that nobody answered and whose callers were spoken with afterwards."""
    waited: int = 0
    """Seconds that the answered waited, together."""
    talked: int = 0

    @property
    def to_answer(self) -> int:
        """The calls that somebody should have answered."""
        return self.calls - self.out_of_hours

    @property
    def lost(self) -> int:
        """The calls that nobody answered in the hours of the lines."""
        return self.to_answer - self.answered

    @property
    def owed(self) -> int:
        """The calls that nobody answered, at any hour."""
        return self.calls - self.answered

    @property
    def answered_share(self) -> float | None:
        """The answered among those that somebody should have answered."""
        return _share(self.answered, self.to_answer)

    @property
    def within_share(self) -> float | None:
        """Those answered within 30 seconds among those that somebody should have answered."""
        return _share(self.within, self.to_answer)

    @property
    def called_back_share(self) -> float | None:
        """The callers spoken with afterwards among the calls that nobody answered."""
        return _share(self.called_back, self.owed)

    @property
    def average_wait(self) -> int | None:
        """Seconds that an answered caller waited."""
        return round(self.waited / self.answered) if self.answered else None

    @property
    def average_talk(self) -> int | None:
        """Seconds that was talked with an answered caller."""
        return round(self.talked / self.answered) if self.answered else None


@dataclass(frozen=True)
class Targets:
    """The shares that are to be reached, 0..1, and on which act they rest."""

    answered: float
    within: float
    act: str


MEANINGS: dict[str, Sentence] = {
    "answered": say(
        "Xətlər açıq olarkən daxil olan zənglərdən operatorun cavab verdiklərinin payı. İş vaxtından kənar cavabsız zənglər sayılmır."
    ),
    "within": say("Xətlər açıq olarkən daxil olan zənglərdən 30 saniyə ərzində cavab verilənlərin payı."),
    "lost": say("Xətlər açıq olarkən cavabsız qalmış zənglər."),
    "called_back": say(
        "Cavabsız zənglərdən sonradan danışılanların payı: operator zəng edib və ya şəxs özü yenidən zəng edəndə cavab alıb."
    ),
}


def added(tallies: Iterable[Tally]) -> Tally:
    """Return the counts of several tallies together."""
    found = list(tallies)
    return Tally(**{one.name: sum(getattr(tally, one.name) for tally in found) for one in fields(Tally)})


def targets_of(parameters: LegalParameters, day: date) -> Targets:
    """Return the targets in force on a day."""
    answered, within = parameters.at("sla.answered", day), parameters.at("sla.within_30s", day)
    return Targets(answered.value / 100, within.value / 100, answered.act)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
