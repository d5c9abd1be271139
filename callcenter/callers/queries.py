"""Finding a caller again."""

import re
from collections.abc import Iterator

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from callcenter.callers.identification import CallerDraft, fin_code, phone_number
from callcenter.callers.models import Caller
from callcenter.core.sealing import Sealer
from knowledge_base.language.folding import fold


def known_caller(session: Session, draft: CallerDraft, *, sealer: Sealer) -> Caller | None:
    """Return the caller whom the draft describes, None when it may be somebody else.

    A FIN decides alone. A telephone or an e-mail is shared in families and firms, so a different name
    makes a different caller; a missing name does not.
    """
    if draft.fin:
        found = session.scalar(select(Caller).where(Caller.fin_print == sealer.print_of(fin_code(draft.fin))))
        if found is not None:
            return found
    for contact in _contacts(draft):
        for caller in session.scalars(select(Caller).where(contact).order_by(Caller.id.desc()).limit(20)):
            if _may_be(caller, draft):
                return caller
    return None


def _contacts(draft: CallerDraft) -> Iterator[ColumnElement[bool]]:
    if number := phone_number(draft.phone):
        yield Caller.phone == number
    if draft.voen:
        yield Caller.voen == re.sub(r"\s", "", draft.voen)
    if draft.email:
        yield Caller.email == draft.email.lower()


def _may_be(caller: Caller, draft: CallerDraft) -> bool:
    if draft.fin and caller.fin_print:
        return False
    return not draft.name or not caller.name or fold(draft.name) == fold(caller.name)
