"""The refusal of a text that cannot be read as a statute, and the plain data it crosses a process as."""

from collections.abc import Mapping
from typing import Any

from callcenter.core.errors import Refused
from callcenter.core.wording import Sentence, say


class UnreadableStatute(Refused):
    """A file or text that cannot be read as a statute: a stable code and the sentence for people."""

    status = 422


def as_data(refused: UnreadableStatute) -> dict[str, Any]:
    """Return the refusal as plain data."""
    return {
        "code": refused.code,
        "text": refused.sentence.text,
        "values": dict(refused.sentence.values),
    }


def from_data(data: Mapping[str, Any]) -> UnreadableStatute:
    """Return the refusal that `as_data` described."""
    return UnreadableStatute(str(data["code"]), Sentence(str(data["text"]), dict(data["values"])))


def empty(name: str) -> UnreadableStatute:
    """There is nothing to read."""
    return UnreadableStatute(
        "empty-statute", say("«%(name)s» faylı boşdur: içində oxunacaq mətn yoxdur.", name=name)
    )


def broken(name: str) -> UnreadableStatute:
    """The file is not whole, or not built as its format asks."""
    return UnreadableStatute(
        "broken-statute",
        say(
            "«%(name)s» faylı oxunmadı: fayl zədələnib və ya yarımçıqdır. Onu yenidən göndərməyi xahiş edin.",
            name=name,
        ),
    )


def encrypted(name: str) -> UnreadableStatute:
    """The file asks for a password."""
    return UnreadableStatute(
        "encrypted-statute",
        say("«%(name)s» faylı şifrə ilə qorunur. Şifrəsiz saxlanmış nüsxəsini verin.", name=name),
    )


def too_heavy(name: str) -> UnreadableStatute:
    """The file unpacks into more than a statute can be."""
    return UnreadableStatute(
        "heavy-statute",
        say(
            "«%(name)s» faylı oxunmadı: içindəkilər açılanda yaddaşa sığmayacaq qədər böyükdür.",
            name=name,
        ),
    )


def too_slow(name: str, seconds: float) -> UnreadableStatute:
    """Reading took longer than it may."""
    return UnreadableStatute(
        "slow-statute",
        say(
            "«%(name)s» faylının oxunması %(seconds)d saniyədə bitmədi və dayandırıldı. Faylı sadələşdirin və ya hissələrə bölün.",
            name=name,
            seconds=round(seconds),
        ),
    )


def several_statutes(name: str) -> UnreadableStatute:
    """Another statute begins behind the first: read as one, its units and clauses would be the first body's."""
    return UnreadableStatute(
        "several-statutes",
        say(
            "Faylda birdən çox əsasnamə var: ikincisi «%(name)s» sətri ilə başlayır. Hər əsasnaməni ayrıca faylda verin.",
            name=name[:120],
        ),
    )


def without_clauses() -> UnreadableStatute:
    """The text has no chapters with numbered clauses."""
    return UnreadableStatute(
        "not-a-statute",
        say("Bu mətn əsasnamə kimi oxunmadı: nömrələnmiş fəsil və bəndlər tapılmadı."),
    )


def without_legal_words() -> UnreadableStatute:
    """The text is numbered, but not one word in it is of the law, or it is in another language."""
    return UnreadableStatute(
        "not-a-statute",
        say(
            "Mətn nömrələnib, amma Azərbaycan dilində əsasnamə deyil: «əsasnamə», «vəzifə», «bənd» kimi sözlər tapılmadı."
        ),
    )


def in_russian() -> UnreadableStatute:
    """The text is in Cyrillic and not Azerbaijani."""
    return UnreadableStatute(
        "statute-in-russian",
        say("Mətn rus dilindədir: əsasnamənin Azərbaycan dilində olan mətnini verin."),
    )
