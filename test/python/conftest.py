"""Servers for the suite: each runs the built program in its own process on a free port."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from openai import AsyncOpenAI, OpenAI

ROOT = Path(__file__).resolve().parents[2]
NODE = ROOT / "node_modules" / ".bin" / "node"
PROGRAM = ROOT / "dist" / "bin.js"

KEY = "sk-fakeai-1234567890abcdef"
START_SECONDS = 30
STOP_SECONDS = 10


class Server:
    def __init__(self, url: str) -> None:
        self.url = url
        self.port = int(url.rsplit(":", 1)[1])

    def client(self, **options) -> OpenAI:
        return OpenAI(**{"api_key": KEY, "base_url": f"{self.url}/v1", "max_retries": 0, **options})

    def async_client(self, **options) -> AsyncOpenAI:
        return AsyncOpenAI(**{"api_key": KEY, "base_url": f"{self.url}/v1", "max_retries": 0, **options})


@contextmanager
def serve(folder: Path, *flags: str) -> Iterator[Server]:
    """Starts the program in an empty folder and stops it like Ctrl+C does; it must exit cleanly."""
    output = folder / "output"
    with output.open("wb") as sink:
        process = subprocess.Popen(
            [NODE, PROGRAM, "serve", "--port", "0", "--log-format", "json", *flags],
            cwd=folder,
            env={name: value for name, value in os.environ.items() if not name.startswith("FAKEAI_")},
            stdout=sink,
            stderr=subprocess.STDOUT,
        )
    try:
        yield Server(address(process, output))
        process.send_signal(signal.SIGINT)
        assert process.wait(STOP_SECONDS) == 0, output.read_text()
    finally:
        process.kill()
        process.wait()


def address(process: subprocess.Popen, output: Path) -> str:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        # The last line may be incomplete.
        for line in output.read_text().split("\n")[:-1]:
            if line.startswith("{") and (url := json.loads(line).get("url")):
                return url
        time.sleep(0.02)
    pytest.fail(f"The server did not start:\n{output.read_text()}")


@pytest.fixture(scope="session")
def server(tmp_path_factory) -> Iterator[Server]:
    """Fast, but with a delay between tokens, so that streams arrive in several chunks."""
    with serve(tmp_path_factory.mktemp("server"), "--ttft", "5ms", "--itl", "1ms") as running:
        yield running


@pytest.fixture(scope="session")
def default_server(tmp_path_factory) -> Iterator[Server]:
    with serve(tmp_path_factory.mktemp("default")) as running:
        yield running


@pytest.fixture(scope="session")
def strict_server(tmp_path_factory) -> Iterator[Server]:
    with serve(tmp_path_factory.mktemp("strict"), "--fast", "--strict-models", "--strict-schemas") as running:
        yield running


@pytest.fixture
def client(server: Server) -> Iterator[OpenAI]:
    with server.client() as client:
        yield client


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"
