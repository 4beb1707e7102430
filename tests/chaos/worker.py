"""The worker of the tree: the product's own, with interceptors that pass the failpoints.

It reads armed failpoints, one JSON line each, from its input; at the input's end everything is killed.
"""

import asyncio
import sys
import threading

from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter

from gateway import Gateway
from notices.mailbox import MailboxFolder
from store.engine import open_engine
from store.home import tempo_of
from tests.chaos.failpoints import Armed, Failpoints, kill_tree
from tests.chaos.interceptors import Chaos, ChaosClient, watch_transactions
from tests.chaos.site import UPKEEP_EVERY, Site
from worker import build


async def live() -> None:
    """Work until killed."""
    site = Site.here()
    points = Failpoints(site)
    threading.Thread(target=_obey, args=(site, points), daemon=True).start()
    engine = open_engine(site.database_url)
    watch_transactions(engine, points)
    tempo = tempo_of(engine)
    client = await connect(site, ChaosClient(points))
    async with build(client, engine, tempo, MailboxFolder(site.mailbox), interceptors=[Chaos(points)]):
        await Gateway(client, tempo).ensure_services(UPKEEP_EVERY)
        await asyncio.Event().wait()


def _obey(site: Site, points: Failpoints) -> None:
    for line in sys.stdin:
        points.arm(Armed.model_validate_json(line))
    kill_tree(site)


async def connect(site: Site, interceptor: ChaosClient) -> Client:
    """A client of a server that may just be starting."""
    while True:
        try:
            return await Client.connect(
                site.address, data_converter=pydantic_data_converter, interceptors=[interceptor]
            )
        except RuntimeError:
            await asyncio.sleep(0.1)
