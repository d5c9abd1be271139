"""The words of the sector's own work."""

from callcenter.core.words import Word


class Standing(Word):
    """Where an item of the work plan stands on a day."""

    PLANNED = "planned", "icrada"
    OVERDUE = "overdue", "müddəti ötüb"
    REPORTED = "reported", "icrası bildirilib"
    DONE = "done", "vaxtında icra edilib"
    DONE_LATE = "done_late", "gecikmə ilə icra edilib"


class Subject(Word):
    """What a proposal is about (statute 002: 4.0.5, 4.0.6, 5.4.4)."""

    TRAINING = "training", "təlim və ixtisasartırma"
    IMPROVEMENT = "improvement", "fəaliyyətin təkmilləşdirilməsi"
    REWARD = "reward", "həvəsləndirmə təqdimatı"
    DISCIPLINE = "discipline", "intizam tənbehi təqdimatı"


class ProposalState(Word):
    """Where a proposal stands."""

    DRAFT = "draft", "layihə"
    SENT = "sent", "rəhbərliyə göndərilib"
    DROPPED = "dropped", "istifadə edilməyib"
