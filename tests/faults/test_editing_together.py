"""Two editors at once: of two publications of one card, one is told that the card moved on."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime

from callcenter.accounts.vocabulary import Role
from callcenter.core.db import Database
from knowledge_base import queries
from knowledge_base.editing import proposing, publishing
from knowledge_base.editing.applying import card_content
from knowledge_base.editing.models import KnowledgeChange
from knowledge_base.editing.review import ChangedMeanwhile
from knowledge_base.editing.vocabulary import Standing
from tests import factories

CARD = "callcentre-receiving-appeals"


def test_of_two_publications_of_one_card_one_is_refused(shared_database: Database, now: datetime) -> None:
    with shared_database.transaction() as session:
        author, reviewer = (factories.make_user(session, Role.KNOWLEDGE_EDITOR) for _ in range(2))
        card = queries.competence_coded(session, CARD)
        before = card_content(card)
        waiting = []
        for title in ("Birinci ad qoyulur", "İkinci ad qoyulur"):
            change = proposing.propose(
                session, replace(before, title=title), of=card, base=before.fingerprint, reason="Sınaq",
                by=author, now=now,
            )  # fmt: skip
            proposing.note_effect(session, change.id, change.version, {"number": 1})
            proposing.send(session, change.id, change.version, by=author)
            waiting.append((change.id, change.version))

    def publish(one: tuple[int, int]) -> str:
        try:
            with shared_database.transaction() as session:
                by = session.merge(reviewer, load=False)
                publishing.publish(session, *one, note="", by=by, now=now)
        except ChangedMeanwhile:
            return "refused"
        return "published"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(publish, waiting)) == ["published", "refused"]
    with shared_database.reading() as session:
        published = [session.get_one(KnowledgeChange, one) for one, _ in waiting]
        (winner,) = [one for one in published if one.standing is Standing.PUBLISHED]
        assert queries.competence_coded(session, CARD).title == winner.proposed["title"]
