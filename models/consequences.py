"""What events mean outside their stream: notices to people, entries in drafts, messages to other streams.

Pure: `commit` writes the consequences in the same transaction as the events, the rehearsal keeps them in memory.
"""

from collections.abc import Iterator
from datetime import datetime

from models import events as e
from models.case_state import Case
from models.drafting import AddToDraft, ChangeDraft, Message, RemoveFromDrafts, effects_of_case, effects_of_inspection
from models.facts import Facts
from models.inspection import Inspection
from models.telling import Notice, notices_of_case, notices_of_inspection

Consequence = Notice | AddToDraft | RemoveFromDrafts | ChangeDraft | Message


def of_case(case: Case, event: e.CaseEvent, key: str, facts: Facts, now: datetime) -> Iterator[Consequence]:
    """What an event of a case means outside; `case` is the state after it, `key` names the event uniquely."""
    yield from effects_of_case(case, event, facts, now)
    yield from notices_of_case(case, event, key, facts, now)


def of_inspection(
    inspection: Inspection, event: e.InspectionEvent, key: str, facts: Facts, now: datetime
) -> Iterator[Consequence]:
    """What an event of an inspection means outside."""
    yield from effects_of_inspection(event, facts)
    yield from notices_of_inspection(inspection, event, key, facts, now)
