"""The one place that reads the time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

BAKU = ZoneInfo("Asia/Baku")


def now() -> datetime:
    """Return this moment, aware, in UTC."""
    return datetime.now(UTC)


def baku_date(moment: datetime) -> date:
    """Return the calendar day on which the moment falls in Baku."""
    return moment.astimezone(BAKU).date()
