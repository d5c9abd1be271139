"""The periods of reports."""

from callcenter.core.words import Word


class PeriodKind(Word):
    """How long a period is."""

    DAILY = "daily", "gündəlik"
    WEEKLY = "weekly", "həftəlik"
    MONTHLY = "monthly", "aylıq"
    QUARTERLY = "quarterly", "rüblük"
    HALF_YEARLY = "half-yearly", "yarımillik"
    YEARLY = "yearly", "illik"
    CUSTOM = "custom", "seçilmiş dövr"
