"""How long a recording lives, until when a copy may be asked for, and by when it is given (pure)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from callcenter.core.wording import Sentence, say
from callcenter.law.parameters import LegalParameter, LegalParameters
from callcenter.law.working_days import WorkingCalendar

WINDOW, KEPT, GIVEN_IN = "recording.copy_window", "recording.retention", "recording.copy_limit"


@dataclass(frozen=True)
class Holds:
    """What keeps a recording beyond its time."""

    reason: str | None = None
    copy_open: bool = False
    appeal_open: bool = False
    file_held: bool = False

    @property
    def sentence(self) -> Sentence | None:
        """Why it may not be erased; None when nothing holds it."""
        if self.reason:
            return say("Rəhbərin qərarı ilə saxlanılır: %(reason)s", reason=self.reason)
        if self.copy_open:
            return say("Səs yazısının surəti barədə sorğu açıqdır.")
        if self.appeal_open:
            return say("Bu zənglə bağlı müraciət hələ bağlanmayıb.")
        return say("Bu zənglə bağlı müraciətin işi saxlanılır.") if self.file_held else None


def last_day_for_a_copy(called_on: date, parameters: LegalParameters) -> date:
    """Return the last day on which the caller may ask for a copy: three months from the day of the call (NK 50)."""
    return months_after(called_on, parameters.at(WINDOW, called_on).value)


def kept_until(called_on: date, parameters: LegalParameters) -> date:
    """Return the last day on which the recording must be there: never before the last day for a copy."""
    kept = months_after(called_on, parameters.at(KEPT, called_on).value)
    return max(kept, last_day_for_a_copy(called_on, parameters))


def copy_due(asked_on: date, calendar: WorkingCalendar, parameters: LegalParameters) -> date:
    """Return the day by which a copy asked for is given, in working days from the next one on."""
    return calendar.add(asked_on, parameters.of_open(GIVEN_IN, asked_on).value)


def too_late(called_on: date, today: date, parameters: LegalParameters) -> Sentence | None:
    """Return why no copy can be asked for any more, with its basis; None while it can."""
    last = last_day_for_a_copy(called_on, parameters)
    if today <= last:
        return None
    basis: LegalParameter = parameters.at(WINDOW, called_on)
    return say(
        "Səs yazısının surətini zəng günündən etibarən %(months)d ay ərzində istəmək olar (%(act)s): "
        "bu zəng üçün son gün %(last)s idi.",
        months=basis.value,
        act=basis.act,
        last=f"{last:%d.%m.%Y}",
    )


def months_after(day: date, months: int) -> date:
    """Return the same day of a later month, or the month's last day where it has no such day."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
