"""On what legal grounds an appeal is left unconsidered (1308-IVQ, 8.1), and until when that must be told (pure).

The wording of 8.1.4 was seen; the other grounds and their order as the rules of another body repeat them.
"""

from collections.abc import Mapping
from datetime import date

from callcenter.appeals.vocabulary import Channel
from callcenter.core.words import Word
from callcenter.law.parameters import LegalParameters
from callcenter.law.working_days import WorkingCalendar

ACT = "1308-IVQ"
# Who appealed by word of mouth is told at once.
ORAL = frozenset({Channel.PHONE, Channel.RECEPTION})


class Ground(Word):
    """Why the body does not consider the appeal."""

    OTHER_PROCEDURE = "other_procedure", "qanunla başqa baxılma qaydası müəyyən edilib"
    FORM = "form", "müraciətin formasına dair tələblərə əməl olunmayıb"
    COURT = "court", "eyni məsələ üzrə məhkəmənin qanuni qüvvəyə minmiş qərarı var"
    REPEAT = "repeat", "bir il ərzində mahiyyəti üzrə əsaslandırılmış cavablar verilib, yeni hal yoxdur"
    TOO_LITTLE = "too_little", "aidiyyəti üzrə göndərmək mümkün deyil və ya məlumat kifayət etmir"
    ASKED_TO_STOP = "asked_to_stop", "müraciət edən baxılmanın dayandırılmasını xahiş edib"


CLAUSES: Mapping[Ground, str] = {
    Ground.OTHER_PROCEDURE: "8.1.1",
    Ground.FORM: "8.1.2",
    Ground.COURT: "8.1.3",
    Ground.REPEAT: "8.1.4",
    Ground.TOO_LITTLE: "8.1.5",
    Ground.ASKED_TO_STOP: "8.1.6",
}


def basis_of(ground: Ground) -> str:
    """Return the act and clause of a ground."""
    return f"{ACT}, {CLAUSES[ground]}"


def notice_due(channel: Channel, day: date, calendar: WorkingCalendar, parameters: LegalParameters) -> date:
    """Return the last day for the notice that an appeal was left unconsidered on the day."""
    if channel in ORAL:
        return day
    return calendar.add(day, parameters.of_open("appeal.unconsidered_notice", day).value)
