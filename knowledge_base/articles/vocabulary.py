"""The words of articles and of the watch list."""

from callcenter.core.words import Word


class Topic(Word):
    """What an article is about: the shelf on which it stands."""

    STARTING = "starting", "biznesə başlamaq"
    TAXES = "taxes", "vergilər"
    E_SERVICES = "e_services", "elektron xidmətlər"
    PERMITS = "permits", "lisenziya və icazələr"
    SUPPORT = "support", "sahibkarlığa dəstək"
    MARKET = "market", "bazar, rəqabət və istehlakçı"
    PROPERTY = "property", "dövlət əmlakı və torpaq"
    APPEALS = "appeals", "müraciət və informasiya hüququ"
    OTHER = "other", "digər mövzular"


class VersionState(Word):
    """Where a version of an article stands."""

    DRAFT = "draft", "qaralama"
    IN_REVIEW = "in_review", "yoxlamada"
    RETURNED = "returned", "düzəlişə qaytarılıb"
    PUBLISHED = "published", "dərc edilib"
    WITHDRAWN = "withdrawn", "dərcdən çıxarılıb"


class Step(Word):
    """What an editor does with a version."""

    SUBMIT = "submit", "yoxlamaya göndərildi"
    SEND_BACK = "send_back", "düzəlişə qaytarıldı"
    PUBLISH = "publish", "dərc edildi"
    WITHDRAW = "withdraw", "dərcdən çıxarıldı"
    TAKE_AWAY = "take_away", "mənbəyinə görə geri çəkildi"


class Certainty(Word):
    """Whether the numbers and clauses of the sources were checked against the official text."""

    CONFIRMED = "confirmed", "mənbə dəqiqləşdirilib"
    TO_CONFIRM = "to_confirm", "mənbə dəqiqləşdirilməlidir"


class Validity(Word):
    """How the days of validity stand to today."""

    FUTURE = "future", "hələ qüvvəyə minməyib"
    VALID = "valid", "qüvvədədir"
    EXPIRING = "expiring", "qüvvədə olma müddəti bitir"
    EXPIRED = "expired", "qüvvədə olma müddəti bitib"


class FlagReason(Word):
    """Why an editor has to look at an article."""

    ACT_CHANGED = "act_changed", "əsaslandığı akt dəyişib"
    EXPIRED = "expired", "qüvvədə olma müddəti bitib"
    EXPIRES_SOON = "expires_soon", "qüvvədə olma müddəti bitmək üzrədir"
    REPORTED = "reported", "oxucu səhv olduğunu bildirib"


LANGUAGES = ("az", "ru", "en")
"""The languages of an article; it always has the first."""
