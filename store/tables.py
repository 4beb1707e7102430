"""The tables. Streams and events are the record; everything else can be derived from them or is reference data."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)


class Instant(TypeDecorator[datetime]):
    """A UTC instant; a naive value is a programming error."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """To the database: as UTC."""
        if value is not None and value.tzinfo is None:
            msg = "naive instant"
            raise ValueError(msg)
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: Any, _dialect: Dialect) -> datetime | None:
        """From the database: aware, whatever it kept."""
        if value is None:
            return None
        instant: datetime = value
        return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)


Json = JSON().with_variant(JSONB, "postgresql")

streams = Table(
    "streams",
    metadata,
    Column("stream", String(120), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("inspection", String(80), nullable=False, index=True),
    Column("seq", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("last_at", Instant, nullable=False),
    Column("next_alarm", Instant, index=True),
    Column("closed", Boolean, nullable=False, default=False),
    Column("errand", String(40)),
    Column("shape", Integer, nullable=False),
    Column("snapshot", Text, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("stream", String(120), ForeignKey("streams.stream"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("type", String(40), nullable=False),
    Column("version", Integer, nullable=False),
    Column("at", String(32), nullable=False),
    Column("recorded_at", String(32), nullable=False),
    Column("actor", String(100), nullable=False),
    Column("command_id", String(200), nullable=False),
    Column("data", Text, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("prev", String(64), nullable=False),
)

answers = Table(
    "answers",
    metadata,
    Column("stream", String(120), ForeignKey("streams.stream"), primary_key=True),
    Column("command_id", String(200), primary_key=True),
    Column("type", String(40), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("answer", Text, nullable=False),
)

drafts = Table(
    "drafts",
    metadata,
    Column("id", String(160), primary_key=True),
    Column("inspection", String(80), nullable=False, index=True),
    Column("rung", String(40), nullable=False),
    Column("day", Date, nullable=False),
    Column("n", Integer, nullable=False),
    Column("status", String(20), nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("inspection", "rung", "day", "n", name="uq_drafts_place"),
)

draft_items = Table(
    "draft_items",
    metadata,
    Column("draft", String(160), ForeignKey("drafts.id"), primary_key=True),
    Column("case", String(120), primary_key=True, index=True),
    Column("body", Text, nullable=False),
)

messages = Table(
    "messages",
    metadata,
    Column("id", String(280), primary_key=True),
    Column("to", String(120), nullable=False),
    Column("command", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("delivered", Boolean, nullable=False, default=False),
    Column("error", Text),
    Index("ix_messages_waiting", "delivered", "created_at"),
)

notices = Table(
    "notices",
    metadata,
    Column("key", String(300), primary_key=True),
    Column("seat", String(120), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("inspection", String(80), nullable=False, index=True),
    Column("case", String(120), index=True),
    Column("body", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("leaves_at", Instant, nullable=False),
    Column("status", String(20), nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("leased_until", Instant),
    Column("fence", Integer, nullable=False, default=0),
    Column("sent_at", Instant),
    Column("message_id", String(120)),
    Column("error", Text),
    Index("ix_notices_waiting", "status", "leaves_at"),
)

cases = Table(
    "cases",
    metadata,
    Column("id", String(120), primary_key=True),
    Column("inspection", String(80), nullable=False, index=True),
    Column("n", Integer, nullable=False),
    Column("unit", String(80), nullable=False, index=True),
    Column("unit_name", Text, nullable=False),
    Column("received_on", Date),
    Column("due", Date),
    Column("open", Integer, nullable=False),
    Column("reported", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("closed", Boolean, nullable=False),
    Column("next_alarm", Instant),
    Column("next_rung", String(40)),
    Column("last_event", String(40), nullable=False),
    Column("last_at", Instant, nullable=False),
)

requirements = Table(
    "requirements",
    metadata,
    Column("case", String(120), primary_key=True),
    Column("id", String(60), primary_key=True),
    Column("text", Text, nullable=False),
    Column("work", String(20), nullable=False),
    Column("report_by", Date),
    Column("remedied_by", Date),
    Column("due", Date),
    Column("review_on", Date),
    Column("arrived_on", Date),
    Column("late_days", Integer),
    Column("late_days_original", Integer),
)

inspections = Table(
    "inspections",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("title", Text, nullable=False),
    Column("register", String(80), nullable=False),
    Column("cases", Integer, nullable=False),
    Column("opened", Boolean, nullable=False),
    Column("closed", Boolean, nullable=False),
    Column("rehearsal_banner", Boolean, nullable=False),
    Column("launched_at", Instant, nullable=False),
)

files = Table(
    "files",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

references = Table(
    "references",
    metadata,
    Column("kind", String(20), primary_key=True),
    Column("key", String(80), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("content", Text, nullable=False),
)

meta = Table("meta", metadata, Column("key", String(40), primary_key=True), Column("value", Text, nullable=False))
