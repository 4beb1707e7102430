"""`starter.py up`: an embedded system in one directory, from its first process to its last."""

import http.client
import signal
import time
from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import typer

from cli.children import NAMESPACE, Child, children, environment
from cli.failures import Failure
from cli.find import System, find
from cli.home import Home, InUse, keep, kept
from cli.ports import LOOPBACK, WEB, Ports, choose
from cli.processes import myself
from cli.speech import speaker
from cli.supervisor import Supervisor, end_leftovers
from cli.tempo import in_words, prepared, read_tempo
from models.clock import Tempo

PAUSE: Final = 0.2
EXPECTED_WITHIN: Final = 20.0
BLOCK: Final = {
    "vi": """
  Đôn Đốc đang chạy: {web}

    Nhịp         {tempo}
    Dữ liệu      {data}
    Nhật ký      {logs}
    Temporal     {temporal}

  Ctrl-C để dừng; dữ liệu được giữ lại, lần sau chạy tiếp từ đó.
""",
    "en": """
  Đôn Đốc is running: {web}

    Tempo        {tempo}
    Data         {data}
    Logs         {logs}
    Temporal     {temporal}

  Ctrl-C stops it; the data stays, and the next run goes on from there.
""",
}
Rows = Callable[[Home, Ports], tuple[Child, ...]]
"""What an embedded system is made of."""


class Stop:
    """Whether we were told to stop: Ctrl-C, SIGTERM, or the terminal went away."""

    def __init__(self) -> None:
        self.asked = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            # Under nohup we are to outlive the terminal; an ignored SIGINT only says that a script started us.
            if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, self._ask)

    def _ask(self, _number: int, _frame: object) -> None:
        self.asked = True


def run_up(data: Path, port: int | None, demo: bool, tempo: str | None, lang: str = "vi") -> int:
    """Run an embedded system until it is told to stop.

    Args:
        data: the directory of its data, created if need be.
        port: the page's; None takes the last one, or a free one from 8080 on; 0 takes any.
        demo: whether the scripted persons act.
        tempo: as in "1d=2s", for new data only; None is real time.
        lang: language of what is printed, "vi" or "en".

    Returns:
        The exit code: 0 stopped as it was told, 1 refused, 2 the tempo cannot be read.
    """
    return Up(Home(data), lang, lambda home, ports: children(home, ports, demo=demo)).run(port, tempo)


class Up:
    """One run of the embedded system of a directory."""

    def __init__(self, home: Home, lang: str, rows: Rows) -> None:
        self.home, self.lang, self.rows = home, lang, rows
        self.tell, self.stop = speaker(lang), Stop()

    def run(self, port: int | None, tempo: str | None) -> int:
        """As `run_up`."""
        try:
            wanted = read_tempo(tempo, datetime.now(UTC)) if tempo else None
            with self.home.mine():
                self._live(port, wanted)
        except InUse as other:
            self._tell_in_use(str(other))
            return 1
        except Failure as failure:
            self.tell(failure.vi, failure.en)
            return failure.code
        return 0

    def _live(self, port: int | None, wanted: Tempo | None) -> None:
        end_leftovers(self.home, self.tell)
        ports = self._ports(port)
        rows = self.rows(self.home, ports)
        tempo = prepared(self.home, wanted, self.tell)
        system = system_at(self.home, ports)
        keep(self.home.system, system)
        supervisor = Supervisor(rows, environment(system, self.home, ports, self.lang), self.home, self.tell)
        try:
            self._watch(supervisor, system, tempo)
        finally:
            supervisor.stop()
            self.home.system.unlink(missing_ok=True)

    def _ports(self, asked: int | None) -> Ports:
        before = kept(self.home.ports, Ports)
        ports = choose(before, asked)
        expected = before.web if before else WEB
        if asked is None and ports.web != expected:
            self.tell(
                f"cổng {expected} đang được dùng, trang mở ở cổng {ports.web}",
                f"port {expected} is taken, the page is at port {ports.web}",
            )
        keep(self.home.ports, ports)
        return ports

    def _watch(self, supervisor: Supervisor, system: System, tempo: Tempo) -> None:
        since, shown, late = time.monotonic(), False, False
        while not self.stop.asked:
            supervisor.tend()
            if not shown and answers(system.web):
                shown = True
                self._show(system, tempo)
            if not (shown or late) and time.monotonic() > since + EXPECTED_WITHIN:
                late = True
                self.tell(
                    f"trang chưa trả lời sau {EXPECTED_WITHIN:.0f} giây; xem nhật ký ở {self.home.logs}",
                    f"the page has not answered for {EXPECTED_WITHIN:.0f} s; see the logs in {self.home.logs}",
                )
            time.sleep(PAUSE)
        self.tell("đang dừng…", "stopping…")

    def _show(self, system: System, tempo: Tempo) -> None:
        words = in_words(tempo, self.lang)
        about = {"web": system.web, "tempo": words, "data": self.home.path, "logs": self.home.logs}
        typer.echo(BLOCK[self.lang].format(**about, temporal=system.temporal_ui))

    def _tell_in_use(self, pid: str) -> None:
        running = find(self.home.path)
        vi, en = (running.web, running.web) if running else ("đang khởi động", "starting")
        self.tell(
            f"đã có hệ thống chạy trên {self.home.path} (tiến trình {pid}, {vi}): dừng nó hoặc chọn --data khác",
            f"a system runs on {self.home.path} (process {pid}, {en}): stop it or choose another --data",
        )


def system_at(home: Home, ports: Ports) -> System:
    """The system that this process runs."""
    return System(
        temporal_address=f"{LOOPBACK}:{ports.temporal}",
        temporal_namespace=NAMESPACE,
        temporal_ui=f"http://{LOOPBACK}:{ports.temporal_ui}",
        web=f"http://{LOOPBACK}:{ports.web}",
        database=home.database_url,
        supervisor=myself(),
        started_at=datetime.now(UTC),
    )


def answers(url: str) -> bool:
    """Whether a page is served there."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=1)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status < HTTPStatus.INTERNAL_SERVER_ERROR
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
