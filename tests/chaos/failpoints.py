"""The instants at which everything is killed, by name; reached through interceptors, not the product's code."""

import json
import os
import signal
import threading
import time
from enum import StrEnum

from pydantic import BaseModel

from tests.chaos.site import Site


class Point(StrEnum):
    """Where a kill is most dangerous (issue 2)."""

    BEFORE_COMMIT = "before_commit"
    AFTER_COMMIT = "after_commit"
    FALLBACK = "fallback"
    CONTINUE_AS_NEW = "continue_as_new"
    OPENING = "opening"


# before_commit: in the transaction, after its writes.
# after_commit: when the local activity has returned; when the workflow has taken its answer; the task is open in both.
# fallback: whose commit fails / before it ran or after it had committed / where the patient activity is killed.
# continue_as_new: when the run gives up; as the next one begins; while that one loads.
# opening: the case stands in the ledger, its workflow is about to be started.
VARIANTS: dict[Point, tuple[str, ...]] = {
    Point.BEFORE_COMMIT: ("written",),
    Point.AFTER_COMMIT: ("returned", "answered"),
    Point.FALLBACK: (
        "person/failed/entering",
        "alarm/failed/entering",
        "person/unseen/entering",
        "alarm/unseen/leaving",
        "person/failed/leaving",
        "alarm/failed/inside",
        "person/unseen/leaving",
        "alarm/unseen/entering",
        "alarm/failed/leaving",
    ),
    Point.CONTINUE_AS_NEW: ("commanded", "started", "loading"),
    Point.OPENING: ("unstarted",),
}


class Armed(BaseModel):
    """The failpoint of a round: which, and how many times it is passed before it strikes."""

    point: Point
    variant: str
    skip: int = 0


class Failpoints:
    """Knows what is armed in this process, and kills the whole tree when it is reached."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.armed: Armed | None = None
        self.continued: set[str] = set()
        self.failed: set[str] = set()
        self._lock = threading.Lock()

    def arm(self, armed: Armed) -> None:
        """From now on this failpoint is live."""
        with self._lock:
            self.armed = armed

    def fails(self, who: str, stream: str) -> str | None:
        """Whether this local commit of a person or an alarm fails: before it runs, or after it has committed.

        Once a stream: if all failed, its history would roll over, and the next run load, before it fell back.
        """
        with self._lock:
            armed = self.armed
            if armed is None or armed.point != Point.FALLBACK:
                return None
            whose, how, _ = armed.variant.split("/")
            if whose != who or stream in self.failed:
                return None
            self.failed.add(stream)
            return how

    def reach(self, point: Point, variant: str, detail: str) -> None:
        """Pass this point; if it is the armed one, nobody lives on."""
        with self._lock:
            armed = self.armed
            if armed is None or (armed.point, armed.variant) != (point, variant):
                return
            if armed.skip:
                self.armed = armed.model_copy(update={"skip": armed.skip - 1})
                return
            self._strike(armed, detail)

    def _strike(self, armed: Armed, detail: str) -> None:
        hit = {"point": armed.point, "variant": armed.variant, "detail": detail, "at": round(time.time(), 3)}
        file = os.open(self.site.hits, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.write(file, (json.dumps(hit) + "\n").encode())
        os.fsync(file)
        kill_tree(self.site)


def kill_tree(site: Site) -> None:
    """Kill -9 server, client and worker at one blow: they share a process group of their own."""
    group = int(site.group.read_text())
    if group == os.getpgrp():
        os.killpg(group, signal.SIGKILL)
