"""Acts: draft proposals from a month's figures, and send or drop one."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.core.errors import InvalidInput, NotFound, Refused
from callcenter.core.wording import say
from callcenter.directory.actors import Actor
from callcenter.sector import discipline, queries
from callcenter.sector.models import Proposal
from callcenter.sector.vocabulary import ProposalState


def draft_proposals(
    session: Session, first: date, last: date, *, by: Actor, now: datetime
) -> Sequence[Proposal]:
    """Draft what the month's figures, as the drafter may read them, propose, each once; what was sent or dropped stays so."""
    known = {one.key for one in queries.proposals(session, first)}
    drafted = discipline.proposals(
        queries.conduct(session, first, last, by), queries.whole(session, first, last, by)
    )

    session.add_all(
        Proposal(
            first_day=first,
            key=one.key[:400],
            subject=one.subject,
            user_id=one.user_id,
            drafted=one.said.text,
            values=dict(one.said.values),
            state=ProposalState.DRAFT,
            drafted_at=now,
        )
        for one in drafted
        if one.key[:400] not in known
    )
    session.flush()
    return queries.proposals(session, first)


def send(session: Session, proposal_id: int, *, text: str, by: User, now: datetime) -> Proposal:
    """Send a proposal to leadership, in the head's words."""
    proposal = _draft(session, proposal_id)
    if not text:
        raise InvalidInput({"text": say("Təklifin mətnini yazın.")})

    proposal.text, proposal.state = text, ProposalState.SENT
    proposal.decided_by, proposal.decided_at = by, now
    session.flush()
    return proposal


def drop(session: Session, proposal_id: int, *, by: User, now: datetime) -> Proposal:
    """Make no use of a proposal."""
    proposal = _draft(session, proposal_id)

    proposal.state, proposal.decided_by, proposal.decided_at = ProposalState.DROPPED, by, now
    session.flush()
    return proposal


def _draft(session: Session, proposal_id: int) -> Proposal:
    found = session.get(Proposal, proposal_id, with_for_update=True)
    if found is None:
        raise NotFound("unknown-proposal", say("Belə təklif yoxdur."))
    if found.state is not ProposalState.DRAFT:
        raise Refused("decided", say("Bu təklif barədə artıq qərar verilib: «%(state)s».", state=found.state))
    return found
