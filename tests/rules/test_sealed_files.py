"""Sealed files open only as they were sealed, and as far as is asked."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from callcenter.calls.sounds import kind_of
from callcenter.core import sealed_files
from callcenter.core.sealed_files import CHUNK, HEAD, SEALED, Broken, Folder
from callcenter.core.sealing import Sealer, new_data_key

ABOUT = "recording:1"
SIZES = (0, 1, 16, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 7)


@pytest.fixture
def folder(tmp_path: Path, sealer: Sealer) -> Folder:
    return Folder(tmp_path / "recordings", sealer)


def pieces_of(content: bytes, size: int = 1000) -> list[bytes]:
    return [content[place : place + size] for place in range(0, len(content), size)]


@pytest.mark.parametrize("size", SIZES)
def test_what_is_sealed_opens_again(folder: Folder, size: int) -> None:
    content = os.urandom(size)
    stored = folder.store(pieces_of(content), about=ABOUT)
    assert stored.size == size
    assert b"".join(folder.read(stored.name, about=ABOUT)) == content


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.integers(0, 2 * CHUNK + 200), length=st.integers(0, 2 * CHUNK + 200))
def test_any_part_can_be_asked_for(folder: Folder, start: int, length: int) -> None:
    content = bytes(range(256)) * ((2 * CHUNK + 100) // 256)
    stored = folder.store([content], about=ABOUT)
    opened = b"".join(folder.read(stored.name, about=ABOUT, start=start, length=length))
    assert opened == content[start : start + length]


def test_the_content_is_nowhere_on_the_disk(folder: Folder) -> None:
    stored = folder.store([b"voice of a caller " * 100], about=ABOUT)
    assert b"voice" not in (folder.path / stored.name).read_bytes()
    assert (folder.path / stored.name).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("place", [0, 5, HEAD, HEAD + 40, HEAD + SEALED + 3, -1])
def test_a_changed_byte_does_not_open(folder: Folder, place: int) -> None:
    stored = folder.store([b"x" * (CHUNK + 100)], about=ABOUT)
    file = folder.path / stored.name
    content = bytearray(file.read_bytes())
    content[place] ^= 1
    file.write_bytes(content)
    with pytest.raises(Broken):
        list(folder.read(stored.name, about=ABOUT))


def test_a_file_that_was_cut_does_not_open(folder: Folder) -> None:
    stored = folder.store([b"x" * (2 * CHUNK)], about=ABOUT)
    file = folder.path / stored.name
    file.write_bytes(file.read_bytes()[: HEAD + SEALED])
    with pytest.raises(Broken):
        list(folder.read(stored.name, about=ABOUT))


def test_the_file_of_another_call_or_key_does_not_open(folder: Folder) -> None:
    stored = folder.store([b"x"], about=ABOUT)
    with pytest.raises(Broken):
        list(folder.read(stored.name, about="recording:2"))
    with pytest.raises(Broken):
        list(Folder(folder.path, Sealer(new_data_key())).read(stored.name, about=ABOUT))


def test_a_source_that_fails_leaves_no_file(folder: Folder) -> None:
    def broken_off() -> Iterator[bytes]:
        yield b"x" * CHUNK
        raise ConnectionError

    with pytest.raises(ConnectionError):
        folder.store(broken_off(), about=ABOUT)
    assert list(folder.path.iterdir()) == []


def test_the_same_sound_has_the_same_print(folder: Folder) -> None:
    prints = {folder.store(pieces_of(b"abc" * 999, size), about=ABOUT).print for size in (7, 1000)}
    assert len(prints) == 1


def test_only_what_nobody_touched_lately_is_old(folder: Folder) -> None:
    stored = folder.store([b"x"], about=ABOUT)
    os.utime(folder.path / stored.name, (1_000_000, 1_000_000))
    fresh = folder.store([b"x"], about=ABOUT)
    since = datetime.fromtimestamp(2_000_000, UTC)
    assert sealed_files.names_in(folder.path, untouched_since=since) == {stored.name}
    sealed_files.erase(folder.path, stored.name)
    sealed_files.erase(folder.path, stored.name)
    assert [one.name for one in folder.path.iterdir()] == [fresh.name]


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "wav"),
        (b"OggS\x00\x02" + b"\x00" * 10, "ogg"),
        (b"ID3\x04\x00" + b"\x00" * 11, "mp3"),
        (b"\xff\xfb\x90\x00" + b"\x00" * 12, "mp3"),
        (b"RIFF\x24\x00\x00\x00AVI LIST", None),
        (b"\xff\xff\xff\xff" + b"\x00" * 12, None),
        (b"%PDF-1.7", None),
        (b"<html><script>", None),
        (b"MZ", None),
        (b"", None),
    ],
)
def test_a_sound_is_known_by_its_content(head: bytes, kind: str | None) -> None:
    assert kind_of(head) == kind
