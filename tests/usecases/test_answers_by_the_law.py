"""An answer by the law: what is not granted has its reasons, and an outcome follows from what was done."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from callcenter.appeals import answer_rules, answering, forwarding
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Outcome, State
from callcenter.core.errors import InvalidInput
from callcenter.directory.actors import Actor
from tests import factories
from tests.clauses import clause

Log = Callable[..., Appeal]
REASONS = "Göstərdiyiniz avadanlıq nazirliyin balansında deyil."


def refused(appeal: Appeal, session: Session, by: Actor, now: datetime, **more: Any) -> Appeal:
    given: dict[str, Any] = {"text": "Müraciətiniz təmin edilmədi.", "outcome": Outcome.REFUSED, **more}
    return answering.draft(session, appeal.number, appeal.version, by=by, now=now, **given)


@clause("002:3.0.1")
def test_a_refusal_without_reasons_or_the_way_to_complain_does_not_reach_the_head(
    session: Session, in_work: Appeal, executor: Actor, now: datetime
) -> None:
    for more in ({}, {"reasons": REASONS}):
        with pytest.raises(InvalidInput) as found:
            refused(in_work, session, executor, now, **more)
        assert set(found.value.fields) == {"reasons"}
    assert in_work.state is State.IN_WORK


def test_the_standard_sentence_is_added_in_the_language_of_the_appeal(
    session: Session, in_work: Appeal, executor: Actor, now: datetime
) -> None:
    refused(in_work, session, executor, now, reasons=REASONS, adds_route=True)
    told = in_work.answers[-1].told
    assert told.startswith("Müraciətiniz təmin edilmədi.\n\n" + REASONS)
    assert told.endswith(answer_rules.route_in("az"))


def test_a_name_of_a_ready_text_that_is_still_there_refuses_the_draft(
    session: Session, in_work: Appeal, executor: Actor, now: datetime
) -> None:
    with pytest.raises(InvalidInput) as found:
        answering.draft(
            session,
            in_work.number,
            in_work.version,
            text="{nömrə} nömrəli müraciətinizə baxıldı.",
            outcome=Outcome.EXPLAINED,
            by=executor,
            now=now,
        )
    assert "{nömrə}" in str(found.value.fields["text"])


def test_an_appeal_answered_without_reasons_is_not_closed_as_refused(
    session: Session, drafted: Appeal, head: Actor, operator: Actor, now: datetime
) -> None:
    answering.approve(session, drafted.number, drafted.version, by=head, now=now)
    factories.tell(session, drafted, by=operator, now=now)
    for outcome in (Outcome.REFUSED, Outcome.FORWARDED, Outcome.WITHDRAWN, Outcome.WRITTEN_OFFERED):
        with pytest.raises(InvalidInput) as found:
            answering.close(session, drafted.number, drafted.version, outcome=outcome, by=operator, now=now)
        assert set(found.value.fields) == {"outcome"}
    answering.close(session, drafted.number, drafted.version, outcome=Outcome.SATISFIED, by=operator, now=now)
    assert drafted.outcome is Outcome.SATISFIED


def test_what_was_forwarded_ends_as_forwarded_and_nothing_else(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    appeal = log()
    forwarding.forward(session, appeal.number, 1, body="labour", letter="1-2", by=operator, now=now)
    with pytest.raises(InvalidInput):
        answering.close(session, appeal.number, 2, outcome=Outcome.EXPLAINED, by=operator, now=now)
    answering.close(session, appeal.number, 2, outcome=Outcome.FORWARDED, by=operator, now=now)
    assert appeal.outcome is Outcome.FORWARDED
