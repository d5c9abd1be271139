"""Who is calling: typed identifiers read without refusing any, and what an appeal lacks (pure)."""

import re
from dataclasses import dataclass

import phonenumbers

from callcenter.callers.vocabulary import CallerType
from callcenter.core.wording import Sentence, say

# FIN: seven Latin letters and digits; I and O are not used, so that they are not taken for 1 and 0.
_FIN = re.compile(r"[0-9A-HJ-NP-Z]{7}")
# VÖEN: ten digits, the last one 1 for legal persons and 2 for natural persons.
_VOEN = re.compile(r"\d{9}[12]")
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")


@dataclass(frozen=True)
class CallerDraft:
    """What was typed about the caller. Nothing here is refused; doubts are said beside the field."""

    name: str = ""
    phone: str = ""
    email: str = ""
    fin: str = ""
    voen: str = ""
    address: str = ""
    type: CallerType = CallerType.PERSON


def phone_number(typed: str) -> str | None:
    """Return a typed number as E.164, None when it is not a whole number of any country."""
    try:
        number = phonenumbers.parse(typed, "AZ")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def fin_code(typed: str) -> str:
    """Return a FIN as it is compared: upper case, without spaces."""
    return re.sub(r"\s", "", typed).upper()


def doubts(draft: CallerDraft) -> dict[str, Sentence]:
    """Return what looks wrong in the identifiers, by field. The appeal is logged all the same."""
    found: dict[str, Sentence] = {}
    if draft.phone and not re.search(r"\d", draft.phone):
        found["phone"] = say("Bu, telefon nömrəsinə oxşamır; yazıldığı kimi saxlanılacaq.")
    elif draft.phone and phone_number(draft.phone) is None:
        found["phone"] = say("Nömrə natamam görünür; yazıldığı kimi saxlanılacaq.")
    if draft.fin and not _FIN.fullmatch(fin_code(draft.fin)):
        found["fin"] = say(
            "FİN 7 hərf və rəqəmdən ibarət olur (I və O olmadan); yazıldığı kimi saxlanılacaq."
        )
    if draft.voen and not _VOEN.fullmatch(re.sub(r"\s", "", draft.voen)):
        found["voen"] = say("VÖEN 10 rəqəmdir və 1 və ya 2 ilə bitir; yazıldığı kimi saxlanılacaq.")
    if draft.email and not _EMAIL.fullmatch(draft.email):
        found["email"] = say("E-poçt ünvanı natamam görünür; yazıldığı kimi saxlanılacaq.")
    return found


def would_be_anonymous(draft: CallerDraft) -> Sentence | None:
    """Return what to ask the caller for while they are on the line, None when the appeal is not anonymous.

    One contact of the person is enough (law 1308-IVQ, 6.4): an anonymous appeal is not considered.
    """
    if any((draft.phone, draft.email, draft.address, draft.fin, draft.voen)):
        return None
    return say(
        "Müraciət anonim sayılacaq və baxılmayacaq: telefon, e-poçt və ya ünvandan heç olmasa birini soruşun."
    )
