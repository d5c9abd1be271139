"""Reads a statute's file in a process of its own, with limits: no file can hurt the one who asked.

The process gets the bytes and gives JSON back. It has no environment, so no secrets, writes no file, and is ended when
it takes more memory or time than a statute needs.
"""

import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from knowledge_base.statutes.plain_data import statute_from
from knowledge_base.statutes.reading import MAX_BYTES, too_large
from knowledge_base.statutes.refusals import broken, from_data, too_heavy, too_slow
from knowledge_base.statutes.statute import StatuteText

PACKAGES = Path(__file__).resolve().parents[2]
READER = "knowledge_base.statutes.reader"
OUT_OF_MEMORY = 3
SIGNAL_CPU = -24


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take: memory in megabytes, computing and waiting time in seconds."""

    memory: int = 1024
    computing: int = 40
    waiting: int = 60


USUAL = Limits()


def read_statute_at(path: Path, *, code: str) -> StatuteText:
    """Return the statute in the file; one that is too large is not even opened."""
    if (size := path.stat().st_size) > MAX_BYTES:
        raise too_large(path.name, size)
    return read_statute(path.read_bytes(), path.name, code=code)


def read_statute(data: bytes, name: str, *, code: str, limits: Limits = USUAL) -> StatuteText:
    """Return the statute that the file holds; `code` qualifies the keys of its clauses.

    Raises UnreadableStatute with the codes of `reading.read_file` and `parsing.parse`, and `slow-statute`.
    """
    if len(data) > MAX_BYTES:
        raise too_large(name, len(data))
    order = json.dumps({"name": name, "code": code, "limits": asdict(limits)}).encode()
    try:
        done = subprocess.run(  # noqa: S603 - our own module; the file comes as data
            [sys.executable, "-m", READER],
            input=order + b"\n" + data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=PACKAGES,
            env={},
            timeout=limits.waiting,
            check=False,
        )
    except subprocess.TimeoutExpired as fault:
        raise too_slow(name, limits.waiting) from fault
    return _understood(done.returncode, done.stdout, name, limits)


def _understood(code: int, output: bytes, name: str, limits: Limits) -> StatuteText:
    if code == OUT_OF_MEMORY:
        raise too_heavy(name)
    if code == SIGNAL_CPU:
        raise too_slow(name, limits.computing)
    if code:
        # Whatever stopped the reader, it was this file: the reader does nothing else.
        raise broken(name)
    answer: dict[str, Any] = json.loads(output)
    if "refused" in answer:
        raise from_data(answer["refused"])
    return statute_from(answer["statute"])
