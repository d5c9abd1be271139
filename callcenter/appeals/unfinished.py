"""How many appeals a unit has not finished, or rest on a card: what an editor knows before taking either out of use."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.appeals import lifecycle, recalling, secrecy
from callcenter.appeals.models import Appeal
from callcenter.directory.actors import actor_of
from callcenter.directory.models import Unit
from knowledge_base.models import Competence


class OfAppeals:
    """The appeals, for `knowledge_base.open_work`: a figure, without any that complains of who reads it."""

    def count(self, session: Session, of: Unit | Competence, reader: User) -> int:
        """Return how many of a unit stay with it until it is done, or how many that run were routed by a card."""
        if isinstance(of, Unit):
            where = (Appeal.unit_id == of.id, Appeal.state.in_(recalling.UNFINISHED))
        else:
            where = (Appeal.competence_id == of.id, Appeal.state.in_(lifecycle.RUNNING))
        clear = secrecy.not_against(actor_of(session, reader))
        return session.scalar(select(func.count(Appeal.id)).where(*where, clear)) or 0
