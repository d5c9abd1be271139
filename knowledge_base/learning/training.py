"""Acts: train the linear layer from the examples, compare it with the one in force, put one in force or turn it off."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.core.errors import NotFound, Refused
from callcenter.core.wording import say
from knowledge_base import queries
from knowledge_base.learning import fitting
from knowledge_base.learning import queries as learning
from knowledge_base.learning.models import LearnedLayer
from knowledge_base.matching.cards import Card, ConfirmedAppeal
from knowledge_base.matching.index import Index
from knowledge_base.models import Example, KnowledgeVersion

log = logging.getLogger(__name__)

JOB = "train"
NEW_EXAMPLES = 200
"""So many new lessons make a training worth while."""
MOST_TRAINED = 100_000
MOST_MEASURED = 500
UNSEEN_OF = 5
"""Every fifth example is never trained: by it all layers are compared."""
MARGIN = 0.02
"""A layer whose share of right units is smaller by more than this does not come into force."""
KEPT = 5


@dataclass(frozen=True)
class Course:
    """What is needed for a training, read from the database."""

    change: int
    cards: Sequence[Card]
    seen: Sequence[ConfirmedAppeal]
    unseen: Sequence[ConfirmedAppeal]
    weights_in_force: bytes | None


@dataclass(frozen=True)
class Trained:
    """A layer with its figure and that of what was in force, both on the same unseen appeals."""

    weights: bytes
    examples: int
    change: int
    unseen: int
    quality: float | None
    quality_before: float | None

    @property
    def worse(self) -> bool:
        """Whether it is clearly worse than what is in force."""
        if self.quality is None or self.quality_before is None:
            return False
        return self.quality < self.quality_before - MARGIN


def course_due(session: Session) -> Course | None:
    """Return what to train from when enough was learnt since the last layer, in force or not; none otherwise."""
    last = session.scalar(select(func.max(LearnedLayer.change))) or 0
    fresh = session.scalar(select(func.count(Example.id)).where(Example.change > last)) or 0
    if fresh < NEW_EXAMPLES:
        return None
    number = queries.version_number(session)
    examples = learning.examples(session, most=MOST_TRAINED)
    in_force = learning.layer_in_force(session)
    return Course(
        change=number,
        cards=learning.cards(queries.competences(session)),
        seen=[one for one in examples if one.id % UNSEEN_OF],
        unseen=[one for one in examples if one.id % UNSEEN_OF == 0 and one.trust >= 0.1][-MOST_MEASURED:],
        weights_in_force=in_force.weights if in_force else None,
    )


def trained(course: Course) -> Trained:
    """Train a layer and measure it beside what is in force, on appeals that neither has seen. Takes no session."""
    weights = fitting.fit(course.cards, course.seen)
    quality, before = _measured(course, weights)
    return Trained(
        weights=weights,
        examples=len(course.seen),
        change=course.change,
        unseen=len(course.unseen),
        quality=quality,
        quality_before=before,
    )


def _measured(course: Course, weights: bytes) -> tuple[float | None, float | None]:
    """The share of the unseen appeals whose unit an index names first: under the layer, and under the one in force."""
    if not course.unseen:
        return None, None
    index = fitting.index_of(course.cards, confirmed=course.seen, weights=weights)
    before = fitting.under(index, course.weights_in_force)
    return _share_right(index, course.unseen), _share_right(before, course.unseen)


def _share_right(index: Index, unseen: Sequence[ConfirmedAppeal]) -> float:
    right = sum(
        any(best.unit == one.unit for best in index.rank(one.text, limit=1).candidates) for one in unseen
    )
    return right / len(unseen)


def is_newest(session: Session, trained: Trained) -> bool:
    """Say whether no kept layer has seen as much; another process that trained too waits here for our commit."""
    session.execute(select(KnowledgeVersion.id).with_for_update())
    return (session.scalar(select(func.max(LearnedLayer.change))) or 0) < trained.change


def keep(session: Session, trained: Trained, *, now: datetime) -> LearnedLayer:
    """Keep a trained layer and put it in force unless it is worse; of the layers not in force the newest stay."""
    layer = LearnedLayer(
        made_at=now,
        examples=trained.examples,
        change=trained.change,
        unseen=trained.unseen,
        quality=trained.quality,
        quality_before=trained.quality_before,
        in_force=False,
        weights=trained.weights,
    )
    session.add(layer)
    session.flush()
    if not trained.worse:
        _put(session, layer, None, now)
    kept = select(LearnedLayer.id).order_by(LearnedLayer.in_force.desc(), LearnedLayer.id.desc()).limit(KEPT)
    session.execute(delete(LearnedLayer).where(LearnedLayer.id.not_in(list(session.scalars(kept)))))
    return layer


def put_in_force(session: Session, number: int, *, by: User, now: datetime) -> LearnedLayer:
    """Put a kept layer in force, an earlier one or one that was held back."""
    layer = session.get(LearnedLayer, number)
    if layer is None:
        raise NotFound("unknown-layer", say("Belə model saxlanılmayıb."))
    if layer.in_force:
        raise Refused("layer-in-force", say("Bu model onsuz da qüvvədədir."))

    _put(session, layer, by, now)
    return layer


def turn_off(session: Session, number: int, *, by: User) -> LearnedLayer:
    """Let the layer in force have no say: the matching is as before the first one, until one is put in force.

    The first layer of all has no earlier one to go back to.
    """
    layer = session.get(LearnedLayer, number)
    if layer is None:
        raise NotFound("unknown-layer", say("Belə model saxlanılmayıb."))
    if not layer.in_force:
        raise Refused("layer-not-in-force", say("Bu model artıq qüvvədə deyil."))

    layer.in_force = False
    queries.note_lesson(session)
    session.flush()
    log.info("layer %d turned off by user %d", layer.id, by.id)
    return layer


def _put(session: Session, layer: LearnedLayer, by: User | None, now: datetime) -> None:
    session.execute(update(LearnedLayer).where(LearnedLayer.in_force).values(in_force=False))
    layer.in_force, layer.put_by_id, layer.put_at = True, by.id if by else None, now
    queries.note_lesson(session)
    session.flush()
