"""The collector of Python may run at any moment; while a session closed it once ended the process."""

import subprocess
import sys

# Units tied to each other are read, and nobody holds them any longer. The collector finds them while the session
# lets go of them, and not sooner: it is off till then, and then looks at what is one collection old.
CLOSING = """
import gc
from callcenter import tables
from callcenter.core.db import Base, Database
from callcenter.directory.models import Body, Unit
from sqlalchemy import insert, select
from sqlalchemy.orm import selectinload

database = Database("sqlite://")
Base.metadata.create_all(database.engine)
units = [dict(code=str(n), body_id=1, name=str(n), kind="sector", head_of_apparatus=False) for n in range(600)]
with database.transaction() as session:
    session.execute(insert(Body.__table__), dict(id=1, code="home", name="Home", home=True))
    session.execute(insert(Unit.__table__), units)
for turn in range(20):
    gc.disable()
    with database.reading() as session:
        units = session.scalars(select(Unit).options(selectinload(Unit.body).selectinload(Body.units))).all()
        assert len(units) == 600
        gc.collect(0)
        gc.set_threshold(100 + turn, 0, 1000)
        del units
        gc.enable()
print("alive")
"""


def test_a_collection_while_a_session_closes_does_no_harm() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CLOSING], check=False, capture_output=True, text=True, timeout=120
    )
    assert (done.returncode, done.stdout) == (0, "alive\n"), done.stderr[-2000:]
