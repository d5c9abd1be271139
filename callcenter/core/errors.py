"""Refusals of the domain: a stable code, a sentence for the reader, and an HTTP status for the edge."""

from collections.abc import Mapping

from callcenter.core.wording import Sentence, say


class Refused(Exception):
    """An act that the rules do not allow now."""

    status = 409

    def __init__(self, code: str, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.code = code
        self.sentence = sentence


class Misconfigured(Refused):
    """The installation cannot work with the settings it was given."""

    status = 500


class NotAllowed(Refused):
    """The person may not do this, wherever the appeal stands."""

    status = 403

    def __init__(
        self, code: str = "no-permission", sentence: Sentence = say("Bu əməliyyat üçün icazəniz yoxdur.")
    ) -> None:
        super().__init__(code, sentence)


class NotFound(Refused):
    """There is no such thing, or this person may not know that there is."""

    status = 404

    def __init__(
        self, code: str = "not-found", sentence: Sentence = say("Axtardığınız tapılmadı: nömrəni yoxlayın.")
    ) -> None:
        super().__init__(code, sentence)


class Stale(Refused):
    """Somebody changed the appeal after this person had read it."""

    status = 412

    def __init__(self, current: int, changes: tuple[Sentence, ...] = ()) -> None:
        super().__init__(
            "stale",
            say("Siz baxarkən müraciət dəyişdirilib. Yeni vəziyyətə baxıb əməliyyatı təkrarlayın."),
        )
        self.current = current
        self.changes = changes


class InvalidInput(Refused):
    """What was typed cannot be accepted: each field with its sentence, all together."""

    status = 422

    def __init__(self, fields: Mapping[str, Sentence]) -> None:
        super().__init__("invalid-input", say("Bəzi sahələri düzəltmək lazımdır."))
        self.fields = dict(fields)
