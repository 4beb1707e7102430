"""What a commit answers: to the person who acted, and to the workflow that waits for its stream."""

from datetime import datetime

from models.base import Kept
from models.clocks import Alarm
from models.events import AnyEvent
from models.refusals import Refusal


class Answer(Kept):
    """What the one who gave a command is told."""

    accepted: bool
    seq: int = 0
    at: datetime | None = None
    events: tuple[str, ...] = ()
    refusal: Refusal | None = None


class Line(Kept):
    """An event as a workflow sees it."""

    seq: int
    at: datetime
    event: AnyEvent


class Standing(Kept):
    """How a stream stands, and the events its workflow has not seen yet.

    `errand` names work beyond a commit that the workflow has to see to; `answer` is there when a command was decided.
    `roll` repeats that the asking run's history has grown long: what is recorded is the same in every replay.
    """

    stream: str
    seq: int
    lines: tuple[Line, ...] = ()
    next_alarm: Alarm | None = None
    errand: str | None = None
    closed: bool = False
    stage: str = ""
    answer: Answer | None = None
    roll: bool = False
