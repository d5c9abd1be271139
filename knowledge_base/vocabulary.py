"""The words of statutes and cards."""

from enum import StrEnum


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
