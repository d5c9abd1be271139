"""A command called as the shell would, and a small statute for it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Done:
    """What a command left: its exit code and what it printed."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]
STATUTE = """
Azərbaycan Respublikası Sınaq Nazirliyinin Sınaq şöbəsinin
ƏSASNAMƏSİ

1. Ümumi müddəalar
1.1. Sınaq şöbəsi Nazirliyin struktur bölməsidir.

3. Şöbənin vəzifələri
3.0. Şöbənin vəzifələri aşağıdakılardır:
3.0.1. sınaqları keçirmək;
"""
