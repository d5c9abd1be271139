"""Which columns hold what a person said or is, and what stands there once the term of the file is over.

A structure test fails when a column of an appeal's file is in neither list.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from callcenter.appeals.consulting_models import Consultation
from callcenter.appeals.letter_models import Letter
from callcenter.appeals.models import Answer, Appeal, AppealEvent, Suggestion
from callcenter.appeals.reception_models import Invitation
from callcenter.appeals.recheck_models import AppealRecheck
from callcenter.appeals.referral_models import Referral
from callcenter.core.db import Base

ERASED = "[saxlanma müddəti bitib]"


class Personal(NamedTuple):
    """A table of the file, the column that names the appeal, and what replaces each personal column.

    ERASED stands where something was said, and nothing where nothing was.
    """

    table: type[Base]
    appeal: str
    blanks: Mapping[str, Any]


PERSONAL: tuple[Personal, ...] = (
    Personal(
        Appeal,
        "id",
        {"text": ERASED, "folded": "", "contact": None, "caller_id": None, "about_staff_id": None},
    ),
    Personal(AppealEvent, "appeal_id", {"reason": None}),
    Personal(Suggestion, "appeal_id", {"matched": []}),
    Personal(Answer, "appeal_id", {"text": ERASED, "revision": None}),
    Personal(Letter, "appeal_id", {"text": ERASED, "note": None}),
    Personal(AppealRecheck, "appeal_id", {"note": None}),
    Personal(Consultation, "appeal_id", {"question": ERASED, "advice": ERASED}),
    Personal(Invitation, "appeal_id", {"reason": ERASED, "said": ERASED}),
    Personal(Referral, "appeal_id", {"note": ERASED, "result": ERASED}),
)

# Words of the office, not of the applicant: numbers, codes, names of bodies. Figures are drawn from them for ever.
KEPT = {
    "appeal": {"number", "language", "clause", "origin", "origin_letter"},
    "appeal_event": {"clause"},
    "suggestion": {"competence_code"},
    "letter": {"language"},
    "legal_hold": {"reason"},
    "notice": {"key", "text"},
    "referral": {"letter", "message_id"},
    # Hashes, let go of by themselves after a month.
    "submission": {"key", "body_hash"},
}

# Of an event's details only what is a word of a vocabulary, a number, a day or a key is kept.
KEPT_DETAILS = frozenset(
    {
        *("kinds", "before", "after", "change", "law", "ground", "days", "outcome", "means", "pace", "step"),
        *("level", "override", "binding", "confidence", "automatic_from", "concerns"),
    }
)
