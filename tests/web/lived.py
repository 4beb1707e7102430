"""An inspection lived through in a real database: every act and alarm through `store.commit`, messages delivered."""

from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import Engine, select

from models import commands as c
from models.case_state import case_id
from models.clock import Tempo
from models.inspection import inspection_id
from models.launch import Bundle
from models.standing import Answer
from store import outbox, references
from store import tables as t
from store.commit import commit
from store.engine import reading, writing

COMMAND: TypeAdapter[c.AnyCommand] = TypeAdapter(c.AnyCommand)


class Lived:
    """What workflows and courier do, in one thread."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._given = 0

    def launch(self, bundle: Bundle) -> None:
        """Launch and open every case."""
        with writing(self.engine) as connection:
            digest = references.put_bundle(connection, bundle)
        stream = inspection_id(bundle.id)
        at, officer = bundle.sent_at, f"{bundle.register_.inspecting}.officer"
        self._commit(stream, c.Launch(id=f"launch/{digest}", actor=officer, digest=digest), at)
        papers = {document.id: document.cited for document in bundle.documents}
        for plan in bundle.cases:
            command = c.OpenCase(
                id=f"open/{plan.n}",
                inspection=bundle.id,
                inspection_title=bundle.title,
                sent_at=at,
                papers=papers,
                plan=plan,
            )
            self._commit(case_id(bundle.id, plan.n), command, at)
        self._commit(stream, c.CasesOpened(id="opened"), at)

    def act(self, command: type[c.Command], actor: str, stream: str, when: datetime, **fields: object) -> None:
        """Give a command after every alarm until then has rung; it must be accepted."""
        self.until(when)
        self._given += 1
        self._commit(stream, command.model_validate({"id": f"act-{self._given}", "actor": actor, **fields}), when)

    def until(self, when: datetime) -> None:
        """Ring everything up to an instant."""
        while due := self._due(when):
            stream, at = due
            ring = c.Ring if stream.startswith("case/") else c.RingInspection
            alarm = commit(self.engine, stream, 0, ring(id="look", arming=0), at).next_alarm
            assert alarm is not None
            self._commit(stream, ring(id=alarm.key, arming=alarm.arming), at)

    def set_tempo(self, tempo: Tempo) -> None:
        """Have the data run at a tempo from now on, as if it had been prepared so."""
        with writing(self.engine) as connection:
            connection.execute(t.meta.update().where(t.meta.c.key == "tempo").values(value=tempo.model_dump_json()))

    def _due(self, when: datetime) -> tuple[str, datetime] | None:
        s = t.streams
        query = select(s.c.stream, s.c.next_alarm).where(s.c.closed.is_(False), s.c.next_alarm <= when)
        with reading(self.engine) as connection:
            row = connection.execute(query.order_by(s.c.next_alarm, s.c.stream).limit(1)).first()
        return (row.stream, row.next_alarm) if row else None

    def _commit(self, stream: str, command: c.Command, at: datetime) -> None:
        answer = commit(self.engine, stream, 0, command, at).answer
        assert isinstance(answer, Answer)
        assert answer.accepted, answer
        self._deliver(at)

    def _deliver(self, at: datetime) -> None:
        with reading(self.engine) as connection:
            waiting = outbox.waiting_messages(connection, 1000)
        for message in waiting:
            with writing(self.engine) as connection:
                outbox.delivered(connection, message.id)
            commit(self.engine, message.to, 0, COMMAND.validate_json(message.command), at)
        if waiting:
            self._deliver(at)
