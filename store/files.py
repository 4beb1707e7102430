"""Files that people hand in, kept by the digest of their bytes."""

import hashlib

from sqlalchemy import Connection, select

from store import tables as t


def digest_of(content: bytes) -> str:
    """The name a file goes by: SHA-256 of its bytes, hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def put_file(connection: Connection, name: str, content: bytes) -> str:
    """Keep the file, once; returns its digest."""
    digest = digest_of(content)
    if connection.execute(select(t.files.c.digest).where(t.files.c.digest == digest)).first() is None:
        connection.execute(t.files.insert().values(digest=digest, name=name, content=content))
    return digest
