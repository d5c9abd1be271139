"""What tests look at once something was done."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.appeals import queries
from callcenter.appeals.models import Appeal, AppealEvent
from callcenter.appeals.notice_models import Notice
from callcenter.directory.actors import Actor


def sees(session: Session, actor: Actor, appeal: Appeal) -> bool:
    """Whether the person may know of the appeal as it stands now."""
    session.flush()
    return queries.is_visible(session, actor, appeal)


def told(session: Session, person: Actor | User) -> list[str]:
    """What the person was told by notices, in order."""
    user_id = person.id if isinstance(person, User) else person.user_id
    found = session.scalars(select(Notice).where(Notice.user_id == user_id).order_by(Notice.id))
    return [str(one.sentence) for one in found]


def count_of_events(session: Session) -> int:
    """The number of steps of all appeals."""
    return session.scalar(select(func.count()).select_from(AppealEvent)) or 0
