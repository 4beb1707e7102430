"""Names, ids, inputs and limits shared by workflows, activities and the gateway."""

from datetime import datetime, timedelta

from models.base import Kept
from models.clock import Tempo
from models.commands import AnyCommand
from models.standing import Standing

QUEUE = "dondoc"

COMMIT = "commit"
REMIND = "remind"
ESCALATE = "escalate"
LOAD = "load"
TAIL = "tail"
OPEN_CASES = "open_cases"
NOTIFY = "notify"
DELIVER = "deliver"
UPKEEP = "upkeep"

CASE_WORKFLOW = "Case"
INSPECTION_WORKFLOW = "Inspection"
COURIER_WORKFLOW = "Courier"
UPKEEP_WORKFLOW = "Upkeep"
COURIER_ID = "courier"
UPKEEP_ID = "upkeep"
POKE = "poke"

UNAVAILABLE = "Unavailable"

# A person is answered or told to try again within seconds; the driver's own timeouts lie below one attempt's.
ATTEMPT = timedelta(seconds=2)
ANSWER_WITHIN = timedelta(seconds=3)
PATIENT_ATTEMPT = timedelta(seconds=10)
PATIENT_INTERVAL = timedelta(seconds=5)
# Long activities show that they live; a dead one is taken over after this.
HEARTBEAT = timedelta(seconds=10)
OPENING = timedelta(hours=1)


class Start(Kept):
    """What a stream's workflow starts with: which stream, and how virtual time runs."""

    stream: str
    tempo: Tempo


class CommitAsk(Kept):
    """Decide and record a command. `now` is the workflow's instant (real); the activity turns it by `tempo`.

    `roll` says that Temporal suggests to continue as new; the answer repeats it.
    """

    stream: str
    seen: int
    command: AnyCommand
    now: datetime
    tempo: Tempo
    roll: bool = False


class TailAsk(Kept):
    """What a workflow asks after a commit whose outcome it does not know."""

    stream: str
    seen: int
    roll: bool = False


class Loaded(Kept):
    """A stream as a workflow starts with it: its standing, and its state as JSON."""

    standing: Standing
    state: str | None


class OpenCasesAsk(Kept):
    """Open every case of a launched inspection."""

    inspection: str
    seen: int
    now: datetime
    tempo: Tempo


class CourierStart(Kept):
    """How long one resident sender runs before it hands over, in a quiet history."""

    tempo: Tempo
    shift: timedelta = timedelta(hours=1)


class UpkeepStart(Kept):
    """How often lost workflows are looked for."""

    tempo: Tempo
    every: timedelta = timedelta(minutes=1)


def workflow_of(stream: str) -> str:
    """The workflow type that stands for a stream."""
    return {"case": CASE_WORKFLOW, "inspection": INSPECTION_WORKFLOW}[stream.split("/", 1)[0]]
