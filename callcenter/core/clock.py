"""The one place that reads the time."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

BAKU = ZoneInfo("Asia/Baku")


def now() -> datetime:
    """Return this moment, aware, in UTC."""
    return datetime.now(UTC)


def baku_date(moment: datetime) -> date:
    """Return the calendar day on which the moment falls in Baku."""
    return moment.astimezone(BAKU).date()


def hour_of(moment: datetime, day: date) -> str:
    """Return the hour of a moment in Baku as one of the day, 20:59; 24:00 where the day ends."""
    local = moment.astimezone(BAKU)
    return f"{local:%H:%M}" if local.date() == day else "24:00"


def midnight(day: date) -> datetime:
    """Return the moment at which the day begins in Baku."""
    return datetime.combine(day, time(), BAKU)
