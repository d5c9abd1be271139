"""The reader's language: translations, and how a language writes dates and numbers."""

from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, g, request, session
from flask_babel import Babel, Domain, get_locale

LANGUAGES = {"az": "Azərbaycanca", "ru": "Русский", "en": "English"}
CATALOGUES = Path(__file__).parent / "translations"

_read: dict[str, NullTranslations] = {}


class _Catalogues(Domain):  # type: ignore[misc]  # the package has no types
    """Reads the .po files as they are, so that there is no build step to forget."""

    def get_translations(self) -> NullTranslations:
        locale = get_locale()
        return translations(locale.language if locale else "az")


class _Babel(Babel):  # type: ignore[misc]  # the package has no types
    @property
    def domain_instance(self) -> _Catalogues:
        return _Catalogues()


def translations(language: str) -> NullTranslations:
    """Return the translations into a language; Azerbaijani is the language of the message ids."""
    if language not in _read:
        _read[language] = _load(CATALOGUES / f"{language}.po")
    return _read[language]


def current_language() -> str:
    """Return the reader's language: the one chosen here, else the account's, else Azerbaijani."""
    chosen = session.get("language") or getattr(g.get("user"), "language", None)
    return chosen if chosen in LANGUAGES else "az"


def speak(app: Flask) -> None:
    """Set the languages up."""
    app.config.update(BABEL_DEFAULT_LOCALE="az", BABEL_DEFAULT_TIMEZONE="Asia/Baku")
    _Babel(app, locale_selector=_select)


def _select() -> str:
    if request.path.startswith("/api/"):
        return request.accept_languages.best_match(list(LANGUAGES)) or "az"
    return current_language()


def _load(file: Path) -> NullTranslations:
    if not file.exists():
        return NullTranslations()
    compiled = BytesIO()
    with file.open("rb") as source:
        write_mo(compiled, read_po(source))
    compiled.seek(0)
    return Translations(compiled)
