"""A PostgreSQL server of the system's packages, on loopback, with a folder of its own."""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

USER = "planner"


@dataclass(frozen=True)
class Server:
    """A server that runs; whoever knows the password may make databases in it."""

    port: int
    password: str

    def url(self, database: str, user: str = USER, password: str | None = None) -> str:
        return f"postgresql://{user}:{password or self.password}@127.0.0.1:{self.port}/{database}"

    def execute(self, statement: sql.Composable, database: str = "postgres") -> list[tuple]:
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def new_database(self, encoding: str = "UTF8") -> str:
        """Make an empty database and return its name."""
        name = f"store_{secrets.token_hex(8)}"
        made = sql.SQL("CREATE DATABASE {} ENCODING {} TEMPLATE template0")
        self.execute(made.format(sql.Identifier(name), sql.Literal(encoding)))
        return name


def binaries() -> Path | None:
    """Return the folder of the newest server that is installed here."""
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(found, key=lambda path: float(path.parts[-3]), default=None)
    other = shutil.which("initdb")
    return newest.parent if newest else Path(other).resolve().parent if other else None


@contextmanager
def running(programs: Path) -> Iterator[Server]:
    """Start a server, and end it with all that it held."""
    home = Path(tempfile.mkdtemp(prefix="allocator-postgres-"))
    who = _unprivileged()
    try:
        if who:
            os.chown(home, who["user"], who["group"])
        server = Server(_free_port(), secrets.token_hex(16))
        _make(programs, home, server.password, who)
        with _started(programs, home, server, who):
            yield server
    finally:
        shutil.rmtree(home)


def _unprivileged() -> dict[str, int]:
    """Return whose the server is to be: root may not run one."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = names.get("postgres") or names["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _make(programs: Path, home: Path, password: str, who: dict[str, int]) -> None:
    secret = home / "password"
    secret.write_text(password)
    secret.chmod(0o644)  # the folder itself is closed to others
    options = ["--encoding=UTF8", "--locale=C", "--auth=scram-sha-256", "--no-sync"]
    options += [f"--username={USER}", f"--pwfile={secret}"]
    made = [programs / "initdb", *options, "-D", home / "data"]
    subprocess.run(made, check=True, cwd=home, stdout=subprocess.DEVNULL, timeout=120, **who)


@contextmanager
def _started(programs: Path, home: Path, server: Server, who: dict[str, int]) -> Iterator[None]:
    options = ["-h", "127.0.0.1", "-p", str(server.port), "-k", home, "-c", "fsync=off"]
    log = home / "log"
    with log.open("wb") as file:
        started = [programs / "postgres", "-D", home / "data", *options]
        process = subprocess.Popen(started, cwd=home, stdout=file, stderr=file, **who)
    try:
        _await(server, process, log)
        yield
    finally:
        process.terminate()
        try:
            process.wait(2)
        except subprocess.TimeoutExpired:  # clients that are still there are not waited for
            process.send_signal(2)
            process.wait(60)


def _await(server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            server.execute(sql.SQL("SELECT 1"))
        except psycopg.OperationalError as error:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(log.read_text("utf-8", "replace")) from error
            time.sleep(0.1)
        else:
            return
