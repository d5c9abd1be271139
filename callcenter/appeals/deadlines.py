"""From kind through legal regime to the due date, always recomputed from the list of events, with the sum shown.

Law on citizens' appeals 1308-IVQ (7.10, 10.1 to 10.4), law on access to information 1024-IIQ (23.1,
24.1 to 24.5), Cabinet's decision NK 50 for consultation. All days are days in Baku.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from functools import reduce
from itertools import takewhile
from typing import Any

from callcenter.appeals.clocks import NO_EXTENSION, Clock, Due, SumLine, Term, reckon
from callcenter.appeals.vocabulary import Kind, Pace, Regime
from callcenter.core.clock import baku_date
from callcenter.core.wording import Sentence, say
from callcenter.law.parameters import LegalParameters
from callcenter.law.working_days import WorkingCalendar

# What a person may say of an appeal; study is given by extending, ordinary runs by itself or takes these back.
SAID = (Pace.URGENT, Pace.LIFE_THREAT, Pace.SERVICEMAN)

REGIMES: Mapping[Kind, Regime] = {
    Kind.INQUIRY: Regime.INFORMATION,
    Kind.QUESTION: Regime.CONSULTATION,
    Kind.APPLICATION: Regime.APPEALS,
    Kind.PROPOSAL: Regime.APPEALS,
    Kind.COMPLAINT: Regime.APPEALS,
}


TERMS: Mapping[tuple[Regime, Pace], Term] = {
    (Regime.APPEALS, Pace.ORDINARY): Term("appeal.limit", extension="appeal.extension_max"),
    (Regime.APPEALS, Pace.STUDY): Term("appeal.limit_study", extension="appeal.extension_max"),
    (Regime.APPEALS, Pace.SERVICEMAN): Term("appeal.military"),
    (Regime.APPEALS, Pace.URGENT): Term("appeal.urgent_info", start=None),
    (Regime.INFORMATION, Pace.ORDINARY): Term("info.limit", start="info.count_start"),
    (Regime.INFORMATION, Pace.URGENT): Term("info.urgent", start="info.count_start"),
    (Regime.INFORMATION, Pace.LIFE_THREAT): Term("info.life", start="info.count_start"),
    (Regime.CONSULTATION, Pace.ORDINARY): Term(
        "consultation.limit", extension="appeal.extension_max", by_analogy=True
    ),
    (Regime.CONSULTATION, Pace.STUDY): Term(
        "appeal.limit_study", extension="appeal.extension_max", by_analogy=True
    ),
    (Regime.CONSULTATION, Pace.URGENT): Term("appeal.urgent_info", start=None, by_analogy=True),
}

FORWARDING: Mapping[Regime, Term] = {
    Regime.APPEALS: Term("appeal.forward_out"),
    Regime.INFORMATION: Term("info.forward", start="info.count_start"),
    Regime.CONSULTATION: Term("appeal.forward_out", by_analogy=True),
}

CLARIFYING: Mapping[Regime, Term] = {
    Regime.APPEALS: Term("info.clarify", by_analogy=True),
    Regime.INFORMATION: Term("info.clarify", start="info.count_start"),
    Regime.CONSULTATION: Term("info.clarify", by_analogy=True),
}


class EventKind(StrEnum):
    """What moves a deadline; those named like paces have the same values. went_on: a withdrawal was taken back."""

    REGISTERED = "registered"
    RECLASSIFIED = "reclassified"
    URGENT = "urgent"
    LIFE_THREAT = "life_threat"
    SERVICEMAN = "serviceman"
    STUDY = "study"
    ORDINARY = "ordinary"
    EXTENDED = "extended"
    REOPENED = "reopened"
    LAW_CHANGED = "law_changed"
    RESUMED = "resumed"
    WENT_ON = "went_on"


OPENINGS = {
    EventKind.REGISTERED: say("qeydiyyat günü"),
    EventKind.REOPENED: say("müraciətə yenidən baxılmağa başlanıldığı gün"),
    EventKind.RESUMED: say("müraciətə baxılmasının davam etdirildiyi gün"),
}
PACE_REASONS = {
    Pace.URGENT: say("cavab gecikdikdə əhəmiyyətini itirir"),
    Pace.LIFE_THREAT: say("həyat, sağlamlıq və ya azadlıq üçün real təhlükə var"),
    Pace.SERVICEMAN: say("müraciət edən hərbi qulluqçu və ya onun ailə üzvüdür"),
    Pace.STUDY: say("əlavə öyrənilmə və yoxlanılma tələb olunur"),
}


class DeadlineRefused(ValueError):
    """The event cannot move the deadline so; `code` is stable, the message is the Azerbaijani sentence."""

    code = "deadline-refused"
    sentence = "Bu əməliyyat icra müddətinə tətbiq edilə bilməz."

    def __init__(self) -> None:
        super().__init__(self.sentence)


class BrokenHistory(DeadlineRefused):
    """The events do not begin with exactly one registration, or a kind is missing."""

    code = "broken-history"
    sentence = "Müraciətin icra müddətinə dair tarixçə natamamdır."


@dataclass(frozen=True)
class DeadlineEvent:
    """One thing that moves the deadline; `at` is aware.

    `kinds` belongs to registration and reclassification: one kind that a person confirmed, or the
    two likeliest of an unconfirmed appeal, the likeliest first. `days` belongs to an extension:
    working days, the law's maximum when None. `law` belongs to a change of the law that is for running
    appeals too: each changed parameter with the day from which its new version is in force.
    """

    kind: EventKind
    at: datetime
    kinds: tuple[Kind, ...] = ()
    days: int | None = None
    law: Mapping[str, date] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.at.utcoffset() is None:
            raise ValueError("the time of an event must be aware")
        if bool(self.kinds) != (self.kind in (EventKind.REGISTERED, EventKind.RECLASSIFIED)):
            raise BrokenHistory

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> "DeadlineEvent":
        """Return the event that was kept as JSON."""
        at, kinds = datetime.fromisoformat(kept["at"]), tuple(Kind(kind) for kind in kept.get("kinds", ()))
        law = {key: date.fromisoformat(day) for key, day in kept.get("law", {}).items()}
        return cls(EventKind(kept["kind"]), at, kinds, kept.get("days"), law)

    def as_json(self) -> dict[str, Any]:
        """Return the event as JSON, to be kept with a part that takes the clock over."""
        kept: dict[str, Any] = {"kind": self.kind.value, "at": self.at.isoformat()}
        if self.kinds:
            kept["kinds"] = [kind.value for kind in self.kinds]
        if self.law:
            kept["law"] = {key: day.isoformat() for key, day in self.law.items()}
        return kept if self.days is None else {**kept, "days": self.days}


@dataclass(frozen=True)
class Course:
    """Where the events have led: what began the clock, for which kinds it runs, at what pace and how extended.

    used: it was extended before its ground was gone and the days began anew, so that it is not extended again.
    """

    begun: DeadlineEvent
    kinds: tuple[Kind, ...]
    paces: Mapping[Pace, date] = field(default_factory=dict)
    extension: DeadlineEvent | None = None
    notes: tuple[SumLine, ...] = ()
    law: Mapping[str, date] = field(default_factory=dict)
    used: bool = False

    @property
    def is_extended(self) -> bool:
        """Whether the one extension of this round was given."""
        return self.used or self.extension is not None

    @property
    def regimes(self) -> tuple[Regime, ...]:
        """The regimes of the kinds, the likeliest first."""
        return tuple(dict.fromkeys(REGIMES[kind] for kind in self.kinds))

    def pace(self, regime: Regime) -> Pace:
        """Return the recorded pace that decides under the regime."""
        recorded = (*self.paces, Pace.ORDINARY)
        return next(pace for pace in Pace if pace in recorded and (regime, pace) in TERMS)

    def clock(self, regime: Regime) -> Clock:
        """Return the clock that runs under the regime."""
        pace = self.pace(regime)
        notes = [
            SumLine(day, counted=False, said=PACE_REASONS[other] if other == pace else _not_applied(other))
            for other, day in self.paces.items()
        ]
        return Clock(
            regime=regime,
            term=TERMS[regime, pace],
            begun=self.begun.at,
            opening=OPENINGS[self.begun.kind],
            extension=(baku_date(self.extension.at), self.extension.days) if self.extension else None,
            notes=(*self.notes, *notes),
            derived=self.begun.kind is not EventKind.REGISTERED,
            law=self.law,
        )


def due(events: Sequence[DeadlineEvent], calendar: WorkingCalendar, parameters: LegalParameters) -> Due:
    """Return the due date that follows from all events, in the order in which they were recorded.

    The limits are those in force on the day the count began, but for those whose change was for running appeals
    too. What was given stays given (`allowed_moves`); `BrokenHistory` where the list does not begin with its only
    registration.
    """
    course = follow(events)
    likely = [reckon(course.clock(regime), calendar, parameters) for regime in course.regimes]
    return replace(min(likely, key=_sooner), unconfirmed=len(course.kinds) > 1)


def due_of_unconfirmed(
    kinds: Sequence[Kind], registered: datetime, calendar: WorkingCalendar, parameters: LegalParameters
) -> Due:
    """Return the shorter deadline of the likeliest kinds, for an appeal whose kind no person confirmed."""
    return due([DeadlineEvent(EventKind.REGISTERED, registered, tuple(kinds))], calendar, parameters)


def forward_by(
    regime: Regime, registered: datetime, calendar: WorkingCalendar, parameters: LegalParameters
) -> Due:
    """Return until when an appeal outside our competence must be sent on (1308-IVQ, 7.10; 1024-IIQ, 23.1)."""
    return _from_registration(regime, FORWARDING[regime], registered, calendar, parameters)


def clarify_by(
    regime: Regime, registered: datetime, calendar: WorkingCalendar, parameters: LegalParameters
) -> Due:
    """Return until when the applicant must be told that the appeal is unclear (1024-IIQ, 24.4; else by analogy)."""
    return _from_registration(regime, CLARIFYING[regime], registered, calendar, parameters)


def _from_registration(
    regime: Regime,
    term: Term,
    registered: datetime,
    calendar: WorkingCalendar,
    parameters: LegalParameters,
) -> Due:
    law = parameters.law_of_open(baku_date(registered))
    return reckon(
        Clock(regime, term, registered, OPENINGS[EventKind.REGISTERED], law=law), calendar, parameters
    )


def due_before(
    extension: DeadlineEvent,
    events: Sequence[DeadlineEvent],
    calendar: WorkingCalendar,
    parameters: LegalParameters,
) -> Due:
    """Return when the answer would be due without an extension among the events: until then it must be told of.

    Of what came after it only a change of the law counts.
    """
    place = events.index(extension)
    later = takewhile(lambda event: event.kind not in OPENINGS, events[place + 1 :])
    changed = (event for event in later if event.kind is EventKind.LAW_CHANGED)
    return due((*events[:place], *changed), calendar, parameters)


def follow(events: Sequence[DeadlineEvent]) -> Course:
    """Return where the events lead; `BrokenHistory` unless they begin with the only registration."""
    if not events or events[0].kind != EventKind.REGISTERED:
        raise BrokenHistory
    first = Course(events[0], events[0].kinds)
    return reduce(_next, events[1:], first)


def _next(course: Course, event: DeadlineEvent) -> Course:
    return MOVES[event.kind](course, event) if event.kind in MOVES else _paced(course, event)


def _registered_again(_: Course, __: DeadlineEvent) -> Course:
    raise BrokenHistory


def _reopened(course: Course, event: DeadlineEvent) -> Course:
    """A new round; who asks, and how soon the answer loses its value, is as it was."""
    said = {pace: day for pace, day in course.paces.items() if pace in SAID}
    return Course(event, course.kinds, said)


def _resumed(course: Course, event: DeadlineEvent) -> Course:
    return Course(event, course.kinds, course.paces, used=course.is_extended)


def _went_on(course: Course, event: DeadlineEvent) -> Course:
    line = _note(event, say("müraciətin geri götürülməsi ləğv edilib, müddət dayanmayıb"))
    return replace(course, notes=(*course.notes, line))


def _reclassified(course: Course, event: DeadlineEvent) -> Course:
    confirmed = len(course.kinds) > 1 and len(event.kinds) == 1
    said = (
        say("müraciətin növü müəyyən edilib: %(kinds)s")
        if confirmed
        else say("müraciətin növü dəyişdirilib: %(kinds)s")
    )
    line = _note(event, said._replace(values={"kinds": _either(event.kinds)}))
    return replace(course, kinds=event.kinds, notes=(*course.notes, line))


def _either(kinds: Sequence[Kind]) -> Kind | Sentence:
    named: Kind | Sentence = kinds[0]
    for kind in kinds[1:]:
        named = say("%(before)s / %(kind)s", before=named, kind=kind)
    return named


def _under_new_law(course: Course, event: DeadlineEvent) -> Course:
    line = _note(event, say("qanundakı dəyişiklik açıq müraciətlərə də şamil edilir"))
    return replace(course, law={**course.law, **event.law}, notes=(*course.notes, line))


def _paced(course: Course, event: DeadlineEvent) -> Course:
    pace = Pace(event.kind.value)
    return replace(course, paces={pace: baku_date(event.at), **course.paces})


def _back_to_ordinary(course: Course, event: DeadlineEvent) -> Course:
    """Undo what was said by mistake; the sum keeps what was said, and when it was taken back."""
    undone = [
        SumLine(day, counted=False, said=_not_applied(pace))
        for pace, day in course.paces.items()
        if pace in SAID
    ]
    left = {pace: day for pace, day in course.paces.items() if pace not in SAID}
    line = _note(event, say("icra rejimi ləğv edilib: adi müddət hesablanır"))
    return replace(course, paces=left, notes=(*course.notes, *undone, line))


def _extended(course: Course, event: DeadlineEvent) -> Course:
    """Only a history kept before it was refused has a second one in the same count: it gives nothing."""
    if course.extension is None:
        return replace(course, extension=event)
    return replace(course, notes=(*course.notes, _note(event, NO_EXTENSION)))


def _not_applied(pace: Pace) -> Sentence:
    return say("%(reason)s (bu müraciətdə nəzərə alınmır)", reason=PACE_REASONS[pace])


def _note(event: DeadlineEvent, said: Sentence) -> SumLine:
    return SumLine(baku_date(event.at), counted=False, said=said)


# The others are paces.
MOVES: Mapping[EventKind, Callable[[Course, DeadlineEvent], Course]] = {
    EventKind.REGISTERED: _registered_again,
    EventKind.REOPENED: _reopened,
    EventKind.RESUMED: _resumed,
    EventKind.WENT_ON: _went_on,
    EventKind.RECLASSIFIED: _reclassified,
    EventKind.LAW_CHANGED: _under_new_law,
    EventKind.EXTENDED: _extended,
    EventKind.ORDINARY: _back_to_ordinary,
}


def _sooner(due: Due) -> tuple[date, float]:
    return due.due_on, due.due_at.timestamp() if due.due_at else float("inf")


def to_json(due: Due) -> dict[str, Any]:
    """Return the due date as `callcenter deadline --json` prints it."""
    return {
        "due": due.due_on.isoformat(),
        "due_at": due.due_at.isoformat() if due.due_at else None,
        "regime": due.regime.value,
        "unconfirmed": due.unconfirmed,
        "provisional": due.provisional,
        "sum": [
            {"date": line.date.isoformat(), "counted": line.counted, "why": line.why} for line in due.sum
        ],
        "basis": [
            {"act": basis.act, "clause": basis.clause, "certainty": basis.certainty.value}
            for basis in due.basis
        ],
    }
