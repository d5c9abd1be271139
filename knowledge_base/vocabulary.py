"""The words of statutes and cards."""

from enum import StrEnum

from callcenter.core.words import Word


class ClauseRole(StrEnum):
    """What sort of rule a clause is, by the chapter it stands in."""

    GENERAL = "general"
    DIRECTION = "direction"
    DUTY = "duty"
    RIGHT = "right"
    ORGANISATION = "organisation"


class CardRole(StrEnum):
    """Whether a card competes for every appeal, or only when the appeal is about the unit itself."""

    DUTY = "duty"
    INTERNAL = "internal"
    CATCH_ALL = "catch_all"


class PhraseSource(StrEnum):
    """Where a phrase comes from."""

    CATALOGUE = "catalogue"
    EDITOR = "editor"


class ExampleStanding(StrEnum):
    """How many people stand behind an example."""

    PROVISIONAL = "provisional"
    """One person routed it."""
    CONFIRMED = "confirmed"
    """The unit took it into work, so a second person agreed."""


class Turn(Word):
    """What became of a clause between two versions of a statute."""

    ADDED = "added", "əlavə edilib"
    REMOVED = "removed", "çıxarılıb"
    CHANGED = "changed", "mətni dəyişib"
    GIVEN = "given", "başqa bölməyə verilib"
    MOVED = "moved", "başqa nömrəyə keçib"


class Recheck(Word):
    """Whether somebody looked at what rests on a clause that changed, and what they found."""

    OPEN = "open", "yoxlanmayıb"
    CONFIRMED = "confirmed", "qüvvədə qalır"
    CHANGED = "changed", "dəyişdirilməlidir"


class DraftStanding(Word):
    """How far a statute that an editor took in from a file has come."""

    WAITING = "waiting", "təsdiq gözləyir"
    CONFIRMED = "confirmed", "qüvvəyə mindirilib"
    WITHDRAWN = "withdrawn", "müəllif geri götürüb"


class Known(Word):
    """How we know a wording of a clause."""

    PRINTED = "printed", "mənbədə çap olunub"
    STRUCK = "struck", "çap olunmuş mətndən, ləğv edilmiş sözlər nəzərə alınmadan"
    GIVEN = "given", "qeyddə «əvvəlki redaksiya» kimi verilib"
    COMPUTED = "computed", "dəyişikliyin sözlərinə görə bərpa olunub"
    UNKNOWN = "unknown", "mətni mənbədən bilinmir"


class Resting(Word):
    """What in the knowledge base rests on clauses."""

    CARD = "card", "səlahiyyət kartı"
    ARTICLE = "article", "bilik bazası məqaləsi"


class Amendment(Word):
    """What an amending act did to a clause."""

    CLAUSE_ADDED = "clause_added", "bənd əlavə edilib"
    CLAUSE_REWORDED = "clause_reworded", "bənd yeni redaksiyada verilib"
    CLAUSE_REPEALED = "clause_repealed", "bənd ləğv edilib"
    ITEM_ADDED = "item_added", "abzas əlavə edilib"
    ITEM_REWORDED = "item_reworded", "abzas yeni redaksiyada verilib"
    ITEM_REPEALED = "item_repealed", "abzas ləğv edilib"
    RENUMBERED = "renumbered", "abzasların sırası dəyişib"
    WORDS_REPLACED = "words_replaced", "sözlər əvəz edilib"
    WORDS_ADDED = "words_added", "sözlər əlavə edilib"
    WORDS_REMOVED = "words_removed", "sözlər çıxarılıb"
    PUNCTUATION = "punctuation", "durğu işarəsi dəyişib"
    UNCLEAR = "unclear", "qeyddən tam aydın deyil"
