"""How values are shown: dates, times, numbers and words by the reader's language."""

from datetime import date, datetime
from typing import Any

from flask import Flask
from flask_babel import format_date, format_datetime, format_decimal, format_percent, gettext

from callcenter.core.clock import baku_date, hour_of, now
from callcenter.core.wording import Sentence, say
from callcenter.core.words import Word

SOON = (say("bu gün bitir"), say("sabah bitir"))


def sentence(said: Sentence | str) -> str:
    """Return a sentence in the reader's language."""
    if isinstance(said, Sentence):
        values = said.named(word)
        nested = {key: sentence(value) for key, value in values.items() if isinstance(value, Sentence)}
        return str(gettext(said.text, **(values | nested)))
    return str(gettext(said))


def word(value: Word | None) -> str:
    """Return the word of a vocabulary in the reader's language; nothing for nothing."""
    return "" if value is None else str(gettext(value.label))


def chosen(value: str, field: str) -> str:
    """Return what was chosen in a field of a form as its reader chose it: «telefon», not phone.

    A field is named after its vocabulary, channel after Channel and caller.type after CallerType; others are typed text.
    """
    named = field.rpartition(".")[2].replace("_", "")
    for vocabulary in Word.__subclasses__():
        if vocabulary.__name__.lower().endswith(named) and value in list(vocabulary):
            return word(vocabulary(value))
    return value


def day(value: date | None) -> str:
    """Return a day, such as 22 noy 2026."""
    return "" if value is None else str(format_date(value, "medium"))


def due_day(due_on: date, due_at: datetime | None) -> str:
    """Return a due day, with the hour of a clock of hours: 22 noy 2026, 20:59."""
    return f"{day(due_on)}, {hour_of(due_at, due_on)}" if due_at else day(due_on)


def month_name(value: date) -> str:
    """Return the name of a day's month, such as noyabr."""
    return str(format_date(value, "LLLL"))


def moment(value: datetime | None) -> str:
    """Return a moment in Baku, such as 22 noy 2026, 14:05."""
    return "" if value is None else str(format_datetime(value, "d MMM y, HH:mm"))


def time_of_day(value: datetime) -> str:
    """Return the time of a moment in Baku, 14:05."""
    return str(format_datetime(value, "HH:mm"))


def percent(share: float | None) -> str:
    """Return a share of 0..1 as a whole percentage."""
    return "—" if share is None else str(format_percent(share, "0%"))


def share(value: float) -> str:
    """Return a share of 0..1 as a percentage with one decimal, where a small step counts."""
    return str(format_percent(value, "0.0%"))


def number(value: float) -> str:
    """Return a number with the language's separators."""
    return str(format_decimal(value))


def days_left(due_on: date) -> int:
    """Return how many calendar days are left until a due date, negative when it has passed."""
    return (due_on - baku_date(now())).days


def is_late(due_on: date, due_at: datetime | None = None) -> bool:
    """Say whether a due date has passed: a clock of hours by the minute, one of days when the day is over."""
    return days_left(due_on) < 0 or (due_at is not None and due_at < now())


def due_in(due_on: date, due_at: datetime | None = None) -> str:
    """Return how far a due date is, in words; of a clock of hours the hours, and the minutes of the last one."""
    left = days_left(due_on)
    if due_at is not None and (left == 0 or (left == -1 and is_late(due_on, due_at))):
        return _hours_in(due_on, due_at)
    if due_at is not None and left == 1:
        return sentence(say("sabah %(hour)s-dək", hour=hour_of(due_at, due_on)))
    if left < 0:
        return sentence(say("%(count)s gün gecikir", count=-left))
    if left < len(SOON):
        return sentence(SOON[left])
    return sentence(say("%(count)s gün qalıb", count=left))


def _hours_in(due_on: date, due_at: datetime) -> str:
    seconds = (due_at - now()).total_seconds()
    hours, minutes = divmod(int(abs(seconds)) // 60, 60)
    if seconds < 0 and hours:
        return sentence(say("%(count)s saat gecikir", count=hours))
    if seconds < 0:
        return sentence(say("%(count)s dəqiqə gecikir", count=minutes))
    left = say("%(count)s saat qalıb", count=hours) if hours else say("%(count)s dəqiqə qalıb", count=minutes)
    hour = hour_of(due_at, due_on)
    return sentence(say("bu gün %(hour)s-dək, %(left)s", hour=hour, left=sentence(left)))


def initials(name: str | None) -> str:
    """Return somebody's name as their initials, A. S., as lists name an applicant; nothing for nothing.

    In full the name stands only before who speaks with the person, and needs it to address them or to know whom they
    speak with: the operator's lists of those to be told, rung up or called back, the call at hand, the caller's panel
    of the intake form; before who hands a copy of a recording to them in person; and on the page of an appeal or a
    call for those whose it is. Everybody else reads lists, and there a name only tells who turned to the ministry.
    """
    letters = (next((sign for sign in part if sign.isalnum()), "") for part in (name or "").split())
    return " ".join(f"{letter}." for letter in letters if letter)


def show(app: Flask) -> None:
    """Give the templates these words."""
    filters: dict[str, Any] = {
        "sentence": sentence,
        "word": word,
        "chosen": chosen,
        "day": day,
        "month_name": month_name,
        "moment": moment,
        "time_of_day": time_of_day,
        "baku_day": baku_date,
        "percent": percent,
        "share": share,
        "number": number,
        "days_left": days_left,
        "due_in": due_in,
        "due_day": due_day,
        "is_late": is_late,
        "initials": initials,
    }
    app.jinja_env.filters.update(filters)
