"""The resident senders: notices to people through a channel, messages to streams through the gateway.

Each works for one shift and heartbeats; when its worker dies another takes over, and leases keep them apart.
"""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import groupby

import structlog
from sqlalchemy import Engine
from temporalio import activity
from temporalio.exceptions import ApplicationError

from gateway import Gateway, Unavailable
from models.commands import CommandAdapter
from notices.channel import Channel, TryAgain, Undeliverable
from notices.letters import Post
from store import outbox
from store.engine import writing
from workflows import messages as m

log = structlog.get_logger("courier")
LEASE = timedelta(seconds=30)
PAUSE = 0.5
BATCH = 50
