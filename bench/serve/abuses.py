"""Each abuse: what is sent, what should come back, and what did."""

from __future__ import annotations

import json
import re
import select
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass

from serve.server import HOST

READ_SECS = 5.0
"""How long an answer is waited for, unless the abuse says more."""
SLACK_SECS = 3.0
CLOSED = "closed"
SILENT = "neither an answer nor an end"


@dataclass(frozen=True)
class Target:
    """The server under abuse."""

    port: int
    ids: list[str]
    """Opportunities that it has."""
    timeout_secs: float
    """Time that it gives to a request."""
    idle: int
    """Connections to leave idle."""

    def connect(self) -> socket.socket:
        """Opens a connection."""
        return socket.create_connection((HOST, self.port), timeout=READ_SECS)

    def honest(self, number: int = 0) -> bytes:
        """Returns a request that deserves an answer."""
        return request("GET", f"/api/v1/opportunities/{self.ids[number % len(self.ids)]}")

    def status(self, sent: bytes) -> str:
        """Sends bytes on a connection of their own; returns the status of the first answer, or that there was none."""
        with self.connect() as connection:
            return answer_to(connection, sent)


@dataclass(frozen=True)
class AbuseKind:
    """One way to abuse a server."""

    name: str
    expected: str
    do: Callable[[Target], tuple[str, bool]]
    """Returns what was seen, and whether it was expected."""


def request(method: str, path: str, headers: str = "", body: bytes = b"") -> bytes:
    """Returns a well-formed request of HTTP/1.1."""
    return f"{method} {path} HTTP/1.1\r\nHost: {HOST}\r\n{headers}\r\n".encode() + body


def answer_to(connection: socket.socket, sent: bytes) -> str:
    """Sends bytes and returns the status of the first answer, `closed`, or that nothing came."""
    try:
        connection.sendall(sent)
    except OSError:
        pass  # The server may refuse before all is sent: its answer is what counts.
    return first_status(connection)


def first_status(connection: socket.socket) -> str:
    """Returns the status of the next answer."""
    received = b""
    try:
        while b"\r\n" not in received:
            part = connection.recv(65536)
            if not part:
                return CLOSED
            received += part
    except TimeoutError:
        return SILENT
    except OSError:
        return CLOSED
    found = re.match(rb"HTTP/1\.[01] (\d{3})", received)
    return found[1].decode() if found else "not HTTP"


def _refused(sent: Callable[[Target], list[bytes]], allowed: tuple[str, ...]) -> Callable[[Target], tuple[str, bool]]:
    """Sends each of several texts on its own connection; all must be refused in an allowed way."""

    def do(target: Target) -> tuple[str, bool]:
        statuses = [target.status(text) for text in sent(target)]
        counts = {status: statuses.count(status) for status in sorted(set(statuses))}
        return ", ".join(f"{status} ({n})" for status, n in counts.items()), set(statuses) <= set(allowed)

    return do


def _malformed(target: Target) -> list[bytes]:
    path = f"/api/v1/opportunities/{target.ids[0]}"
    return [
        b"GET\r\n\r\n",
        b"\r\n\r\n\x00\x00\x00\x00\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200),
        f"GET {path} HTTP/9.9\r\nHost: x\r\n\r\n".encode(),
        f"GET {path} HTTP/1.1\r\nHost x\r\n\r\n".encode(),
        f"GET {path} HTTP/1.1\r\nHost: x\r\nA\x00B: c\r\n\r\n".encode(),
        f"GET {path} HTTP/1.1\r\nHost: x\r\nA: b\x00c\r\n\r\n".encode(),
        f"GET {path}\x7f HTTP/1.1\r\nHost: x\r\n\r\n".encode(),
        f"GE\x01T {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode(),
        request("POST", "/api/v1/simulations", "Content-Length: -1\r\n"),
        request("POST", "/api/v1/simulations", "Content-Length: 2\r\nContent-Length: 3\r\n", b"{}"),
        request("POST", "/api/v1/simulations", "Transfer-Encoding: gzip, zip\r\n", b"{}"),
        request(
            "POST", "/api/v1/simulations", "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n", b"zz\r\n"
        ),
        request("GET", "/api/v1/opportunities/%ff%fe%00"),
        request("GET", "/api/v1/opportunities?age_min=%zz"),
    ]


def _long_addresses(_: Target) -> list[bytes]:
    return [request("GET", "/api/v1/opportunities?banque=" + "a" * size) for size in (9_000, 30_000, 1_000_000)]


def _long_headers(_: Target) -> list[bytes]:
    return [request("GET", "/livez", f"X-A: {'a' * size}\r\n") for size in (40_000, 1_000_000)]


def _header_bombs(_: Target) -> list[bytes]:
    return [request("GET", "/livez", "".join(f"X-{i}: a\r\n" for i in range(number))) for number in (500, 50_000)]


def _large_bodies(_: Target) -> list[bytes]:
    json_type = "Content-Type: application/json\r\n"
    text = json.dumps({"ids": ["0065q00000AlAK0AAN"] * 100_000}).encode()
    chunk = b"10000\r\n" + b" " * 65536 + b"\r\n"
    return [
        request("POST", "/api/v1/opportunities/batch", f"{json_type}Content-Length: {1 << 40}\r\n", b"{"),
        request("POST", "/api/v1/opportunities/batch", f"{json_type}Content-Length: {len(text)}\r\n", text),
        request("POST", "/api/v1/opportunities/batch", f"{json_type}Transfer-Encoding: chunked\r\n", chunk * 64),
    ]


def _deep_bodies(_: Target) -> list[bytes]:
    bodies = [b"[" * 100_000, b'{"ids":' * 20_000, b'{"ids":' + b"[" * 100_000]
    return [
        request("POST", path, f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n", body)
        for body in bodies
        for path in ("/api/v1/opportunities/batch", "/api/v1/simulations")
    ]


def _smuggled(target: Target) -> tuple[str, bool]:
    """Two lengths: whichever the server takes, the second request must not be answered as one of its own."""
    hidden = target.honest()
    head = f"Content-Type: application/json\r\nContent-Length: {5 + len(hidden)}\r\nTransfer-Encoding: chunked\r\n"
    with target.connect() as connection:
        connection.sendall(request("POST", "/api/v1/simulations", head, b"0\r\n\r\n" + hidden))
        received = _read_until_quiet(connection, 1.0)
    answers = re.findall(rb"HTTP/1\.1 (\d{3})", received)
    seen = ", then ".join(status.decode() for status in answers) or CLOSED
    return seen, len(answers) <= 1 and b"200" not in answers


def _slow_header(target: Target) -> tuple[str, bool]:
    return _drip(target, f"GET /livez HTTP/1.1\r\nHost: {HOST}\r\nX-Slow: ".encode())


def _slow_body(target: Target) -> tuple[str, bool]:
    headers = "Content-Type: application/json\r\nContent-Length: 1000\r\n"
    return _drip(target, request("POST", "/api/v1/simulations", headers))


def _drip(target: Target, start: bytes) -> tuple[str, bool]:
    """Sends one byte after the other until the server has enough."""
    limit = target.timeout_secs + SLACK_SECS
    began = time.perf_counter()
    with target.connect() as connection:
        connection.sendall(start)
        while (secs := time.perf_counter() - began) < limit:
            if select.select([connection], [], [], 0.1)[0]:
                status = first_status(connection)
                return f"{status} after {secs:.1f} s", status in ("408", CLOSED)
            try:
                connection.sendall(b"a")
            except OSError:
                return f"{CLOSED} after {secs:.1f} s", True
    return f"still open after {limit:g} s", False


def _half_closed(target: Target) -> tuple[str, bool]:
    with target.connect() as connection:
        connection.sendall(target.honest())
        connection.shutdown(socket.SHUT_WR)
        received = _read_until_quiet(connection, READ_SECS)
    body = received.partition(b"\r\n\r\n")[2]
    is_whole = received.startswith(b"HTTP/1.1 200") and target.ids[0].encode() in body and body.endswith(b"}")
    return "200, whole" if is_whole else f"{len(received)} bytes", is_whole


def _pipelined(target: Target) -> tuple[str, bool]:
    with target.connect() as connection:
        connection.sendall(b"".join(target.honest(number) for number in range(len(target.ids))))
        received = _read_until_quiet(connection, 1.0)
    found = [name.decode() for name in re.findall(rb'"id": ?"([A-Za-z0-9]{18})"', received)]
    in_order = found == target.ids
    return f"{len(found)} answers, {'in order' if in_order else 'not in order'}", in_order


def _vanishing(target: Target) -> tuple[str, bool]:
    """Clients that reset the connection, before or while they are answered."""
    path = "/api/v1/opportunities?limit=1000"
    for number in range(500):
        with target.connect() as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.sendall(request("GET", path) if number % 2 else target.honest()[: number % 40])
    return "500 gone", True


def _idle(target: Target) -> tuple[str, bool]:
    """Connections that say nothing, while others are answered."""
    opened: list[socket.socket] = []
    try:
        for _ in range(target.idle):
            opened.append(target.connect())
        start = time.perf_counter()
        statuses = {target.status(target.honest(number)) for number in range(20)}
        secs = (time.perf_counter() - start) / 20
        # The last one that was opened has not had the time to be closed.
        last = answer_to(opened[-1], target.honest())
    except OSError as failure:
        return f"{len(opened)} opened, then {type(failure).__name__}", False
    finally:
        for connection in opened:
            connection.close()
    seen = f"{len(opened):,} open, others answered in {secs * 1e3:.1f} ms"
    return seen, statuses == {"200"} and last == "200"


def _read_until_quiet(connection: socket.socket, quiet_secs: float) -> bytes:
    """Reads until the end, or until nothing came for a while."""
    received = b""
    connection.settimeout(quiet_secs)
    try:
        while part := connection.recv(65536):
            received += part
    except OSError:
        pass
    return received


ABUSES = (
    AbuseKind("malformed requests", "400 or closed", _refused(_malformed, ("400", CLOSED))),
    AbuseKind(
        "addresses of 9 kB, 30 kB, 1 MB", "414, 431 or closed", _refused(_long_addresses, ("414", "431", CLOSED))
    ),
    AbuseKind("a header of 40 kB, 1 MB", "431 or closed", _refused(_long_headers, ("431", CLOSED))),
    AbuseKind("500 and 50,000 headers", "431 or closed", _refused(_header_bombs, ("431", CLOSED))),
    AbuseKind(
        "bodies of 2 MB, 4 MB in chunks, 1 TB announced", "413 or closed", _refused(_large_bodies, ("413", CLOSED))
    ),
    AbuseKind("JSON 20,000 to 100,000 levels deep", "400 or 413", _refused(_deep_bodies, ("400", "413"))),
    AbuseKind("two lengths, a request hidden in the body", "one refusal or closed", _smuggled),
    AbuseKind("a header a byte at a time", "408 or closed in time", _slow_header),
    AbuseKind("a body a byte at a time", "408 or closed in time", _slow_body),
    AbuseKind("the client half-closes after its request", "a whole answer", _half_closed),
    AbuseKind("50 requests at once on a connection", "50 answers in order", _pipelined),
    AbuseKind("500 clients that reset", "others are answered", _vanishing),
    AbuseKind("idle connections", "others are answered", _idle),
)
