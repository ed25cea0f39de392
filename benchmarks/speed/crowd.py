"""A thousand episodes of a model at the same time in one process, against a server on this machine."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alternating import HERE, PlayerFailed, Spent, spend
from clockwork import Aim, Options, Section, duration
from model_server import DAY

CROWD = 1_000
"""Episodes for which an aim of memory is stated."""

BARE_CALLS = 400

_BARE = """
import asyncio, sys
from openai import AsyncOpenAI
client = AsyncOpenAI(base_url=sys.argv[1], api_key="none", max_retries=0)
ask = lambda: client.chat.completions.create(model="m", messages=[{"role": "user", "content": "x" * 8000}])
async def main(): await asyncio.gather(*(ask() for _ in range(int(sys.argv[2]))))
asyncio.run(main())
"""


def measure(options: Options) -> Section:
    """One run of the crowd, and the bare SDK for comparison."""
    section = Section(
        "crowd",
        f"{options.crowd:,} model episodes at once",
        f"corpsim run --agent openai --max-concurrency {options.crowd:,} in one process, each episode in a new company "
        f"with {len(DAY)} calls; the server is another process on this machine and answers at once.",
    )
    memory = Aim(1_000) if options.crowd >= CROWD else None
    try:
        options.say(f"{options.crowd:,} episodes")
        seen, used = _crowd(options)
        options.say("the bare SDK")
        bare = _bare_call()
    except PlayerFailed as trouble:
        section.notes.append(f"Not measured: {trouble}")
        section.add("peak resident memory of the process", "MB", (), memory)
        return section
    calls = seen["requests"]
    section.add("requests in flight at the same time, most", "", [seen["most"]], Aim(options.crowd, at_least=True))
    section.add("peak resident memory of the process", "MB", [used.peak_mb], memory)
    section.add("CPU of one model call, all in", "ms", [1e3 * used.cpu_s / calls], here=f"{calls:,} calls")
    section.add("the same, in calls of the bare openai SDK", "×", [used.cpu_s / calls / bare], here=duration(bare))
    section.notes.append(f"The whole run took {used.wall_s:.0f} s by the clock and {used.cpu_s:.0f} s of CPU.")
    return section


def _crowd(options: Options) -> tuple[dict[str, int], Spent]:
    with tempfile.TemporaryDirectory(prefix="corpsim-crowd-") as folder, _server(options.crowd) as (url, seen):
        used = spend(
            *("-m", "corpsim.cli", "run", options.world, "--agent", "openai", "--model", "m", "--base-url", url),
            *("--seeds", f"0-{options.crowd - 1}", "--max-concurrency", str(options.crowd)),
            *("--out", str(Path(folder) / "run"), "--timeout-s", "900"),
        )
    return seen, used


def _bare_call() -> float:
    """CPU seconds of one call through the SDK alone, the start of the program taken off."""
    with _server(1) as (url, _):
        few, many = (spend("-c", _BARE, url, str(count)).cpu_s for count in (10, 10 + BARE_CALLS))
    return (many - few) / BARE_CALLS


@contextmanager
def _server(crowd: int) -> Iterator[tuple[str, dict[str, int]]]:
    """A server's address, and what it has seen, which is filled in when it ends."""
    command = [sys.executable, str(HERE / "model_server.py"), str(crowd)]
    seen: dict[str, int] = {}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(server.stdout.readline())}/v1", seen
        finally:
            said, _ = server.communicate()
            seen |= json.loads(said)
