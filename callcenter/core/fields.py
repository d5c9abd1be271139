"""What any typed text must satisfy before it is looked at."""

import re
import unicodedata

from callcenter.core.wording import Sentence, say

TEXT_LIMIT = 20_000
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Letters that turn the reading direction can make a file name or a list line lie about itself.
_DIRECTION = re.compile(r"[\u202a-\u202e\u2066-\u2069\u200e\u200f]")

# One address and nothing that could end a header, name a second receiver or open a comment.
_MAIL_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\\\"]{1,64}@[^\s@<>()\[\],;:\\\".]+(\.[^\s@<>()\[\],;:\\\".]+)+")
MAIL_ADDRESS_LIMIT = 254


class UnreadableText(ValueError):
    """A text that no screen or database can hold as it is."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


def clean(text: str, *, limit: int = TEXT_LIMIT) -> str:
    """Return the text in NFC, trimmed, without direction marks; UnreadableText when it cannot be kept.

    limit is in characters. A NUL, another control character or half a surrogate pair is refused rather
    than dropped, because the databases would treat it differently.
    """
    if _SURROGATE.search(text) or _CONTROL.search(text):
        raise UnreadableText(say("Mətndə oxunmayan simvol var: onu silin və ya mətni yenidən yazın."))
    tidy = _DIRECTION.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n"))).strip()
    if len(tidy) > limit:
        raise UnreadableText(
            say(
                "Mətn çox uzundur: %(count)d simvol. Ən çoxu %(limit)d ola bilər.",
                count=len(tidy),
                limit=limit,
            )
        )
    return tidy


def mail_address(typed: str) -> str | None:
    """Return the typed text as one e-mail address, None when it is not exactly one."""
    tidy = typed.strip(" ")
    whole = len(tidy) <= MAIL_ADDRESS_LIMIT and _MAIL_ADDRESS.fullmatch(tidy)
    return tidy if whole and not _CONTROL.search(tidy) else None
