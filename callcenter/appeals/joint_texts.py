"""The joint answer as it is first put before its writer: what each part was answered, one after the other (pure)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from string import Template

from callcenter.appeals.vocabulary import Outcome

FORWARDED: Mapping[str, str] = {
    "az": "Müraciətinizin bu hissəsi aidiyyəti üzrə göndərilib: $letters.",
    "ru": "Эта часть Вашего обращения направлена по принадлежности: $letters.",
    "en": "This part of your appeal has been forwarded to the competent body: $letters.",
}
LETTER: Mapping[str, str] = {
    "az": "$body, $letter nömrəli məktub, $day",
    "ru": "$body, письмо № $letter от $day",
    "en": "$body, letter No $letter of $day",
}
GRANTED = (Outcome.SATISFIED, Outcome.PARTLY_SATISFIED)


@dataclass(frozen=True)
class Letter:
    """A letter by which a part went to another body; day as it is shown."""

    body: str
    letter: str
    day: str


@dataclass(frozen=True)
class Answered:
    """What became of a part: the approved answer, or the letters by which it was forwarded."""

    outcome: Outcome
    text: str = ""
    letters: Sequence[Letter] = ()


def joint_text(parts: Sequence[Answered], language: str) -> str:
    """Return the answers under running numbers, each in its own paragraph, in the language of the appeal."""
    return "\n\n".join(f"{place}. {_said(part, language)}" for place, part in enumerate(parts, start=1))


def joint_outcome(outcomes: Iterable[Outcome]) -> Outcome | None:
    """Return the outcome of the whole that follows from those of its parts; None for no parts.

    Granted in one part and not in another is partly granted; else what most parts say, explained before the others.
    """
    found = list(outcomes)
    if not found:
        return None
    if len(set(found)) == 1:
        return found[0]
    if any(outcome in GRANTED for outcome in found):
        return Outcome.PARTLY_SATISFIED
    return Outcome.EXPLAINED if Outcome.EXPLAINED in found else max(found, key=found.count)


def _said(part: Answered, language: str) -> str:
    if not part.letters:
        return part.text
    letter = Template(LETTER.get(language, LETTER["az"]))
    named = "; ".join(letter.substitute(vars(one)) for one in part.letters)
    return Template(FORWARDED.get(language, FORWARDED["az"])).substitute(letters=named)
