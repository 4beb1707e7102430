"""How a command reaches the system: its database, its workflows."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from os import environ
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import Engine as Engine  # noqa: PLC0414 - the one name of SQL that commands need

from cli.call import Call
from cli.failures import NotReachable
from cli.find import System, find
from cli.output import note
from models.calendar import Calendar
from models.clock import local_date
from models.commands import Command
from models.ladder import Policy
from models.standing import Answer
from store import references
from store.engine import DatabaseBusy, open_engine, reading
from store.home import is_prepared, tempo_of, virtual_now
from store.queries import UNREADABLE

if TYPE_CHECKING:
    from gateway import Gateway

PATIENCE = timedelta(seconds=4)
ATTEMPTS = 3
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Desk:
    """What a reading command needs at hand: the database, what is in force, and the clock of this data."""

    engine: Engine
    calendar: Calendar
    policy: Policy
    now: datetime

    @property
    def today(self) -> date:
        """The day it is in this data."""
        return local_date(self.now)


@contextmanager
def book(call: Call) -> Iterator[Engine]:
    """The database; a stopped system's can be read too.

    Raises:
        NotReachable: there is none, or it does not answer.
    """
    system = find(call.settings.data)
    engine = open_engine(system.database if system else call.settings.database_url)
    try:
        if _missing(engine) or not is_prepared(engine):
            raise not_running(call)
        yield engine
    except (*UNREADABLE, DatabaseBusy) as error:
        raise NotReachable(
            "cơ sở dữ liệu chưa trả lời; đề nghị thử lại sau ít giây", "the database does not answer; try again soon"
        ) from error
    finally:
        engine.dispose()


@contextmanager
def desk(call: Call) -> Iterator[Desk]:
    """The same with what is in force. Raises NotReachable."""
    with book(call) as engine:
        with reading(engine) as connection:
            calendar, policy = references.calendar(connection), references.policy(connection)
        yield Desk(engine, calendar, policy, virtual_now(engine, datetime.now(UTC)))


def _missing(engine: Engine) -> bool:
    """Whether opening would create an empty SQLite file."""
    file = engine.url.database
    return engine.dialect.name == "sqlite" and not (file and Path(file).is_file())


def persistently(work: Callable[[], T]) -> T:
    """A writing transaction, tried again while others write. Raises what `book` turns into NotReachable."""
    for _ in range(ATTEMPTS - 1):
        try:
            return work()
        except (*UNREADABLE, DatabaseBusy):
            continue
    return work()


async def door(call: Call, engine: Engine) -> "Gateway":
    """The gateway to the running system's workflows.

    Raises:
        NotReachable: no system runs on this data, or its server does not answer.
    """
    from connection import Unreachable, connect  # noqa: PLC0415 - Temporal's SDK is half the start of a verb
    from gateway import Gateway  # noqa: PLC0415 - the same

    system = find(call.settings.data)
    if not _runs(system):
        raise not_running(call)
    address, namespace = (system.temporal_address, system.temporal_namespace) if system else (None, "")
    try:
        client = await connect(PATIENCE, address=address, namespace=namespace)
    except Unreachable as error:
        raise not_running(call) from error
    return Gateway(client, tempo_of(engine))


async def sent(gateway: "Gateway", stream: str, command: Command) -> Answer:
    """The answer to a command, sent again with the same id when the first try is not answered. Raises NotReachable."""
    from gateway import Unavailable  # noqa: PLC0415 - the gateway is loaded already

    try:
        return await gateway.send(stream, command)
    except Unavailable:
        pass
    try:
        return await gateway.send(stream, command)
    except Unavailable as error:
        again = f"--command-id {command.id}"
        raise NotReachable(
            f"hệ thống chưa trả lời, chưa rõ đã ghi nhận hay chưa; gửi lại an toàn với {again} (kiểm tra: doctor)",
            f"the system did not answer; it is safe to send again with {again} (check with: doctor)",
        ) from error


def note_if_stopped(call: Call) -> None:
    """Tell a reader that nothing moves at present."""
    if not _runs(find(call.settings.data)):
        note(call.say("hệ thống đang dừng; số liệu như lúc dừng", "the system is stopped; figures are as it was left"))


def _runs(system: System | None) -> bool:
    return system is not None or "TEMPORAL_ADDRESS" in environ


def not_running(call: Call) -> NotReachable:
    """What to do when nothing answers."""
    data = call.settings.data
    start = f"starter.py up --data {data}"
    return NotReachable(
        f"không thấy hệ thống chạy trên “{data}”; khởi động bằng: {start}",
        f"no system runs on “{data}”; start it with: {start}",
    )
