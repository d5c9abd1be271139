"""Which columns hold what a person said or is, and what stands there once the term of the file is over.

A structure test fails when a column of an appeal's file is in neither list.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from callcenter.appeals.consulting_models import Consultation
from callcenter.appeals.delivery_models import DeliveryNote, SavedDraft
from callcenter.appeals.forwarding_models import Forwarding
from callcenter.appeals.letter_models import Letter
from callcenter.appeals.models import Answer, Appeal, Suggestion
from callcenter.appeals.reception_models import Invitation
from callcenter.appeals.recheck_models import AppealRecheck
from callcenter.appeals.referral_models import Referral
from callcenter.appeals.resolution_models import Resolution
from callcenter.appeals.satisfaction_models import Satisfaction
from callcenter.appeals.standing import STANDS
from callcenter.calls.callback_models import Callback, CallbackTry
from callcenter.calls.models import Call, CallEvent
from callcenter.calls.recording_models import CopyRequest
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
    Personal(Suggestion, "appeal_id", {"matched": []}),
    Personal(
        Answer,
        "appeal_id",
        {"text": ERASED, "reasons": ERASED, "suggested": ERASED, "revision": ERASED},
    ),
    Personal(SavedDraft, "appeal_id", {"text": ERASED, "reasons": ERASED}),
    Personal(Resolution, "appeal_id", {"instruction": ERASED}),
    Personal(Satisfaction, "appeal_id", {"comment": ERASED}),
    Personal(
        Callback,
        "appeal_id",
        {"number": "", "number_typed": "", "open_number": None, "note": ERASED, "result": ERASED},
    ),
    Personal(Letter, "appeal_id", {"text": ERASED, "note": None}),
    Personal(AppealRecheck, "appeal_id", {"note": None}),
    Personal(Forwarding, "appeal_id", {"note": ERASED}),
    Personal(Consultation, "appeal_id", {"question": ERASED, "advice": ERASED}),
    Personal(Invitation, "appeal_id", {"reason": ERASED, "said": ERASED}),
    Personal(Referral, "appeal_id", {"note": ERASED, "result": ERASED}),
)

# What hangs on something of the file rather than on the appeal itself: by which table and column it is found.
BESIDE: tuple[tuple[type[Base], str, type[Answer] | type[Callback], Mapping[str, Any]], ...] = (
    (DeliveryNote, "answer_id", Answer, {"told_to": ERASED, "address": None}),
    (CallbackTry, "callback_id", Callback, {"note": ERASED}),
)

# Of a telephone call whose term is over: who called. When, how long and with what end stays for the figures.
OF_CALLS: tuple[Personal, ...] = (
    Personal(
        Call,
        "id",
        {"number_typed": None, "number": None, "operator_text": None, "recording_ref": None},
    ),
    Personal(CallEvent, "call_id", {"said": {}}),
    Personal(CopyRequest, "call_id", {"name": ERASED, "identity": ERASED, "reason": ERASED}),
)

# Words of the office, not of the applicant: numbers, codes, names of bodies. Figures are drawn from them for ever.
KEPT = {
    "appeal": {"number", "language", "clause", "origin", "origin_letter"},
    # The words of a step are erased by events.erase_words, which tells the trail.
    "appeal_event": {"clause", "reason", "seal", "words"},
    "forwarding": {"body_name", "clause", "letter"},
    "suggestion": {"competence_code"},
    "answer": {"template"},
    "saved_draft": {"template"},
    "satisfaction": {"token_hash"},
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
        *("level", "override", "binding", "confidence", "automatic_from", "concerns", "clock"),
        *("parts", "part_of", "into", "to", "left_on", "basis", "level_before", STANDS),
    }
)
