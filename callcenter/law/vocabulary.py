"""The words of changes to the calendar and to legal parameters."""

from callcenter.core.words import Word


class ChangeState(Word):
    """Where a proposed change stands; two persons make it law here."""

    PROPOSED = "proposed", "təsdiq gözləyir"
    CONFIRMED = "confirmed", "qüvvəyə minib"
    REJECTED = "rejected", "rədd edilib"


class Subject(Word):
    """What a change is about."""

    DAY = "day", "təqvim günü"
    LIMIT = "limit", "hüquqi parametr"
