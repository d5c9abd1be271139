"""The letter by which an appeal is laid before the Head of the Apparatus, as a draft (pure).

It holds what is needed to examine the matter (002: 4.0.09) and nothing of who the applicant is: telephone numbers,
addresses and codes in the text are masked, the name stands in none of its lines. A person reads and sends it.
"""

from dataclasses import dataclass
from datetime import date

from knowledge_base.language.masking import mask

BASIS = "002:4.0.09"
LONGEST = 800


@dataclass(frozen=True)
class Matter:
    """What the letter is about; accused is the unit or official complained of, empty for most."""

    number: str
    kind: str
    registered_on: date
    text: str
    clauses: tuple[str, ...]
    due_on: date
    accused: str = ""


def cover_note(matter: Matter) -> str:
    """Return the letter's wording; always in the state language, since it never leaves the ministry."""
    what = f"{matter.number} nömrəli müraciət ({matter.kind})"
    lines = [
        f"Çağrı mərkəzinə {_day(matter.registered_on)} tarixində daxil olmuş {what} araşdırılması üçün təqdim olunur.",
        f"Məzmunu: {_short(mask(matter.text))}",
    ]
    if matter.accused:
        lines.append(f"Şikayət edilir: {matter.accused}.")
    lines += [
        f"Əsas: {'; '.join(_clause(key) for key in (BASIS, *matter.clauses))}.",
        f"Müraciətə cavabın müddəti: {_day(matter.due_on)}.",
        "Araşdırmanın nəticəsi barədə bu müddətdən əvvəl Çağrı mərkəzinə məlumat verilməsini xahiş edirik.",
    ]
    return "\n\n".join(lines)


def note_of_taking_back(letter: str) -> str:
    """Return the wording of the message that takes a letter back."""
    return f"{letter} nömrəli məktub geri götürülüb: araşdırmanın aparılması və nəticəsinin bildirilməsi tələb olunmur."


def _short(text: str) -> str:
    """Return the text without its end where it is long, cut between words."""
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rsplit(None, 1)[0] + " …"


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def _clause(key: str) -> str:
    statute, _, number = key.partition(":")
    return f"{statute}, bənd {number}" if number else key
