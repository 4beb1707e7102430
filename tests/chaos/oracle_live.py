"""What must become true soon after a restart: every workflow runs and agrees, every alarm rang, all is delivered."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine
from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.service import RPCError
from temporalio.workflow import NondeterminismError

from models.clock import Tempo
from notices.mailbox import file_name
from tests.chaos import oracle_ledger
from tests.chaos.oracle_ledger import Books
from tests.chaos.replays import Replays

PATIENCE = 60.0


class Witness:
    """Watches each life of the tree until everything agrees."""

    def __init__(self, engine: Engine, tempo: Tempo, mailbox: Path) -> None:
        self.engine, self.tempo, self.mailbox = engine, tempo, mailbox
        self.agreed: set[str] = set()
        self.replays = Replays()
        self.unreplayable: list[str] = []

    async def settle(self, client: Client) -> list[str]:
        """Wait until all that was to happen before now has happened; what still has not after a minute is returned.

        What comes due meanwhile is the next check's matter: a busy machine is late, which is not lost.
        """
        self.agreed.clear()
        before = self.tempo.virtual(datetime.now(UTC))
        deadline = asyncio.get_running_loop().time() + PATIENCE
        while amiss := await self._amiss(client, before):
            if asyncio.get_running_loop().time() > deadline:
                return amiss
            await asyncio.sleep(0.2)
        return self.unreplayable

    async def _amiss(self, client: Client, before: datetime) -> list[str]:
        books = await asyncio.to_thread(oracle_ledger.read, self.engine)
        amiss = [f"message {r['id']} waits" for r in books.messages if not r["delivered"] and r["created_at"] < before]
        amiss.extend(self._unsent(books, before))
        for stream, state in books.states.items():
            amiss.extend(oracle_ledger.late_steps(stream, state, before))
            if books.streams[stream]["errand"]:
                amiss.append(f"{stream}: errand {books.streams[stream]['errand']}")
        for stream in books.states.keys() - self.agreed:
            problem = await self._about(client, stream, books)
            if problem:
                amiss.append(f"{stream}: {problem}")
            else:
                self.agreed.add(stream)
        return amiss

    def _unsent(self, books: Books, before: datetime) -> Iterator[str]:
        """Notices that should have left, and sent ones whose letter is not in the mailbox."""
        for key, row in books.notices.items():
            if row["status"] == "sent":
                if not (self.mailbox / file_name(row["message_id"])).exists():
                    yield f"notice {key} is sent, yet not in the mailbox"
            elif row["status"] != "waiting" or row["leaves_at"] < before:
                yield f"notice {key} is {row['status']}: {row['error']}"

    async def _about(self, client: Client, stream: str, books: Books) -> str | None:
        state = books.states[stream]
        handle = client.get_workflow_handle(stream)
        try:
            running = (await handle.describe()).status == WorkflowExecutionStatus.RUNNING
            if running == state.closed:
                return "it runs, yet is closed" if running else "nobody stands for it"
            seen = await self.replays.state(client, stream)
        except NondeterminismError as error:
            self.unreplayable.append(f"{stream}: {error}")
            return "its history cannot be replayed"
        except RPCError as error:
            return f"{error.status.name}: {error}"
        return None if seen == state else f"the workflow's state is not the fold at {books.lines[stream][-1].seq}"
