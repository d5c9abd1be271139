"""The process that reads one statute's file: an order and bytes on standard input, JSON on standard output."""

import json
import resource
import sys
from dataclasses import replace
from typing import Any

from knowledge_base.statutes.parsing import parse
from knowledge_base.statutes.reading import read_file
from knowledge_base.statutes.refusals import UnreadableStatute, as_data
from knowledge_base.statutes.statute import StatuteText, to_json

OUT_OF_MEMORY = 3
MEGABYTE = 1024 * 1024


def main() -> int:
    """Read the order's line, take the limits, then read the file."""
    order = json.loads(sys.stdin.buffer.readline())
    take(order["limits"])
    try:
        answer = _answer(sys.stdin.buffer.read(), order["name"], order["code"])
        sys.stdout.write(json.dumps(answer))
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


def take(limits: dict[str, int]) -> None:
    """Bind this process to its memory and computing time, and let it write no file and leave no image of itself."""
    memory = limits["memory"] * MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits["computing"], limits["computing"] + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(data: bytes, name: str, code: str) -> dict[str, Any]:
    try:
        return {"statute": to_json(read(data, name, code))}
    except UnreadableStatute as refused:
        return {"refused": as_data(refused)}


def read(data: bytes, name: str, code: str) -> StatuteText:
    """Return the statute with the doubts of its file before those of its text."""
    file = read_file(data, name)
    statute = parse(file.text, code=code)
    return replace(statute, doubts=(*file.doubts, *statute.doubts))


if __name__ == "__main__":
    sys.exit(main())
