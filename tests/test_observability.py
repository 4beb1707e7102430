import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SAMPLE = Path(__file__).with_name("observability_sample.py")
IDS = {"case_id": "case/s3/1", "command_id": "c-7"}


def run(shape: str) -> str:
    """What the sample writes on stderr, in a process of its own, as Core writes past Python's streams."""
    environment = os.environ | {"PYTHONPATH": str(SAMPLE.parents[1])}
    done = subprocess.run([sys.executable, SAMPLE, shape], env=environment, capture_output=True, check=True, timeout=60)
    assert done.stdout == b""
    return done.stderr.decode()


@pytest.fixture(scope="module")
def lines() -> dict[str, dict[str, Any]]:
    records = [json.loads(line) for line in run("json").splitlines()]
    return {record["logger"] + ": " + record["event"]: record for record in records}


@pytest.mark.parametrize(
    "line",
    [
        "dondoc: đôn đốc",
        "sqlalchemy: chậm 2 giây",
        "temporalio.activity: đã nhắc việc",
        "temporalio.workflow: đang chờ",
    ],
)
def test_every_door_carries_the_ids(lines: dict[str, dict[str, Any]], line: str) -> None:
    assert lines[line].items() >= IDS.items()


def test_temporal_details_are_fields(lines: dict[str, dict[str, Any]]) -> None:
    assert lines["temporalio.workflow: đang chờ"]["temporal_workflow"]["workflow_type"] == "Waits"
    assert "temporal_activity" in lines["temporalio.activity: đã nhắc việc"]


def test_core_speaks_through_logging(lines: dict[str, dict[str, Any]]) -> None:
    (core,) = [record for record in lines.values() if record["logger"] == "temporalio.core"]
    assert core["level"] == "warning"
    assert "TMPRL1100" in core["core"]["failure"]
    assert "temporal_log" not in core


def test_level_and_traceback(lines: dict[str, dict[str, Any]]) -> None:
    assert "dondoc: not at this level" not in lines
    assert "ValueError" in lines["dondoc: không đọc được"]["exception"]


def test_vietnamese_stays_readable() -> None:
    text = run("text")
    assert "đôn đốc" in text
    assert "unit='Sở Nội vụ'" in text
    assert "case_id=case/s3/1 command_id=c-7" in text
