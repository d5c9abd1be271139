"""The positions of a ministry's apparatus, for an installation that has not imported Decree 911 itself.

Taken from the decree (4 August 2003, No. 911, as amended); importing it replaces these with the whole register.
"""

from callcenter.directory.positions import Listed
from callcenter.directory.vocabulary import BodyGroup, Grade, PositionClass

_ADVISERS = ("baş məsləhətçi", "böyük məsləhətçi", "aparıcı məsləhətçi", "məsləhətçi")
_SPECIALISTS = ("baş mütəxəssis", "böyük mütəxəssis", "aparıcı mütəxəssis", "mütəxəssis")
_ENTRIES: tuple[tuple[str, str, Grade, PositionClass, tuple[str, ...]], ...] = (
    (
        *("2.1.4", "15", Grade.ADMINISTRATIVE, PositionClass.THIRD),
        ("aparat rəhbəri", "aparat rəhbərinin müavini"),
    ),
    (
        *("2.1.5", "5", Grade.ADMINISTRATIVE, PositionClass.FOURTH),
        ("şöbə müdiri", "şöbə müdirinin müavini"),
    ),
    (
        *("2.1.5", "9", Grade.ADMINISTRATIVE, PositionClass.FOURTH),
        ("rəhbərinin müşaviri", "rəhbərinin köməkçisi"),
    ),
    (
        *("2.1.6", "2", Grade.ADMINISTRATIVE, PositionClass.FIFTH),
        ("sektor müdiri", "baş mühasib", *_ADVISERS),
    ),
    (*("2.3.3", "1", Grade.SUPPORTING, PositionClass.THIRD), _SPECIALISTS),
)
PLACE = "mərkəzi icra hakimiyyəti orqanlarının aparatlarında"

SHIPPED: tuple[Listed, ...] = tuple(
    Listed(name, PLACE, grade, cls, (BodyGroup.CENTRAL,), f"004:{clause}", entry, rank)
    for rank, (clause, entry, grade, cls, name) in enumerate(
        (
            (clause, entry, grade, cls, name)
            for clause, entry, grade, cls, names in _ENTRIES
            for name in names
        ),
        start=1,
    )
)
