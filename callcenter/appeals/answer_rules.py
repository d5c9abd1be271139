"""What the law asks of an answer before it leaves (pure).

1308-IVQ as mirrored in the rules of other bodies: the result is told in writing, and where the appeal is not
granted, the reasons are given and how to complain is explained. An oral answer needs the applicant's consent.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from callcenter.appeals import answer_templates
from callcenter.appeals.vocabulary import Delivery, Outcome
from callcenter.core.clock import BAKU, baku_date
from callcenter.core.wording import Sentence, say
from knowledge_base.language.folding import fold

# The whole appeal, or a part of it, is not granted.
REFUSALS = frozenset({Outcome.REFUSED, Outcome.PARTLY_SATISFIED})
ROUTES: Mapping[str, str] = {
    "az": "Bu cavabla razı olmadığınız halda ondan inzibati qaydada (yuxarı orqana) və ya məhkəməyə şikayət vermək hüququnuz var.",
    "ru": "В случае несогласия с ответом Вы вправе обжаловать его в административном порядке (в вышестоящий орган) или в суд.",
    "en": "If you do not agree with this answer, you may challenge it administratively (before the higher body) or in court.",
}
# A text explains how to complain when it holds a word of each pair, in any of our languages.
_COMPLAIN = ("sikayet", "обжалов", "жалоб", "challenge", "appeal against", "complain", "contest")
_WHERE = ("inzibati", "mehkeme", "yuxari", "админист", "суд", "вышестоящ", "administrativ", "court", "higher")


def route_in(language: str) -> str:
    """Return the sentence that explains how to complain (az where the language is not ours)."""
    return ROUTES.get(language, ROUTES["az"])


def says_route(text: str) -> bool:
    """Say whether the text explains how to complain: that one may, and where."""
    said = (fold(text), text.casefold())
    return all(any(word in one for one in said for word in words) for words in (_COMPLAIN, _WHERE))


def whole(text: str, reasons: str | None) -> str:
    """Return an answer as the applicant gets it: the reasons follow the text unless they stand in it already."""
    return text if not reasons or reasons in text else f"{text}\n\n{reasons}"


def faults(text: str, outcome: Outcome, reasons: str) -> dict[str, Sentence]:
    """Return what an answer with this outcome lacks, by field; nothing when it may leave."""
    found: dict[str, Sentence] = {}
    if not text:
        found["text"] = say("Cavabın mətnini yazın.")
    elif left := answer_templates.unfilled(whole(text, reasons)):
        found["text"] = say(
            "Şablonda doldurulmamış yer qalıb: %(names)s. Onun əvəzinə mətni yazın.",
            names=", ".join(left),
        )
    if outcome in REFUSALS:
        if not reasons:
            found["reasons"] = say(
                "Təmin edilməyən hissənin səbəblərini yazın: qanun əsaslandırma tələb edir."
            )
        elif not says_route(whole(text, reasons)):
            found["reasons"] = say(
                "Cavabdan necə şikayət verilə biləcəyini yazın və ya hazır cümləni əlavə etdirin."
            )
    return found


def check_consent(*, consent: bool | None) -> dict[str, Sentence]:
    """Return what forbids an oral answer: the applicant did not agree to one. None: another system did not say."""
    if consent is False:
        return {
            "consent": say(
                "Şifahi cavab yalnız müraciət edənin razılığı ilə verilir: razı deyilsə, müraciəti bölməyə yönləndirin, cavab yazılı veriləcək."
            )
        }
    return {}


def delivery_faults(
    means: Delivery,
    *,
    day: date,
    letter: str,
    address: str | None,
    spoken_to: str,
    approved_on: date,
    today: date,
) -> dict[str, Sentence]:
    """Return what is wrong in how an answer was told, by field; spoken_to is who was told, or a note that says it."""
    found: dict[str, Sentence] = {}
    if day > today:
        found["day"] = say("Tarix gələcəkdə ola bilməz.")
    elif day < approved_on:
        found["day"] = say("Cavab təsdiq olunmazdan əvvəl çatdırıla bilməz: tarixi düzəldin.")
    if means is Delivery.PHONE and not spoken_to:
        found["told_to"] = say("Telefonla kimə deyildiyini yazın.")
    if means is Delivery.LETTER and not letter:
        found["letter"] = say("Göndərilən məktubun nömrəsini yazın.")
    if means is Delivery.EMAIL and not address:
        found["delivery"] = say(
            "Müraciət edənin düzgün e-poçt ünvanı yoxdur: başqa üsul seçin və ya ünvanı düzəldin."
        )
    return found


def told_at(day: date, *, approved_at: datetime, now: datetime) -> datetime:
    """Return when the clock stopped: now for today, else noon of the day, never before the approval."""
    if day == baku_date(now):
        return now
    return max(approved_at, datetime.combine(day, time(12), BAKU))


def reopen_until(closed_at: datetime, days: int) -> date:
    """Return the last day on which a closed appeal may be considered again."""
    return baku_date(closed_at) + timedelta(days=days)
