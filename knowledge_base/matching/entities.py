"""Typed entities: a country, an international organisation or a device stands for its kind.

A statute says "xarici dövlət"; a caller says "Latviya". Both become one feature here, so that the
clause is met whatever country is named. The lists are in entities.yaml and hold general knowledge.
"""

from functools import lru_cache

from knowledge_base.matching.names import Names, shipped

# A heading of the file -> the features that its names stand for.
FEATURES = {
    "country": ("@country",),
    "nationality": ("@country",),
    "foreign_city": ("@country",),
    "organisation": ("@organisation",),
    "device": ("@device",),
    "town": ("@town",),
    "site": ("@site",),
    "email": ("@email",),
}


@lru_cache(maxsize=1)
def entities() -> Names:
    """Return the shipped names, each standing for the features of the heading it is listed under."""
    listed = shipped("entities.yaml")
    return Names(
        (name, FEATURES[heading]) for heading, lines in listed.items() for line in lines for name in line
    )
