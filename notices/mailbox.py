"""A folder as a channel: each letter an `.eml` file, for trials, rehearsals and offices without outgoing mail."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.headerregistry import DateHeader
from email.parser import BytesHeaderParser
from heapq import nlargest
from pathlib import Path

from notices.channel import Letter, TryAgain
from notices.mime import to_bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """A letter in the folder, as a list shows it."""

    file: str
    message_id: str
    at: datetime | None
    to: str
    subject: str
    attempt: int


class MailboxFolder:
    """Writes letters whole or not at all; the same message id is the same file, so sent twice is there once."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def send(self, letter: Letter) -> None:
        """Write the letter; on return it is on the disk.

        Raises:
            Undeliverable: when an address has no valid form.
            TryAgain: when the folder cannot be written now.
        """
        content = to_bytes(letter)
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            self._write(self.path / file_name(letter.message_id), content)
        except OSError as problem:
            msg = f"chưa ghi được vào hộp thư {self.path} | the mailbox cannot be written: {problem}"
            raise TryAgain(msg) from problem

    def entries(self, limit: int) -> list[Entry]:
        """The letters written last, newest first."""
        try:
            with os.scandir(self.path) as found:
                dated = [(item.stat().st_mtime_ns, item.name) for item in found if item.name.endswith(".eml")]
        except FileNotFoundError:
            return []
        return [_entry(self.path / name) for _, name in nlargest(limit, dated)]

    def _write(self, target: Path, content: bytes) -> None:
        handle, name = tempfile.mkstemp(dir=self.path, prefix=".", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        _sync_folder(self.path)


def file_name(message_id: str) -> str:
    """The file of a message: always the same one, whatever characters the id has."""
    return f"{hashlib.sha256(message_id.encode()).hexdigest()[:32]}.eml"


def _sync_folder(path: Path) -> None:
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _entry(path: Path) -> Entry:
    with path.open("rb") as file:
        head = BytesHeaderParser(policy=policy.default).parse(file)
    date = head["Date"]
    return Entry(
        file=path.name,
        message_id=str(head["Message-ID"] or ""),
        at=date.datetime if isinstance(date, DateHeader) else None,
        to=" ".join(str(head["To"] or "").split()),
        subject=str(head["Subject"] or ""),
        attempt=int(head["X-Attempt"] or 1),
    )
