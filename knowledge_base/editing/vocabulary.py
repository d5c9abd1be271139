"""The words of editing: what is changed, how far the change has come, and the steps it takes."""

from enum import StrEnum

from callcenter.core.words import Word


class Subject(StrEnum):
    """What a change is about."""

    CARD = "card"
    UNIT = "unit"


class What(Word):
    """What a change does; nothing is ever deleted."""

    ADD = "add", "yeni"
    CHANGE = "change", "dəyişiklik"
    RETIRE = "retire", "istifadədən çıxarma"
    RESTORE = "restore", "istifadəyə qaytarma"


class Standing(Word):
    """How far a change has come."""

    DRAFT = "draft", "qaralama"
    IN_REVIEW = "in_review", "yoxlamada"
    RETURNED = "returned", "düzəlişə qaytarılıb"
    PUBLISHED = "published", "dərc edilib"
    WITHDRAWN = "withdrawn", "müəllif geri götürüb"
    UNDONE = "undone", "ləğv edilib"


class Step(StrEnum):
    """What people do with a change; each is the name of its act."""

    REVISE = "revise"
    SEND = "send"
    WITHDRAW = "withdraw"
    PUBLISH = "publish"
    RETURN = "send_back"
    UNDO = "undo"
    TAKE_AWAY = "take_away"
