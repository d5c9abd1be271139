"""The five lives of docs/lives.md, played again."""

from sqlalchemy.orm import Session

from callcenter.core.sealing import Sealer
from knowledge_base.suggesting import Knowledge
from tests.documents import lives


def test_the_five_lives_are_what_the_document_says(
    session: Session, knowledge: Knowledge, sealer: Sealer
) -> None:
    assert lives.drawn(session, knowledge, sealer) == lives.DOCUMENT.read_text(encoding="utf-8"), "make docs"
