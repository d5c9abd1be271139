"""Legal limits as data: each value with its unit, the days it is in force, the act and clause, and how sure it is.

Acts in short form: 1308-IVQ is the law on citizens' appeals (30.09.2015), 1024-IIQ the law on access
to information (30.09.2005), 002 the statute of the call centre's sector, NK 50 the Cabinet's decision on call centres (25.02.2015), DİN the rules
of the Ministry of Internal Affairs on appeals (a model, not binding here), İXM the Code of
Administrative Offences.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Unit(StrEnum):
    """What a value counts."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    HOURS = "hours"
    # A time of day, in minutes after midnight.
    CLOCK = "clock"
    MONTHS = "months"
    YEARS = "years"
    PERCENT = "percent"
    ANSWERS = "answers"
    PERIODS = "periods"
    YES_NO = "yes_no"
    # 1: the count starts on the working day after receipt; 0: on the day of receipt or the next working day.
    NEXT_DAY = "next_day"


class Certainty(StrEnum):
    """How the value is known."""

    WORDING = "V"
    PARAPHRASE = "P"
    DERIVED = "D"
    MEMORY = "M"


@dataclass(frozen=True)
class LegalParameter:
    """One version of a limit, in force from `valid_from` to `valid_to`, both days included."""

    key: str
    value: int
    unit: Unit
    valid_from: date
    valid_to: date | None
    act: str
    clause: str
    certainty: Certainty

    def in_force(self, day: date) -> bool:
        """Return whether this version holds on the day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class UnknownParameter(LookupError):
    """No version of the key is in force on the day."""

    code = "unknown-legal-parameter"

    def __init__(self, key: str, day: date) -> None:
        super().__init__(f"«{key}» hüquqi parametrinin {day:%d.%m.%Y} tarixində qüvvədə olan qiyməti yoxdur.")
        self.key = key
        self.day = day


@dataclass(frozen=True)
class LegalParameters:
    """All versions of all limits.

    `for_open` names each change that its act says is for what was open already, too: the limit and the first day of
    its new version, in the order in which the changes were confirmed.
    """

    rows: tuple[LegalParameter, ...]
    for_open: tuple[tuple[str, date], ...] = ()

    @classmethod
    def of(cls, rows: Iterable[LegalParameter]) -> "LegalParameters":
        """Return the parameters of the rows, in any order."""
        return cls(tuple(rows))

    def at(self, key: str, day: date) -> LegalParameter:
        """Return the version in force on the day, the latest where two overlap; UnknownParameter when none is."""
        versions = [row for row in self.rows if row.key == key and row.in_force(day)]
        if not versions:
            raise UnknownParameter(key, day)
        return max(versions, key=lambda row: row.valid_from)

    def law_of_open(self, begun: date) -> dict[str, date]:
        """Return of which day those limits hold that were changed for clocks begun on the day and still running."""
        return {key: since for key, since in self.for_open if begun < since}

    def of_open(self, key: str, begun: date) -> LegalParameter:
        """Return the version by which a clock runs that began on the day; UnknownParameter when there is none."""
        return self.at(key, self.law_of_open(begun).get(key, begun))


APPEALS_LAW = "1308-IVQ", date(2015, 9, 30)
INFORMATION_LAW = "1024-IIQ", date(2005, 9, 30)
CALL_CENTRE_RULES = "NK 50", date(2015, 2, 25)
POLICE_MODEL = "DİN, müraciətlərə baxılma qaydası", date(2016, 6, 23)
OFFENCES_CODE = "İXM", date(2016, 3, 1)
# What no law says and the ministry decides for itself.
OWN_RULE = "daxili qayda", date(2015, 8, 31)
# Its copy bears no date; it names an instruction of this day, so it is not older.
CALL_CENTRE_STATUTE = "002", date(2015, 8, 31)
ARCHIVE_LIST = "Milli Arxiv İdarəsi, 3/1", date(2016, 4, 12)


def _row(
    key: str, value: int, unit: Unit, act: tuple[str, date], clause: str, certainty: Certainty
) -> LegalParameter:
    name, since = act
    return LegalParameter(key, value, unit, since, None, name, clause, certainty)


V, P, D, M = Certainty
SEED: tuple[LegalParameter, ...] = (
    _row("count.start", 1, Unit.NEXT_DAY, APPEALS_LAW, "10", D),
    _row("appeal.limit", 15, Unit.WORKING_DAYS, APPEALS_LAW, "10.1", P),
    _row("appeal.limit_study", 30, Unit.WORKING_DAYS, APPEALS_LAW, "10.1", P),
    _row("appeal.extension_max", 30, Unit.WORKING_DAYS, APPEALS_LAW, "10.2", P),
    _row("appeal.military", 15, Unit.WORKING_DAYS, APPEALS_LAW, "10.3", P),
    _row("appeal.urgent_info", 24, Unit.HOURS, APPEALS_LAW, "10.4", P),
    _row("appeal.forward_out", 3, Unit.WORKING_DAYS, APPEALS_LAW, "7.10", P),
    _row("appeal.unconsidered_notice", 5, Unit.WORKING_DAYS, POLICE_MODEL, "7.2", V),
    _row("appeal.repeat_stop", 3, Unit.ANSWERS, APPEALS_LAW, "8.1.4", P),
    _row("appeal.repeat_window", 1, Unit.YEARS, APPEALS_LAW, "8.1.4", P),
    _row("consultation.limit", 15, Unit.WORKING_DAYS, APPEALS_LAW, "10.1 (analogiya üzrə)", D),
    # The clause names no term: a unit that is asked for advice has the ministry's own.
    _row("consultation.internal", 3, Unit.WORKING_DAYS, CALL_CENTRE_STATUTE, "4.0.7", D),
    _row("info.count_start", 1, Unit.NEXT_DAY, INFORMATION_LAW, "24.5", V),
    _row("info.limit", 7, Unit.WORKING_DAYS, INFORMATION_LAW, "24.1", V),
    _row("info.urgent", 24, Unit.HOURS, INFORMATION_LAW, "24.2", V),
    _row("info.life", 48, Unit.HOURS, INFORMATION_LAW, "24.3", V),
    _row("info.forward", 5, Unit.WORKING_DAYS, INFORMATION_LAW, "23.1", V),
    _row("info.clarify", 5, Unit.WORKING_DAYS, INFORMATION_LAW, "24.4", V),
    _row("registration.latest", 0, Unit.DAYS, POLICE_MODEL, "4.2", V),
    _row("phone.study_report", 24, Unit.HOURS, POLICE_MODEL, "9.5", V),
    _row("recording.copy_window", 3, Unit.MONTHS, CALL_CENTRE_RULES, "bəndi dəqiqləşdirilməlidir", P),
    _row("recording.notice", 1, Unit.YES_NO, CALL_CENTRE_RULES, "bəndi dəqiqləşdirilməlidir", P),
    _row("recording.copy_limit", 5, Unit.WORKING_DAYS, CALL_CENTRE_RULES, "təcrübə üzrə", D),
    _row("recording.retention", 6, Unit.MONTHS, CALL_CENTRE_RULES, "təcrübə üzrə", D),
    _row("line.opens", 9 * 60, Unit.CLOCK, CALL_CENTRE_RULES, "təcrübə üzrə", D),
    _row("line.closes", 18 * 60, Unit.CLOCK, CALL_CENTRE_RULES, "təcrübə üzrə", D),
    _row("work.ends", 18 * 60, Unit.CLOCK, OWN_RULE, "iş rejimi", D),
    _row("callback.limit", 2, Unit.HOURS, CALL_CENTRE_RULES, "təcrübə üzrə", D),
    _row("sla.answered", 90, Unit.PERCENT, CALL_CENTRE_RULES, "bəndi dəqiqləşdirilməlidir", P),
    _row("sla.within_30s", 80, Unit.PERCENT, CALL_CENTRE_RULES, "bəndi dəqiqləşdirilməlidir", P),
    # Monthly, quarterly, half-yearly and yearly.
    _row("report.periods", 4, Unit.PERIODS, POLICE_MODEL, "11.3", V),
    _row("route.block_accused", 1, Unit.YES_NO, OFFENCES_CODE, "maddəsi dəqiqləşdirilməlidir", V),
    _row("remind.before", 3, Unit.WORKING_DAYS, OWN_RULE, "xatırlatma", D),
    _row("escalate.every", 2, Unit.WORKING_DAYS, OWN_RULE, "yuxarı rəhbərə çatdırma", D),
    _row("reopen.window", 30, Unit.DAYS, OWN_RULE, "təsdiqlənməlidir", D),
    _row("retention.appeal_file", 5, Unit.YEARS, ARCHIVE_LIST, "siyahı", M),
    _row("retention.call", 3, Unit.YEARS, ARCHIVE_LIST, "jurnallar", M),
    _row("retention.notice", 12, Unit.MONTHS, OWN_RULE, "xidməti bildirişlər", D),
    _row("retention.mail", 90, Unit.DAYS, OWN_RULE, "göndərilmiş məktublar", D),
    _row("retention.sign_in", 12, Unit.MONTHS, OWN_RULE, "sistemə girişlər", D),
    _row("retention.submission", 30, Unit.DAYS, OWN_RULE, "təkrar göndərişin tanınması", D),
)
