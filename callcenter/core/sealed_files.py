"""Files sealed in chunks: as much is opened as is asked for, and what is cut, moved or swapped does not open.

A file begins with a mark and a salt, from which its own key is made (HKDF-SHA-256 of the data key). Then follow
chunks of 64 KiB, each under AES-256-GCM; its nonce is its place and whether it is the last one.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from callcenter.core.errors import Misconfigured
from callcenter.core.sealing import Sealer
from callcenter.core.wording import say

MARK = b"CCF1"
SALT = 16
HEAD = len(MARK) + SALT
CHUNK = 64 * 1024
TAG = 16
SEALED = CHUNK + TAG


class Broken(Misconfigured):
    """The file is not what was sealed, or was sealed under another key."""

    def __init__(self) -> None:
        super().__init__("sealed-file", say("Şifrələnmiş fayl açılmır: fayl zədələnib və ya açar başqadır."))


@dataclass(frozen=True)
class Stored:
    """A file that was just sealed: its name in the folder, how many bytes it holds, and a keyed print of them."""

    name: str
    size: int
    print: str


@dataclass(frozen=True)
class Folder:
    """A folder of sealed files."""

    path: Path
    sealer: Sealer

    def store(self, source: Iterable[bytes], *, about: str) -> Stored:
        """Seal what comes and return where it is; `about` must be told again to open it.

        The file appears under its name when it is whole and on the disk; a source that fails leaves none.
        """
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = uuid4().hex
        growing = self.path / f"{name}.part"
        try:
            size, print_ = self._write(growing, source, about)
        except BaseException:
            with suppress(FileNotFoundError):  # it may have failed before the file was there
                growing.unlink()
            raise
        growing.replace(self.path / name)
        return Stored(name, size, print_)

    def read(self, name: str, *, about: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        """Yield the bytes from a place on; Broken when they are not those that were sealed."""
        with (self.path / name).open("rb") as file:
            cipher = self._cipher(_salt_of(file), about)
            wanted = os.fstat(file.fileno()).st_size if length is None else length
            place, skip = divmod(start, CHUNK)
            last = _last_place(file)
            while place <= last and wanted > 0:
                plain = _open(cipher, file, place, last=place == last)[skip : skip + wanted]
                yield plain
                wanted, place, skip = wanted - len(plain), place + 1, 0

    def _write(self, target: Path, source: Iterable[bytes], about: str) -> tuple[int, str]:
        salt = os.urandom(SALT)
        cipher = self._cipher(salt, about)
        digest = self.sealer.digest()
        size, place, waiting = 0, 0, b""
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(MARK + salt)
            for piece in source:
                digest.update(piece)
                size += len(piece)
                waiting += piece
                # The last chunk is known only at the end, so one is always kept back.
                while len(waiting) > CHUNK:
                    file.write(cipher.encrypt(_nonce(place, last=False), waiting[:CHUNK], None))
                    place, waiting = place + 1, waiting[CHUNK:]
            file.write(cipher.encrypt(_nonce(place, last=True), waiting, None))
            file.flush()
            os.fsync(file.fileno())
        return size, digest.hexdigest()

    def _cipher(self, salt: bytes, about: str) -> AESGCM:
        return AESGCM(self.sealer.key_for(f"file:{about}", salt))


def erase(folder: Path, name: str) -> None:
    """Take a file away, which needs no key; one that is gone already is no fault."""
    (folder / name).unlink(missing_ok=True)


def names_in(folder: Path, *, untouched_since: datetime) -> set[str]:
    """Return the names of the files of a folder that nobody has written to since a moment, unfinished ones too."""
    if not folder.is_dir():
        return set()
    oldest = untouched_since.timestamp()
    return {one.name for one in folder.iterdir() if one.is_file() and one.stat().st_mtime < oldest}


def _salt_of(file: BinaryIO) -> bytes:
    head = file.read(HEAD)
    if len(head) != HEAD or not head.startswith(MARK):
        raise Broken
    return head[len(MARK) :]


def _last_place(file: BinaryIO) -> int:
    sealed = os.fstat(file.fileno()).st_size - HEAD
    return max(0, (sealed - 1) // SEALED)


def _open(cipher: AESGCM, file: BinaryIO, place: int, *, last: bool) -> bytes:
    file.seek(HEAD + place * SEALED)
    try:
        return cipher.decrypt(_nonce(place, last=last), file.read(SEALED), None)
    except InvalidTag:
        raise Broken from None


def _nonce(place: int, *, last: bool) -> bytes:
    return place.to_bytes(11, "big") + bytes([last])
