"""Servers under test: started on a free port of this machine, waited for, stopped by their process.

Linux only: memory is read in `/proc`.
"""

from __future__ import annotations

import http.client
import os
import signal
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

HOST = "127.0.0.1"
START_SECS = 60.0
"""How long a server may take to be ready."""
STOP_SECS = 40.0
"""How long a server may take to stop: courtier drains for thirty seconds at most."""
_LOOK_SECS = 0.002
UNLIMITED: Mapping[str, str] = MappingProxyType({"COURTIER_SERVER__RATE_LIMIT_PER_MINUTE": "0"})
"""Options of a courtier that is measured: no limit of requests."""


@dataclass(frozen=True)
class Server:
    """A server that answers."""

    name: str
    port: int
    pid: int
    ready_secs: float
    """From the start of the process to its first answer."""

    @property
    def base(self) -> str:
        """Address of the server, without a slash at the end."""
        return f"http://{HOST}:{self.port}"

    def memory(self) -> Memory:
        """Returns what the process and its children hold now."""
        return Memory.of(self.pid)

    def connect(self, timeout_secs: float = 30.0) -> http.client.HTTPConnection:
        """Returns a connection that stays open between requests."""
        return http.client.HTTPConnection(HOST, self.port, timeout=timeout_secs)


@dataclass(frozen=True)
class Memory:
    """Resident memory of a process and its children."""

    now_bytes: int
    peak_bytes: int
    """Sum of the peaks."""

    @classmethod
    def of(cls, pid: int) -> Memory:
        """Reads `VmRSS` and `VmHWM`."""
        now = peak = 0
        for process in [pid, *_children(pid)]:
            for line in Path(f"/proc/{process}/status").read_text("utf-8").splitlines():
                name, _, value = line.partition(":")
                if name == "VmRSS":
                    now += int(value.split()[0]) * 1024
                elif name == "VmHWM":
                    peak += int(value.split()[0]) * 1024
        return cls(now, peak)


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text("utf-8").split():
            found += [int(child), *_children(int(child))]
    return found


@contextmanager
def courtier_server(courtier: Path, lake: Path, options: Mapping[str, str] = UNLIMITED) -> Iterator[Server]:
    """Starts `courtier serve` on a lake and waits until it is ready. `options` are variables of its environment."""

    def command(port: int) -> list[str]:
        return [str(courtier), "--quiet", "--lake", str(lake), "serve", "--host", HOST, "--port", str(port)]

    with running("courtier", command, "/readyz", options) as server:
        yield server


@contextmanager
def running(
    name: str,
    command: Callable[[int], list[str]],
    path: str,
    options: Mapping[str, str] | None = None,
    tls: ssl.SSLContext | None = None,
) -> Iterator[Server]:
    """Starts a server on a free port, waits until `path` answers 200, and stops it with SIGTERM. With `tls`, asks over it.

    Raises `RuntimeError`, with what it wrote, when it ends before, is not ready in time or does not stop.
    """
    port = _free_port()
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        # In the session of this process, as the generator is: Linux shares time between sessions first
        # (`sched_autogroup_enabled`), so that what yields in one session would not yield to the other.
        process = subprocess.Popen(
            command(port),
            stdin=subprocess.DEVNULL,
            stdout=errors,
            stderr=errors,
            env={**os.environ, **(options or {})},
        )
        try:
            while not _answers(port, path, tls):
                if process.poll() is not None or time.perf_counter() - start > START_SECS:
                    raise RuntimeError(f"{name} is not ready:\n{_written(errors)}")
                time.sleep(_LOOK_SECS)
            yield Server(name, port, process.pid, time.perf_counter() - start)
            if process.poll() is not None:
                raise RuntimeError(f"{name} ended by itself:\n{_written(errors)}")
        finally:
            _stop(name, process)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _answers(port: int, path: str, tls: ssl.SSLContext | None) -> bool:
    connection = (
        http.client.HTTPConnection(HOST, port, timeout=5)
        if tls is None
        else http.client.HTTPSConnection(HOST, port, timeout=5, context=tls)
    )
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except OSError:
        return False
    except http.client.HTTPException:
        return False
    finally:
        connection.close()


def _written(errors: BinaryIO) -> str:
    errors.seek(0)
    text = errors.read().decode("utf-8", "replace")
    return text[-4000:]


def _stop(name: str, process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_SECS)
    except subprocess.TimeoutExpired:
        for one in [*_children(process.pid), process.pid]:
            os.kill(one, signal.SIGKILL)
        process.wait()
        raise RuntimeError(f"{name} did not stop in {STOP_SECS:g} s") from None
