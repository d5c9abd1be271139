"""Finding a caller again."""

import re
from collections.abc import Iterator

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from callcenter.callers.identification import CallerDraft, fin_code, phone_number
from callcenter.callers.models import Caller, CallerContact
from callcenter.core.sealing import Sealer
from knowledge_base.language.folding import fold

# A number of a firm or a public telephone is given by many.
AT_A_NUMBER = 50


def known_caller(session: Session, draft: CallerDraft, *, sealer: Sealer) -> Caller | None:
    """Return the caller whom the draft describes, None when it may be somebody else.

    A FIN decides alone. A telephone or an e-mail is shared in families and firms, so a different name
    makes a different caller; a missing name does not.
    """
    return next(_known(session, draft, sealer), None)


def known_callers(session: Session, draft: CallerDraft, *, sealer: Sealer) -> list[Caller]:
    """Return every caller whom the draft may describe, the surest first: one person may have been written down twice."""
    return list({caller.id: caller for caller in _known(session, draft, sealer)}.values())


def callers_at(session: Session, phone: str) -> list[int]:
    """Return the ids of all who gave this telephone, the newest first, whatever their names: a name is written in many ways."""
    number = phone_number(phone)
    if not number:
        return []
    gave = select(CallerContact.caller_id).where(CallerContact.value == number)
    chosen = select(Caller.id).where(or_(Caller.phone == number, Caller.id.in_(gave)))
    return list(session.scalars(chosen.order_by(Caller.id.desc()).limit(AT_A_NUMBER)))


def _known(session: Session, draft: CallerDraft, sealer: Sealer) -> Iterator[Caller]:
    if draft.fin:
        printed = sealer.print_of(fin_code(draft.fin))
        found = session.scalar(select(Caller).where(Caller.fin_print == printed))
        if found is not None:
            yield found
    for contact in (*_contacts(draft), *_further(draft)):
        for caller in session.scalars(select(Caller).where(contact).order_by(Caller.id.desc()).limit(20)):
            if _may_be(caller, draft):
                yield caller


def _contacts(draft: CallerDraft) -> Iterator[ColumnElement[bool]]:
    if number := phone_number(draft.phone):
        yield Caller.phone == number
    if draft.voen:
        yield Caller.voen == re.sub(r"\s", "", draft.voen)
    if draft.email:
        yield Caller.email == draft.email.lower()


def _further(draft: CallerDraft) -> Iterator[ColumnElement[bool]]:
    """Numbers and e-mails that somebody gave besides those in their row."""
    for value in (phone_number(draft.phone), draft.email.lower()):
        if value:
            yield Caller.id.in_(select(CallerContact.caller_id).where(CallerContact.value == value))


def _may_be(caller: Caller, draft: CallerDraft) -> bool:
    if draft.fin and caller.fin_print:
        return False
    return not draft.name or not caller.name or fold(draft.name) == fold(caller.name)
