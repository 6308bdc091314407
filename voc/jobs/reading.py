"""A stretch of work that only reads, so that it holds no lock while something slow follows."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from voc.db import only_reads


@contextmanager
def reading(session: Session) -> Iterator[Session]:
    """The session, for reading: SQLite takes no write lock, and the transaction ends with the block.

    Nothing may be pending in the session, for it is rolled back; rows read are to be taken out as values.
    """
    marked = only_reads.set(True)
    try:
        yield session
    finally:
        session.rollback()
        only_reads.reset(marked)
