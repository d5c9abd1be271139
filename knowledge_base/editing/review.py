"""The review of a change as one table: (standing, step) -> standing, and who may take each step. Pure.

The author never reviews the own change. Undoing needs no second review, because it restores what two people
had published before; either of the two who stand behind the change may do it at once.
"""

from callcenter.core.errors import NotAllowed, Refused
from callcenter.core.wording import Sentence, say
from knowledge_base.editing.vocabulary import Standing, Step

S, T = Standing, Step


class ChangedMeanwhile(Refused):
    """Somebody changed the card, the unit or the change itself after this person had read it."""

    status = 412

    def __init__(self, changes: tuple[Sentence, ...] = ()) -> None:
        super().__init__(
            "changed-meanwhile",
            say("Siz baxarkən başqa redaktor bunu dəyişib. Yeni vəziyyətə baxın və qərarınızı təkrarlayın."),
        )
        self.changes = changes


NEXT: dict[tuple[Standing, Step], Standing] = {
    (S.DRAFT, T.REVISE): S.DRAFT,
    (S.DRAFT, T.SEND): S.IN_REVIEW,
    (S.DRAFT, T.WITHDRAW): S.WITHDRAWN,
    (S.RETURNED, T.REVISE): S.DRAFT,
    (S.RETURNED, T.SEND): S.IN_REVIEW,
    (S.RETURNED, T.WITHDRAW): S.WITHDRAWN,
    (S.IN_REVIEW, T.WITHDRAW): S.WITHDRAWN,
    (S.IN_REVIEW, T.PUBLISH): S.PUBLISHED,
    (S.IN_REVIEW, T.RETURN): S.RETURNED,
    (S.PUBLISHED, T.UNDO): S.UNDONE,
    # The source of its phrases may not be published any more.
    **{(standing, T.TAKE_AWAY): S.RETURNED for standing in (S.DRAFT, S.IN_REVIEW, S.RETURNED)},
}
OPEN = frozenset({S.DRAFT, S.IN_REVIEW, S.RETURNED})
OF_AUTHOR = frozenset({T.REVISE, T.SEND, T.WITHDRAW})
OF_REVIEWER = frozenset({T.PUBLISH, T.RETURN})
# Follows from what happens elsewhere: no page offers it.
OF_NOBODY = frozenset({T.TAKE_AWAY})


def after(standing: Standing, step: Step) -> Standing:
    """Return where the step leads; Refused (wrong-standing) where it leads nowhere."""
    found = NEXT.get((standing, step))
    if found is None:
        raise Refused(
            "wrong-standing",
            say("Dəyişiklik artıq bu vəziyyətdədir: %(standing)s. Səhifəni yeniləyin.", standing=standing),
        )
    return found


def check_person(step: Step, *, author: int, reviewer: int | None, by: int) -> None:
    """Refuse a step that is not this person's."""
    if step in OF_AUTHOR and by != author:
        raise NotAllowed("not-the-author", say("Bunu yalnız dəyişikliyin müəllifi edə bilər."))
    if step in OF_REVIEWER and by == author:
        raise NotAllowed(
            "own-change",
            say("Öz dəyişikliyinizi özünüz yoxlaya bilməzsiniz: bunu başqa redaktor etməlidir."),
        )
    if step is Step.UNDO and by not in {author, reviewer}:
        raise NotAllowed(
            "not-of-the-two",
            say(
                "Dəyişikliyi yalnız onun müəllifi və ya yoxlayanı ləğv edə bilər. Başqa redaktor yeni dəyişiklik təklif etsin."
            ),
        )


def offered(standing: Standing, *, author: int, reviewer: int | None, by: int) -> frozenset[Step]:
    """Return the steps that this person may take now."""
    steps = set()
    for before, step in NEXT:
        if before is standing and step not in OF_NOBODY:
            try:
                check_person(step, author=author, reviewer=reviewer, by=by)
            except NotAllowed:
                continue
            steps.add(step)
    return frozenset(steps)
