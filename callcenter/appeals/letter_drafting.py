"""Drafting a notice to the applicant, in the transaction of the act that owes it."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from callcenter.appeals import letters
from callcenter.appeals.letter_models import Letter
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Purpose


def draft_letter(
    session: Session, appeal: Appeal, purpose: Purpose, *, now: datetime, due_on: date, **values: str
) -> Letter:
    """Return a new notice that waits to be sent until due_on; values fill the text of its purpose."""
    text = letters.text_of(purpose, appeal.language, {"number": appeal.number, **values})
    letter = Letter(
        appeal=appeal, purpose=purpose, language=appeal.language, text=text, drafted_at=now, due_on=due_on
    )
    session.add(letter)
    session.flush()
    return letter
