"""Which business a stream follows: its decide, evolve, consequences and the shape its snapshot has."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from models import case as case_acts
from models import consequences, inspection
from models.case_evolve import evolve as evolve_case
from models.case_state import Case
from models.events import Event
from models.inspection import Inspection
from store.ledger import Recorded


@dataclass(frozen=True, slots=True)
class Aggregate:
    """One kind of stream. Raise `shape` whenever the state's fields change, so that old snapshots are folded anew."""

    kind: str
    state: type[Case] | type[Inspection]
    shape: int
    decide: Callable[..., Any]
    evolve: Callable[..., Any]
    follow: Callable[..., Iterable[consequences.Consequence]]

    def fold(self, recorded: Iterable[Recorded]) -> Any:
        """The state after these events."""
        state = None
        for line in recorded:
            state = self.evolve(state, line.event, line.at)
        return state


AGGREGATES = {
    "case": Aggregate("case", Case, 1, case_acts.decide, evolve_case, consequences.of_case),
    "inspection": Aggregate(
        "inspection", Inspection, 1, inspection.decide, inspection.evolve, consequences.of_inspection
    ),
}


def aggregate_of(stream: str) -> Aggregate:
    """The kind of a stream, by the first part of its id. Raises KeyError for none of ours."""
    return AGGREGATES[stream.split("/", 1)[0]]


def inspection_of(stream: str) -> str:
    """The inspection a stream belongs to: the second part of its id."""
    return stream.split("/")[1]


def errand_of(state: Case | Inspection) -> str | None:
    """Work beyond a commit that the stream's workflow still has to see to."""
    return "open_cases" if isinstance(state, Inspection) and not state.opened else None


def stage_of(state: Case | Inspection, last: Event | None) -> str:
    """One line on where the stream stands, for Temporal's UI."""
    if isinstance(state, Inspection):
        return f"{state.title}: {state.cases} hồ sơ, {len(state.drafts)} dự thảo chờ ý kiến"
    left = len(state.open_requirements)
    due = f", hạn {state.due:%d/%m/%Y}" if state.due else ""
    what = type(last).__name__ if last else ""
    return f"{state.unit_name}: còn {left}/{len(state.requirements)} nội dung{due} ({what})"
