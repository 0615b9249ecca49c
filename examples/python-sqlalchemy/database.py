"""The database, with SQLAlchemy."""

import threading
from collections import Counter
from contextlib import contextmanager
from typing import NamedTuple

from sqlalchemy import URL, create_engine


class Credential(NamedTuple):
    """A user of the database."""

    user: str
    password: str


class Database:
    """The database, whose user can be replaced while queries run and wait.

    Each user has an engine of its own. One engine for all, told the new user by `do_connect` and its pool disposed of,
    would keep old connections: those in use at that moment go back to the old pool, and stay there.
    """

    def __init__(self):
        self._engine = None
        # Who uses a connection of an engine, or waits for one.
        self._uses = Counter()
        self._changed = threading.Condition()

    def replace(self, credential):
        """From now on queries are the new user's. Those that have begun stay the old one's, whose engine ends after them."""
        # Host, port and database come from PGHOST, PGPORT and PGDATABASE.
        url = URL.create("postgresql+psycopg", username=credential.user, password=credential.password)
        self._replace_engine(create_engine(url, pool_size=4, max_overflow=0, pool_pre_ping=True))

    @contextmanager
    def begin(self):
        """A connection in a transaction. For the ORM: `Session(bind=connection)`."""
        with self._changed:
            engine = self._engine
            self._uses[engine] += 1
        try:
            with engine.begin() as connection:
                yield connection
        finally:
            with self._changed:
                self._uses[engine] -= 1
                self._dispose_if_unused(engine)

    def end(self):
        """Returns when all queries have been answered, and all connections are closed."""
        self._replace_engine(None)
        with self._changed:
            self._changed.wait_for(lambda: not self._uses)

    def _replace_engine(self, engine):
        with self._changed:
            old, self._engine = self._engine, engine
            self._dispose_if_unused(old)

    def _dispose_if_unused(self, engine):
        if engine and engine is not self._engine and not self._uses[engine]:
            engine.dispose()
            del self._uses[engine]
            self._changed.notify_all()
