"""No column of an appeal's file is forgotten when its term is over."""

from sqlalchemy import Enum, String, Text

from callcenter.tables import Base
from callcenter.upkeep.personal import KEPT, PERSONAL


def test_each_text_of_an_appeals_file_is_erased_or_kept_for_a_reason() -> None:
    erased = {table.__tablename__: set(blanks) for table, _, blanks in PERSONAL}
    forgotten = {}
    for table in Base.metadata.tables.values():
        if table.name != "appeal" and not any(
            key.column.table.name == "appeal" and key.parent.name == "appeal_id" for key in table.foreign_keys
        ):
            continue
        texts = {
            column.name
            for column in table.columns
            if isinstance(column.type, String | Text) and not isinstance(column.type, Enum)
        }
        left = texts - erased.get(table.name, set()) - KEPT.get(table.name, set())
        if left:
            forgotten[table.name] = left
    assert not forgotten, "name them in callcenter/upkeep/personal.py, erased or kept"


def test_what_is_erased_is_really_a_column() -> None:
    for table, column, blanks in PERSONAL:
        names = set(table.__table__.columns.keys())
        assert {column, *blanks} <= names
