"""Encryption of single fields, and a keyed print by which an encrypted value can still be found."""

import base64
import binascii
import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from callcenter.core.errors import Misconfigured
from callcenter.core.wording import say


class Sealer:
    """Seals and opens values with the installation's data key (AES-256-GCM, a fresh nonce each time)."""

    def __init__(self, data_key: str) -> None:
        self._key = _decode(data_key)
        self._cipher = AESGCM(self._key)

    def seal(self, value: str) -> str:
        """Return the value encrypted, as text; two seals of one value differ."""
        nonce = os.urandom(12)
        return base64.urlsafe_b64encode(nonce + self._cipher.encrypt(nonce, value.encode(), None)).decode()

    def open(self, sealed: str) -> str:
        """Return the sealed value; Misconfigured when it was sealed under another key."""
        raw = base64.urlsafe_b64decode(sealed)
        try:
            return self._cipher.decrypt(raw[:12], raw[12:], None).decode()
        except InvalidTag:
            raise Misconfigured(
                "data-key", say("Şifrələnmiş məlumat açılmır: CALLCENTER_DATA_KEY başqadır.")
            ) from None

    def print_of(self, value: str) -> str:
        """Return a keyed print of the value: equal for equal values, of no use without the key."""
        return hmac.new(self._key, value.encode(), hashlib.sha256).hexdigest()

    def digest(self) -> "hmac.HMAC":
        """Return a keyed print that grows with what it is given, for what is too long to be held."""
        return hmac.new(self._key, digestmod=hashlib.sha256)

    def key_for(self, purpose: str, salt: bytes) -> bytes:
        """Return a key of 32 bytes for one purpose alone, made from the data key and a salt."""
        return HKDF(hashes.SHA256(), 32, salt, purpose.encode()).derive(self._key)


def new_data_key() -> str:
    """Return a fresh data key."""
    return base64.urlsafe_b64encode(os.urandom(32)).decode()


def _decode(data_key: str) -> bytes:
    try:
        key = base64.urlsafe_b64decode(data_key)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != 32:
        raise Misconfigured(
            "data-key", say("CALLCENTER_DATA_KEY 32 baytın urlsafe base64 yazılışı olmalıdır.")
        )
    return key
