"""Who can be an applicant (law 1308-IVQ, 3.0.1)."""

from callcenter.core.words import Word


class CallerType(Word):
    """What the applicant is in law."""

    PERSON = "person", "fiziki şəxs"
    ENTREPRENEUR = "entrepreneur", "sahibkar"
    LEGAL_PERSON = "legal_person", "hüquqi şəxs"
