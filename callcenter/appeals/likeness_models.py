"""Marks of what appeals say, by which one that says the same is found without reading any other."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from callcenter.core.db import Base


class LikenessMark(Base):
    """One of an appeal's marks: texts of nearly the same words share at least one (repeats.marks_of).

    A text of too few words has one mark that stands for none (marking.TOO_SHORT).
    """

    __tablename__ = "likeness_mark"

    mark: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    appeal_id: Mapped[int] = mapped_column(ForeignKey("appeal.id"), primary_key=True, index=True)
