"""A real ODK Central for the time of a proof: its backend under Node, on a PostgreSQL cluster of its own, all on 127.0.0.1."""

from __future__ import annotations

import base64
import contextlib
import getpass
import json
import os
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path

from aiohttp.test_utils import unused_port

USER, PASSWORD = "ban@tinh.vn", "mật khẩu đủ dài 2026"
_PATIENCE = 60  # seconds
_EXTENSIONS = "create extension citext; create extension pg_trgm; create extension pgrowlocks;"


def missing(source: Path) -> str:
    """The first thing that is not there; "": all is."""
    if not (source / "lib/bin/run-server.js").is_file():
        return f"the source of getodk/central-backend in {source}"
    if not (source / "node_modules").is_dir():
        return f"its packages (npm ci in {source})"
    if shutil.which("node") is None:
        return "node"
    programs = _programs()
    return "" if programs is not None else "PostgreSQL's initdb (Debian: apt install postgresql)"


def _programs() -> Path | None:
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return debian[-1].parent if debian else None


class Central:
    """The server that runs: its address, and its REST interface as an administrator."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}/v1"
        # It believes passwords over TLS alone, which a proxy before it ends in every installation.
        self.headers = {"X-Forwarded-Proto": "https"}
        self._auth = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()

    def call(self, method: str, path: str, body: bytes | None = None, kind: str = "application/json") -> bytes:
        """The body of an answer. Raises `urllib.error.HTTPError`."""
        headers = {**self.headers, "Authorization": f"Basic {self._auth}"}
        if body is not None:
            headers["Content-Type"] = kind
        request = urllib.request.Request(f"{self.address}{path}", body, headers, method=method)
        with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:
            return bytes(answer.read())


@contextlib.contextmanager
def running(source: Path) -> Iterator[Central]:
    """The server, until the block ends."""
    programs = _programs()
    assert programs is not None
    with (
        tempfile.TemporaryDirectory(prefix="langnghe-central-") as folder,
        _cluster(programs, Path(folder)) as database,
    ):
        port = unused_port()
        config = {"default": {"database": database, "server": {"port": port}}}
        environment = {**os.environ, "NODE_CONFIG": json.dumps(config)}

        def node(*arguments: str, typed: str = "") -> None:
            command = ["node", *arguments]
            subprocess.run(
                command, cwd=source, env=environment, input=typed, text=True, check=True, capture_output=True
            )

        node("lib/bin/run-migrations.js")
        with (
            Path(folder, "central.log").open("wb") as log,
            subprocess.Popen(
                ["node", "lib/bin/run-server.js"], cwd=source, env=environment, stdout=log, stderr=log
            ) as server,
        ):
            try:
                central = Central(port)
                _wait(central, server)
                node("lib/bin/cli.js", "-u", USER, "user-create", typed=f"{PASSWORD}\n")
                node("lib/bin/cli.js", "-u", USER, "user-promote")
                yield central
            finally:
                server.terminate()


def _wait(central: Central, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            central.call("GET", "/projects")
        except urllib.error.HTTPError:
            return  # it answers: nobody is known yet
        except OSError:
            if server.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.2)
        else:
            return


@contextlib.contextmanager
def _cluster(programs: Path, folder: Path) -> Iterator[dict[str, object]]:
    """A cluster with a database for it. PostgreSQL does not run as root: its own user does it then."""
    as_user: Sequence[str] = ("runuser", "-u", "postgres", "--") if getpass.getuser() == "root" else ()
    home, port = folder / "cluster", unused_port()
    home.mkdir()
    if as_user:
        folder.chmod(0o755)
        shutil.chown(home, "postgres")

    def run(program: str, *arguments: str) -> None:
        subprocess.run([*as_user, programs / program, *arguments], check=True, capture_output=True, cwd="/")

    run("initdb", "-D", f"{home}/data", "-A", "trust", "-U", "central")
    options = f"-p {port} -k {home} -c listen_addresses=127.0.0.1 -c fsync=off"
    run("pg_ctl", "-D", f"{home}/data", "-o", options, "-l", f"{home}/log", "-w", "start")
    try:
        reached = ("-h", "127.0.0.1", "-p", str(port), "-U", "central")
        run("createdb", *reached, "central")
        run("psql", *reached, "-d", "central", "-c", _EXTENSIONS)
        yield {"host": "127.0.0.1", "port": port, "user": "central", "password": "central", "database": "central"}
    finally:
        run("pg_ctl", "-D", f"{home}/data", "-m", "immediate", "-w", "stop")
