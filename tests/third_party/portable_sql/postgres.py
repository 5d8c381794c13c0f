"""A throw-away PostgreSQL: a cluster in a temporary folder, reached through a socket in it, gone at the end."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import TypedDict

# Where Debian puts the servers, which are not in the PATH there.
_DEBIAN = Path("/usr/lib/postgresql")
_START_SECONDS = 60


class Account(TypedDict, total=False):
    """Who a program runs as: arguments of `subprocess`, none for the present user."""

    user: int
    group: int
    extra_groups: list[int]


class Cluster:
    """A running server. `with Cluster() as cluster:` stops it and removes it, also after an error or a SIGTERM."""

    def __init__(self) -> None:
        self._bin = find_binaries()
        self._folder = Path(tempfile.mkdtemp(prefix="courtier-postgres-"))
        self._data = self._folder / "data"
        self._log = self._folder / "log"
        self._server: subprocess.Popen[bytes] | None = None
        # PostgreSQL refuses to run as root.
        self._account = _unprivileged_account() if os.geteuid() == 0 else Account()

    def __enter__(self) -> Cluster:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
        try:
            self._start()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stop()

    def psql(self, database: str, script: str, *options: str) -> str:
        """Runs a script with psql and returns what it prints; the first error is raised."""
        command: list[str | Path] = [
            self._bin / "psql",
            "-X",
            "-q",
            "-h",
            self._folder,
            "-U",
            "postgres",
            "-d",
            database,
        ]
        command += ["-v", "ON_ERROR_STOP=1", *options, "-f", "-"]
        environment = os.environ | {"PGCLIENTENCODING": "UTF8"}
        done = subprocess.run(command, input=script, text=True, encoding="utf-8", capture_output=True, env=environment)
        if done.returncode != 0:
            raise RuntimeError(f"PostgreSQL: {done.stderr.strip()}")
        return done.stdout

    def databases(self) -> dict[str, str]:
        """Creates two databases, one ordered by bytes and one as French is; returns what each is, by name."""
        self.psql("postgres", "CREATE DATABASE octets TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'")
        # ICU needs no locale of the system, and a server built without it may have some.
        by_language = {"fr-FR, ICU": "LOCALE_PROVIDER icu ICU_LOCALE 'fr-FR' LOCALE 'C'"}
        by_language |= {name: f"LOCALE '{name}'" for name in ("fr_FR.utf8", "en_US.utf8")}
        for order, options in by_language.items():
            try:
                self.psql("postgres", f"CREATE DATABASE francais TEMPLATE template0 ENCODING 'UTF8' {options}")
            except RuntimeError:
                continue
            if self.psql("francais", "SELECT 'a' < 'B'", "-At").strip() != "t":
                raise RuntimeError(f"PostgreSQL: {order} orders text by bytes")
            return {"octets": "C", "francais": order}
        raise RuntimeError("PostgreSQL: neither ICU nor a French or English locale: cannot check another order of text")

    def version(self) -> str:
        """Returns the version of the server."""
        return self.psql("postgres", "SHOW server_version", "-At").split()[0]

    def _start(self) -> None:
        # The account must reach its data; the socket is closed to others by its own permissions.
        self._folder.chmod(0o711)
        self._data.mkdir()
        self._log.touch()
        if self._account:
            for path in (self._folder, self._data, self._log):
                os.chown(path, self._account["user"], self._account["group"])
        self._run("initdb", "-D", self._data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        settings = ["listen_addresses=", f"unix_socket_directories={self._folder}", "unix_socket_permissions=0700"]
        # Nothing in it outlives the check.
        settings += ["fsync=off", "full_page_writes=off", "shared_buffers=256MB", "work_mem=64MB"]
        options = [part for setting in settings for part in ("-c", setting)]
        with self._log.open("ab") as log:
            server: list[str | Path] = [self._bin / "postgres", "-D", self._data, *options]
            self._server = subprocess.Popen(server, stdout=log, stderr=log, cwd=self._folder, **self._account)
        deadline = time.monotonic() + _START_SECONDS
        while not self._is_ready():
            if self._server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL does not start:\n{self._log.read_text('utf-8', 'replace')}")
            time.sleep(0.1)

    def _is_ready(self) -> bool:
        command: list[str | Path] = [
            self._bin / "pg_isready",
            "-q",
            "-h",
            self._folder,
            "-U",
            "postgres",
            "-d",
            "postgres",
        ]
        return subprocess.run(command).returncode == 0

    def _stop(self) -> None:
        if self._server and self._server.poll() is None:
            self._server.send_signal(signal.SIGINT)  # Closes the connections, then stops.
            try:
                self._server.wait(_START_SECONDS)
            except subprocess.TimeoutExpired:
                self._server.kill()
                self._server.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str | Path) -> None:
        command: list[str | Path] = [self._bin / program, *arguments]
        done = subprocess.run(command, text=True, capture_output=True, cwd=self._folder, **self._account)
        if done.returncode != 0:
            raise RuntimeError(f"{program}: {done.stderr.strip()}")


def find_binaries() -> Path:
    """Returns the folder of the newest server of this machine."""
    versions = [folder for folder in _DEBIAN.glob("*/bin") if (folder / "postgres").exists()]
    if versions:
        return max(versions, key=lambda folder: [int(part) for part in folder.parent.name.split(".")])
    found = shutil.which("postgres")
    if found is None:
        raise FileNotFoundError("PostgreSQL is not installed: apt-get install postgresql")
    return Path(found).resolve().parent


def _unprivileged_account() -> Account:
    for name in ("postgres", "nobody"):
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(user=account.pw_uid, group=account.pw_gid, extra_groups=[])
    raise RuntimeError("no account to run PostgreSQL under")
