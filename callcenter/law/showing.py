"""The calendar and the limits as a reader sees them. Values for templates."""

from calendar import Calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from callcenter.core.wording import Sentence, say
from callcenter.law.models import LawChange
from callcenter.law.parameters import SEED, Certainty, LegalParameter, Unit
from callcenter.law.vocabulary import Subject
from callcenter.law.working_days import DayKind, DayMark, WorkingCalendar

KINDS: Mapping[str, Sentence] = {
    DayKind.HOLIDAY: say("bayram günü"),
    DayKind.MOVED: say("köçürülmüş istirahət günü"),
    DayKind.MOURNING: say("hüzn günü"),
    DayKind.VOTING: say("səsvermə günü"),
    DayKind.SWAP: say("yeri dəyişdirilmiş gün"),
    DayKind.PROVISIONAL: say("təxmini bayram günü"),
}
UNITS: Mapping[Unit, Sentence] = {
    Unit.WORKING_DAYS: say("iş günü"),
    Unit.DAYS: say("gün"),
    Unit.HOURS: say("saat"),
    Unit.CLOCK: say("gecə yarısından sonrakı dəqiqə"),
    Unit.MONTHS: say("ay"),
    Unit.YEARS: say("il"),
    Unit.PERCENT: say("faiz"),
    Unit.ANSWERS: say("cavab"),
    Unit.PERIODS: say("dövr"),
    Unit.YES_NO: say("1: bəli, 0: xeyr"),
    Unit.NEXT_DAY: say("1: növbəti iş günündən, 0: həmin gündən"),
}
# A value that is a choice is shown as the choice.
CHOICES: Mapping[Unit, tuple[Sentence, Sentence]] = {
    Unit.YES_NO: (say("xeyr"), say("bəli")),
    Unit.NEXT_DAY: (say("həmin gündən"), say("növbəti iş günündən")),
}
CERTAINTIES: Mapping[Certainty, Sentence] = {
    Certainty.WORDING: say("aktın mətni ilə yoxlanıb"),
    Certainty.PARAPHRASE: say("aktın məzmununa görə"),
    Certainty.DERIVED: say("analogiya və ya şərh üzrə"),
    Certainty.MEMORY: say("hələ yoxlanmayıb"),
}
LABELS: Mapping[str, Sentence] = {
    "count.start": say("Müddətin hesablanması nə vaxtdan başlayır"),
    "appeal.limit": say("Müraciətə baxılma müddəti"),
    "appeal.limit_study": say("Əlavə öyrənilmə tələb edən müraciət"),
    "appeal.extension_max": say("Müddətin uzadılması, ən çoxu"),
    "appeal.military": say("Hərbi qulluqçunun müraciəti"),
    "appeal.urgent_info": say("Təcili məlumat"),
    "appeal.forward_out": say("Aidiyyəti quruma göndərilmə"),
    "appeal.unconsidered_notice": say("Baxılmamış saxlanılma barədə bildiriş"),
    "appeal.repeat_stop": say("Yazışmanın dayandırılması üçün əsaslandırılmış cavablar"),
    "appeal.repeat_window": say("Əsaslandırılmış cavabların sayıldığı müddət"),
    "consultation.limit": say("Suala cavab"),
    "consultation.internal": say("Bölmənin daxili rəyi"),
    "info.count_start": say("İnformasiya sorğusunda müddət nə vaxtdan başlayır"),
    "info.limit": say("İnformasiya sorğusuna cavab"),
    "info.urgent": say("Təcili informasiya sorğusu"),
    "info.life": say("Həyat və azadlıqla bağlı informasiya sorğusu"),
    "info.forward": say("İnformasiya sorğusunun aidiyyəti üzrə göndərilməsi"),
    "info.clarify": say("İnformasiya sorğusunun dəqiqləşdirilməsi"),
    "registration.latest": say("Qeydiyyat, daxil olandan ən geci"),
    "phone.study_report": say("Telefon müraciəti barədə rəhbərliyə məlumat"),
    "recording.copy_window": say("Səs yazısının surətini almaq olar"),
    "recording.notice": say("Səsin yazılması barədə xəbərdarlıq"),
    "recording.copy_limit": say("Səs yazısının surətinin verilməsi, sorğudan ən geci"),
    "recording.retention": say("Səs yazısının saxlanma müddəti"),
    "line.opens": say("Canlı xətlər açılır"),
    "line.closes": say("Canlı xətlər bağlanır (qısaldılmış gündə bir saat tez)"),
    "work.ends": say("İş vaxtı bitir (qısaldılmış gündə bir saat tez)"),
    "callback.limit": say("İş vaxtından kənar zəngə geri zəng, növbəti iş gününün əvvəlindən"),
    "sla.answered": say("Cavablandırılan zənglərin payı"),
    "sla.within_30s": say("30 saniyə ərzində götürülən zənglərin payı"),
    "report.periods": say("Hesabat dövrləri"),
    "route.block_accused": say("Şikayət edilən tərəfə göndərilmə qadağası"),
    "remind.before": say("İcra müddəti bitməzdən əvvəl xatırlatma"),
    "escalate.every": say("Müddət ötdükdən sonra növbəti rəhbərə çatdırma, hər neçə gündən bir"),
    "retention.call": say("Zəng edənlərin nömrələrinin saxlanma müddəti"),
    "retention.notice": say("Xidməti bildirişlərin saxlanma müddəti"),
    "retention.mail": say("Göndərilmiş elektron məktubların saxlanma müddəti"),
    "retention.sign_in": say("Sistemə girişlər barədə qeydlərin saxlanma müddəti"),
    "retention.submission": say("Təkrar göndərilən formanın tanındığı müddət"),
    "reopen.window": say("Bağlanmış müraciətin yenidən açıla biləcəyi müddət"),
    "retention.appeal_file": say("Müraciət işinin saxlanma müddəti"),
}


UNIT_OF: Mapping[str, Unit] = {row.key: row.unit for row in SEED}


def worth(key: str, value: int) -> Sentence:
    """Return a value of a limit as people say it: 15 working days, 18:00, from the next working day."""
    unit = UNIT_OF.get(key)
    if unit is None:
        return Sentence(str(value))
    if unit in CHOICES:
        return CHOICES[unit][bool(value)]
    if unit is Unit.CLOCK:
        return Sentence(clock_time(value))
    return say("%(value)s %(unit)s", value=value, unit=UNITS[unit])


def version(row: LegalParameter) -> Sentence:
    """Return a version of a limit in a line: its value, act and clause, and since when."""
    return say(
        "%(value)s (%(act)s, %(clause)s), %(day)s tarixindən",
        value=worth(row.key, row.value),
        act=row.act,
        clause=row.clause,
        day=f"{row.valid_from:%d.%m.%Y}",
    )


def clock_time(minutes: int) -> str:
    """Return minutes after midnight as a time of day, such as 09:00."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


@dataclass(frozen=True)
class Cell:
    """A day of a month's table; outside of the month only the place is kept."""

    day: date
    inside: bool
    working: bool
    shortened: bool
    mark: DayMark | None


@dataclass(frozen=True)
class Month:
    """A month as weeks from Monday on, with its number of working days."""

    first: date
    weeks: tuple[tuple[Cell, ...], ...]

    @property
    def working(self) -> int:
        """How many days are worked."""
        return sum(cell.inside and cell.working for week in self.weeks for cell in week)


def months(calendar: WorkingCalendar, year: int) -> list[Month]:
    """Return the twelve months of a year."""
    weeks_of = Calendar(firstweekday=0).monthdatescalendar
    return [
        Month(
            date(year, month, 1),
            tuple(tuple(_cell(calendar, day, month) for day in week) for week in weeks_of(year, month)),
        )
        for month in range(1, 13)
    ]


def marks_of(calendar: WorkingCalendar, year: int) -> list[DayMark]:
    """Return the marked days of a year, in order."""
    return sorted((mark for mark in calendar.marks.values() if mark.date.year == year), key=lambda m: m.date)


def name_of(change: LawChange) -> Sentence:
    """Return what a change is of: the day, or the limit as people call it."""
    if change.subject is Subject.DAY:
        return Sentence(f"{date.fromisoformat(change.content['day']):%d.%m.%Y}")
    key = change.content["key"]
    return LABELS.get(key, Sentence(key))


def limits(rows: Iterable[LegalParameter]) -> list[tuple[str, Sentence, Sequence[LegalParameter]]]:
    """Return each limit with its name and its versions, the newest first, in the order of LABELS."""
    by_key = {
        key: sorted(of, key=lambda row: row.valid_from, reverse=True)
        for key, of in groupby(sorted(rows, key=lambda row: row.key), key=lambda row: row.key)
    }
    order = list(LABELS)
    known = sorted(by_key, key=lambda key: (order.index(key) if key in LABELS else len(order), key))
    return [(key, LABELS.get(key, Sentence(key)), by_key[key]) for key in known]


def _cell(calendar: WorkingCalendar, day: date, month: int) -> Cell:
    return Cell(
        day, day.month == month, calendar.is_working(day), calendar.shortened(day), calendar.marks.get(day)
    )
