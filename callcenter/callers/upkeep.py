"""Act: keep what was learned about a caller."""

import re
from datetime import datetime

from sqlalchemy.orm import Session

from callcenter.callers import queries
from callcenter.callers.identification import CallerDraft, fin_code, phone_number
from callcenter.callers.models import Caller, CallerContact
from callcenter.core.sealing import Sealer


def keep_caller(session: Session, draft: CallerDraft, *, sealer: Sealer, now: datetime) -> Caller | None:
    """Return the known caller with gaps filled, or a new one; None when nothing at all was said.

    What is already known is never overwritten by a call: a wrong digit would take a person's history away. Another
    number or e-mail is kept beside it, so that they are known by that one too.
    """
    if not any((draft.name, draft.phone, draft.email, draft.fin, draft.voen, draft.address)):
        return None
    caller = queries.known_caller(session, draft, sealer=sealer)
    if caller is None:
        caller = Caller(type=draft.type, created_at=now)
        session.add(caller)
    learned = {
        "name": draft.name,
        "phone_typed": draft.phone,
        "phone": phone_number(draft.phone),
        "email": draft.email.lower(),
        "voen": re.sub(r"\s", "", draft.voen),
        "address": draft.address,
    }
    for name, value in learned.items():
        if value and not getattr(caller, name):
            setattr(caller, name, value)
    if draft.fin and not caller.fin_sealed:
        caller.fin_sealed = sealer.seal(fin_code(draft.fin))
        caller.fin_print = sealer.print_of(fin_code(draft.fin))
    session.flush()
    for value in {phone_number(draft.phone), draft.email.lower()} - {caller.phone, caller.email, None, ""}:
        # Two calls of one moment say the same.
        session.merge(CallerContact(caller_id=caller.id, value=value))
    session.flush()
    return caller
