"""Until when an executor may be told to be ready: a working day within the legal term (pure)."""

from datetime import date

from callcenter.core.wording import Sentence, say
from callcenter.law.day_names import day_name
from callcenter.law.working_days import WorkingCalendar


def fault_of(day: date, *, today: date, due_on: date, calendar: WorkingCalendar) -> Sentence | None:
    """Return what speaks against the day, None when it may be set."""
    if day < today:
        return say("Daxili müddət keçmiş gün ola bilməz: bu gün və ya sonrakı gün seçin.")
    if day > due_on:
        return say(
            "Daxili müddət qanuni icra müddətindən (%(due)s) gec ola bilməz.", due=f"{due_on:%d.%m.%Y}"
        )
    if not calendar.is_working(day):
        return say(
            "%(day)s iş günü deyil (%(why)s): iş günü seçin.",
            day=f"{day:%d.%m.%Y}",
            why=day_name(calendar.why_not(day)),
        )
    return None
