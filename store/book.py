"""The book of drafts in SQL: one row a draft, one a case in it, locked for the commit that touches it."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from models.draft import Draft, DraftItem
from store import tables as t


class SqlBook:
    """A `DraftBook` on one writing transaction."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def get(self, draft_id: str) -> Draft | None:
        """The draft of that id, its row locked."""
        query = select(t.drafts).where(t.drafts.c.id == draft_id).with_for_update()
        return self._draft(self.connection.execute(query).mappings().first())

    def open_draft(self, inspection: str, rung: str, day: date) -> str | None:
        """The id of the draft still open for that rung and day, its row locked."""
        d = t.drafts
        query = select(d.c.id).where(d.c.inspection == inspection, d.c.rung == rung, d.c.day == day)
        return self.connection.execute(query.where(d.c.status == "open").with_for_update()).scalar()

    def enter(self, draft: str, item: DraftItem) -> None:
        """Name a case in an open draft; a case stands in it once."""
        i = t.draft_items
        place = (i.c.draft == draft, i.c.case == item.case)
        kept = self.connection.execute(select(i.c.body).where(*place)).scalar()
        if kept is None:
            self.connection.execute(i.insert(), {"draft": draft, "case": item.case, "body": item.model_dump_json()})
        else:
            body = DraftItem.model_validate_json(kept).joined(item).model_dump_json()
            self.connection.execute(i.update().where(*place).values(body=body))

    def count(self, inspection: str, rung: str, day: date) -> int:
        """How many drafts that rung and day have had."""
        d = t.drafts
        query = select(func.count()).where(d.c.inspection == inspection, d.c.rung == rung, d.c.day == day)
        return int(self.connection.execute(query).scalar_one())

    def naming(self, case: str) -> tuple[Draft, ...]:
        """The open drafts that name the case."""
        d, i = t.drafts, t.draft_items
        query = select(d).where(d.c.status == "open", d.c.id.in_(select(i.c.draft).where(i.c.case == case)))
        rows = self.connection.execute(query.with_for_update()).mappings().all()
        return tuple(draft for row in rows if (draft := self._draft(row)))

    def put(self, draft: Draft) -> None:
        """Keep the draft as it is now."""
        row = {
            "inspection": draft.inspection,
            "rung": draft.rung,
            "day": draft.day,
            "n": draft.n,
            "status": draft.status,
            "body": draft.model_dump_json(exclude={"items"}),
        }
        found = self.connection.execute(t.drafts.update().where(t.drafts.c.id == draft.id).values(row))
        if found.rowcount == 0:
            self.connection.execute(t.drafts.insert().values(id=draft.id, **row))
        self._put_items(draft)

    def _put_items(self, draft: Draft) -> None:
        i = t.draft_items
        kept = dict(self.connection.execute(select(i.c.case, i.c.body).where(i.c.draft == draft.id)).all())
        now = {item.case: item.model_dump_json() for item in draft.items}
        gone = [case for case in kept if case not in now]
        if gone:
            self.connection.execute(i.delete().where(i.c.draft == draft.id, i.c.case.in_(gone)))
        for case, body in now.items():
            if case not in kept:
                self.connection.execute(i.insert().values(draft=draft.id, case=case, body=body))
            elif kept[case] != body:
                self.connection.execute(i.update().where(i.c.draft == draft.id, i.c.case == case).values(body=body))

    def _draft(self, row: Any) -> Draft | None:
        if row is None:
            return None
        i = t.draft_items
        query = select(i.c.body).where(i.c.draft == row["id"]).order_by(i.c.case)
        items = tuple(DraftItem.model_validate_json(body) for (body,) in self.connection.execute(query))
        return Draft.model_validate_json(row["body"]).model_copy(update={"items": items})
