"""Endings that Azerbaijani puts behind a number written in figures (pure)."""

_UNITS = ("", "i", "si", "ü", "ü", "i", "sı", "si", "i", "u")
_TENS = ("", "u", "si", "u", "ı", "si", "ı", "i", "i", "ı")

_LARGER = ((1_000, "ü"), (1_000_000, "i"), (1_000_000_000, "u"))
"""yüz, min, milyon; milyard and sıfır are left."""


def its(number: int) -> str:
    """Return the ending of "so many of them", as the number's last spoken word asks for: 9-u, 12-si, 100-ü."""
    if number % 10:
        return _UNITS[number % 10]
    if number % 100:
        return _TENS[number // 10 % 10]
    return next((ending for size, ending in _LARGER if number % size), "ı")
